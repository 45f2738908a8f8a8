"""Letters by which the ministry's department approved or registered a supply contract: `1482/QLLĐNN-NBĐNA`."""

import re

import re2

from model.fact_records import Approval
from model.text import AlignedText

_LETTER = re2.compile(
    rb"\b(\d{1,5}(?: ?/ ?20\d\d)?) ?/ ?(c?[ .]?q[ .]?l[ .]?l[ .]?d[ .]?n[ .]?n|dolab)((?: ?[\-/] ?[a-z]{2,12}\b)?)"
)
_SPACES = re.compile(r"[\s.]+")
# Markets' departments as they are printed; a letter typed without accents gets them back.
_DEPARTMENTS = {
    "NBDNA": "NBĐNA",
    "TTLD": "TTLĐ",
    "TTAMP": "TTÂMP",
    "AMP": "ÂMP",
    "TCAMP": "TCÂMP",
    "DLBAPHI": "ĐLBAPhi",
}


def read_approvals(text: AlignedText) -> tuple[Approval, ...]:
    """Return every distinct letter; as printed, or restored where it was typed in small letters."""
    approvals: dict[str, Approval] = {}
    if not any(letters in text.ascii for letters in (b"nn", b"n n", b"n.n", b"dolab")):
        return ()
    for match in _LETTER.finditer(text.ascii):
        printed = _SPACES.sub("", text.text[match.start() : match.end()])
        number = _restored(printed) if printed == printed.lower() else printed
        approvals.setdefault(number, Approval(number=number, quote=text.quote(*match.span())))
    return tuple(approvals.values())


def _restored(printed: str) -> str:
    head, _, department = printed.upper().partition("-")
    head = head.replace("QLLDNN", "QLLĐNN")
    return f"{head}-{_DEPARTMENTS.get(department, department)}" if department else head
