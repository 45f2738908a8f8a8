import pytest

from crawler.extract.plain_text import one_line, plain_text, storable


@pytest.mark.parametrize(
    ("value", "text", "repairs"),
    [
        ("Lương < 10 triệu & phụ cấp", "Lương < 10 triệu & phụ cấp", []),
        ("a\r\nb\rc", "a\nb\nc", []),
        ("một<br>hai<br/>ba", "một\nhai\nba", ["html_in_text"]),
        ("<ul><li>một</li><li>hai</li></ul>", "- một\n- hai", ["html_in_text"]),
        ("<p>một</p>\n<p>hai</p>", "một\n\nhai", ["html_in_text"]),
        ("A &amp; B", "A & B", ["html_entities"]),
        ("&lt;p&gt;một&lt;/p&gt;&lt;p&gt;hai&lt;/p&gt;", "một\nhai", ["html_entities", "html_in_text"]),
        ("<p>xem<script>alert(1)</script> này</p>", "xem này", ["html_in_text"]),
        ("<b>chưa đóng", "chưa đóng", ["html_in_text"]),
        ("a\x00b\ud800c", "abc", []),
        ("nhiều\n\n\n\n\ndòng", "nhiều\n\ndòng", []),
    ],
)
def test_text_is_what_a_person_reads(value: str, text: str, repairs: list[str]) -> None:
    found: list[str] = []

    assert plain_text(value, found) == text
    assert found == repairs


def test_one_line_has_no_line_breaks() -> None:
    assert one_line(" Thợ\n  hàn ", []) == "Thợ hàn"


def test_deep_nesting_is_read() -> None:
    assert plain_text("<div>" * 5000 + "sâu" + "</div>" * 5000, []) == "sâu"


def test_nothing_that_a_database_refuses_is_left() -> None:
    assert storable({"a\x00": ["\ud83d", 1, None, {"b": "c"}]}) == {"a": ["", 1, None, {"b": "c"}]}


def test_many_empty_blocks_come_to_an_end() -> None:
    # a reader that looks back at every block for each block does not come back from this within a working day
    assert plain_text("<p> " * 300_000 + "hết", []) == "hết"
