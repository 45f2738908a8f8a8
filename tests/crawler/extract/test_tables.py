import pytest
from parsel import Selector

from crawler.extract.plain_text import element_text


def text_of(html: str) -> str:
    return element_text(Selector(text=f"<body>{html}</body>", type="html").css("body")[0].root)


def row(*cells: str, tag: str = "td") -> str:
    return "<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in cells) + "</tr>"


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        (row("Phí dịch vụ", "45 triệu") + row("Ký quỹ:", "0 đồng"), "Phí dịch vụ: 45 triệu\nKý quỹ: 0 đồng"),
        (row("Khoản", "Mức (đồng)", tag="th") + row("Phí", "45.000.000"), "Khoản | Mức (đồng)\nPhí: 45.000.000 đồng"),
        (row("Khoản", "Đồng", tag="th") + row("Phí", "theo biên lai"), "Khoản | Đồng\nPhí: theo biên lai"),
        (
            row("STT", "Ngành", "Lương (yên)", "Suất", tag="th") + row("1", "Hàn", "180.000 - 190.000", "12"),
            "Ngành | Lương (yên) | Suất\nHàn: Lương: 180.000 - 190.000 yên; Suất: 12",
        ),
        (row("<b>Mốc</b>", "<b>Ngày</b>") + row("Bay", "6/2027"), "Mốc | Ngày\nBay: Ngày: 6/2027"),
        (row("Nơi làm", "Hưng Yên", tag="th") + row("Ca", "2"), "Nơi làm | Hưng Yên\nCa: Hưng Yên: 2"),
        (row("<p>Phí</p>", "<p>45 triệu</p><p>đóng 2 lần</p>"), "Phí: 45 triệu, đóng 2 lần"),
        (row("Chi phí") + row("", "miễn phí"), "Chi phí\nmiễn phí"),
        (row("a", "b", "c"), "a: b; c"),
        (row(), ""),
    ],
)  # fmt: skip
def test_a_row_is_a_line(rows: str, text: str) -> None:
    assert text_of(f"<table>{rows}</table>") == text


def test_what_stands_around_a_table_stays_around_it() -> None:
    assert text_of(f"<p>Trước</p><table>{row('Phí', '1')}</table>sau<p>cuối</p>") == "Trước\nPhí: 1\nsau\ncuối"


@pytest.mark.parametrize("cell", ["<table><tr><td>Trong</td></tr></table>", "<p>Một bài dài.</p>" * 40])
def test_a_table_that_only_arranges_a_page_is_read_as_before(cell: str) -> None:
    assert ":" not in text_of(f"<table><tr><td>Bên trái</td><td>{cell}</td></tr></table>")


def test_a_break_in_the_source_after_a_br_is_no_second_one() -> None:
    assert text_of("một<br>\nhai<br>ba<br><br>bốn") == "một\nhai\nba\n\nbốn"
