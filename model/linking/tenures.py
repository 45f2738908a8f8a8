"""Numbers that were given to somebody else: after more than a year of silence, another trade or another firm."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta

from model.linking.company_names import words_of
from model.linking.records import LinkReading
from model.linking.trades import ABROAD
from model.linking.uses import Key, reaching

SILENCE = timedelta(days=365)
"""Operators give a number to somebody else after months of silence; below a year it is taken for one holder's."""
_ALIKE = 0.34
"""Share of trades in common from which two times are one holder's; trades are read coarsely, and some by mistake."""
MOBILE = re.compile(r"0[35789]\d{8}")
"""Landlines and toll-free numbers stay with their firm."""


def tenures(readings: Sequence[LinkReading], campaigns: Mapping[str, str]) -> dict[tuple[str, Key], int]:
    """Return (advert, number) → which holder of the number it is, counted from 0; only for numbers that changed hands.

    Adverts without a time belong to the first holder.
    """
    beside: dict[Key, list[LinkReading]] = defaultdict(list)
    for reading in readings:
        if reading.posted_at is not None:
            for point in reaching(reading):
                if point.kind == "phone" and MOBILE.fullmatch(point.value):
                    beside[point.key].append(reading)
    found: dict[tuple[str, Key], int] = {}
    for key, adverts in beside.items():
        if len(adverts) > 1:
            found |= _holders(key, adverts, campaigns)
    return found


def _holders(key: Key, adverts: list[LinkReading], campaigns: Mapping[str, str]) -> dict[tuple[str, Key], int]:
    ordered = sorted(adverts, key=lambda one: (str(one.posted_at), one.id))
    holder, begins = 0, [0]
    for place in range(1, len(ordered)):
        before, after = ordered[place - 1].posted_at, ordered[place].posted_at
        if before and after and after - before > SILENCE:
            begins.append(place)
    numbers: dict[tuple[str, Key], int] = {}
    for start, end in zip(begins, [*begins[1:], len(ordered)], strict=True):
        if start and _is_another(key, ordered[:start], ordered[start:end], campaigns):
            holder += 1
        numbers |= {(one.id, key): holder for one in ordered[start:end]}
    return numbers if holder else {}


def _is_another(
    key: Key, before: Sequence[LinkReading], after: Sequence[LinkReading], campaigns: Mapping[str, str]
) -> bool:
    """Tell whether those after the silence are somebody else: no other sign in common, and another trade or firm."""
    if {campaigns.get(one.id) for one in before} & {campaigns.get(one.id) for one in after} - {None}:
        return False
    if (_signs(before) & _signs(after)) - {key}:
        return False
    firms_before, firms_after = _firms(before), _firms(after)
    if firms_before & firms_after:
        return False
    if {_abroad(before), _abroad(after)} == {"none", "most"}:
        return True
    trades_before = {trade for one in before for trade in one.trade}
    trades_after = {trade for one in after for trade in one.trade}
    if trades_before and trades_after:
        return len(trades_before & trades_after) < _ALIKE * len(trades_before | trades_after)
    return bool(firms_before and firms_after)


def _abroad(adverts: Sequence[LinkReading]) -> str:
    count = sum(ABROAD in one.trade for one in adverts)
    return "none" if not count else "most" if 2 * count >= len(adverts) else "some"


def _signs(adverts: Sequence[LinkReading]) -> set[Key]:
    kinds = ("person", "address", "licence")
    own = {point.key for one in adverts for point in reaching(one)}
    return own | {point.key for one in adverts for point in one.contacts if point.kind in kinds}


def _firms(adverts: Sequence[LinkReading]) -> set[tuple[str, ...]]:
    return {words_of(point.value) for one in adverts for point in one.contacts if point.kind == "company"}
