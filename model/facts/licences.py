"""Licences for sending workers abroad, in their printed forms, brought to one spelling: `2098/LĐTBXH-GP`."""

import re2

from model.records import Licence
from model.text import AlignedText

_LICENCE = re2.compile(
    rb"\b(\d{1,5}(?:-\d)?)(?:/(?:19|20)\d\d)? ?/ ?(?:(gp)[ \-/]*)?(bldtbxh|ldtbxh|ld[ \-.]?tb[ \-.&]{0,3}xh|ldtb ?xh|bnv|bo noi vu)(?:[ \-/]*(gp))?\b"
)


def read_licences(text: AlignedText) -> tuple[Licence, ...]:
    """Return every distinct licence number in reading order."""
    licences: dict[str, Licence] = {}
    for match in _LICENCE.finditer(text.ascii):
        ministry = "BNV" if match[3] in (b"bnv", b"bo noi vu") else "LĐTBXH"
        number = match[1].decode().lstrip("0") or "0"
        # The ministry of home affairs prints both orders; the one on the page is kept.
        canonical = f"{number}/GP-{ministry}" if match[2] else f"{number}/{ministry}-GP"
        licences.setdefault(canonical, Licence(number=canonical, quote=text.quote(*match.span())))
    return tuple(licences.values())
