"""Names by which networks know the poster, read from the original letters behind the network's name.

The aligned text joins and splits words; a handle is what one would type, so it is cut from the original.
"""

import re
from typing import NamedTuple

from model.text import AlignedText, align

_AHEAD = 90


class Handle(NamedTuple):
    """A name with its place in the original."""

    start: int
    end: int
    value: str


_LINK = re.compile(r"[\s:\-–(]{0,4}(?:https?://)?(?:www\.)?(?:t\.me|telegram\.me)/(\+?[\w\-]{3,40})", re.ASCII)
_AT = re.compile(
    r"[^\n@.;]{0,18}?(?:@|a[_ ]?c[òo]ng)[ \t]*([A-Za-z0-9](?:[A-Za-z0-9_]{2,40}))", re.ASCII | re.IGNORECASE
)
_AT_SPACED = re.compile(r"[^\n@]{0,12}?@ ?((?:[A-Za-z0-9_] ){3,30})")
_ID = re.compile(
    r"[\s:\-–.]{1,4}(?:(?:id|nick|acc|name|user|group|kenh|kênh)[ :.]{1,3})?(\+?[A-Za-z][A-Za-z0-9_]{3,40})(?![\w@])",
    re.ASCII | re.IGNORECASE,
)
_PATH = re.compile(r"([\w.\-]{3,60}(?:/[\w.\-]{1,60})?)")
_CAPITAL = r"(?:[A-ZÀ-ỸĐ][\w.'’&\-]*|\d[\w\-]*|[–&-])"
_NAME = re.compile(rf"{_CAPITAL}(?: {_CAPITAL}){{0,7}}")
_LEAD = re.compile(
    r"(?:\s*(?:facebook|fb|fanpage|page|tên|ten|nick|là|la|cá nhân|ca nhan|mình|của|chị|anh|em|c|a|e|group|nhóm)\b\.?)*\s{0,2}[:\-–]?\s{0,2}",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[^\n\"“”'‘’]{0,12}[\"“'‘]([^\"“”\n]{3,60})[\"”'’]")
_NOT_NAMES = frozenset(
    "ads marketing google zalo tiktok instagram shopee business messenger fanpage page youtube website web telegram viber "
    "lazada facebook twitter linkedin gmail email và va manager group content live livestream online admin marketplace".split()
)


def telegram(text: AlignedText, start: int, end: int) -> Handle | None:
    """Return the name behind "Tele", by link, by @ or bare where it cannot be a word."""
    ahead, offset = _after(text, end)
    if text.ascii[start:end].endswith(b"me/"):
        return _cut(re.compile(r"(\+?[\w\-]{3,40})", re.ASCII).match(ahead), offset)
    spaced = _AT_SPACED.match(ahead)
    if spaced:
        name = spaced[1].rstrip()
        return Handle(offset + spaced.start(1), offset + spaced.start(1) + len(name), name.replace(" ", ""))
    found = _cut(_LINK.match(ahead) or _AT.match(ahead), offset)
    if found:
        return found
    bare = _cut(_ID.match(ahead), offset)
    if bare and (re.search(r"[\d_]", bare.value) or ":" in ahead[:3]) and bare.value.lower() not in _NOT_NAMES:
        return bare
    before = text.original[max(0, int(text.starts[start]) - 12) : int(text.starts[start])].lower()
    return _name(ahead, offset) if "nhóm" in before or "group" in before or "kênh" in before else None


def facebook(text: AlignedText, start: int, end: int) -> Handle | None:
    """Return a page's path, or its name in capitals behind "fb", "page"."""
    ahead, offset = _after(text, end)
    if text.ascii[start:end].endswith(b"/"):
        found = _cut(_PATH.match(ahead), offset)
        return (
            None
            if found is None
            else Handle(found.start, found.start + len(found.value.rstrip(".")), found.value.rstrip("."))
        )
    return _cut(_QUOTED.match(ahead), offset) or _name(ahead, offset)


def zalo_name(text: AlignedText, start: int, end: int) -> Handle | None:
    """Return the name of an official account: "Zalo OA: …" up to the end of the line."""
    ahead, offset = _after(text, end)
    found = re.match(r"\s*(?:OA|official(?: account)?)\s*[:\-–]?\s*([^\n.;,|•]{3,50})", ahead, re.IGNORECASE)
    del start
    return None if found is None else Handle(offset + found.start(1), offset + found.end(1), found[1].strip())


def wechat(text: AlignedText, start: int, end: int) -> Handle | None:
    """Return the name behind "Wechat"."""
    del start
    return _token(text, end)


def qq(text: AlignedText, start: int, end: int) -> Handle | None:
    """Return the number behind "QQ"."""
    del start
    ahead, offset = _after(text, end)
    return _cut(re.match(r"[^\w\n]{0,4}(?:số |so )?(\d{5,12})\b", ahead), offset)


def line(text: AlignedText, start: int, end: int) -> Handle | None:
    """Return the name behind "Line", where it cannot be a production line."""
    del start
    found = _token(text, end)
    said = text.ascii[end : end + 4].strip().startswith((b"id", b":"))
    return found if found and (re.search(r"[\d_.]", found.value) or said) and not found.value.isdigit() else None


def _token(text: AlignedText, end: int) -> Handle | None:
    ahead, offset = _after(text, end)
    return _cut(
        re.match(
            r"[\s:\-–.]{1,4}(?:(?:id|nick|acc)[ :.]{1,3})?@?([A-Za-z][A-Za-z0-9._\-]{3,40}[A-Za-z0-9_])",
            ahead,
            re.ASCII | re.IGNORECASE,
        ),
        offset,
    )


def _after(text: AlignedText, end: int) -> tuple[str, int]:
    offset = int(text.ends[end - 1])
    return text.original[offset : offset + _AHEAD], offset


def _cut(match: re.Match[str] | None, offset: int) -> Handle | None:
    return None if match is None else Handle(offset + match.start(1), offset + match.end(1), match[1])


def _name(ahead: str, offset: int) -> Handle | None:
    lead = _LEAD.match(ahead)
    begin = lead.end() if lead else 0
    found = _NAME.match(ahead, begin)
    if found is None or begin == 0:
        return None
    value = found[0].rstrip(" .-–&")
    words = value.split()
    if words[0].lower() in _NOT_NAMES or (len(words) == 1 and ":" not in ahead[:begin]):
        return None
    place = offset + found.start()
    # only here are words told from letters spelled with dots
    return Handle(place, place + len(value), align(value).text if "." in value else value)
