"""Indicators about the licence, on the invented list of 1 November 2026: what fires, and what nearly does."""

from dataclasses import replace
from datetime import date

import pytest

from model.indicators import EVALUATED, INDICATORS, licence
from model.reading import read_advert
from model.records import AdvertText
from model.register.index import Register

ON = date(2026, 11, 21)
CASES = [
    ("licence_number_not_in_register", True, "Công ty CP Cá Bống tuyển đi Nhật, giấy phép 7001/LĐTBXH-GP."),
    ("licence_number_not_in_register", True, "Đơn hàng Đài Loan, phí 40 triệu. GP số 812/LĐTBXH-GP do Bộ cấp."),
    ("licence_number_not_in_register", False, "Tuyển đi Nhật, giấy phép 9107/LĐTBXH-GP, CTCP Bến Lụa."),
    ("licence_number_not_in_register", False, "Đơn hàng Nhật Bản, công ty có giấy phép, liên hệ 0966 000 111."),
    ("licence_number_not_in_register", False, "Đơn Nhật, giấy phép 9100/BNV-GP."),
    ("imitates_licensed_enterprise", True, "Công ty CP Nhân lực Quốc tế Đồng Sậu tuyển đi Nhật. Gọi 0966 000 111."),
    ("imitates_licensed_enterprise", True, "CTCP Nhân lực Quốc tế Đồng Sậy, đơn Đài Loan, giấy phép 4321/LĐTBXH-GP."),
    ("imitates_licensed_enterprise", False, "Công ty CP Nhân lực Quốc tế Đồng Sậy tuyển đi Nhật. Gọi 0966 000 111."),
    (
        "imitates_licensed_enterprise",
        False,
        "Công ty CP Nhân lực Quốc tế Đồng Sậu tuyển thợ may, Hà Nam, 0966 000 111.",
    ),
    ("number_and_name_differ", True, "Công ty CP Nhân lực Quốc tế Đồng Sậy đi Nhật, giấy phép 9107/LĐTBXH-GP."),
    ("number_and_name_differ", True, "Công ty CP Xây dựng và Nhân lực Cầu Lim, đơn Hàn Quốc, MST 9900000489."),
    ("number_and_name_differ", False, "CTCP ĐT&PT nguồn nhân lực Bến Lụa, đơn Nhật, giấy phép 9107/LĐTBXH-GP."),
    ("number_and_name_differ", False, "Đơn cho Công ty TNHH Toyo Hatsu ở Nhật, giấy phép 9107/LĐTBXH-GP."),
    ("licence_expired_or_suspended", True, "Công ty CP Xuất khẩu Lao động Kênh Tẻ Mới tuyển đi Nhật."),
    ("licence_expired_or_suspended", True, "Đi Đài Loan với Công ty CP Phát triển Quốc tế Suối Rao."),
    ("licence_expired_or_suspended", False, "Công ty CP Phát triển Quốc tế Suối Rao tuyển kế toán tại Hà Nội."),
    ("licence_expired_or_suspended", False, "Công ty CP Thương mại và Dịch vụ Quốc tế Hồng Mơ tuyển đi Nhật."),
    (
        "branch_collects_money",
        True,
        "Chi nhánh Công ty CP Nhân lực Quốc tế Đồng Sậy tại Huế tuyển đi Nhật, phí dịch vụ 60 triệu.",
    ),
    ("branch_collects_money", True, "Đơn Đài Loan, nộp phí dịch vụ 45 triệu tại chi nhánh, MST 9900000111-001."),
    ("branch_collects_money", False, "Chi nhánh Công ty CP Nhân lực Quốc tế Đồng Sậy tại Huế nhận hồ sơ đi Nhật."),
    ("branch_collects_money", False, "Công ty CP Nhân lực Quốc tế Đồng Sậy tuyển đi Nhật, phí dịch vụ 60 triệu."),
    ("enterprise_not_in_register", True, "Công ty Cổ phần Nhân lực Kim Quy Vàng tuyển đi Nhật, lương 30 triệu."),
    ("enterprise_not_in_register", True, "Công ty TNHH Cung ứng Lao động Lá Sen Xanh nhận người đi Đài Loan."),
    ("enterprise_not_in_register", False, "Công ty Cổ phần Nhân lực Kim Quy Vàng tuyển thợ may tại Vinh."),
    ("enterprise_not_in_register", False, "Công ty CP Nhân lực Quốc tế Đồng Sậy tuyển đi Nhật."),
]


def fired(text: str, register: Register | None, on: date = ON) -> dict[str, str]:
    reading = read_advert(AdvertText(text=text), on, register)
    return {finding.code: finding.sentence for finding in (*reading.findings, *reading.evaluated)}


@pytest.mark.parametrize(("code", "fires", "text"), CASES)
def test_it_fires_where_it_should_and_only_there(register: Register, code: str, *, fires: bool, text: str) -> None:
    assert (code in fired(text, register)) is fires


@pytest.mark.parametrize(("code", "fires", "text"), [case for case in CASES if case[1]])
def test_what_fires_has_quotes_of_the_advert_and_the_register_s_sentence(
    register: Register, code: str, *, fires: bool, text: str
) -> None:
    reading = read_advert(AdvertText(text=text), ON, register)
    (finding,) = [one for one in (*reading.findings, *reading.evaluated) if one.code == code]

    assert fires
    assert finding.quotes
    assert [text[quote.start : quote.end] for quote in finding.quotes] == [quote.text for quote in finding.quotes]
    assert "ngày 01/11/2026" in finding.sentence


@pytest.mark.parametrize("text", [text for _, fires, text in CASES if fires])
def test_without_a_register_nothing_fires(text: str) -> None:
    assert not fired(text, None).keys() & {indicator.code for indicator in licence.INDICATORS}


def test_absence_from_a_stale_list_proves_nothing(register: Register) -> None:
    stale = replace(register, listed_on=date(2024, 2, 1))

    assert "licence_number_not_in_register" not in fired(CASES[0][2], stale)


def test_what_a_register_proves_is_shown_and_a_name_alone_is_not() -> None:
    shown = {one.code for one in licence.INDICATORS if one in INDICATORS}

    assert {one.code for one in licence.INDICATORS} - shown == {"enterprise_not_in_register"}
    assert set(licence.INDICATORS) <= {*INDICATORS, *EVALUATED}


@pytest.mark.parametrize("code", [one.code for one in licence.INDICATORS])
def test_each_has_two_cases_on_both_sides(code: str) -> None:
    own = [fires for of, fires, _ in CASES if of == code]

    assert own.count(True) >= 2
    assert own.count(False) >= 2
