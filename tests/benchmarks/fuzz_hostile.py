"""What hostile input is made of: texts that mix real words with tricks, bytes that were a sound file before."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

GOLD = Path(__file__).parents[1] / "gold"
OPEN = ("adverts_open_1.jsonl", "adverts_open_3.jsonl", "adverts_open_7.jsonl", "snippets_open.jsonl")
TRICKS = (
    "\u202e", "\u202d", "\u2066", "\u2069", "\u200b", "\u200d", "\ufeff", "\u00ad", "\u0000", "\u0008", "\x1b[31m",
    "\ud800", "\udfff", "\ufffe", "\U0010ffff", "\u0301" * 40, "e\u0323\u0302", "\u1100\u1161\u11a8", "\u2028", "\x85",
    "𝟎𝟗𝟎𝟎", "０９００", "٠٩٠٠", "①②③", "O9OO", "l00", "đ" * 30, "Đ\u0309", "ﬁ", "İ", "ß", "😀" * 20, "🇻🇳",
    "<script>alert(1)</script>", "&lt;&#x0;&#xD800;&#99999999;", "javascript:", "{{7*7}}", "${x}", "%s%n", "=1+1",
    "0" * 200, "1.000.000.000.000.000.000.000", "1e999", "9" * 400 + " triệu", "-" * 100, " " * 200, "\n" * 50,
    "(" * 100, "[" * 100, "*" * 60, "0900 000 ", "0900.000.xxx", "phí 0 đồng", "lương -5 triệu", "100000% hoa hồng",
    "31/02/2026", "ngày 99/99/9999", "tuổi 18-0", "18 - 999999999999 tuổi", "triệu triệu triệu", "rưỡi rưỡi",
    "t.r.i.ệ.u", "t r i ệ u", "giấy phép 0/LĐTBXH-GP", "http://[::1", "http://a@b@c", "https://xn--\u0300", "zalo.me/",
)  # fmt: skip
"""Bidi controls, unseen and composed characters, halves of pairs, look-alikes, and figures that no advert has."""

SLOW = {
    "digits": "0", "digits with dots": "1.000.", "spaces": " ", "new lines": "\n", "one letter": "a", "brackets": "(",
    "phones": "0900 000 1", "sums": "5 triệu ", "spaced letters": "t r i ệ u ", "accents": "a\u0301\u0323",
    "emoji": "😀",
    "spoken digits": "không chín ", "at signs": "a@a.", "dashes": "- ", "dots": "t.", "fees": "phí đặt cọc 1-",
    "addresses": "http://a.", "look-alikes": "Ѕ0О", "companies": "Công ty TNHH ", "zero width": "l\u200bư\u200b",
}  # fmt: skip
"""Pieces of texts that are made to be slow."""


@cache
def real_texts() -> tuple[str, ...]:
    """Return texts of the open gold cases."""
    rows = [json.loads(line) for name in OPEN for line in (GOLD / name).read_text("utf-8").split("\n") if line]
    return tuple(row["text"] for row in rows)


@cache
def fragments() -> tuple[str, ...]:
    """Return pieces of real texts, some of them cut in the middle of a word."""
    texts = real_texts()
    return tuple(text[place : place + 7 + place % 61] for text in texts for place in range(0, len(text), 97))


any_character = st.characters(codec=None)
"""Every code point, halves of pairs too."""


def hostile_texts(most: int = 40) -> st.SearchStrategy[str]:
    """Return texts of real fragments, tricks and any characters in any order."""
    piece = st.one_of(st.sampled_from(fragments()), st.sampled_from(TRICKS), st.text(any_character, max_size=8))
    return st.lists(piece, max_size=most).map("".join)


_bytes = st.sampled_from(
    [b"\0", b"\xff\xfe", b"\x1f\x8b\x08", b"PK\x03\x04", b"<", b"]]>", b'"', b"\\u0000", b"\\ud800", b"[" * 3000,
     b"{" * 50, b"-1", b"1e9999", b"9" * 5000, b"\r\n\r\n", b"&#x110000;", b"<!DOCTYPE a [<!ENTITY b 'c'>]>",
     b"!!python/",
     b"2026-99-99", b"&a [*a]", b"? ", b": ", b"- ", b"null", b"\xe1\xbb", b"=cmd|' /C calc'!A0"]
)  # fmt: skip


@st.composite
def mutated(draw: Any, sound: bytes) -> bytes:
    """Return bytes that were sound before one to five of them, or pieces, were turned, cut, doubled or put in."""
    content = bytearray(sound)
    for _ in range(draw(st.integers(1, 5))):
        place = draw(st.integers(0, max(0, len(content) - 1)))
        length = draw(st.sampled_from([1, 2, 8, 64, 512, 1 << 20]))
        deed = draw(st.sampled_from(["turn", "cut", "double", "put", "end"]))
        if deed == "turn" and content:
            content[place] ^= draw(st.integers(1, 255))
        elif deed == "cut":
            del content[place : place + length]
        elif deed == "double":
            content[place:place] = content[place : place + min(length, 512)]
        elif deed == "put":
            content[place:place] = draw(_bytes)
        else:
            del content[place:]
    return bytes(content)


json_values = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(any_character, max_size=20),
        st.sampled_from(TRICKS),
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=8), inner, max_size=4)),
    max_leaves=12,
)
"""Any value of JSON, and some that only Python's reader lets through."""
