"""Sums that stand in a list of allowances, or beside a wage as board and lodging."""

import re

from model.facts.carrying import IN_ONE_BREATH
from model.facts.cues import Cue
from model.facts.purpose import Purpose
from model.facts.surroundings import Setting

_ALLOWANCES = re.compile(
    rb"\b(?:ho tro|phu cap|tro cap)(?: [a-z]+){0,2} ?:(?![^:]*\b(?:nop|dong (?:phi|tien|truoc)|phi|coc)\b)"
)
_LIST_SIGN = re.compile(rb"(?: ?/ ?[a-z]+(?: [a-z]+)?)? ?(?:,|\+| va )")
_SMALL_EXTRA = re.compile(rb"chuyen can|tham nien|xang|di lai|dien thoai|nha")
_MEALS = re.compile(rb"tien an")


def is_allowance(near: Setting, last: Purpose | None, cue: Cue | None) -> bool:
    """Tell what stands in a list of allowances: "Phụ cấp: xăng 300k, chuyên cần 500k"."""
    if cue is not None and cue.family not in ("none", "offer", "fee"):
        return False
    told = near.text.ascii[near.sentence : near.amount.start]
    if cue is None or not _SMALL_EXTRA.match(near.text.ascii, cue.start):
        told = told.rpartition(b";")[2]
    if (cue is None or cue.kind != "tips") and _ALLOWANCES.search(told) is not None:
        return True
    return _goes_with_others(near, last, cue)


def _goes_with_others(near: Setting, last: Purpose | None, cue: Cue | None) -> bool:
    """Tell board and lodging beside a wage or an allowance: "1.800 dirham + ăn 300", "xăng 300k, nhà ở 200k"."""
    if near.previous is None or near.previous.end < near.sentence:
        return False
    keep = cue is not None and (cue.kind in ("living", "cut") or _MEALS.match(near.text.ascii, cue.start) is not None)
    if last is None or last.family == "wage":
        return keep and b"+" in near.between and near.amount.high < near.previous.low
    listed = _LIST_SIGN.match(near.between) is not None and len(near.between) <= IN_ONE_BREATH + 8
    if last.family != "offer" or not listed:
        return False
    return keep or (last.kind == "support" and (cue is None or cue.kind == "deducted"))
