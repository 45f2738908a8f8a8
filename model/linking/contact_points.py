"""All contact points of one advert: what the readers of facts find, brought to one spelling, and whose each is."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

import re2

from model.fact_records import Contact
from model.facts.bank_accounts import FoundAccount
from model.facts.companies import find_companies
from model.facts.contacts import read_contacts
from model.facts.licences import read_licences
from model.facts.phones import FoundPhone
from model.facts.tax_codes import FoundTaxCode
from model.linking.addresses import find_addresses
from model.linking.company_names import company_value
from model.linking.more_contacts import more_contacts
from model.linking.persons import find_persons
from model.linking.records import ContactPoint, LinkRow
from model.linking.shared import shared_list
from model.linking.whose import whose
from model.text import AlignedText, Quote

_NETWORKS = frozenset(("telegram", "facebook", "wechat", "line", "qq", "zalo", "viber"))
_NAMES = frozenset(("company", "licence", "person", "tax_code"))
_LEGAL = re.compile(
    r"(?i)(?:công ty|cong ty|cty|c\.ty|ctcp|tnhh|dntn|htx|hợp tác xã|hop tac xa|tập đoàn|tap doan|tổng)"
)
_EXTENSION = re2.compile(rb"^ ?[,(]?(?:so )?(?:may le|ext\.?|nhanh|so le)[ :.]{0,2}(\d{1,5})")
_NICK = re.compile(r"(?<![\w@./])([A-Za-z][A-Za-z0-9]{2,20}(?:_[A-Za-z0-9]{1,20}){1,3})(?![\w@])")
_NICK_SAID = re2.compile(rb"\bte ?le|\bkenh\b|\bnick\b|\btelegram\b|\btlg\b|\bt\.e\.l\.e\b")
_SPACED = re2.compile(rb"\b[a-z0-9][a-z0-9\-]{3,40} \. ?(?:top|xyz|com|vn|net|shop|site|online|club|vip|info|org)\b")
_GROUP = re.compile(r"(?:groups?|share|sharer|watch|reel|photo|events|hashtag|story)(?:\.php)?(?:/|$)|g/")
"""Paths of groups and posts, which belong to no poster."""
_CODE = re2.compile(rb"\b(?:ma (?:don(?: hang)?|tin|viec|so|ho so|phieu)|ms|code)(?: so)?[ :.#]{1,3}$")
"""An order's code may look like a number to call. A tax code never comes here."""
_MOBILE = re.compile(r"0[35789]\d{8}")
_MOST_NICKS, _BESIDE = 20, 30


class Found(NamedTuple):
    """What was found where, in the original, so far without knowing whose."""

    kind: str
    value: str
    shown: str
    quote: Quote


class Numbers(NamedTuple):
    """The numbers of an advert, told apart from one another."""

    phones: Sequence[FoundPhone]
    accounts: Sequence[FoundAccount]
    tax_codes: Sequence[FoundTaxCode]


def contact_points(
    row: LinkRow, text: AlignedText, numbers: Numbers, title: tuple[AlignedText, Numbers] | None = None
) -> tuple[ContactPoint, ...]:
    """Return every distinct contact point in reading order, the row's own employer first, those of the title last."""
    points: dict[tuple[str, str], ContactPoint] = {}
    employer = company_value(row.employer_name)
    if employer:
        points["company", employer] = ContactPoint(kind="company", value=employer, shown=row.employer_name.strip())
    found = list(_points(row, text, numbers))
    if title is not None:
        # quotes point into the text, where the title does not stand
        found += [replace(point, quote=None) for point in _points(row, *title) if point.kind != "company"]
    for point in found:
        known = points.get(point.key)
        if known is None or (known.whose != "poster" and point.whose == "poster"):
            points[point.key] = point
    return tuple(points.values())


def _points(row: LinkRow, text: AlignedText, numbers: Numbers) -> Iterator[ContactPoint]:
    for found in _found(text, numbers):
        kind = "address" if found.kind == "building" else found.kind
        owner = "building" if found.kind == "building" else _owner(text, found, row)
        yield ContactPoint(kind=kind, value=found.value, shown=found.shown, quote=found.quote, whose=owner)


def _owner(text: AlignedText, found: Found, row: LinkRow) -> str:
    if found.kind in _NAMES:
        return "poster"
    if found.kind in ("web", "email") and _is_boards_own(found.value, row):
        return "board"
    owner = whose(text, *_aligned(text, found.quote), row.site)
    if owner == "building" and found.kind != "phone":
        return "poster"
    # a firm that warns of impostors names their phones, and its own site
    return "poster" if owner == "other" and found.kind == "web" else owner


def _is_boards_own(value: str, row: LinkRow) -> bool:
    """Tell whether a site or mailbox is that of the board on which the advert stands."""
    host = value.rsplit("@", 1)[-1]
    boards = {row.site.lower().removeprefix("www."), host_value(row.url).split("/", 1)[0]} - {""}
    return any(host == board or host.endswith(f".{board}") for board in boards)


def _found(text: AlignedText, numbers: Numbers) -> Iterator[Found]:
    yield from _of_numbers(text, numbers)
    contacts = read_contacts(text, numbers.phones)
    yield from _of_networks(contacts, {phone.value for phone in numbers.phones})
    yield from _hidden_names(text, {contact.value.lower() for contact in contacts})
    for kind, start, end, value in more_contacts(text):
        shown = host_value(value) if kind == "web" else value
        if shown:
            yield Found(kind, shown, shown, text.quote(start, end))
    for licence in read_licences(text):
        yield Found("licence", licence.number, licence.number, licence.quote)
    for start, end in find_companies(text):
        name = text.quote(start, end)
        value = company_value(name.text) if _LEGAL.search(name.text) else ""
        if value:
            yield Found("company", value, name.text, name)
    for address in find_addresses(text):
        yield _cut(text, "building" if address.of_many else "address", address.value, address.start, address.end)
    for start, end, person in find_persons(text):
        yield _cut(text, "person", person, start, end)


def _of_numbers(text: AlignedText, numbers: Numbers) -> Iterator[Found]:
    for start, end, number in numbers.phones:
        if _CODE.search(text.ascii[max(0, start - 16) : start]) is not None:
            continue
        # a number with an extension is one of many behind a switchboard
        extension = _EXTENSION.search(text.ascii[end : end + 24])
        yield _cut(text, "phone", f"{number}x{extension[1].decode()}" if extension else number, start, end)
    for start, end, number, bank in numbers.accounts:
        yield _cut(text, "bank", number, start, end)._replace(shown=f"{number} {bank}".strip())
        # banks and wallets give the holder's phone number as number of the account
        if _MOBILE.fullmatch(number):
            yield _cut(text, "phone", number, start, end)
    for start, end, number in numbers.tax_codes:
        yield _cut(text, "tax_code", number, start, end)


def _of_networks(contacts: Iterable[Contact], called: Collection[str]) -> Iterator[Found]:
    for contact in contacts:
        if contact.kind == "email":
            yield from _mail(contact.value, contact.quote)
        elif contact.kind == "web":
            host = host_value(contact.value)
            if host:
                yield Found("web", host, contact.value, contact.quote)
        elif contact.value not in called and contact.kind in _NETWORKS and not _GROUP.match(contact.value):
            yield Found(contact.kind, contact.value.lower().lstrip("@+"), contact.value, contact.quote)


def _hidden_names(text: AlignedText, seen: Collection[str]) -> Iterator[Found]:
    """Yield names and sites as written to be overlooked: a bare "haidon_nmk" for Telegram, "mall88 . top"."""
    for start, end, value in _nicks(text):
        if value not in seen:
            written = text.original[start:end]
            yield Found("telegram", value, written, Quote(start=start, end=end, text=written))
    for match in _SPACED.finditer(text.ascii) if b" ." in text.ascii else ():
        host = host_value(match[0].replace(b" ", b"").decode())
        if host:
            yield Found("web", host, host, text.quote(*match.span()))


def _mail(address: str, quote: Quote) -> Iterator[Found]:
    host = address.rsplit("@", 1)[-1]
    yield Found("email", address, address, quote)
    # the domain is the firm's own: its mail says what its site says
    if host not in shared_list().free_mail and host_value(host):
        yield Found("web", host_value(host), host, quote)


def host_value(address: str) -> str:
    """Return what an address says of its owner: host, page of a free host, or path; empty where it says nothing."""
    listed = shared_list()
    whole = address.lower().split("://", 1)[-1].removeprefix("www.")
    host, _, path = whole.partition("/")
    host = host.split(":", 1)[0].strip(".")
    path = path.split("?", 1)[0].strip("/")
    if _is_of(host, listed.nobodys_hosts) or host.endswith(".gov.vn") or host in listed.free_hosts:
        return ""
    if host in listed.hosts_of_paths:
        return f"{host}/{path}" if path else ""
    return host


def _is_of(host: str, hosts: Iterable[str]) -> bool:
    return any(host == one or host.endswith(f".{one}") for one in hosts)


def _nicks(text: AlignedText) -> Iterator[tuple[int, int, str]]:
    """Yield names with an underscore right beside a word for Telegram: "haidonnhat_nmk (tìm trên tê lê)"."""
    if "_" not in text.original:
        return
    for match in islice(_NICK.finditer(text.original), _MOST_NICKS):
        start, end = (int(text.starts.searchsorted(place)) for place in match.span(1))
        if _NICK_SAID.search(text.ascii[max(0, start - _BESIDE) : end + _BESIDE]) is not None:
            yield match.start(1), match.end(1), match[1].lower()


def _cut(text: AlignedText, kind: str, value: str, start: int, end: int) -> Found:
    quote = text.quote(start, end)
    return Found(kind, value, value if kind in ("phone", "bank") else quote.text, quote)


def _aligned(text: AlignedText, quote: Quote) -> tuple[int, int]:
    """Return where a quote of the original stands in the aligned text."""
    start = int(text.starts.searchsorted(quote.start))
    return start, max(start, int(text.starts.searchsorted(quote.end)))
