"""Whose a contact is, by the words around it: the poster's, the board's, a building's, or somebody's else."""

import re
from functools import cache

from model.linking.shared import shared_list
from model.text import AlignedText

_BEFORE, _BEHIND, _SENTENCE = 90, 28, 3
_SHORTEST_NAME, _SHORTEST_OWN = 5, 4
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")
_DENIED = re.compile(
    r"\b(?:khong|ko|k|chong|tranh|noi khong voi|khong phai|chang) (?:he |phai |bao gio )?(?:lua dao|gia mao|mao danh)"
)
"""Who says that he is no cheat speaks of himself."""
_GENERAL = re.compile(r"viec|lam|tuyen|dung|rao|vat|tin|nhom|cho|job|work|24h|247|nhanh|moi|ngay")
_OF_BOARDS = re.compile(r"\b(?:san|cskh|tong dai|ho tro|quan tri|bien tap|dang tin|bao tin)\b")
_END = re.compile(r"[.!?](?:\s|$)|\n")


def whose(text: AlignedText, start: int, end: int, site: str) -> str:
    """Return poster, board, building or other for what stands at `start`…`end` of the aligned text.

    A line that names the very site it stands on speaks of the board: "Rao Vặt Xứ Quảng – hỗ trợ đăng tin 0799…".
    """
    before, behind = _around(text, start, end)
    before = _DENIED.sub(" ", before)
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
    """Tell whether words name the very site: its whole name, or what is its own in it beside a word of boards.

    "Việc làm" stands in the names of many sites and in most adverts, so it names none.
    """
    name = _site_name(site)
    if len(name) < _SHORTEST_NAME:
        return False
    own = _GENERAL.sub("", name)
    words = [word for word in _NOT_LETTERS.split(before) if word]
    wanted = {name, own} if len(own) >= _SHORTEST_OWN and _OF_BOARDS.search(before) else {name}
    return any(
        "".join(words[place : place + count]) in wanted
        for count in range(1, _SENTENCE + 2)
        for place in range(len(words) - count + 1)
    )
