"""Tax codes of firms, where the text says that a number is one and its check digit agrees."""

from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

import re2
from stdnum.vn import mst

from model.fact_records import TaxCode
from model.text import AlignedText

_CODE = re2.compile(
    rb"(?:\bm ?\.? ?s ?\.? ?t\b|ma ?so ?(?:thue|dn|doanh ?nghiep|kinh doanh|cong ty|chi nhanh)|\bma thue|\bmsdn\b|"
    rb"\bma (?:dn|doanh nghiep)\b|"
    rb"\bg?p?dkkd\b|\bgpkd\b|\bdkdn\b|\bgcn|giay (?:phep|chung nhan) (?:dang ky )?(?:kinh doanh|doanh nghiep)|"
    rb"\btax (?:code|id)\b|dang ky kinh doanh|\bthue)[^\n\d]{0,40}(\d(?:[ .\-]{0,3}\d){9,12})(?:\b|[a-z])"
)
_MOST = 100
_BRANCH = 10


class FoundTaxCode(NamedTuple):
    """A tax code with its place in the aligned text."""

    start: int
    end: int
    value: str


def find_tax_codes(text: AlignedText) -> list[FoundTaxCode]:
    """Return the tax codes in reading order; a number whose check digit is wrong is none."""
    found = []
    for match in islice(_CODE.finditer(text.ascii), _MOST):
        digits = "".join(chr(byte) for byte in match[1] if chr(byte).isdigit())
        if mst.is_valid(digits):
            value = f"{digits[:_BRANCH]}-{digits[_BRANCH:]}" if len(digits) > _BRANCH else digits
            found.append(FoundTaxCode(match.start(1), match.end(1), value))
    return found


def read_tax_codes(text: AlignedText, found: Iterable[FoundTaxCode]) -> tuple[TaxCode, ...]:
    """Return every distinct tax code once."""
    codes: dict[str, TaxCode] = {}
    for start, end, value in found:
        codes.setdefault(value, TaxCode(value=value, quote=text.quote(start, end)))
    return tuple(codes.values())
