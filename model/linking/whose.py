"""Whose a contact is, by the words around it: the poster's, the board's, a building's, or somebody's else."""

import re
from functools import cache

from model.linking.shared import shared_list
from model.text import AlignedText

_BEFORE, _BEHIND, _SENTENCE = 90, 28, 3
_SHORTEST_NAME = 5
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")
_END = re.compile(r"[.!?](?:\s|$)|\n")


def whose(text: AlignedText, start: int, end: int, site: str) -> str:
    """Return poster, board, building or other for what stands at `start`…`end` of the aligned text.

    A line that names the very site it stands on speaks of the board: "Rao Vặt Xứ Quảng – hỗ trợ đăng tin 0799…".
    """
    before, behind = _around(text, start, end)
    around = f"{before} {behind}"
    for kind, pattern in _patterns():
        if pattern.search(around if kind != "other" else before):
            return kind
    return "board" if _names_site(before, site) else "poster"


def _around(text: AlignedText, start: int, end: int) -> tuple[str, str]:
    """Return the words of the same sentence before a place, and a few behind it."""
    before = text.folded[max(0, start - _BEFORE) : start]
    ends = [match.end() for match in _END.finditer(before)]
    behind = text.folded[end : end + _BEHIND]
    stop = _END.search(behind)
    return before[ends[-1] if ends else 0 :], behind[: stop.start()] if stop else behind


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    listed = shared_list()
    words = (("board", listed.board_words), ("building", listed.building_words), ("other", listed.other_words))
    return tuple((kind, re.compile(r"\b(?:" + "|".join(map(re.escape, many)) + r")\b")) for kind, many in words)


@cache
def _site_name(site: str) -> str:
    host = site.lower().removeprefix("www.").split("/", 1)[0]
    return _NOT_LETTERS.sub("", host.split(".", 1)[0]) if "." in host else ""


def _names_site(before: str, site: str) -> bool:
    name = _site_name(site)
    words = [word for word in _NOT_LETTERS.split(before) if word]
    for count in range(2, _SENTENCE + 2):
        for place in range(len(words) - count + 1):
            joined = "".join(words[place : place + count])
            if len(joined) >= _SHORTEST_NAME and joined in name and len(joined) * 2 >= len(name):
                return True
    return len(name) >= _SHORTEST_NAME and name in words
