"""A campaign for a page: its template once, with what each member has in each slot."""

from collections.abc import Mapping, Sequence

from rapidfuzz.distance import LCSseq

from model.linking.records import LinkReading, SideBySide, Slot, Template


def slots_side_by_side(readings: Sequence[LinkReading], texts: Mapping[str, str] | None = None) -> SideBySide:
    """Show the members of one campaign; the first one's words stand for all.

    Args:
        readings: the members, the one to be shown first; at least one.
        texts: advert id → original text; with that of the first, the template has its original words.
    """
    shown = readings[0]
    slots = shown.template.slots
    return SideBySide(
        template=_written(shown.template, (texts or {}).get(shown.id)),
        slots=tuple(slot.kind for slot in slots),
        members={reading.id: _values(shown.template, reading.template) for reading in readings},
    )


def _written(template: Template, text: str | None) -> str:
    marks = [f"{{{number}:{slot.kind}}}" for number, slot in enumerate(template.slots, 1)]
    if text is None:
        filled = list(template.tokens)
        for slot, mark in zip(template.slots, marks, strict=True):
            filled[slot.token] = mark
        return " ".join(filled)
    pieces, place = [], 0
    for slot, mark in zip(template.slots, marks, strict=True):
        pieces += [text[place : slot.quote.start], mark]
        place = slot.quote.end
    return "".join([*pieces, text[place:]])


def _values(shown: Template, other: Template) -> tuple[str | None, ...]:
    """Return what `other` has in each slot of `shown`: at the same place in the words, of the same kind."""
    values: dict[int, Slot] = {slot.token: slot for slot in other.slots}
    matched = {
        block.src_start + step: block.dest_start + step
        for block in LCSseq.opcodes(shown.tokens, other.tokens)
        if block.tag == "equal"
        for step in range(block.src_end - block.src_start)
    }
    found = [values.get(matched.get(slot.token, -1)) for slot in shown.slots]
    return tuple(slot.value if slot else None for slot in found)
