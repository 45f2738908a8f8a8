"""Phone numbers: mobile, landline, 1800/1900, +84 and foreign, with any signs between the digits, or in words.

A run of digits is taken group by group as it was written, so that accounts and codes are not cut into phones; whether
such a number can exist is asked of `phonenumbers`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

import phonenumbers
import re2

from model.fact_records import Phone
from model.facts.number_cues import Cue, cue_before
from model.facts.phones_shared import is_account_a_phone, shared_endings
from model.facts.spoken_digits import spoken_runs
from model.text import AlignedText

MOST_RUNS, MOST_GROUPS, MOST_FAILURES = 500, 300, 15
"""Runs of digits that are looked at, groups in each, and starts that may fail; more is a table, not an advert."""
_SIGNS = rb"[ .,()/\-_:*?\x05|>~='\"\[\]{}^;!+&\\#]{0,4}"
_RUN = re2.compile(rb"(?:\(?\+ ?)?\d(?:" + _SIGNS + rb"\d){7,}")
_OVER_LINES = re2.compile(rb"\b0\d{0,3}(?:[ .\-]{0,2}\d{1,4}){0,6} ?\n ?\d{1,4}(?:[ .\-\n]{1,2}\d{1,4}){0,8}\b")
_GROUP = re.compile(rb"\d+")
_DATE = re.compile(rb"(?<!\d)\d{1,2}[./\-]\d{1,2}[./\-](?:19|20)\d\d(?!\d)")
_MONEY = re.compile(rb" ?(?:d|dong|vnd|usd|won|yen|k|tr|trieu|\$|%|m2|kg)\b")
_PARCEL = re.compile(rb"(?<![a-z])(?:[bcdfghjklmnpqrstvwxz]{2,5}|[a-z]{1,4}\d{1,4}-)$")
_TOLL = (b"1800", b"1900")
# Countries whose numbers are given without a plus, to be called by an application.
_ABROAD = (
    "855", "856", "886", "971", "965", "966", "974", "852", "853", "63", "60", "66", "65", "81", "82", "86", "95",
)  # fmt: skip
# How mobile numbers of Japan and Korea are written at home; no Vietnamese one has this length.
_AT_HOME = ((re.compile(r"0[789]0\d{8}"), "+81"), (re.compile(r"010\d{8}"), "+82"))
_LANDLINE, _MOBILE, _BARE, _LONGEST = 11, 10, 9, 15
_ZEROS = "000000"
_LOOSE_GAP, _CLOSE, _BESIDE, _SHORT_TOLL = 2, 12, 18, 8


class FoundPhone(NamedTuple):
    """A number with its place in the aligned text."""

    start: int
    end: int
    value: str


class _Run(NamedTuple):
    """Groups of digits that stand together, each with its place in the text."""

    places: Sequence[tuple[int, int]]
    digits: Sequence[bytes]
    plus: bool
    gaps: Sequence[bytes]
    glued: bool
    """A letter stands right before the first digit."""


def find_phones(text: AlignedText, taken: Iterable[tuple[int, int]] = ()) -> list[FoundPhone]:
    """Return every number in reading order; what lies in `taken` is known to be an account or a tax code."""
    spans = list(taken)
    found = []
    for run in islice(_runs(text), MOST_RUNS):
        found += [phone for phone in _in_run(text, run) if not any(a < phone.end and phone.start < b for a, b in spans)]
    found += [FoundPhone(*one) for one in shared_endings(text, found)]
    if spans and is_account_a_phone(text):
        found += [FoundPhone(a, b, value) for a, b in spans if (value := _mobile_in(text.ascii[a:b]))]
    return sorted(set(found))


def _mobile_in(account: bytes) -> str | None:
    """Return the phone whose digits an account number has: "stk trùng sđt"."""
    return national(b"".join(_GROUP.findall(account)), plus=False, called=False, bare=False)


def read_phones(text: AlignedText, found: Iterable[FoundPhone]) -> tuple[Phone, ...]:
    """Return every distinct number once, with its first quote."""
    phones: dict[str, Phone] = {}
    for start, end, value in found:
        if value not in phones:
            phones[value] = Phone(value=value, quote=text.quote(start, end))
    return tuple(phones.values())


def _runs(text: AlignedText) -> Iterator[_Run]:
    for pattern in (_RUN, _OVER_LINES):
        for match in pattern.finditer(text.ascii):
            start, end = match.span()
            if text.ascii[max(0, start - 1) : start].isdigit() or text.ascii[end : end + 1].isdigit():
                continue
            yield _grouped(match[0], start, glued=text.ascii[max(0, start - 1) : start].isalpha())
    for start, end, digits in spoken_runs(text):
        yield _Run(places=[(start, end)], digits=[digits], plus=False, gaps=[b""], glued=False)


def _grouped(raw: bytes, offset: int, *, glued: bool) -> _Run:
    dates = [match.span() for match in _DATE.finditer(raw)] if b"20" in raw or b"19" in raw else []
    groups = [g for g in islice(_GROUP.finditer(raw), MOST_GROUPS) if not any(a <= g.start() < b for a, b in dates)]
    ends = [0, *(group.end() for group in groups)]
    return _Run(
        places=[(offset + group.start(), offset + group.end()) for group in groups],
        digits=[group[0] for group in groups],
        plus=raw[:2].lstrip(b"(").startswith(b"+"),
        gaps=[raw[last : group.start()] for last, group in zip(ends, groups, strict=False)],
        glued=glued,
    )


def _in_run(text: AlignedText, run: _Run) -> Iterator[FoundPhone]:
    index, failures = 0, 0
    while index < len(run.digits) and failures < MOST_FAILURES:
        if not _may_start(run, index):
            index += 1
            continue
        start = run.places[index][0]
        cue = cue_before(text, start)
        count, value = _joined(run, index, cue)
        if value is None or _is_something_else(text, run, index, count, cue):
            index, failures = index + 1, failures + 1
            continue
        yield FoundPhone(start - (1 if index == 0 and run.plus else 0), run.places[index + count - 1][1], value)
        index += count


def _may_start(run: _Run, index: int) -> bool:
    """Tell whether a number may start here: anywhere at first, later only where a sign or a leading zero says so."""
    if index == 0:
        return True
    gap, group = run.gaps[index], run.digits[index]
    return group[:1] == b"0" or group[:4] in _TOLL or b"+" in gap or len(gap) >= _LOOSE_GAP


def _joined(run: _Run, index: int, cue: Cue) -> tuple[int, str | None]:
    """Join groups until they make a number: how many, and the national form."""
    plus = (index == 0 and run.plus) or b"+" in run.gaps[index]
    bare = _is_bare_called(cue, run, index)
    called = cue.kind in ("call", "number") or _is_written_so(run, index)
    joined = b""
    foreign: tuple[int, str | None] = (0, None)
    for count, group in enumerate(run.digits[index:], start=1):
        gap = run.gaps[index + count - 1] if count > 1 else b""
        if b"+" in gap or (joined[:4] in _TOLL and b"(" in gap):
            break
        joined += group
        if len(joined) > _LONGEST:
            break
        value = national(joined, plus=plus, called=called, bare=bare)
        if value is not None and not value.startswith("+"):
            longer = _longer_toll(run, index + count, joined, gap)
            return (count + 1, longer) if called and longer else (count, value)
        if value is not None:
            foreign = (count, value)
    return foreign


def _longer_toll(run: _Run, following: int, joined: bytes, gap: bytes) -> str | None:
    """Return 1900 8866 41, where 1900 8866 would be a number as well."""
    if joined[:4] not in _TOLL or len(joined) != _SHORT_TOLL or following >= len(run.digits):
        return None
    longer = joined + run.digits[following]
    return longer.decode() if len(longer) == _MOBILE and run.gaps[following] == gap else None


def _is_bare_called(cue: Cue, run: _Run, index: int) -> bool:
    """Tell whether nine digits may be a number without its zero: only right after a word of calling."""
    if cue.kind != "call" or cue.distance > _CLOSE or run.digits[index][:1] in b"012" or run.digits[index] == b"84":
        return False
    # one number alone, its groups all joined alike: "350.000-900.000" is money
    return len({*run.gaps[index + 1 :]}) <= 1 and not (run.glued and cue.distance)


def _is_written_so(run: _Run, index: int) -> bool:
    """Tell whether the groups stand as people write phones: 0912 345 678, 1900 6363; not as the years 1900-1975."""
    lead, gaps = run.digits[index], run.gaps[index + 1 : index + 3]
    if lead in _TOLL:
        return gaps[:1] in ([b" "], [b"."])
    return len(lead) in (3, 4) and lead[:1] == b"0" and len(gaps) > 1 and gaps[0] == gaps[1] and len(gaps[0]) == 1


@lru_cache(maxsize=50_000)
def national(digits: bytes, *, plus: bool, called: bool, bare: bool) -> str | None:
    """Return the national form of a number that can exist (with its country code if foreign), else None."""
    number = digits.decode()
    if number.startswith("00") and len(number) > _LANDLINE and (called or number[2:].startswith(_ABROAD)):
        number, plus = number[2:], True
    if bare and number.startswith(_ABROAD) and len(number) > _MOBILE:
        plus = True
    if plus and not number.startswith(("84", "0")):
        return f"+{number}" if _can_exist(f"+{number}") else None
    if at_home := next((code for shape, code in _AT_HOME if shape.fullmatch(number)), None):
        return at_home + number[1:]
    if number[:4] in ("1800", "1900"):
        return number if called and len(number) in (8, 10) and not number[4:].startswith("00000") else None
    number = _with_zero(number, bare=bare)
    length = _LANDLINE if number.startswith("02") else _MOBILE
    return number if number.startswith("0") and len(number) == length and _exists(number, called) else None


def _with_zero(number: str, *, bare: bool) -> str:
    if number.startswith("84") and len(number) >= _LANDLINE:
        return "0" + number[2:].removeprefix("0")
    return "0" + number if len(number) == _BARE and bare and not number.startswith("0") else number


def _exists(number: str, called: bool) -> bool:  # noqa: FBT001 - of the cache's key
    if _ZEROS in number:
        return False  # cells of a table: "02 | 8.000.000 | 12"
    # the shape of a mobile is enough, and of a landline that people are told to call: prefixes are handed out faster
    # than tables are updated
    if number[1] in ("235789" if called else "35789") and number[2] != "0":
        return True
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(number, "VN"))
    except phonenumbers.NumberParseException:
        return False


def _can_exist(number: str) -> bool:
    # numbers that nobody has been given yet are still what a victim is told to call
    try:
        return len(number) > _BARE and phonenumbers.is_possible_number(phonenumbers.parse(number, None))
    except phonenumbers.NumberParseException:
        return False


def _is_something_else(text: AlignedText, run: _Run, index: int, count: int, cue: Cue) -> bool:
    start, end = run.places[index][0], run.places[index + count - 1][1]
    if cue.kind == "other" or (cue.kind == "account" and cue.distance <= _BESIDE):
        return True
    if run.digits[index].startswith((b"0", b"84")):
        # SPX0390041725 is a parcel; AnhHung0912345678 is a man and his phone
        return cue.kind != "call" and _PARCEL.search(text.ascii[max(0, start - 9) : start]) is not None
    return _MONEY.match(text.ascii[end : end + 10]) is not None
