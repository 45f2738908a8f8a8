"""Ways to reach the poster other than calling: Zalo, Telegram, Facebook, Viber, WeChat, QQ, Line, e-mail, web."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

import re2

from model.fact_records import Contact
from model.facts.handles import facebook, line, official_zalo, qq, telegram, wechat
from model.facts.phones import FoundPhone
from model.facts.web_addresses import emails, web_addresses
from model.text import AlignedText, Quote

_MOST, _REACH = 300, 56
_IN_BRACKETS = re2.compile(rb" ?\([^()\d\n]{0,14}[)/]")
_CUES = {
    "zalo": rb"\bd?z ?[.*\-]?[a@4] ?[.*\-]?[l1] ?[.*\-]?[o0]+|\bda lo\b|\bzl+o?\b|\bdza lo\b|\bzep lao\b|\bz\b",
    "viber": rb"\b(?:viber|vi bo)\b",
    "telegram": rb"\bt[.]?e[.]?l[.]?e(?: ?gram| ?gam)?\b|\bte le\b|\bt3l3\b|\bt313\b|\btlg\b|\bt\.me/|telegram\.me/",
    "facebook": rb"facebook\.com/|\bfb\.(?:com|me)/|\bm\.me/|\bface ?book\b|\bf[@a]cebo+k\b|\bfb\b|"
    rb"\bfan ?page\b|\bpage\b|"
    rb"\bface\b|\bmess\b|\bmessenger\b|\bphay(?: ?buc)?\b",
    "wechat": rb"\b(?:w ?e ?[.\-]?c ?h ?a ?t|weixin|vx|uy chat|v\.? ?chat)\b",
    "qq": rb"\bqq\b",
    "line": rb"\bline ?id\b|\bline\b",
    "handle": rb"(?:^|[\s:(,/])@[a-z]",
}
_KINDS = list(_CUES)
_CUE = re2.compile(b"|".join(b"(" + pattern + b")" for pattern in _CUES.values()))
_HANDLES = {"telegram": telegram, "facebook": facebook, "wechat": wechat, "qq": qq, "line": line}
_BY_PHONE = frozenset(("zalo", "viber", "telegram", "wechat"))
# What may stand between the word and its number; and between a number and the word that speaks back of it.
_TO_NUMBER = re2.compile(
    rb"[^\d\n.;]{0,32}|[^\d\n.;()]{0,24}\([^()\n\d]{0,40}\) ?|[^\d\n]{0,6}|\.me/ ?|[^\d\n;]{0,4}(?:[^\d\n.;]|"
    rb"\. ?){0,22}"
)
# "nhắn Viber hoặc gọi 09…": the number is to be called
_OTHERWISE = re2.compile(rb"\b(?:hoac|or|hay|con|,|;) ?(?:goi|alo|dt|sdt|lh|call|hotline|dien thoai|sms)\b")
_TYPED = re.compile(r"@([A-Za-z][A-Za-z0-9_]{3,40}(?:\.[A-Za-z0-9_]+)*)", re.ASCII)
_ASKED = re2.compile(
    rb"(?:nhan|ib|inbox|hoi|lien he|lh|dau moi|kenh|nick|gap|ket ban|add)(?: tin| qua| cho| toi)? ?:? ?$"
)
_GROUP = re2.compile(rb"\b(?:nhom|group|kenh) $")
_LISTED = re2.compile(rb" ?(?:\([^()\n\d]{0,24}\))? ?(?:[,;/&]|-|hoac) ?")
_CLOSE = 16
_SAME = (
    rb"(?:cung|trung|chung) (?:so|sdt|dt)|(?:nhu|so) (?:tren|nay|no|do|ay)|(?:nhu|giong) (?:so|sdt|dt)|"
    rb"so (?:thay|co|anh|chi|em|chu|bac)\b|luon"
)
_BACK = re2.compile(rb"[^\d\n.;]{0,14}[(,\-/ ]|[^\d\n.;]{0,40}[(,]? ?")
_SAYS_SAME = re2.compile(
    rb"^(?: ?(?:[,/&]|va|co) ?(?:viber|zalo|tele(?:gram)?))*(?: ?(?:oa)?[ )]*(?:"
    + _SAME
    + rb")| ?[),;.]| ?$|\n| ?-| ?,)"
)
_SAYS_SAME_NUMBER = re2.compile(rb"^[: ]{0,2}(?:" + _SAME + rb")")
_DENIED = re2.compile(rb"(?:khong|ko|k|hong|hok|chua) (?:co |xai |dung |choi |nhan )*$")


def read_contacts(text: AlignedText, phones: Sequence[FoundPhone]) -> tuple[Contact, ...]:
    """Return every distinct contact in reading order; a number said to be Zalo is one, besides being a phone."""
    contacts: dict[tuple[str, str], Contact] = {}
    for kind, start, end, value in _all(text, phones):
        quote = Quote(start=start, end=end, text=text.original[start:end])
        contacts.setdefault((kind, value), Contact(kind=kind, value=value, quote=quote))
    return tuple(contacts.values())


def _all(text: AlignedText, phones: Sequence[FoundPhone]) -> Iterator[tuple[str, int, int, str]]:
    yield from _on_networks(text, phones)
    for start, end, value in emails(text):
        yield "email", start, end, value
    for start, end, value in web_addresses(text):
        yield "web", start, end, value


def _on_networks(text: AlignedText, phones: Sequence[FoundPhone]) -> Iterator[tuple[str, int, int, str]]:
    for match in islice(_CUE.finditer(text.ascii), _MOST):
        kind = _KINDS[match.lastindex - 1]
        behind = text.ascii[match.end() : match.end() + 4]
        if behind.startswith(b"pay") or (match[0] == b"z" and behind.lstrip(b" :.")[:1] != b"0"):
            continue
        if kind == "handle":
            yield from _bare_handle(text, match.end() - 2)
            continue
        read = _HANDLES.get(kind)
        handle = read(text, *match.span()) if read else official_zalo(text, match.end()) if kind == "zalo" else None
        if handle is not None:
            yield kind, *handle
            continue
        phone = _phone_of(text, match.span(), phones) if kind in _BY_PHONE else None
        if (
            phone is not None
            and phone.start >= match.end()
            and text.ascii[match.end() : match.end() + 2].strip() == b":"
        ):
            yield from _further(text, kind, phone, phones)
        if phone is not None:
            quote = text.quote(min(phone.start, match.start()), max(phone.end, match.end()))
            yield kind, quote.start, quote.end, phone.value


def _further(
    text: AlignedText, kind: str, first: FoundPhone, phones: Sequence[FoundPhone]
) -> Iterator[tuple[str, int, int, str]]:
    """Yield the other numbers of a list: "Zalo: 0888 214 067 (Thùy), 0913 40 2285 (Hiếu)"."""
    last = first
    for phone in phones:
        if phone.start <= last.start:
            continue
        if not _LISTED.fullmatch(text.ascii[last.end : phone.start]):
            return
        quote = text.quote(phone.start, phone.end)
        yield kind, quote.start, quote.end, phone.value
        last = phone


def _bare_handle(text: AlignedText, place: int) -> Iterator[tuple[str, int, int, str]]:
    """Read "@some_name": of Telegram, unless it is a friend tagged by name or the end of an address."""
    start = int(text.starts[place])
    found = _TYPED.match(text.original, start)
    asked = _ASKED.search(text.ascii[max(0, place - 16) : place]) is not None
    if found and (asked or "_" in found[1] or any(letter.isdigit() for letter in found[1])):
        yield "telegram", start, found.end(), found[1]


def _phone_of(text: AlignedText, cue: tuple[int, int], phones: Sequence[FoundPhone]) -> FoundPhone | None:
    """Return the number that a word such as Zalo speaks of: the next one, else the one right before."""
    start, end = cue
    if _DENIED.search(text.ascii[max(0, start - 20) : start]):
        return None
    after = next((phone for phone in phones if phone.start >= end), None)
    before = next((phone for phone in reversed(phones) if phone.end <= start), None)
    if before and _IN_BRACKETS.fullmatch(text.ascii[before.end : end + 1]):
        return before
    if before and start - before.end <= _REACH and _SAYS_SAME_NUMBER.search(text.ascii[end : end + 24]):
        return before
    between = text.ascii[end : after.start] if after and after.start - end <= _REACH else b"\n"
    grouped = _GROUP.search(text.ascii[max(0, start - 10) : start]) is not None
    if (
        after
        and _TO_NUMBER.fullmatch(between)
        and not (_OTHERWISE.search(between) and (grouped or len(between) > _CLOSE))
    ):
        return after
    if before is None or start - before.end > _REACH:
        return None
    behind = text.ascii[end : end + 24]
    return before if _BACK.fullmatch(text.ascii[before.end : start]) and _SAYS_SAME.search(behind) else None
