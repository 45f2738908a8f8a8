"""What the codified law on workers abroad can prove of the ceilings and bans; its annexes are not in the text."""

import re
from decimal import Decimal

import pytest

from model.law.ceilings import BrokerageCeiling, DepositCeiling, ServiceFeeCeiling
from model.law.limits import BannedArea, BannedJob
from model.law.references import Provision
from model.law.row import NamedRow
from model.law.tables import rows_of


def article(code: str, name: str) -> str:
    """Return an article of the code by its name, `LQ.23` for Art. 23 of the Law."""
    return " ".join(code.split(f"\nĐiều 20.3.{name}. ")[1].split("\nĐiều 20.3.", maxsplit=1)[0].split())


def test_the_general_service_fee_ceiling_is_the_laws(overseas_code: str) -> None:
    text = article(overseas_code, "LQ.23")
    general, crew = (row for row in rows_of(ServiceFeeCeiling) if row.markets == ("any",))

    assert "Không quá 01 tháng tiền lương của người lao động theo hợp đồng cho mỗi 12 tháng" in text
    assert "thuyền viên làm việc trên tàu vận tải biển không quá 1,5 tháng" in text
    assert "từ 36 tháng trở lên thì tiền dịch vụ không được quá 03 tháng" in text
    assert "mỗi 12 tháng gia hạn làm việc không quá 0,5 tháng" in text
    assert (general.months_wage_per_12_months, general.months_wage_from_36_months) == (1, 3)
    assert general.months_wage_per_12_months_extended == Decimal("0.5")
    assert (crew.months_wage_per_12_months, crew.jobs) == (Decimal("1.5"), ("transport_ship_crew",))


def test_the_general_brokerage_ceiling_is_the_circulars(overseas_code: str) -> None:
    text = article(overseas_code, "TT.2.7")
    general = next(row for row in rows_of(BrokerageCeiling) if row.markets == ("any",))

    assert "không được vượt quá 0,5 tháng tiền lương" in text
    assert "từ 36 tháng trở lên thì mức trần giá dịch vụ theo hợp đồng môi giới không quá 1,5 tháng" in text
    assert (general.months_wage_per_12_months, general.months_wage_from_36_months) == (Decimal("0.5"), Decimal("1.5"))


def test_lower_ceilings_stand_in_annexes_that_the_text_only_names(overseas_code: str) -> None:
    assert "quy định tại Phụ lục XI ban hành kèm theo Thông tư này" in article(overseas_code, "TT.2.8")
    assert "quy định tại Phụ lục X ban hành kèm theo Thông tư này" in article(overseas_code, "TT.2.7")
    assert "mức trần quy định tại Phụ lục II ban hành kèm theo Nghị định này" in article(overseas_code, "NĐ.1.29")
    lower = [row for row in rows_of(ServiceFeeCeiling) if row.markets != ("any",)]
    assert {row.article for row in lower} == {"Phụ lục XI"}
    assert not any(row.verified for row in rows_of(DepositCeiling)), "Decree 372/2025 was not read"


def test_no_lower_ceiling_is_above_the_laws() -> None:
    for row in rows_of(ServiceFeeCeiling):
        if row.markets != ("any",):
            assert row.months_wage_per_12_months < 1
            assert row.months_wage_from_36_months < 3


@pytest.mark.parametrize(("kind", "number"), [(BannedJob, 12), (BannedArea, 13)])
def test_every_ban_stands_under_its_letter(kind: type[BannedJob | BannedArea], number: int, overseas_code: str) -> None:
    text = article(overseas_code, "LQ.7").split(f" {number}. ")[1].split(f" {number + 1}. ")[0]
    rows = rows_of(kind)

    assert len(rows) == len(re.findall(r" [a-zđ]\) ", text))
    for row in rows:
        letter = row.article.rsplit(" ", 1)[1]
        item = text.split(f" {letter}) ")[1].split(";")[0]
        telling = row.words.lower().replace("khu vực", "").split(",")[0].split("(")[0].split()[:2]
        assert " ".join(telling).replace("thuỷ", "thủy") in item.lower(), row.id


PROVISIONS = {
    "no_brokerage_from_workers": ("LQ.7", "8. Thu tiền môi giới của người lao động."),
    "no_other_security": ("LQ.7", "10. Áp dụng biện pháp bảo đảm thực hiện nghĩa vụ khác ngoài ký quỹ và bảo lãnh"),
    "adults_only_abroad": ("LQ.3", "từ đủ 18 tuổi trở lên"),
    "no_selection_fee": ("LQ.26", "trực tiếp tuyển chọn và không được thu tiền"),
    "service_fee_ceiling": ("LQ.23", "4. Mức trần tiền dịch vụ thu từ người lao động"),
    "licence_required": ("LQ.9", "quảng cáo, tư vấn"),
    "fee_only_after_contract": ("LQ.23", "c) Chỉ được thu sau khi hợp đồng cung ứng lao động đã được"),
    "deposit_into_blocked_account": (
        "LQ.25",
        "2. Người lao động thỏa thuận với doanh nghiệp dịch vụ về việc gửi tiền ký quỹ vào tài khoản phong tỏa",
    ),
    "branch_may_not_collect": ("LQ.17", "b) Thu tiền dịch vụ, tiền ký quỹ của người lao động."),
    "no_banned_jobs_abroad": ("LQ.7", "12. "),
    "no_luring_to_stay": ("LQ.7", "3. Cưỡng ép, lôi kéo, dụ dỗ, lừa gạt người lao động Việt Nam ở lại nước ngoài."),
}


@pytest.mark.parametrize("key", PROVISIONS)
def test_a_provision_says_what_the_law_says(key: str, overseas_code: str) -> None:
    name, words = PROVISIONS[key]
    by_id: dict[str, NamedRow] = {row.id: row for row in rows_of(Provision)}

    assert words.lower() in article(overseas_code, name).lower()
    assert by_id[key].document == "Luật 69/2020/QH14"
    assert by_id[key].article.startswith(f"Điều {name.split('.')[-1]}") or key == "licence_required"
