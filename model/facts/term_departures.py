"""How long until departure: "bay sau 45 ngày", "xuất cảnh trong 3 tháng", "đi trong ngày"."""

from collections.abc import Iterator
from itertools import islice

import re2

from model.facts.term_times import DAYS_IN, NUMBER, FoundTerm, found_term, number
from model.text import AlignedText

_MOST = 60
_DEPARTURE = re2.compile(
    rb"\b(?:bay|xuat canh|khoi hanh|xc|xp|len duong|nhap canh|di)(?: (?:duoc|lien|ngay|luon|nhanh|"
    rb"du kien))*(?: (?:sau|trong|trong vong|khoang|chi|tu|tu luc|khi|trung don|"
    rb"do don|do|dau don|dau|co|ke tu|khong qua|toi da))*[: ]{1,2}"
    + NUMBER
    + rb"(?:[,.](5))?(?: ?(?:-|den|toi|~) ?(\d{1,3}))? ?(ngay|tuan|thang|bua|hom)\b|"
    rb"\b(?:thoi gian(?: cho| lam ho so| xu ly| lam visa| xet)?(?: \w+){0,4}?|tong thoi gian cho(?: khong qua)?|"
    rb"cho|ra visa|lo trinh|du kien(?: bay)?|nhap canh)[: ]{1,3}(?:khoang |trong |sau |"
    rb"tu )*(\d{1,3})(?:[,.](5))?(?: ?(?:-|den|toi|~) ?(\d{1,3}))? ?(ngay|tuan|thang)\b|"
    rb"\b(\d{1,3})(?:[,.](5))?(?: ?(?:-|den|toi|~) ?(\d{1,3}))? ?(ngay|tuan|thang|bua|hom) (?:sau khi do|"
    rb"sau khi trung|co visa la bay|la bay|la di|bay lien|bay\b)|"
    rb", (\d{1,3})()(?: ?- ?(\d{1,3})) ?(ngay|tuan|thang) \((?:dai|nhat|han)"
)
_NOT_DEPARTURE = re2.compile(rb"(?:truoc|hoac|moi) $")
_EACH = re2.compile(rb" (?:1|mot) lan\b| ?/ ?(?:lan|chuyen)| (?:chap|gieng)\b")
_SAME_DAY = re2.compile(rb"(?:di|qua|bay)(?: luon| lien)? trong ngay|di ngay trong ngay|di ngay hom nay")


def read_departures(text: AlignedText) -> Iterator[FoundTerm]:
    """Yield every time until departure, in days; of a range its end."""
    for match in islice(_DEPARTURE.finditer(text.ascii), _MOST):
        groups = match.groups()
        first = next(index for index in range(0, len(groups), 4) if groups[index] is not None)
        low, half, high, unit = groups[first : first + 4]
        if _NOT_DEPARTURE.search(text.ascii[max(0, match.start() - 8) : match.start()]) or _EACH.match(
            text.ascii, match.end()
        ):
            continue
        days = (number(high or low) + (0.5 if half and not high else 0)) * DAYS_IN[unit]
        yield found_term(match.span(), "departure_days", int(days))
    same = _SAME_DAY.search(text.ascii) if b"trong ngay" in text.ascii or b"di ngay hom" in text.ascii else None
    if same:
        yield found_term(same.span(), "departure_days", 1)
