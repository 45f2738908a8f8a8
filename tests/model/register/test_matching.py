"""What a list says of an advert, case by case, on the invented list of 1 November 2026."""

from datetime import date
from typing import Any

import pytest

from model.facts import read_facts
from model.records import AdvertText
from model.register.index import Register
from model.register.matching import Named, look_up, named_in
from model.register.results import RegisterResult
from model.text import align

ON = date(2026, 11, 21)
DOSACO, BENLUA = "Công ty CP Nhân lực Quốc tế Đồng Sậy", "CTCP Đầu tư và Phát triển nguồn nhân lực Bến Lụa"


def ask(register: Register, on: date = ON, **named: tuple[str, ...]) -> RegisterResult:
    result = look_up(register, Named(**named), on)
    assert result is not None
    return result


@pytest.mark.parametrize(
    ("named", "outcome", "matched_by", "row"),
    [
        ({"licences": ("9107/LĐTBXH-GP",)}, "licensed", "licence_number", 3),
        ({"licences": ("9100/BNV-GP",)}, "licensed", "licence_number", 2),
        ({"licences": ("9107/BNV-GP",)}, "not_found", "licence_number", None),
        ({"licences": ("1/LĐTBXH-GP", "9107/LĐTBXH-GP")}, "licensed", "licence_number", 3),
        ({"tax_codes": ("9900000489",)}, "licensed", "tax_code", 3),
        ({"names": (DOSACO,)}, "licensed", "name", 2),
        ({"names": ("SOBASHIP",)}, "licensed", "trade_name", 8),
        ({"phones": ("02439010733",)}, "licensed", "phone", 3),
        ({"sites": ("benlua.example.vn",)}, "licensed", "website", 3),
        ({"names": ("Công ty CP Xuất khẩu lao động Kênh Tẻ Mới",)}, "expired", "name", 32),
        ({"names": ("CTCP Phát triển quốc tế Suối Rao",)}, "suspended", "name", 33),
        ({"names": ("Cty TNHH Đào tạo và NL Yên Thuỷ Đạo",)}, "revoked", "name", 34),
        ({"names": (DOSACO,), "licences": ("9107/LĐTBXH-GP",)}, "different_enterprises", "licence_number", 3),
        ({"names": (BENLUA,), "tax_codes": ("9900000111",)}, "different_enterprises", "tax_code", 2),
        ({"names": (BENLUA,), "licences": ("5555/LĐTBXH-GP",)}, "look_alike", "name", 3),
        ({"names": (BENLUA,), "sites": ("benlua-xkld.example.com",)}, "look_alike", "name", 3),
        ({"names": (BENLUA,), "phones": ("0966000111",)}, "licensed", "name", 3),
        ({"names": (f"{DOSACO} Group", DOSACO), "phones": ("0966000111",)}, "look_alike", "name", 2),
        ({"names": (f"{DOSACO} Group", DOSACO)}, "licensed", "name", 2),
        ({"names": ("Toyo Seiko Co., Ltd", BENLUA), "licences": ("9107/LĐTBXH-GP",)}, "licensed", "licence_number", 3),
        ({"names": ("Toyo Seiko Co., Ltd",), "licences": ("9107/LĐTBXH-GP",)}, "licensed", "licence_number", 3),
        ({"names": ("Chi nhánh CTCP Nhân lực Quốc tế Đồng Sậy tại Huế",)}, "branch_may_not_collect", "name", 41),
        ({"names": (f"Chi nhánh {BENLUA} tại Vinh",)}, "branch_may_not_collect", "name", 3),
        ({"names": ("Công ty TNHH Mây Tre Hoà Bình",)}, "not_found", "name", None),
        ({"tax_codes": ("0100109106",)}, "not_found", "tax_code", None),
    ],
)
def test_an_advert_is_told_what_the_list_says(
    register: Register, named: dict[str, Any], outcome: str, matched_by: str, row: int | None
) -> None:
    result = ask(register, **named)

    assert (result.outcome, result.matched_by) == (outcome, matched_by)
    assert (result.entry.row if result.entry else None) == row


def test_the_sentence_has_the_entry_s_words_and_the_date_of_the_list(register: Register) -> None:
    result = ask(register, names=("Công ty CP Xuất khẩu lao động Kênh Tẻ Mới",))

    assert result.entry_words == "Công ty Cổ phần Xuất khẩu Lao động Kênh Tẻ Mới · 9310/GP-BNV · Hết hạn giấy phép"
    assert result.entry_words in result.sentence
    assert "01/11/2026" in result.sentence
    assert "đã hết hạn" in result.sentence


@pytest.mark.parametrize(("on", "stale"), [(date(2027, 1, 30), False), (date(2027, 1, 31), True)])
def test_not_found_in_a_stale_list_says_so(register: Register, on: date, *, stale: bool) -> None:
    result = ask(register, on, licences=("5555/LĐTBXH-GP",))

    assert result.stale is stale
    assert ("chưa nói lên điều gì" in result.sentence) is stale


def test_who_has_nothing_to_look_up_gets_no_answer(register: Register) -> None:
    assert look_up(register, Named(), ON) is None
    assert look_up(register, Named(phones=("0966000111",)), ON) is None


def test_a_list_without_numbers_says_nothing_of_numbers(register: Register) -> None:
    bare = Register(
        name="x", listed_on=register.listed_on, entries=tuple(e for e in register.entries if e.licence_number == "")
    )

    assert look_up(bare, Named(licences=("5555/LĐTBXH-GP",)), ON) is None


def test_a_disguised_name_is_read_as_it_looks(register: Register) -> None:
    assert ask(register, names=("Công tу СP Nhân lực Quốс tế Ðồng Sậy",)).outcome == "licensed"


def test_what_an_advert_names_comes_from_its_facts(register: Register) -> None:
    text = f"{DOSACO}, giấy phép 9107/LĐTBXH-GP, tuyển đơn hàng Nhật. Web: benlua-xkld.com. Gọi 0966 000 111."
    named = named_in(AdvertText(text=text), read_facts(align(text), ON))

    assert named.licences == ("9107/LĐTBXH-GP",)
    assert named.phones == ("0966000111",)
    result = look_up(register, named, ON)
    assert result is not None
    assert result.outcome == "different_enterprises"
    assert result.other is not None
    assert result.other.row == 2
