"""Marks stand exactly where the quotes are."""

from review_app.service.quotes import MOST_QUOTES, cut_at_quotes

TEXT = "đặt cọc 3 triệu trước khi đi"


def _quote(words: str) -> dict[str, object]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words}


def test_the_pieces_are_the_text() -> None:
    pieces = cut_at_quotes(TEXT, [(1, _quote("đặt cọc 3 triệu")), (2, _quote("3 triệu trước"))])

    assert "".join(piece.text for piece in pieces) == TEXT


def test_where_quotes_overlap_both_findings_are_named() -> None:
    pieces = cut_at_quotes(TEXT, [(1, _quote("đặt cọc 3 triệu")), (2, _quote("3 triệu trước"))])

    assert [(p.text, p.findings, p.opens) for p in pieces] == [
        ("đặt cọc ", (1,), (1,)),
        ("3 triệu", (1, 2), (2,)),
        (" trước", (2,), ()),
        (" khi đi", (), ()),
    ]


def test_a_quote_that_is_not_in_the_text_is_left_out() -> None:
    wrong = [
        {"start": 0, "end": 3, "text": "xyz"},
        {"start": -1, "end": 3, "text": "đặt"},
        {"start": 5, "end": 999, "text": "?"},
        {"start": None, "end": 2, "text": ""},
        {},
    ]

    pieces = cut_at_quotes(TEXT, [(1, quote) for quote in wrong])

    assert [piece.text for piece in pieces] == [TEXT]


def test_offsets_count_characters_also_beyond_the_basic_plane() -> None:
    text = "😀😀 cọc 😀"

    pieces = cut_at_quotes(text, [(1, {"start": 3, "end": 6, "text": "cọc"})])

    assert [p.text for p in pieces if p.findings] == ["cọc"]


def test_an_advert_that_repeats_itself_is_marked_so_far_and_no_further() -> None:
    text = "cọc " * 5000
    quotes = [(1, {"start": at, "end": at + 3, "text": "cọc"}) for at in range(0, len(text), 4)]

    assert sum(1 for piece in cut_at_quotes(text, quotes) if piece.findings) == MOST_QUOTES
