"""Whom the advert looks for: how many, and men or women."""

import re
from collections.abc import Iterator
from itertools import islice

import re2

from model.facts.spelling import as_meant
from model.facts.term_counts import MEANINGS, is_years, read_counts
from model.facts.term_times import FoundTerm, found_term
from model.text import AlignedText

_MOST = 80
_ANY = re2.compile(
    rb"\b\d+ (?:nam|nu) ?(?:\+|,|va|-) ?\d+ (?:nam|nu)\b|\bboy ?[,/&]? ?g[ij]?r?[ij]?rl\b|"
    rb"\bnu cang tot, nam|\bnu cao[^\n.;]{0,10}, nam|\bnam [a-z]+,? nu [a-z]+,|\b(?:nam ?[,/&+\-]? ?nu|"
    rb"nu ?[,/&+\-]? ?nam|nam (?:va|hoac|hay|lan|cung nhu) nu|nu (?:va|hoac|hay|"
    rb"lan) nam|trai gai|be trai be gai|khong phan biet (?:gioi|nam)|"
    rb"nam (?:\d+|\d+ ?- ?\d+|\d+tr\d?),? ?nu|nu (?:\d+|\d+ ?- ?\d+|\d+tr\d?),? ?nam)\b"
)
_MALE = re2.compile(
    rb"(?:\b\d+|mot|hai) ?nam\b|\bcon trai\b|\btho nam\b|\bng nam\b|\bnam,? (?:\d|tuoi|tu|tren|duoi|den|co|khoe|"
    rb"phu|mo|thanh nien|da|biet|cao|lai|"
    rb"suc)|(?:^|[\n:;(\-/,.] ?)nam[,. )]|\b(?:bao ve|tai xe|lai xe|phu|lo|cong nhan|"
    rb"boc xep|ld|lao dong|tuyen|can|nhan vien|tho|ban|yeu cau|gioi tinh|tts|uu tien|can gap|ung vien):? nam\b|"
    rb"\b(?:mot|\d) anh [a-z]|\bdan ong\b"
)
_FEMALE = re2.compile(
    rb"\bnu\b|\bco giup viec\b|\b(?:\d+|mot|hai|may|cac) (?:chi|co) [a-z]|\b\d+ o [a-z]|\b(?:\d+|can|tuyen|tim|"
    rb"kiem|them|lay|"
    rb"thieu) chi em\b|\bchi em nao|\b(?:be|em) gai\b|\bgai\b"
)
_PHONE_BEFORE = re2.compile(rb"\d[ .\-]?$")
_OTHERS_TOO = re2.compile(rb"^(?:\w+ (?:co chu|co bac|anh em|anh chi|chi anh|anh \d)|(?:may|cac) chi em|anh the)\b")
_NAME = re.compile(r"[^\w\n]{0,2}Nam [A-ZĐ][^\W\d_]*[a-zà-ỹ]")
_NOT_FEMALE = re2.compile(rb"(?:phu|hoi|bong|doi|my|ben|thoi trang|quan ao|giay|do|ca|anh|benh) $")
_NOT_MALE = re2.compile(rb"(?:viet|mien|phia|dong|tay|hai|quang|ha|dai|phuong|chau|vung) nam")


def read_people(text: AlignedText) -> Iterator[FoundTerm]:
    """Yield how many are sought, post by post, and of which sex."""
    yield from read_counts(text)
    taken: list[tuple[int, int]] = []
    for match in islice(_ANY.finditer(text.ascii), _MOST):
        if as_meant(text.text, match.start(), match.end(), MEANINGS):
            taken.append(match.span())
            yield found_term(match.span(), "sex", "any")
    for sex, pattern, excluded in (("male", _MALE, _NOT_MALE), ("female", _FEMALE, _NOT_FEMALE)):
        for match in islice(pattern.finditer(text.ascii), _MOST):
            start, end = match.span()
            if any(first < end and start < last for first, last in taken) or not _is_of_people(text, match):
                continue
            around = text.ascii[max(0, start - 14) : start if sex == "female" else end]
            if not excluded.search(around):
                yield FoundTerm(start, end, "sex", sex)


def _is_of_people(text: AlignedText, match: re.Match[bytes]) -> bool:
    """Tell whether men or women are meant, and not years, a place, elders and children, or the end of a phone."""
    start, end = match.span()
    if not as_meant(text.text, start, end, MEANINGS) or is_years(text, match) or _NAME.match(text.text, start):
        return False
    if text.ascii[start : start + 1].isdigit() and _PHONE_BEFORE.search(text.ascii[max(0, start - 2) : start]):
        return False
    return _OTHERS_TOO.search(text.ascii[start : start + 18]) is None
