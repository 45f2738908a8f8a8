"""Documents: laid out as the decree says, marked as drafts, in words that do not accuse, whatever an advert says."""

import zipfile
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from docx import Document
from docx.shared import Pt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from review_app.case_file import make_templates
from review_app.case_file.annexes import About
from review_app.case_file.context import context_of
from review_app.case_file.document import TEMPLATES, make_document, plain
from review_app.case_file.law_words import law_words
from storage.referring.referrals import KINDS

NOW = datetime(2026, 11, 21, 3, 4, 5, tzinfo=UTC)
LAW = {
    "document": "Nghị định 283/2026/NĐ-CP",
    "article": "Điều 53 khoản 3",
    "act": "Hoạt động không có giấy phép",
    "fine_vnd_individual": [80_000_000, 100_000_000],
    "fine_vnd_organisation": [160_000_000, 200_000_000],
    "verified": False,
}
HOSTILE = [
    "{{ 7*7 }} {% for x in y %} {# z #} {_{ a }_} {_% b %_}",
    "<w:p><w:r/></w:p> & ]]> <!-- <?xml ?>",
    "\u202egnol\u2066x\u2069 \u200b\ufeff",
    "\x00\x07\x0c\x1b[31m \x85 \ud800",
    "\uffff\ufffe dòng\r\nhai\tba\ttab",
    "'\"><script>alert(1)</script>",
    "😀" * 500,
]


def content(**changes: Any) -> dict[str, Any]:
    capture = {
        "id": 9,
        "url": "https://a.example/1",
        "fetched_at": NOW.isoformat(),
        "body_sha256": "a" * 64,
        "warc_sha256": "b" * 64,
        "bytes": 12345,
    }
    advert = {
        "version": 1,
        "title": "Đơn hàng đi Nhật",
        "employer_name": "Công ty Cánh Buồm",
        "site": "Việc Làm",
        "url": "https://a.example/1",
        "place": "Nghệ An",
        "posted_on": "2026-11-18",
        "capture": capture,
    }
    finding = {
        "code": "x",
        "strength": "strong",
        "sentence": "Tin đòi đặt cọc.",
        "quotes": ["tiền chống trốn 50 triệu"],
        "law": [LAW, LAW | {"verified": True, "article": "Điều 8"}],
    }
    values: dict[str, Any] = {
        "title": "Đơn hàng đi Nhật",
        "employer_name": "Công ty Cánh Buồm",
        "place": "Nghệ An",
        "adverts_in_all": 3,
        "adverts": [advert],
        "text": "Đơn hàng\nLương 30 triệu",
        "text_length": 23,
        "facts": [{"kind": "licences", "name": "Giấy phép", "words": "2098/LĐTBXH-GP", "quote": "2098/LĐTBXH-GP"}],
        "fees": [
            {"name": "tiền đặt cọc", "amount": 5e7, "currency": "VND", "vnd": 50_000_000, "quote": "50 triệu"},
            {"name": "tiền dịch vụ", "amount": 1200, "currency": "USD", "vnd": 31_200_000, "quote": "1.200 USD"},
            {"name": "khoản khác", "amount": 12.5, "currency": "XYZ", "vnd": None, "quote": ""},
            {"name": "khoản khác", "amount": None, "currency": "VND", "vnd": None, "quote": ""},
        ],
        "contacts": [{"kind": "phone", "shown": "0900 000 112"}],
        "third_persons_left_out": 1,
        "findings": [finding],
        "arithmetic": [
            {
                "kind": "service",
                "missing": ["mức lương"],
                "steps": [{"sentence": "trần 3 tháng", "law": "Điều 23", "verified": False, "estimated": True}],
            }
        ],
        "register": {"sentence": "Không thấy trong danh sách."},
        "screening": {"model": "m-1"},
        "recipient": {
            "code": "take_down",
            "to": ["A05"],
            "copy_to": ["Sở Nội vụ"],
            "urgent": True,
            "verified": False,
            "document": "Luật Quảng cáo",
            "article": "Điều 23",
            "addressee": "Công an tỉnh",
        },
        "office": {"parent": "UBND TỈNH X", "name": "SỞ NỘI VỤ"},
        "abroad": True,
    }
    return values | changes


def about(kind: str) -> About:
    day = date(2026, 11, 20)
    return About(referral_id=7, kind=kind, law_date=day, proposed_at=NOW, content_sha256="c" * 64)


def opened(kind: str, **changes: Any) -> Any:
    return Document(BytesIO(make_document(content(**changes), about(kind))))


def words_of(document: Any) -> str:
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


@pytest.mark.parametrize("kind", KINDS)
def test_every_page_is_marked_as_a_draft(kind: str) -> None:
    section = opened(kind).sections[0]

    assert section.different_first_page_header_footer
    for header in (section.first_page_header, section.header):
        assert header.paragraphs[0].text.startswith("DỰ THẢO")
    assert "PAGE" in section.header.paragraphs[0]._p.xml
    assert "PAGE" not in section.first_page_header.paragraphs[0]._p.xml


@pytest.mark.parametrize("kind", KINDS)
def test_paper_letter_and_heads_are_those_of_the_decree(kind: str) -> None:
    document = opened(kind)
    section = document.sections[0]

    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert 20 <= round(section.top_margin.mm) <= 25
    assert 20 <= round(section.bottom_margin.mm) <= 25
    assert 30 <= round(section.left_margin.mm) <= 35
    assert 15 <= round(section.right_margin.mm) <= 20
    assert document.styles["Normal"].font.name == "Times New Roman"
    assert Pt(13) <= document.styles["Normal"].font.size <= Pt(14)
    said = words_of(document)
    for words in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "UBND TỈNH X", "SỞ NỘI VỤ"):
        assert words in said
    assert "Số: ………/……………" in said
    assert "ngày …… tháng …… năm ………" in said


@pytest.mark.parametrize("kind", KINDS)
def test_law_quotes_hashes_and_sums_stand_in_every_document(kind: str) -> None:
    said = words_of(opened(kind))

    assert "Điều 53 khoản 3: Hoạt động không có giấy phép" in said
    assert "(chưa đối chiếu); ứng với dấu hiệu 1." in said
    assert "cá nhân từ 80.000.000 đến 100.000.000 đồng" in said
    assert "“tiền chống trốn 50 triệu”" in said
    assert "a" * 64 in said
    assert "10 giờ 04 phút 05 giây, ngày 21/11/2026" in said
    assert "dấu hiệu cần xác minh" in said
    for accusing in ("tội phạm", "lừa đảo", "thủ phạm", "kẻ gian", "đối tượng"):
        assert accusing not in said.lower()


def test_each_document_has_what_its_kind_needs() -> None:
    slip, letter, takedown, record = (words_of(opened(kind)) for kind in KINDS)

    assert "PHIẾU CHUYỂN" in slip
    assert "50.000.000 đồng (Năm mươi triệu đồng)" in slip
    assert "quy đổi ước tính từ 1.200 USD" in slip
    assert "KHẨN" in slip
    assert "V/v đề nghị xác minh" in letter
    assert "Số giấy phép nêu trong tin" in letter
    assert "gỡ bỏ" in takedown
    assert "Điều 23, Luật Quảng cáo (chưa đối chiếu)" in takedown
    assert "BIÊN BẢN" in record
    assert "Kính gửi" not in record
    assert "NGƯỜI GHI NHẬN" in record
    assert ["Quý cơ quan, đơn vị" in said for said in (slip, letter, takedown)] == [False, True, False]
    for said in (slip, letter, takedown):
        assert "Kính gửi: Công an tỉnh" in said
        assert "- Sở Nội vụ (để phối hợp);" in said


def test_terms_that_no_sign_rests_on_stay_out_of_the_document() -> None:
    terms = [
        {"kind": "terms", "what": what, "name": "Điều kiện", "words": what, "quote": ""}
        for what in ("travel_paid_by", "departure_days", "hours_per_day")
    ]
    said = words_of(opened("transfer_slip", facts=terms))

    assert [term["words"] in said for term in terms] == [False, False, True]


def test_nothing_of_a_part_stands_alone_at_the_foot_of_a_page() -> None:
    for kind in KINDS:
        paragraphs = opened(kind).paragraphs
        for paragraph in paragraphs:
            if paragraph.text.startswith(("Quy định áp dụng tại ngày", "1) ", "3. ", "Đầu mối liên hệ")):
                assert paragraph.paragraph_format.keep_with_next, paragraph.text


def test_an_advert_with_nothing_known_still_makes_every_document() -> None:
    empty: dict[str, Any] = {
        "findings": [],
        "facts": [],
        "fees": [],
        "contacts": [],
        "arithmetic": [],
        "register": None,
        "screening": {},
        "office": {},
        "recipient": {},
        "title": "",
        "employer_name": "",
        "text": "",
    }

    for kind in KINDS:
        said = words_of(opened(kind, **empty))
        assert "TÊN CƠ QUAN BAN HÀNH" in said
        assert "(không có)" in said or kind == "takedown_request"
        assert "{" not in said


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("evil", HOSTILE)
def test_hostile_text_comes_out_as_text(kind: str, evil: str) -> None:
    fact = {"kind": "terms", "name": evil, "words": evil, "quote": evil}
    finding = content()["findings"][0] | {"sentence": evil, "quotes": [evil]}
    recipient = content()["recipient"] | {"addressee": evil}
    changes = {"title": evil, "employer_name": evil, "text": evil, "facts": [fact], "findings": [finding]}

    document = opened(kind, **changes, recipient=recipient, office={"parent": evil, "name": evil})

    shown = plain(evil).split("\n")[0]
    assert shown in words_of(document)
    assert "49" not in words_of(document).replace("{{ 7*7 }}", "")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.text(max_size=300))
def test_any_text_makes_a_document_that_opens(text: str) -> None:
    document = opened("transfer_slip", title=text, text=text)

    assert document.paragraphs


def test_the_same_content_gives_the_same_bytes_with_no_time_in_them() -> None:
    first, second = (make_document(content(), about("transfer_slip")) for _ in range(2))

    assert first == second
    with zipfile.ZipFile(BytesIO(first)) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_verified_law_has_no_mark() -> None:
    assert "chưa đối chiếu" not in law_words(LAW | {"verified": True})
    assert law_words({"document": "Luật A", "article": "Điều 1", "act": "x", "verified": True}) == "Luật A, Điều 1: x."


def test_a_file_that_was_imported_is_not_said_to_be_fetched() -> None:
    values = content()
    values["adverts"][0]["capture"]["url"] = "file:tin.xlsx"

    assert "được đọc từ tệp" in context_of(values, about("online_record"))["method"]


@pytest.mark.parametrize("make", make_templates.TEMPLATES, ids=lambda make: make.__name__)
def test_the_templates_are_those_that_the_code_makes(make: Any) -> None:
    made = BytesIO()
    make().save(made)

    assert _bodies(made) == _bodies(TEMPLATES / f"{make.__name__}.docx")


def _bodies(file: BytesIO | Path) -> dict[str, str]:
    with zipfile.ZipFile(file) as packed:
        return {
            name: ET.canonicalize(packed.read(name))
            for name in packed.namelist()
            if name.startswith("word/") and name.endswith(".xml")
        }
