import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

VIETNAMESE = "STT{0}Tên công việc{0}Công ty{0}Nội dung{0}Mức lương{0}Số điện thoại{0}Ngày đăng{0}Mã số thuế\r\n"
ROW = (
    '1{0}Thợ hàn{0}Xưởng Ví Dụ{0}"Hàn khung{0} có xe\nđưa đón"{0}12 triệu{0}0900 000 123{0}05/10/2026{0}0312345678\r\n'
)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_separator_and_encoding_are_found_out(
    tmp_path: Path, read: Callable[[Path], Any], separator: str, encoding: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes((VIETNAMESE + ROW).format(separator).encode(encoding))

    found = read(path)

    assert found.unreadable == []
    assert found.rows == [
        {
            "title": "Thợ hàn",
            "employer_name": "Xưởng Ví Dụ",
            "salary_text": "12 triệu",
            "contact": "0900 000 123",
            "posted_on": "05/10/2026",
            "text": f"Hàn khung{separator} có xe\nđưa đón\n\nLiên hệ:\n0900 000 123\n\nMức lương:\n12 triệu"
            "\n\nNhà tuyển dụng:\nXưởng Ví Dụ",
            "stated": {"Mã số thuế": "0312345678"},
        }
    ]
    assert found.entries[0].name == f"{path}:2"
    assert found.remarks == [f"{path}: columns not understood, kept as they are: Mã số thuế"]


def test_a_file_packed_and_told_its_separator_is_read(tmp_path: Path, read: Callable[[Path], Any]) -> None:
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress("sep=;\ntitle;text\nThợ;Làm mộc\n".encode()))

    found = read(path)

    assert found.rows == [{"title": "Thợ", "text": "Làm mộc", "stated": {}}]
    assert found.entries[0].name.endswith(":3")


def test_rows_are_numbered_as_an_editor_does(tmp_path: Path, read: Callable[[Path], Any]) -> None:
    path = tmp_path / "a.csv"
    path.write_text('text\n"một\nhai"\n\nba\n', "utf-8")

    assert [entry.name.rpartition(":")[2] for entry in read(path).entries] == ["2", "5"]


@pytest.mark.parametrize(
    ("body", "cause"),
    [
        (b"a,b\n1,2\n", "none of the first 2 rows names columns"),
        ("Mức lương,Công ty\n9,A\n".encode(), "no column is known as a title or a text"),
        (b"\x00\x01\x02\xff\xfe\xfd" * 50, "names columns"),
        (b'text\n"' + b"x" * 21_000_000, "field larger than field limit"),
    ],
)
def test_what_is_no_table_of_adverts_is_one_sentence(
    tmp_path: Path, read: Callable[[Path], Any], body: bytes, cause: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(body)

    found = read(path)

    assert found.entries == []
    assert len(found.unreadable) == 1
    assert cause in found.unreadable[0]


def test_an_empty_file_has_no_rows(tmp_path: Path, read: Callable[[Path], Any]) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"\n,,,\n")

    assert (read(path).entries, read(path).unreadable) == ([], [])
