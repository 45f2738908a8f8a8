import gzip
import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

HEADER = ["Tên công việc", "Công ty", "Nội dung", "Mức lương", "Ngày đăng", "Số điện thoại"]
DAY = datetime(2026, 10, 5, tzinfo=UTC).replace(tzinfo=None)
ROW = ["Thợ hàn", "Xưởng Ví Dụ", "Hàn khung kèo", 12_000_000, DAY, 900000123]


def book(*rows: list[Any], merge: tuple[str, ...] = ()) -> Workbook:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for area in merge:
        sheet.merge_cells(area)
    return made


def saved(made: Workbook, path: Path) -> Path:
    made.save(path)
    return path


def test_a_sheet_is_read_with_numbers_and_dates_as_a_person_sees_them(
    tmp_path: Path, read: Callable[[Path], Any]
) -> None:
    found = read(saved(book(HEADER, ROW), tmp_path / "a.xlsx"))

    (row,) = found.rows
    assert (row["title"], row["posted_on"], row["contact"]) == ("Thợ hàn", "2026-10-05", "0900000123")
    assert row["salary_text"] == "12.000.000 đồng"
    assert "Liên hệ:\n0900000123" in row["text"]
    assert "Mức lương:\n12.000.000 đồng" in row["text"]
    assert found.remarks == found.unreadable == []


def test_a_title_two_header_rows_merged_cells_and_empty_columns_are_no_hindrance(
    tmp_path: Path, read: Callable[[Path], Any]
) -> None:
    """As a district office sends it: coat of arms, groups of columns, one firm over several rows, 50 empty columns."""
    rows = [
        ["DANH SÁCH TIN TUYỂN DỤNG THÁNG 10", *[None] * 55],
        [],
        ["STT", "Công ty", "Tên công việc", "Mức lương (triệu)", None, "Liên hệ", None, *[None] * 50, "Mô tả"],
        [None, None, None, "Từ", "Đến", "Họ tên", "Điện thoại"],
        [1, "Xưởng Ví Dụ", "Thợ hàn", 9, 12.5, "Chị Ba", "0900.000.123", *[None] * 50, "Hàn khung"],
        [2, None, "Thợ sơn", 8, None, None, 900000124, *[None] * 50, "Sơn cửa"],
        [None, "KHU VỰC HAI"],
        [3, "Cơ sở Khác", "Thợ mộc", None, None, None, None, *[None] * 50, "Đóng tủ"],
    ]
    merge = ("A1:G1", "D3:E3", "F3:G3", "A3:A4", "B3:B4", "C3:C4", "B5:B6")

    found = read(saved(book(*rows, merge=merge), tmp_path / "a.xlsx"))

    first, second, section, last = found.rows
    assert (first["title"], first["employer_name"], first["salary_text"]) == (
        "Thợ hàn",
        "Xưởng Ví Dụ",
        "9 triệu - 12,5 triệu",
    )
    assert first["contact"] == "Chị Ba; 0900.000.123"
    assert (second["title"], second["employer_name"], second["contact"]) == ("Thợ sơn", "Xưởng Ví Dụ", "0900000124")
    assert section["text"] == "", "named as failed when it is read"
    assert last["text"].startswith("Đóng tủ")
    assert [entry.name.rpartition(":")[2] for entry in found.entries] == ["5", "6", "7", "8"]


def test_two_header_rows_that_repeat_nothing_are_one_header(tmp_path: Path, read: Callable[[Path], Any]) -> None:
    """Group names above, the real names below."""
    rows = [["Thông tin việc làm", None, None, "Khác", None],
            ["Tiêu đề", "Nội dung", "Mức lương", "Công ty", "Ghi chú"],
            ["Thợ hàn", "Hàn khung", "9 triệu", "Xưởng A", "gấp"]]  # fmt: skip

    (row,) = read(saved(book(*rows, merge=("A1:C1", "D1:E1")), tmp_path / "a.xlsx")).rows

    assert (row["title"], row["salary_text"], row["employer_name"]) == ("Thợ hàn", "9 triệu", "Xưởng A")
    assert row["text"].startswith("Nội dung:\nHàn khung\n\nGhi chú:\ngấp")


def test_formulas_give_their_stored_value_and_those_without_one_are_named(
    tmp_path: Path, read: Callable[[Path], Any]
) -> None:
    path = saved(book(HEADER, ["Thợ hàn", '="Xưởng"&" A"', "Hàn khung", "=3*4", DAY, None]), tmp_path / "a.xlsx")

    found = read(path)

    assert found.rows[0]["title"] == "Thợ hàn"
    assert "employer_name" not in found.rows[0]
    assert found.remarks == [
        f"{path}: formulas without a stored value, read as empty: B2, D2; open and save the file once"
    ]


def test_errors_dates_as_text_and_days_as_numbers_are_read(tmp_path: Path, read: Callable[[Path], Any]) -> None:
    rows = [["Thợ", "#REF!", "Làm", "thoả thuận", "5/10/2026", True], ["Thợ", "A", "Làm", 9.5, 46300, 8.4e9]]

    first, second = read(saved(book(HEADER, *rows), tmp_path / "a.xlsx")).rows

    assert "employer_name" not in first
    assert (first["salary_text"], first["posted_on"]) == ("thoả thuận", "5/10/2026")
    assert (second["posted_on"], second["salary_text"]) == ("2026-10-05", "9,5")


def test_every_sheet_is_read_and_one_without_header_named(tmp_path: Path, read: Callable[[Path], Any]) -> None:
    made = book(HEADER, ROW)
    made.create_sheet("Hai").append(["nghỉ lễ", "xem lại"])
    made.create_sheet("Trống")
    third = made.create_sheet("Ba")
    third.append(["Nội dung"])
    third.append(["Tuyển thợ mộc"])

    found = read(saved(made, tmp_path / "a.xlsx"))

    assert [row["text"][:13] for row in found.rows] == ["Hàn khung kèo", "Tuyển thợ mộc"]
    assert len(found.unreadable) == 1
    assert "[Hai]: none of the first 1 rows names columns" in found.unreadable[0]


def test_a_packed_workbook_is_read(tmp_path: Path, read: Callable[[Path], Any]) -> None:
    body = io.BytesIO()
    book(HEADER, ROW).save(body)
    path = tmp_path / "a.xlsx.gz"
    path.write_bytes(gzip.compress(body.getvalue()))

    assert len(read(path).rows) == 1


def test_a_wrong_size_in_the_file_loses_no_row(tmp_path: Path, read: Callable[[Path], Any]) -> None:
    whole = saved(book(HEADER, ROW, ROW), tmp_path / "whole.xlsx")
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(path, "w") as target:
        for member in source.infolist():
            body = source.read(member).replace(b'<dimension ref="A1:F3"/>', b'<dimension ref="A1"/>')
            target.writestr(member, body)

    assert len(read(path).rows) == 2


def damaged(body: bytes) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(body)) as source:
        members = {member.filename: source.read(member) for member in source.infolist()}
    made = []
    for name, changed in (
        ("xl/workbook.xml", b"<workbook/>"),
        ("xl/worksheets/sheet1.xml", members["xl/worksheets/sheet1.xml"][:400]),
        ("[Content_Types].xml", b"not xml"),
    ):
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            for member, content in (members | {name: changed}).items():
                archive.writestr(member, content)
        made.append(target.getvalue())
    return [b"PK\x03\x04 torn", b"", b"<html>", body[: len(body) // 2], *made]


@pytest.mark.parametrize("number", range(7))
def test_a_damaged_workbook_is_one_sentence(tmp_path: Path, read: Callable[[Path], Any], number: int) -> None:
    body = io.BytesIO()
    book(HEADER, ROW).save(body)
    path = tmp_path / "a.xlsx"
    path.write_bytes(damaged(body.getvalue())[number])

    found = read(path)

    assert found.rows == []
    assert len(found.unreadable) <= 1
    assert all(sentence.startswith(str(path)) and "\n" not in sentence for sentence in found.unreadable)
