"""What a sum of money is for: wage, one of the kinds of fee, an offer, or none of these, told by the words around it.

A sum belongs to the cue in its own phrase; else to the cue right behind it ("500k tiền cọc"); else it goes on with what
the sum before it was for, or what the heading above says; a sum with a period and no cue is a wage.
"""

import re

from model.facts.allowances import is_allowance
from model.facts.amounts import Amount
from model.facts.apart import is_called_deposit, without_words
from model.facts.carrying import carried_on, unnamed
from model.facts.cue_choice import choose
from model.facts.cue_doubts import is_sum
from model.facts.cue_in_context import told_by
from model.facts.headings import column_of
from model.facts.money_back import is_owed_back, is_returned, lent_for
from model.facts.others_money import is_story
from model.facts.purpose import Purpose, for_sum
from model.facts.restating import restates
from model.facts.surroundings import Setting, Surroundings
from model.facts.totals import PARTS_OF_WAGE, summed
from model.text import AlignedText

_IN_IT = re.compile(rb"trong (?:do|so do)[ ,:]*(?:co )?$")


def assign_purposes(text: AlignedText, amounts: list[Amount]) -> list[Purpose | None]:
    """Return for each sum what it is for, or None where nothing says so."""
    purposes: list[Purpose | None] = []
    if not amounts:
        return purposes
    surroundings = Surroundings(text, amounts)
    last: Purpose | None = None
    for place in range(len(amounts)):
        near = surroundings.of(place, spoken_for=last.end if last else 0)
        last = _apart(near, last) or _by_cue(near, last)
        purposes.append(last)
    return purposes


def _apart(near: Setting, last: Purpose | None) -> Purpose | None:
    """Return the purpose of a sum that needs no cue: told in a story, said again, a part or the total of another."""
    if is_story(near):
        return for_sum(near, "none", "crime")
    if restates(near):
        return for_sum(near, last.family if last else "wage", last.kind if last else "unspecified", restates=True)
    apart = without_words(near, last)
    if apart is not None or last is None:
        return apart
    if _IN_IT.search(near.segment):
        return for_sum(near, last.family, last.kind)
    kept = any(cue.kind == "advance" or cue.family == "fee" for cue in near.own_cues())
    parts = last.family == "wage" or (last.family == "offer" and PARTS_OF_WAGE.search(near.text.ascii, near.sentence))
    if parts and not kept and near.segment.rstrip().endswith((b"=", b">", b"> khoang")):
        return for_sum(near, "wage", "unspecified")
    return None


def _by_cue(near: Setting, last: Purpose | None) -> Purpose | None:
    cue = choose(near, after=last)
    if is_allowance(near, last, cue):
        return for_sum(near, "offer", "support")
    cue = cue or column_of(near)
    if is_returned(near):
        return for_sum(near, "none", "returned")
    cue = (lent_for(near, cue) if cue else None) or cue
    if cue is None and is_owed_back(near):
        return for_sum(near, "fee", "other")
    if cue is None:
        return (carried_on(near, last) if last else None) or unnamed(near, last)
    if cue.general and is_sum(near.text.ascii[cue.start : cue.end]):
        return summed(near, last, cue)
    family, kind = told_by(near, last, cue)
    kind = "deposit" if family == "fee" and is_called_deposit(near, cue) else kind
    return Purpose(family=family, kind=kind, start=cue.start, end=cue.end)
