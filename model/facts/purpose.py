"""What one sum is for."""

from dataclasses import dataclass

from model.facts.surroundings import Setting


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """What a sum is for; `start` and `end` bound the words that say so."""

    family: str
    """wage | fee | offer | none"""
    kind: str
    start: int
    end: int
    carried: bool = False
    """No words of its own: goes on with what the sum before it was for."""
    restates: bool = False
    """Says the sum before it again in another currency: 180.000 yên (khoảng 31 triệu)."""


def for_sum(near: Setting, family: str, kind: str, *, carried: bool = False, restates: bool = False) -> Purpose:
    """Return a purpose that no words of the sum's own say."""
    start, end = near.amount.start, near.amount.end
    return Purpose(family=family, kind=kind, start=start, end=end, carried=carried, restates=restates)


def rest_of_line(near: Setting, most: int) -> bytes:
    """Return what stands behind a sum on its line."""
    return near.text.ascii[near.amount.end : near.amount.end + most].partition(b"\n")[0]
