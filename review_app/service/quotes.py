"""Cut a text at the quotes of its findings, so that each piece knows which findings point at it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

MOST_QUOTES = 500
"""Quotes that are marked; an advert that repeats itself a thousand times is not clearer for more."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text, and the numbers of the findings that quote it."""

    text: str
    findings: tuple[int, ...]
    opens: tuple[int, ...]
    """Those of them whose quote begins here."""


def cut_at_quotes(text: str, quotes: Sequence[tuple[int, dict[str, Any]]]) -> list[Piece]:
    """Return the text in pieces; a quote that does not stand in the text at its offsets is left out."""
    spans = sorted({(q["start"], q["end"], number) for number, q in quotes if _stands(text, q)})[:MOST_QUOTES]
    cuts = sorted({0, len(text)} | {start for start, _, _ in spans} | {end for _, end, _ in spans})
    pieces = []
    for start, end in pairwise(cuts):
        over = [span for span in spans if span[0] <= start and end <= span[1]]
        numbers = tuple(sorted({number for _, _, number in over}))
        opens = tuple(sorted({number for first, _, number in over if first == start}))
        pieces.append(Piece(text[start:end], numbers, opens))
    return pieces


def _stands(text: str, quote: dict[str, Any]) -> bool:
    start, end = quote.get("start"), quote.get("end")
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end <= len(text):
        return False
    return bool(text[start:end] == quote.get("text"))
