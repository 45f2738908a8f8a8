"""What "tổng" and "cộng" add up: fees, or a wage with its parts."""

import re

from model.facts.carrying import SIMILAR
from model.facts.cues import Cue
from model.facts.purpose import Purpose, rest_of_line
from model.facts.surroundings import Setting

_TO_BE_PAID = re.compile(rb"^[^.]{0,24}\b(?:nop|dong (?:truoc|phi|1|2|3|mot)|coc|giu (?:suat|cho|ten)|dat truoc)\b")
_FOR_A_SKILL = re.compile(rb"\b(?:biet|tieng|bang|chung chi)\b[^,;]{0,40}$")
PARTS_OF_WAGE = re.compile(rb"\b(?:luong|lcb|cung|thu nhap)\b")


def summed(near: Setting, last: Purpose | None, cue: Cue) -> Purpose:
    """Tell what "tổng" and "cộng" add up: fees, or a wage with its parts; "cộng" of a smaller sum is an extra."""
    family, kind = "fee", "service"
    if _TO_BE_PAID.search(rest_of_line(near, 50)) is not None:
        return Purpose(family=family, kind=kind, start=cue.start, end=cue.end)
    told = near.text.ascii[near.sentence : cue.start]
    if near.text.ascii[cue.start : cue.end] == b"cong" and _FOR_A_SKILL.search(told):
        return Purpose(family="offer", kind="support", start=cue.start, end=cue.end)
    if (last is None or last.family != "fee") and near.is_large and PARTS_OF_WAGE.search(told):
        return Purpose(family="wage", kind="unspecified", start=cue.start, end=cue.end)
    if last is not None and last.family == "wage" and near.previous is not None:
        same = near.previous.currency == near.amount.currency
        if same and near.amount.high < near.previous.low:
            family, kind = "offer", "support"
        elif same and (near.amount.high <= SIMILAR * near.previous.high or _by_the_hour(near)):
            family, kind = "wage", "unspecified"
    elif last is None and (near.text.ascii[cue.start : cue.end] == b"cong" or _follows_a_wage(near)):
        family, kind = "wage", "unspecified"
    return Purpose(family=family, kind=kind, start=cue.start, end=cue.end)


def _by_the_hour(near: Setting) -> bool:
    """Tell a month's total from the rate by the hour or the day before it."""
    return near.previous is not None and near.previous.period in ("hour", "day") and near.is_large


def _follows_a_wage(near: Setting) -> bool:
    """Tell whether the sum before, which nothing names, is as large as this one: a month's work in a list of jobs."""
    if near.previous is None or near.previous.end < near.sentence or near.previous.currency != near.amount.currency:
        return False
    return near.is_large and near.amount.high <= SIMILAR * near.previous.high
