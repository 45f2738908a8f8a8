"""The country that kinds of visa, programmes and money point to where none is named: "E9", "LMIA", "25 man"."""

from itertools import islice

import re2

from model.fact_records import Destination
from model.text import AlignedText

_MOST, _FRAGMENT = 100, 60
# What an advert tells of its country without naming it: kinds of visa, programmes, and money that is paid nowhere else.
_VISA = rb"(?:visa|dien|subclass|dang)[: ]{1,2}(?:[a-z]{1,8} ){0,2}\(?"
_IMPLIED = {
    "KR": rb"(?:" + _VISA + rb"|\b(?:don|suat|di|bay|thi|ho so|hs|han) |^ ?|\n ?)e-?(?:[789]|10)(?:-[1-4])?\b"
    rb"|\be-?(?:[789]|10)(?:-[1-4])?\b:? (?:thoi vu|thuyen vien|dong tau|nong|ngu nghiep|suat|tho |e-?\d)"
    rb"|\d ?(?:won|krw)\b",
    "JP": rb"\b(?:tokutei|ssw|tokuteigino|dac dinh|kaigo)\b|\d ?(?:man|yen|jpy)\b",
    "AU": _VISA + rb"(?:400|403|408|462|417|482|186|494|407)\b|\b(?:482|462|403|408)/\d{3}\b|\d ?aud\b|\bdo uc\b",
    "US": rb"\bh-?2[ab]\b|\beb-?3\b",
    "CA": rb"\blmia\b|\d ?cad\b",
    "DE": rb"\bausbildung\b|\bdu hoc nghe kep\b",
    "TW": rb"\b(?:dai te|te dai|nt\$|twd|ntd)\b|\d ?nt\b|\d nt\$",
    "SG": rb"\d ?sgd\b|\bs ?pass\b|\bdo sing\b",
    "MY": rb"\b(?:ringgit|myr)\b|\d ?rm\b",
    "TH": rb"\bbaht\b",
    "MO": rb"\d ?mop\b",
    "HK": rb"\d ?hkd\b",
    "NZ": rb"\d ?nzd\b|\baewv\b",
    "AE": rb"\b(?:aed|dirham)\b",
    "PL": rb"\b(?:pln|zloty)\b",
    "KH": rb"\b(?:qua|sang|ben) k lam\b|\bmoc bai (?:sang|qua)\b|\bben kia (?:cua khau )?moc bai\b",
}
_COUNTRIES = tuple(_IMPLIED)
_ANY = re2.compile(b"|".join(b"(" + pattern + b")" for pattern in _IMPLIED.values()))
# … unless it is the trade of an office here.
_OFFICE = re2.compile(
    rb"(?:nhan vien|chuyen vien|nv|ctv)(?: [a-z]+){0,3} (?:ho so|visa|tu van|tuyen dung|doi ngoai|kinh doanh|sale)|"
    rb"phien dich|giao vien|giang day|khach hang|thong dich"
)


def implied_destination(text: AlignedText) -> tuple[Destination, ...]:
    """Return the one country that kinds of visa and money point to, where none is named."""
    if len(text.ascii) < _FRAGMENT:
        return ()  # one line out of an advert: the country stands elsewhere
    matches = list(islice(_ANY.finditer(text.ascii), _MOST))
    countries = {_COUNTRIES[match.lastindex - 1] for match in matches}
    if len(countries) != 1 or _OFFICE.search(text.ascii):
        return ()
    start, end = matches[0].span()
    start += len(matches[0][0]) - len(matches[0][0].lstrip())
    return (Destination(country=countries.pop(), quote=text.quote(start, end)),)
