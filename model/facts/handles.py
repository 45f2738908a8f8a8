"""Names by which networks know the poster, read from the original letters behind the network's name.

The aligned text joins and splits words; a handle is what one would type, so it is cut from the original.
"""

import re
from typing import NamedTuple

from model.text import AlignedText, align

_AHEAD, _LONGEST_SYLLABLE = 90, 7
"""Letters looked at behind a network's name: patterns skip no more blanks than that."""


class Handle(NamedTuple):
    """A name with its place in the original."""

    start: int
    end: int
    value: str


_ANY_CASE = re.ASCII | re.IGNORECASE
_TYPED = r"[A-Za-z0-9_]+(?:\.[A-Za-z0-9_]+)*"
_LINK = re.compile(r"[ \t:\-–(]{0,4}(?:https?://)?(?:www\.)?(?:t\.me|telegram\.me)/(\+?[\w\-]{3,40})", re.ASCII)
_AT = re.compile(rf"[^\n@.;]{{0,18}}?(?:@|a[_ ]?c[òo]ng)[ \t]*({_TYPED})", re.IGNORECASE)
_AT_SPACED = re.compile(r"[^\n@]{0,12}?@ ?((?:[A-Za-z0-9_] ){3,30})")
_ID = re.compile(
    r"[ \t:\-–.]{1,4}(?:(?:id|nick|acc|name|user)[ :.]{1,3})?(\+?[A-Za-z][A-Za-z0-9_]{3,40})(?![\w@])", _ANY_CASE
)
_JOINED = re.compile(r"(\+?[\w\-]{3,40})", re.ASCII)
_TOKEN = re.compile(
    r"[ \t:\-–.]{1,4}(?:(?:id|nick|acc)[ :.]{1,3})?@?([A-Za-z][A-Za-z0-9._\-]{3,40}[A-Za-z0-9_])", _ANY_CASE
)
_QQ = re.compile(r"[^\w\n]{0,4}(?:số |so )?(\d(?:[ .]?\d){4,11})\b")
_PATH = re.compile(r"((?:profile\.php\?id=\d+|[\w.\-]{3,60}(?:/[\w.\-]{1,60})?))")
_PATH_BEHIND = re.compile(
    r"^[^\n@/.;]{3,40}\((?:https?://)?(?:www\.)?(?:fb\.(?:com|me)|facebook\.com|m\.me)/|^[^\w\n]{0,4}(?:fb|m)\.me/"
)
_OFFICIAL = re.compile(
    r"[ \t]{0,90}(?:OA|official(?: account)?)[ \t]{0,90}[:\-–][ \t]{0,90}([^\s.;,|•(\d][^\n.;,|•(]{2,50})",
    re.IGNORECASE,
)
_GROUP = re.compile(r"\.me/(g/[A-Za-z0-9]{3,20})")
_UPPER = "A-Z" + "".join(letter for letter in map(chr, range(0xC0, 0x1EFA)) if letter.isupper())
_CAPITAL = rf"(?:[{_UPPER}][\w.'’&\-]*|\d[\w\-]*|[–&-])"
_PAGE = re.compile(
    rf"(?:[ \t]{{0,90}}:|\t{{0,90}} )[ \t]{{0,90}}([{_UPPER}][^\n.,;|•()\"“”:/@]{{3,48}}?)"
    r"(?=[ \t]{0,90}(?:[\n.,;|•()\"“”/]|$| [–-] | (?:hoặc|hoac|or|rồi|để|zalo|Zalo|sđt|SĐT|gọi|inbox|ib|nhé|nha)\b))"
)
_NAME = re.compile(rf"[{_UPPER}][\w.'’&\-]*(?: {_CAPITAL}){{0,7}}")
_LEAD = re.compile(
    r"(?:[ \t]{0,90}(?:facebook|fb|fanpage|page|tên|ten|nick|là|la|cá nhân|ca nhan|mình|của|chị|anh|em|c|a|e|group|"
    r"nhóm)\b\.?)*"
    r"[ \t]{0,2}[:\-–]?[ \t]{0,2}",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[^\n\"“”'‘’.,;]{0,12}[\"“'‘]([^\"“”\n]{3,60})[\"”'’]")
_PLAIN = re.compile(r"[ \t]{0,2}[:\-–]?[ \t]{1,2}([a-z][\w.]{4,40})(?![\w@])", re.ASCII)
_NOT_NAMES = frozenset(
    (
        "ads", "marketing", "google", "zalo", "tiktok", "instagram", "shopee", "business", "messenger", "fanpage",
        "page", "youtube", "website", "web", "telegram", "viber", "lazada", "facebook", "twitter", "linkedin",
        "gmail", "email", "manager", "group", "content", "live", "livestream", "online", "admin", "marketplace",
        "video", "booking", "pixel", "insights", "cộng", "sales", "bán",
    )
)  # fmt: skip


def telegram(text: AlignedText, start: int, end: int) -> Handle | None:
    """Return the name behind "Tele", by link, by @ or bare where it cannot be a word."""
    ahead, offset = _after(text, end)
    if text.ascii[start:end].endswith(b"me/"):
        return _cut(_JOINED.match(ahead), offset)
    spaced = _AT_SPACED.match(ahead)
    if spaced:
        name, place = spaced[1].rstrip(), offset + spaced.start(1)
        return Handle(place, place + len(name), name.replace(" ", ""))
    found = _cut(_LINK.match(ahead) or _AT.match(ahead), offset)
    if found:
        return found
    bare = _cut(_ID.match(ahead), offset)
    if bare and (re.search(r"[\d_]", bare.value) or ":" in ahead[:3]) and bare.value.lower() not in _NOT_NAMES:
        return bare
    place = int(text.starts[start])
    before = text.original[max(0, place - 12) : place].lower()
    named = any(word in before for word in ("nhóm", "group", "kênh", "nhom")) or ":" in ahead[:3]
    return _cut(_QUOTED.match(ahead), offset) or (_name(ahead, offset) if named else None)


def facebook(text: AlignedText, start: int, end: int) -> Handle | None:
    """Return a page's path, or its name in capitals behind "fb", "page"."""
    ahead, offset = _after(text, end)
    if text.ascii.endswith(b"truc ", max(0, start - 5), start) or ahead.startswith((" nhận", " NHẬN", " rao")):
        return None  # minding a page is the work
    if text.ascii[start:end].endswith(b"/"):
        found = _cut(_PATH.match(ahead), offset)
        return found and Handle(found.start, found.start + len(found.value.rstrip(".")), found.value.rstrip("."))
    plain = _cut(_PLAIN.match(ahead), offset)
    if plain and re.search(r"\d|\w\.\w", plain.value) and not re.search(r"\.com|^(?:fb|m)\.me$", plain.value):
        return plain
    quoted = _cut(_QUOTED.match(ahead), offset)
    if quoted or _PATH_BEHIND.search(ahead):
        return quoted  # "FB Quyên Đức (fb.com/quyen.duc)": read where the path begins
    page = _cut(_PAGE.match(ahead), offset)
    said = page and len(page.value.split()) > 1 and page.value.split()[0].lower() not in _NOT_NAMES
    if page and said and not page.value.isdigit() and _is_name_like(page.value):
        return page
    return _name(ahead, offset)


def official_zalo(text: AlignedText, end: int) -> Handle | None:
    """Return the name of an official account ("Zalo OA: …") or of a group's link."""
    ahead, offset = _after(text, end)
    found = _OFFICIAL.match(ahead) or _GROUP.match(ahead)
    return found and Handle(
        offset + found.start(1), offset + found.start(1) + len(found[1].rstrip()), found[1].rstrip()
    )


def wechat(text: AlignedText, start: int, end: int) -> Handle | None:
    """Return the name behind "Wechat"."""
    del start
    ahead, offset = _after(text, end)
    return _cut(_TOKEN.match(ahead), offset)


def qq(text: AlignedText, start: int, end: int) -> Handle | None:
    """Return the number behind "QQ"."""
    del start
    ahead, offset = _after(text, end)
    found = _cut(_QQ.match(ahead), offset)
    return found and Handle(found.start, found.end, re.sub(r"[ .]", "", found.value))


def line(text: AlignedText, start: int, end: int) -> Handle | None:
    """Return the name behind "Line", where it cannot be a production line."""
    found = wechat(text, start, end)
    said = text.ascii[end : end + 4].strip().startswith((b"id", b":"))
    lone = (
        found
        and len(found.value) > _LONGEST_SYLLABLE
        and text.original[found.end : found.end + 1] in ("", ".", ",", "\n")
    )
    return found if found and (re.search(r"[\d_.]", found.value) or said or lone) else None


def _after(text: AlignedText, end: int) -> tuple[str, int]:
    offset = int(text.ends[end - 1])
    return text.original[offset : offset + _AHEAD], offset


def _cut(match: re.Match[str] | None, offset: int) -> Handle | None:
    return None if match is None else Handle(offset + match.start(1), offset + match.end(1), match[1])


def _is_name_like(value: str) -> bool:
    """Tell whether at least half of the words begin with a capital: a page's name, not what is done on Facebook."""
    words = value.split()
    return sum(word[0].isupper() for word in words) * 2 >= len(words)


def _name(ahead: str, offset: int) -> Handle | None:
    lead = _LEAD.match(ahead)
    begin = lead.end() if lead else 0
    found = _NAME.match(ahead, begin)
    if found is None or begin == 0:
        return None
    value = found[0].rstrip(" .-–&")
    words = value.split()
    if words[0].lower() in _NOT_NAMES or len(words) == 1:
        return None
    place = offset + found.start()
    # only here are words told from letters spelled with dots
    return Handle(place, place + len(value), align(value).text if "." in value else value)
