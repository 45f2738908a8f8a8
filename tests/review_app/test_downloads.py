"""Files that people take away: nothing in them runs, nothing is lost, and the audit chain knows."""

import csv
import json
import zipfile
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from sqlalchemy import Engine, select

from review_app.service import downloads, exporting
from review_app.service.downloads import Sheet, as_csv, as_xlsx, guarded
from review_app.service.exporting import Export, ExportRefused, hand_out
from storage.database import reading, unit_of_work
from storage.people.accounts import add_account
from storage.people.sessions import start_session
from storage.tables import AuditEvent

FORMULAS = [
    "=1+1",
    "+84 900 000 418",
    "-2+3",
    "@SUM(1)",
    "  =1",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1+1",
    "＋84",
    "\ufeff=1",
    "\u200b@x",
    '"=1',
    "a;=1",
    "a\n=cmd|' /C calc'!A0",
    "a\t+1",
]


def _sheet(*rows: Sequence[Any], name: str = "Tin", heads: Sequence[str] = ("Một", "Hai")) -> Sheet:
    return Sheet(name=name, heads=heads, rows=rows)


def _read_csv(content: bytes, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def _cells(content: bytes) -> list[list[Any]]:
    return [list(row) for row in load_workbook(BytesIO(content)).worksheets[0].iter_rows(values_only=True)]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_could_be_a_formula_gets_an_apostrophe_in_csv(text: str) -> None:
    safe = guarded(text)

    assert safe != text
    assert safe.replace("'", "") == text.replace("'", "")


@pytest.mark.parametrize("text", ["Thợ may", "9-10 triệu", "a = b", "Lương 5, -10 %", "", " ", "C++"])
def test_everyday_text_stays_as_it_is(text: str) -> None:
    assert guarded(text) == text


@given(st.lists(st.text(alphabet="ab=+-@＝;,\t\r\n \"'\u200b", max_size=12), min_size=1, max_size=4))
def test_no_cell_begins_a_formula_however_the_csv_is_split(texts: list[str]) -> None:
    content, _rows = as_csv(Sheet(name="x", heads=["h"] * len(texts), rows=[texts]))

    for delimiter in (",", ";", "\t"):
        for row in _read_csv(content, delimiter):
            for cell in row:
                assert cell.strip(' \t\r\n"\u200b')[:1] not in tuple("=+-@＝"), (delimiter, row)


@given(st.text(alphabet="ab=+-@;\t\n '", max_size=30))
def test_the_guard_takes_no_character_away(text: str) -> None:
    left = iter(guarded(text))

    assert all(sign in left for sign in text)


@pytest.mark.parametrize("text", [*FORMULAS, "#N/A", "TRUE", "0900000418", "https://a.example/", "_x003D_1"])
def test_xlsx_holds_every_text_as_text_with_its_very_characters(text: str) -> None:
    content, _rows = as_xlsx([_sheet([text, 1])])
    cell = load_workbook(BytesIO(content)).worksheets[0]["A2"]

    assert cell.data_type == "s"
    assert cell.quotePrefix
    assert cell.hyperlink is None
    assert cell.value.replace("_x005F_", "_") == text.replace("\r", "\ufffd")


def test_a_workbook_has_no_formula_no_macro_and_no_link_outside() -> None:
    content, _rows = as_xlsx([_sheet(*[[text, "file:///etc/passwd"] for text in FORMULAS])])

    with zipfile.ZipFile(BytesIO(content)) as parts:
        assert not [name for name in parts.namelist() if "external" in name.lower() or "vba" in name.lower()]
        sheet = (
            parts.read("xl/worksheets/sheet2.xml").decode() if "xl/worksheets/sheet2.xml" in parts.namelist() else ""
        )
        sheet += parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet


def test_numbers_days_and_moments_stay_what_they_are() -> None:
    at = datetime(2026, 11, 20, 19, 30, tzinfo=UTC)
    row = [-5, 0.25, date(2026, 11, 21), at, None, 10**17, float("nan")]
    sheet = Sheet(name="x", heads=list("abcdefg"), rows=[row])

    cells = _cells(as_xlsx([sheet])[0])[1]
    assert cells[:2] == [-5, 0.25]
    assert cells[2].date() == date(2026, 11, 21)
    assert cells[3] == datetime(2026, 11, 21, 2, 30)  # noqa: DTZ001 - a spreadsheet knows no zones
    assert cells[4:] == [None, "100000000000000000", None]
    said = _read_csv(as_csv(sheet)[0])[1]
    assert said[:4] == ["-5", "0.25", "2026-11-21", "2026-11-21T02:30:00+07:00"]


def test_csv_opens_in_excel_as_vietnamese() -> None:
    content, rows = as_csv(_sheet(["Đặt cọc", "giữ chỗ"], ["x", "y"]))

    assert content.startswith(b"\xef\xbb\xbf")
    assert _read_csv(content)[1] == ["Đặt cọc", "giữ chỗ"]
    assert rows == 2


def test_what_xml_cannot_hold_is_shown_as_missing_and_does_not_stop_the_file() -> None:
    sheet = _sheet(["a\x00b\x1b\ud800\uffff", "x"])

    assert _cells(as_xlsx([sheet])[0])[1][0] == "a\ufffdb\ufffd\ufffd\ufffd"
    assert as_csv(sheet)[0]


def test_a_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    cell = _cells(as_xlsx([_sheet(["😀" * 40_000, "x"])])[0])[1][0]

    assert "cắt" in cell
    assert len(cell.encode("utf-16-le")) // 2 <= downloads.LONGEST_CELL


def test_more_rows_than_a_sheet_holds_go_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloads, "MOST_ROWS", 4)
    content, rows = as_xlsx([_sheet(*[[n, n] for n in range(7)])])

    book = load_workbook(BytesIO(content))
    assert rows == 7
    assert book.sheetnames == ["Tin", "Tin (2)", "Tin (3)"]
    assert [sheet.max_row for sheet in book.worksheets] == [4, 4, 2]


@pytest.mark.parametrize("name", ["", "a/b\\c:d*e?f[g]", "'x'", "history", "đ" * 50, "\x00"])
def test_a_sheet_gets_a_name_that_it_may_have(name: str) -> None:
    named = load_workbook(BytesIO(as_xlsx([_sheet(name=name), _sheet(name=name)])[0])).sheetnames

    assert len({one.casefold() for one in named}) == 2
    assert all(0 < len(one) <= 31 and not set(one) & set("[]:*?/\\") and one.casefold() != "history" for one in named)


def test_no_rows_make_a_file_with_heads_only() -> None:
    assert _cells(as_xlsx([_sheet()])[0]) == [["Một", "Hai"]]
    assert _read_csv(as_csv(_sheet())[0]) == [["Một", "Hai"]]
    assert as_xlsx([])[1] == 0


@pytest.fixture
def export() -> Export:
    return Export(what="sites", subject="site:all", make=lambda person: [_sheet([person.name, 1])])


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_who_took_what_and_how_much_is_in_the_audit_chain(
    engine: Engine, cookies: dict[str, str], export: Export, ending: str
) -> None:
    content = hand_out(cookies["hanh"], export, ending)

    assert content
    with reading(engine) as session:
        event = session.scalars(select(AuditEvent).order_by(AuditEvent.number.desc()).limit(1)).one()
    assert (event.action, event.subject) == ("export", "site:all")
    assert json.loads(event.detail) == {"what": "sites", "rows": 1, "format": ending}
    assert exporting.file_name(export, ending).startswith("soitin-sites-20")


@pytest.fixture
def token_of(engine: Engine) -> Callable[[str], str]:
    def made(role: str) -> str:
        with unit_of_work(engine) as session:
            account = add_account(
                session, name=role, full_name=role, role=role, password="mat-khau-dai-2026", now=datetime.now(UTC)
            )
            return start_session(session, account, now=datetime.now(UTC))

    return made


@pytest.mark.parametrize("role", ["analyst", "operator", "administrator"])
def test_whoever_may_not_export_gets_nothing_and_leaves_no_trace(
    engine: Engine, token_of: Callable[[str], str], export: Export, role: str
) -> None:
    with pytest.raises(ExportRefused):
        hand_out(token_of(role), export, "csv")

    with reading(engine) as session:
        assert not session.scalars(select(AuditEvent).where(AuditEvent.action == "export")).all()


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize("token", [None, "", "nobody's", "\x00"])
def test_nobody_gets_nothing(export: Export, token: str | None) -> None:
    with pytest.raises(ExportRefused):
        hand_out(token, export, "xlsx")
