"""Licence numbers, tax codes, phones and sites of a list and of an advert, brought to what can be compared."""

import re

from stdnum.vn import mst

from model.facts.licences import read_licences
from model.text import align

_DIGITS = re.compile(r"\d{2,5}")
_SITE = re.compile(r"(?:https?://)?(?:www\.)?([a-z0-9][a-z0-9-]{0,62}(?:\.[a-z0-9-]{1,63})+)", re.IGNORECASE)
_PHONE = re.compile(r"\+?\d[\d .()\-]{6,16}\d")
_SHORTEST, _LONGEST_TAX_CODE, _LONGEST_NUMBER = 10, 13, 60
_NETWORKS = ("facebook.com", "fb.com", "zalo.me", "t.me", "tiktok.com", "youtube.com", "google.com", "gmail.com",
             "forms.gle", "goo.gl", "bit.ly", "linkedin.com")  # fmt: skip


def canonical_licence(printed: str) -> str:
    """Return a licence number in its canonical spelling, bare digits as they are, anything else as printed."""
    found = read_licences(align(printed))
    if found:
        return found[0].number
    bare = printed.strip().removeprefix("Số").removeprefix("số").strip(" :.")
    return (bare.lstrip("0") or "0") if bare.isdecimal() else printed[:_LONGEST_NUMBER]


def licence_key(number: str) -> tuple[str, str]:
    """Return digits and ministry; the ministry of home affairs prints two orders of the same number."""
    digits = _DIGITS.search(number)
    ministry = "BNV" if "BNV" in number else "LĐTBXH" if "XH" in number else ""
    return (digits[0].lstrip("0") if digits else number), ministry


def same_licence(first: str, second: str) -> bool:
    """Tell whether two numbers can be one; a number without its ministry can be of either."""
    (digits, ministry), (others, other) = licence_key(first), licence_key(second)
    return digits == others and (ministry == other or not ministry or not other)


def canonical_tax_code(printed: str) -> str:
    """Return a tax code as the facts spell it, or nothing where the check digit is wrong."""
    digits = re.sub(r"\D", "", printed)
    digits = digits.zfill(_SHORTEST) if len(digits) == _SHORTEST - 1 else digits
    if not mst.is_valid(digits):
        return ""
    return f"{digits[:_SHORTEST]}-{digits[_SHORTEST:]}" if len(digits) == _LONGEST_TAX_CODE else digits


def phones_of(printed: str) -> frozenset[str]:
    """Return every phone number in a printed cell, in national digits."""
    digits = (re.sub(r"\D", "", found) for found in _PHONE.findall(printed))
    return frozenset("0" + one[2:] if one.startswith("84") else one for one in digits)


def site_of(printed: str) -> str:
    """Return the host of an address without www, or nothing; pages of networks are nobody's site."""
    found = None if "@" in printed else _SITE.search(printed)
    host = found[1].lower() if found else ""
    return "" if any(host == network or host.endswith(f".{network}") for network in _NETWORKS) else host
