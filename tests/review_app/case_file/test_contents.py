"""What a referral says: frozen as it was, quotes letter for letter, and nobody's contacts but the poster's."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review_app.case_file.contents import LONGEST_QUOTE, LONGEST_TEXT, Material, SeenAdvert, SeenFact, freeze
from review_app.case_file.third_persons import SIGN, SeenContact, ThirdPersons

NOW = datetime(2026, 11, 21, 3, 4, 5, tzinfo=UTC)
BOARD, POSTER = "0900 000 555", "0900 000 418"
TEXT = f"Tuyển người. Đặt cọc 3.000.000đ. Gọi {POSTER}.\nHỗ trợ đăng tin: {BOARD}, +84 900.000.555."


def seen(kind: str, value: str, shown: str, whose: str) -> SeenContact:
    return SeenContact(kind=kind, value=value, shown=shown, whose=whose)


CONTACTS = [seen("phone", "0900000418", POSTER, "poster"), seen("phone", "0900000555", BOARD, "board")]


@pytest.fixture
def material() -> Callable[..., Material]:
    def make(**changes: Any) -> Material:
        advert = SeenAdvert(
            version_id=1,
            title=f"Tuyển người {BOARD}",
            employer_name="Cơ sở Lụa Vàng",
            site="Rao Vặt",
            url="https://a.example/1",
            place="Phú Thọ",
            posted_on=date(2026, 11, 18),
            capture_id=9,
            captured_at=NOW,
            capture_url="https://a.example/1",
            body_sha256="a" * 64,
            warc_sha256="b" * 64,
            body_bytes=12345,
        )
        fee = {"kind": "deposit", "amount": 3_000_000, "currency": "VND", "vnd": 3_000_000}
        finding = {
            "code": "hurries",
            "strength": "weak",
            "sentence": f"Câu có {BOARD}.",
            "quotes": [{"text": f"gọi {BOARD}"}],
            "law": [],
        }
        values = {
            "adverts": [advert],
            "adverts_in_all": 1,
            "text": TEXT,
            "facts": [
                SeenFact(kind="phones", name="Điện thoại", words="0900000418", value={}, quote=POSTER),
                SeenFact(kind="phones", name="Điện thoại", words="0900000555", value={}, quote=BOARD),
                SeenFact(kind="fees", name="Khoản thu", words="đặt cọc", value=fee, quote="Đặt cọc 3.000.000đ"),
            ],
            "contacts": CONTACTS,
            "findings": [finding, finding | {"strength": "strong", "code": "keeps_original_papers"}],
            "arithmetic": [],
            "register": None,
            "decision": {"id": 1},
            "screening": {},
            "recipient": {},
            "office": {},
            "broker": None,
            "abroad": False,
            "frozen_at": NOW,
        }
        return Material(**(values | changes))

    return make


def test_third_persons_are_left_out_everywhere(material: Callable[..., Material]) -> None:
    content = freeze(material())

    said = str(content)
    for spelling in (BOARD, "0900000555", "900.000.555"):
        assert spelling not in said
    assert POSTER in content["text"]
    assert len(content["text"]) == len(TEXT)
    assert [one["shown"] for one in content["contacts"]] == [POSTER]
    assert [fact["words"] for fact in content["facts"] if fact["kind"] == "phones"] == ["0900000418"]
    assert content["third_persons_left_out"] == 1


def test_a_number_that_is_the_posters_elsewhere_in_the_advert_stays(material: Callable[..., Material]) -> None:
    both = [*CONTACTS, seen("phone", "0900000555", BOARD, "poster")]

    content = freeze(material(contacts=both))

    assert content["text"] == TEXT
    assert content["third_persons_left_out"] == 0


def test_findings_go_by_strength_and_fees_have_their_sums(material: Callable[..., Material]) -> None:
    content = freeze(material())

    assert [finding["strength"] for finding in content["findings"]] == ["strong", "weak"]
    assert content["fees"] == [
        {
            "name": "tiền đặt cọc, ký quỹ",
            "amount": 3_000_000,
            "currency": "VND",
            "vnd": 3_000_000,
            "quote": "Đặt cọc 3.000.000đ",
        }
    ]


def test_long_texts_and_quotes_are_cut_and_say_so(material: Callable[..., Material]) -> None:
    fact = SeenFact(kind="terms", name="x", words="y", value={}, quote="q" * (LONGEST_QUOTE + 5))
    content = freeze(material(text="😀" * 200_000, facts=[fact]))

    assert len(content["text"]) == LONGEST_TEXT
    assert content["text_length"] == 200_000
    assert content["facts"][0]["quote"].endswith(" […]")


@pytest.mark.parametrize(
    "written", ["0900 000 555", "0900.000.555", "0900-000-555", "84900000555", "+84 900 000 555", "(0900) 000 555"]
)
def test_a_number_is_found_however_it_is_spaced(written: str) -> None:
    hidden = ThirdPersons(CONTACTS).hidden(f"gọi {written} nhé")

    assert hidden.replace(SIGN, "").replace("+", "").replace("(", "") == "gọi  nhé"
    assert len(hidden) == len(f"gọi {written} nhé")


@pytest.mark.parametrize("near", ["10900000555", "09000005551", "0900000556", "900000"])
def test_another_number_is_left_alone(near: str) -> None:
    assert ThirdPersons(CONTACTS).hidden(near) == near


def test_sites_and_firms_are_nobodys_secret() -> None:
    others = [seen("web", "board.example", "board.example", "board"), seen("company", "x", "Công ty X", "other")]

    assert ThirdPersons(others).hidden("board.example Công ty X") == "board.example Công ty X"


@given(words=st.text(), text=st.text())
def test_whatever_a_contact_looks_like_lengths_stay(words: str, text: str) -> None:
    others = ThirdPersons([seen("zalo", words, words, "other")])

    assert len(others.hidden(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Gửi hồ sơ về viec.lam@hopthu.example nhé.", ["email"]),
        ("Gửi viec.lam@hopthu.example, xem hopthu.example.", ["email", "web"]),
    ],
)
def test_the_host_of_a_mailbox_is_no_site_unless_it_is_printed_as_one(
    material: Callable[..., Material], text: str, kinds: list[str]
) -> None:
    mail = seen("email", "viec.lam@hopthu.example", "viec.lam@hopthu.example", "poster")
    host = seen("web", "hopthu.example", "hopthu.example", "poster")

    content = freeze(material(text=text, contacts=[mail, host]))

    assert [one["kind"] for one in content["contacts"]] == kinds
