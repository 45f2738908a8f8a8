"""The copies of one offer: its words once, and beside one another what each copy has where they differ."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from review_app.service.masking import Mask
from storage.worklist.items import MOST_MEMBERS, Item, Member

MOST_SLOTS = 8
"""Slots that differ and are set side by side; a table wider than that is read by nobody."""
_TELLING = ("phone", "contact", "bank", "money", "country", "web", "person")
"""Kinds of slots that tell most, chosen first where there are too many."""
_HOLE = re.compile(r"\{(\d{1,4}):([a-z_]{1,20})\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One advert of the campaign."""

    version_id: int
    is_drawn: bool
    site: str
    on: date | datetime
    """Day of posting as stated, else when it was seen."""
    score: float | None
    """None where it was not screened, or is kept back."""
    values: Sequence[str]
    """What it has in each slot that differs; empty where it has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A place where copies differ."""

    number: int
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CopiesHead:
    """A page of the copies."""

    total: int
    number: int
    """Page, from 1."""
    pages: int
    template: Sequence[str | Slot]
    """The common words, with a slot at each place that varies; empty for one advert alone."""
    slots: Sequence[Slot]
    """Those that differ among the copies of this page."""
    more_slots: int
    rows: Sequence[Copy]


def pages_of(total: int) -> int:
    """Return on how many pages so many copies stand."""
    return max(1, -(-total // MOST_MEMBERS))


def copies_of(item: Item, number: int, mask: Mask, *, with_scores: bool) -> CopiesHead:
    """Return a page of an item's copies, masked as its reader may see them."""
    sheet = item.sheet
    values: Mapping[int, Sequence[str | None]] = sheet.values if sheet else {}
    shown = [values.get(one.version.id, ()) for one in item.members]
    places = [place for place in range(len(sheet.slots) if sheet else 0) if _differ(shown, place)]
    slots = _telling([Slot(number=place + 1, kind=sheet.slots[place]) for place in places]) if sheet else []
    return CopiesHead(
        total=item.adverts,
        number=number,
        pages=pages_of(item.adverts),
        template=_template(sheet.template, mask) if sheet else (),
        slots=slots,
        more_slots=max(0, len(places) - MOST_SLOTS),
        rows=[
            _copy(item, one, [_value(values.get(one.version.id, ()), slot, mask) for slot in slots], with_scores)
            for one in item.members
        ],
    )


def _telling(slots: Sequence[Slot]) -> list[Slot]:
    rank = {kind: place for place, kind in enumerate(_TELLING)}
    chosen = sorted(slots, key=lambda slot: rank.get(slot.kind, len(rank)))[:MOST_SLOTS]
    return sorted(chosen, key=lambda slot: slot.number)


def _copy(item: Item, member: Member, values: Sequence[str], with_scores: bool) -> Copy:  # noqa: FBT001 - private
    return Copy(
        version_id=member.version.id,
        is_drawn=member.version.id == item.version.id,
        site=member.site.title,
        on=member.version.posted_on or member.version.seen_at,
        score=member.screening.score if member.screening and with_scores else None,
        values=values,
    )


def _differ(shown: Sequence[Sequence[str | None]], place: int) -> bool:
    return len({row[place] for row in shown if place < len(row)}) > 1


def _value(row: Sequence[str | None], slot: Slot, mask: Mask) -> str:
    said = row[slot.number - 1] if slot.number <= len(row) else None
    return mask.value(slot.kind, said) if said else ""


def _template(template: str, mask: Mask) -> list[str | Slot]:
    pieces: list[str | Slot] = []
    place = 0
    for hole in _HOLE.finditer(template):
        pieces += [mask.text(template[place : hole.start()]), Slot(number=int(hole[1]), kind=hole[2])]
        place = hole.end()
    return [*pieces, mask.text(template[place:])]
