"""Workbooks with links outside, macros and what runs when a person opens them: read as words, nothing followed."""

import io
import socket
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from model.register.faults import RefusedList
from model.register.listing import read_listing

HEADER = ["Tên công việc", "Công ty", "Nội dung"]
REGISTER = ["Tên doanh nghiệp", "Số giấy phép", "Trạng thái"]
ELSEWHERE = "http://evil.example/book.xlsx"
DDE = "cmd|'/C calc.exe'!A0"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PARTS = {
    "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 Attribute VB_Name Sub Auto_Open Shell",
    "xl/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0",
    "xl/activeX/activeX1.xml": b"<a/>",
    "xl/externalLinks/externalLink1.xml": (
        f'<externalLink xmlns="{SHEET}"><externalBook xmlns:r="{RELATION}" r:id="rId1"><sheetNames>'
        f'<sheetName val="A"/></sheetNames></externalBook></externalLink>'
    ).encode(),
    "xl/externalLinks/_rels/externalLink1.xml.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{RELATION}/externalLinkPath" Target="{ELSEWHERE}" TargetMode="External"/></Relationships>'
    ).encode(),
    "xl/connections.xml": (
        f'<connections xmlns="{SHEET}"><connection id="1" name="a" type="4" refreshOnLoad="1">'
        f'<webPr url="{ELSEWHERE}"/></connection></connections>'
    ).encode(),
    "customXml/item1.xml": b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
}
_PLAIN = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_KINDS = {
    "xl/vbaProject.bin": "application/vnd.ms-office.vbaProject",
    "xl/externalLinks/externalLink1.xml": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml"
    ),
}


def hostile(path: Path, *rows: list[Any], **more: bytes) -> Path:
    """Write a workbook with all of `PARTS`, tied in as Excel does it."""
    book, out = Workbook(), io.BytesIO()
    sheet: Any = book.active
    for row in rows:
        sheet.append(row)
    sheet["A2"].hyperlink = ELSEWHERE
    book.save(out)
    with zipfile.ZipFile(out) as sound, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name in sound.namelist():
            made.writestr(name, tied(name, sound.read(name)))
        for name, content in {**PARTS, **more}.items():
            made.writestr(name, content)
    return path


def tied(name: str, content: bytes) -> bytes:
    if name == "[Content_Types].xml":
        said = "".join(f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in _KINDS.items())
        macros = content.replace(_PLAIN, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")
        return macros.replace(b"</Types>", said.encode() + b"</Types>")
    if name == "xl/_rels/workbook.xml.rels":
        said = f'<Relationship Id="rIdX" Type="{RELATION}/externalLink" Target="externalLinks/externalLink1.xml"/>'
        return content.replace(b"</Relationships>", said.encode() + b"</Relationships>")
    if name == "xl/workbook.xml":
        said = f'<externalReferences><externalReference xmlns:r="{RELATION}" r:id="rIdX"/></externalReferences>'
        return content.replace(b"</sheets>", b"</sheets>" + said.encode())
    return content


@pytest.fixture(autouse=True)
def _no_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def knock(*_: Any, **__: Any) -> None:
        message = "a file was followed to somewhere else"
        raise AssertionError(message)

    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, knock)
    monkeypatch.setattr(socket, "getaddrinfo", knock)


def test_rows_are_read_and_nothing_beside_them(tmp_path: Path, read: Callable[[Path], Any]) -> None:
    rows = [
        ["Thợ hàn", "Xưởng Ví Dụ", "Hàn khung kèo"],
        ["Thợ sơn", f"='[1]A'!B1+{DDE}", f'=HYPERLINK("{ELSEWHERE}","xem")'],
    ]

    found = read(hostile(tmp_path / "a.xlsx", HEADER, *rows))

    assert [row["title"] for row in found.rows] == ["Thợ hàn", "Thợ sơn"]
    assert found.unreadable == []
    (remark,) = found.remarks
    assert "formulas without a stored value, read as empty: B3, C3" in remark
    assert not any(word in str(found) for word in ("evil.example", "calc.exe", "root:", "Auto_Open"))


def test_a_register_is_read_the_same_way(tmp_path: Path) -> None:
    path = hostile(tmp_path / "dm_2026-11-01.xlsx", REGISTER, ["Công ty Nắng Sớm", "12/LĐTBXH-GP", "Đang hoạt động"])

    (one,) = read_listing(path).enterprises

    assert one.name == "Công ty Nắng Sớm"


@pytest.mark.parametrize("name", ["xl/externalLinks/externalLink1.xml", "xl/connections.xml"])
def test_a_link_that_is_damaged_or_grows_is_not_even_opened(
    tmp_path: Path, read: Callable[[Path], Any], name: str
) -> None:
    doubled = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    for content in (b"<", f'<!DOCTYPE a [<!ENTITY a0 "lol">{doubled}]><a>&a11;</a>'.encode()):
        path = hostile(tmp_path / "b.xlsx", HEADER, ["Thợ hàn", "Xưởng Ví Dụ", "Hàn"], **{name: content})
        assert len(read(path).rows) == 1
        with pytest.raises(RefusedList, match="missing columns"):  # those of a register; the links do not matter
            read_listing(path)
