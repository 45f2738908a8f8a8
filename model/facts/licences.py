"""Licences for sending workers abroad, in their printed forms, brought to one spelling: `2098/LĐTBXH-GP`."""

from itertools import islice

import re2

from model.fact_records import Licence
from model.text import AlignedText

_MOST = 500
_SLASH = rb" ?[/\\|] ?"
_LABOUR = rb"b? ?l[ .]?d ?[\-.&]? ?t[ .]?b ?[\-.&]{0,3} ?(?:va )?x[ .]?h"
_HOME = rb"b ?n ?v|bo noi vu"
_GP = rb"g ?p"
_LICENCE = re2.compile(
    rb"(?:\b|[a-z])(\d(?: ?\d){0,4}(?:-\d)?)(?:/(?:19|20)\d\d)?(?:"
    + _SLASH
    + rb"|\b ?- ?)(?:(" + _GP + rb")[ \-/.]*)?(?:(" + _LABOUR + rb")|(" + _HOME + rb"))(?:[ \-/.]*(" + _GP + rb"))?\b"
)  # fmt: skip
# "LĐTBXH-GP số 1466"
_REVERSED = re2.compile(rb"(?:^|[^/\d] ?)\bldtbxh ?[\-/] ?gp(?: so)?[: ]{1,2}(\d{1,4})\b")
# "1234/LĐTBXH-QLLĐNN" is a letter of the ministry
_LETTER = re2.compile(rb"^ ?[\-/] ?[a-z]")


def read_licences(text: AlignedText) -> tuple[Licence, ...]:
    """Return every distinct licence number in reading order."""
    licences: dict[str, Licence] = {}
    for match in islice(_LICENCE.finditer(text.ascii), _MOST):
        number, first, _, home, last = match.groups()
        if home and not (first or last):
            continue
        if not (first or last) and _LETTER.search(text.ascii[match.end() : match.end() + 4]):
            continue
        ministry = "BNV" if home else "LĐTBXH"
        digits = number.decode().replace(" ", "").lstrip("0") or "0"
        # The ministry of home affairs prints both orders; the one on the page is kept.
        canonical = f"{digits}/GP-{ministry}" if first and home else f"{digits}/{ministry}-GP"
        licences.setdefault(canonical, Licence(number=canonical, quote=text.quote(*match.span())))
    for match in islice(_REVERSED.finditer(text.ascii), _MOST):
        canonical = f"{match[1].decode().lstrip('0') or '0'}/LĐTBXH-GP"
        licences.setdefault(canonical, Licence(number=canonical, quote=text.quote(*match.span())))
    return tuple(licences.values())
