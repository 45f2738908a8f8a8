"""E-mail and web addresses, also those spelled to dodge filters: "abc (a còng) gmail chấm com"."""

import re
from collections.abc import Iterator
from itertools import islice

import re2

from model.text import AlignedText

MOST = 200
"""Addresses that are read in one text."""
# Endings that no Vietnamese word has, and those that are words ("de", "us", "me") and need a sign of an address.
_SAFE = rb"vn|com|net|org|info|xyz|shop|online|site|example|asia|biz|store|gov|edu|club|gle|link|website|vip|top|ly|jp"
_RISKY = rb"nz|us|de|me|io|kr|tw|uk|eu|au|ca|sg|my|cn|page|app|co|tv|cc|work|jobs|pro"
_PLACE = re2.compile(
    rb"https?://|\bwww\.|[a-z0-9\-]{3}\.(?:" + _SAFE + rb")\b|[a-z0-9\-]{3}\.(?:" + _RISKY + rb")(?:/|\b)"
)
_ADDRESS = re.compile(
    r"(?:https?://)?(?:[A-Za-z0-9](?:[A-Za-z0-9\-]{0,62})\.){1,5}[A-Za-z]{2,12}(?::\d{2,5})?(?:/[\w\-./?=&%#+~@!$,:]*)?",
    re.ASCII,
)
_RISKY_END = re.compile(rb"\.(?:" + _RISKY + rb")$")
_SAID = re2.compile(rb"(?:web|website|trang|link|truy cap|form|tai|tren|http|site|vao)[ :]{0,3}$|[/@]$")
_NOT_WEB = re.compile(
    r"(?<![\w\-.])(?:[\w\-]+\.)*(?:facebook|fb|t|telegram|zalo|m|messenger|wa|viber)\.(?:com|me|im)(?:/|$)"
)
_CODE = re.compile(r"(?:asp|vb|ado|c|\.)\.net$|^(?:gmail|yahoo|hotmail|outlook)\.com")
_NAME_BEFORE = re2.compile(rb"\b(?:line|line ?id|id|wechat|kakao|nick)(?: ?id)? ?[:\-]? ?$")
_BACK = 80
_EMAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._%+\-]{0,63}@(?:[A-Za-z0-9\-]{1,63}\.){1,5}[A-Za-z]{2,15}")
_PROVIDER = rb"gmail|yahoo|hotmail|outlook|icloud"
_AT = rb" ?(?:@|[\(\[] ?(?:a[ \-]?(?:cong|vong|moc)|at) ?[\)\]]| a[ \-]?(?:cong|moc) ) ?"
_DOT = rb"(?: ?\. ?| ?[\(\[]? ?(?:cham|dot) ?[\)\]]? ?)"
_SPELLED = re2.compile(
    rb"\b([a-z0-9][a-z0-9._+\-]{1,40})" + _AT + rb"((?:gmail|yahoo|hotmail|outlook|icloud)|[a-z0-9\-]{3,30})" + _DOT +
    rb"(com|vn|net|org)(?:" + _DOT + rb"(vn))?\b"
)  # fmt: skip


def emails(text: AlignedText) -> Iterator[tuple[int, int, str]]:
    """Yield start, end (in the original) and value of every e-mail address."""
    if "@" in text.original:
        for match in islice(_EMAIL.finditer(text.original), MOST):
            yield match.start(), match.end(), match[0].lower()
    if not any(sign in text.ascii for sign in (b" @", b"@ ", b"cong", b"at)", b"at]")):
        return
    for match in islice(_SPELLED.finditer(text.ascii), MOST):
        if b"@" in match[0] and b" " not in match[0]:
            continue
        parts = [part.decode() for part in match.groups() if part]
        quote = text.quote(*match.span())
        yield quote.start, quote.end, f"{parts[0]}@{'.'.join(parts[1:])}"


def web_addresses(text: AlignedText) -> Iterator[tuple[int, int, str]]:
    """Yield start, end (in the original) and value of every web address that is not a page or person of a network."""
    last = -1
    for match in islice(_PLACE.finditer(text.ascii), MOST):
        place = int(text.starts[match.start()])
        if place < last:
            continue
        start = place - _lead(text.original[max(0, place - _BACK) : place])
        found = _ADDRESS.match(text.original, start)
        if found is None or found.end() <= place:
            continue
        last = found.end()
        value = _value(found[0])
        if value and _is_address(text, start, value, match.start()):
            yield start, start + len(found[0].rstrip("/.,;:!?)")), value


def _lead(before: str) -> int:
    """Return how many characters right before still belong to the address."""
    match = re.search(r"[A-Za-z0-9.\-:/@_]+$", before)
    return len(match[0]) if match else 0


def _value(written: str) -> str:
    value = written.lower().removeprefix("https://").removeprefix("http://")
    return value.rstrip("/.,;:!?)")


def _is_address(text: AlignedText, start: int, value: str, place: int) -> bool:
    index = place - (int(text.starts[place]) - start)
    if _NAME_BEFORE.search(text.ascii[max(0, index - 12) : max(0, index)]):
        return False
    if _NOT_WEB.match(value) or _CODE.search(value) or "@" in text.original[max(0, start - 1) : start + len(value)]:
        return False
    if _RISKY_END.search(value.split("/", 1)[0].encode()) is None or "/" in value or value.startswith("www."):
        return True
    return _SAID.search(text.ascii[max(0, index - 16) : max(0, index)]) is not None
