"""What a sum without words of its own is for: the head of its column, of its list, or of the section it stands in."""

import re

from model.facts.cues import Cue, cues_in
from model.facts.surroundings import FAR, Setting

_MOST_ROWS = 1_200
"""Characters above a row within which the head of its table stands."""
_MOST_OF_SECTION = 900
_FEES = re.compile(
    rb"(?:^|\n)[^a-z\n]{0,8}(?:[ivx]+[.)] ?)?(?:bang |cac khoan |khoan |ve |muc )?"
    rb"(?:chi phi|tai chinh|kinh phi|hoc phi|le phi|bang gia|phi\b|cac khoan (?:thu|phi|dong))[^\d\n]{0,60}(?=\n)"
)
_SECTION = re.compile(rb"\n[^a-z\n]{0,8}(?:[ivx]+[.)] ?)[a-z][^\d\n]{2,60}(?=\n)|\n[^\d\n]{3,50}:(?=\n)|\n ?\n")


def column_of(near: Setting) -> Cue | None:
    """Return what the head of the table says of the column that the sum stands in."""
    line, start = near.text.ascii, near.amount.start
    row = line.rfind(b"\n", max(0, start - FAR), start) + 1
    cell = line.count(b"|", row, start)
    if not cell or near.amount.period is not None:
        return None
    above = line[max(0, row - _MOST_ROWS) : row].split(b"\n")[:-1]
    place, head = row, None
    for text in reversed(above):
        if text.count(b"|") < cell:
            break
        place -= len(text) + 1
        head = text
    if head is None:
        return None
    cells = head.split(b"|")
    left = place + sum(len(text) + 1 for text in cells[:cell])
    cues = [cue for cue in cues_in(near.text, left, left + len(cells[cell])) if cue.family in ("wage", "fee")]
    return cues[-1] if cues else None


def asks_for_money(near: Setting) -> bool:
    """Tell whether the section of a sum is about what has to be paid: "II. TÀI CHÍNH", "CHI PHÍ"."""
    line, start = near.text.ascii, near.amount.start
    above = line[max(0, start - _MOST_OF_SECTION) : line.rfind(b"\n", 0, start) + 1]
    last = None
    for match in _FEES.finditer(above):
        last = match
    return last is not None and _SECTION.search(above, last.end()) is None
