"""What a cue says of a sum, seen with who pays whom, for what time, and how much."""

import re

from model.facts.board import board
from model.facts.cues import Cue
from model.facts.others_money import somebody_else_pays
from model.facts.purpose import Purpose, rest_of_line
from model.facts.surroundings import Setting

_BY_OTHERS = re.compile(
    rb"gioi thieu|ru them|dan them|ban dua vao|^ ?(?:/|moi|cho moi) ?(?:1 )?(?:ban|chau|dua|nguoi ban)\b"
)
_A_FRIEND = re.compile(rb" ?/ ?ban\b")
_OWN_TIPS = re.compile(rb"(?:tien )?(?:bo|boa|tips?)\b")
_BY_THE_DAY = re.compile(rb"\b(?:rieng|moi) (?:ngay|dem|toi|ca)(?: them| duoc)? $")
_ONLY_SOME = re.compile(rb"\bco (?:ban|dua|em|dem|hom|bua|khach)\b|thuong (?:la )?$|\btoi da\b|top")
_SUNDAYS = re.compile(rb"\b(?:chu nhat|cn|ngay nghi|ngay le)\b")
_NEXT_ITEM = re.compile(rb"[;.]|, (?:va )?(?:gioi thieu|ru |gt )")
_HANDED = re.compile(rb"dua tr")
_MEALS = re.compile(rb"tien an")
_THANKS = re.compile(rb"(?:cong ty|cty|ben em|trung tam) (?:se |xin )?$")
_TO_BREAK_OFF = re.compile(rb"\bnghi (?:truoc|ngang|som)\b|\bbo (?:ngang|giua)")
_PAPERWORK = re.compile(rb"ho so|visa|giay to|giay\b|thi thuc")
# "Lương cơ bản + phụ cấp: 6.5 – 7.5 triệu", "Lương thưởng: 7-15tr": the sum of both.
_WITH_WAGE = re.compile(
    rb"\bluong(?: co ban| cung| cb| chinh| can ban| kinh doanh)? ?(?:\+|,|va |&|/|-)? ?"
    rb"(?:cac khoan |doanh thu[a-z ]{0,24}\+ )?"
    rb"(?:thuong|phu cap|pc|hoa hong|ho tro|tro cap)\b(?! thang 13)[a-z ]{0,20}[:=(> ]*(?:tu |khoang |len den )?$"
)
_WITH_TICKETS = re.compile(rb"\b(?:kham|visa|ve)[a-z ]{0,12}(?:\+|&|,| va) ?(?:giay to|ho so)\W*$")
_FOR_WAITERS = re.compile(rb"phi phuc vu")
_ALL_IN = {"VND": 40_000_000, "JPY": 300_000, "KRW": 2_500_000, "TWD": 50_000, "CNY": 12_000, "THB": 60_000}
"""From here on a fee "for the file" is the price of going, not of being chosen."""
_ALL_IN_ELSEWHERE = 2_000
_HELD = re.compile(rb"(?:tien |phi |de ){0,8}(?:coc|dat|giu|khoa|chot)")
_PROOF = re.compile(rb"chung minh tai chinh|lo so\b")


def told_by(near: Setting, last: Purpose | None, cue: Cue) -> tuple[str, str]:
    """Return the family and kind of a sum that goes with a cue, seen with who pays whom."""
    found = _kept_apart(near, last, cue) or _between_people(near, last, cue)
    family, kind = found or (cue.family, cue.kind)
    if family == "fee" and kind in ("selection", "other") and _is_all_in(near, cue):
        kind = "service"
    if kind == "seat" and not _HELD.match(near.text.ascii, cue.start) and near.amount.low >= _all_in(near):
        kind = "service"  # "suất nội bộ 85tr"
    if (family, kind) == ("fee", "selection") and _WITH_TICKETS.search(near.segment):
        kind = "other"
    line, start = near.text.ascii, near.amount.start
    if (family, kind) == ("none", "deducted") and _TO_BREAK_OFF.search(line, near.sentence, start):
        return "fee", "other"
    if cue.general and family == "fee" and _PROOF.search(line[near.sentence : start]):
        return "fee", "other"
    return family, kind


def _kept_apart(near: Setting, last: Purpose | None, cue: Cue) -> tuple[str, str] | None:
    """Return what board, lodging, service charge and Sundays are; and a wage that is named with its extras."""
    line, start, timed = near.text.ascii, cue.start, near.amount.period is not None
    lodged = board(near, last, cue)
    if lodged is not None:
        return lodged
    if near.amount.currency == "VND" and _FOR_WAITERS.match(line, start):
        return "none", "tips"
    if cue.family == "offer" and near.is_large and _WITH_WAGE.search(near.segment):
        return "wage", "unspecified"
    if timed and _MEALS.match(line, start) and not any(other.general for other in near.cues):
        return "offer", "support"
    return _extra_hours(near, cue)


def _extra_hours(near: Setting, cue: Cue) -> tuple[str, str] | None:
    """Tell what an hour of overtime, a night's tips or a Sunday pays: "tăng ca 12.000 won 1h", "bo riêng 800k/đêm"."""
    if cue.kind == "overtime" and near.amount.period == "hour":
        return "wage", "unspecified"
    own = _OWN_TIPS.match(near.text.ascii, cue.start) and _ONLY_SOME.search(near.segment) is None
    daily = near.amount.period == "day" or (near.amount.period is None and _BY_THE_DAY.search(near.segment))
    if cue.kind == "tips" and daily and own:
        return "wage", "unspecified"
    if cue.small and cue.family == "offer" and near.amount.period == "day" and _SUNDAYS.search(near.segment):
        return "wage", "unspecified"
    return None


def _between_people(near: Setting, last: Purpose | None, cue: Cue) -> tuple[str, str] | None:
    """Return what is paid for bringing others, what is handed over before, and what somebody else pays."""
    line, start = near.text.ascii, cue.start
    told = cue.kind == "bonus" or (cue.family == "wage" and cue.near)
    for_others = told and _BY_OTHERS.search(_NEXT_ITEM.split(rest_of_line(near, 44))[0])
    thanks = cue.kind == "brokerage" and line[start : cue.end].startswith(b"cam on")
    if (
        for_others
        or (cue.small and _A_FRIEND.match(line, near.amount.end))
        or (thanks and _THANKS.search(line, max(0, start - 20), start))
    ):
        return "offer", "referral_bonus"
    asked = last is not None and (last.family, last.kind) == ("fee", "service")
    if cue.kind == "advance" and asked and _HANDED.match(line, start):
        return "fee", "deposit"
    if cue.family == "waived" or (cue.family == "fee" and cue.kind != "deposit" and somebody_else_pays(near, cue)):
        return "none", "waived"
    return None


def _is_all_in(near: Setting, cue: Cue) -> bool:
    """Tell a "phí hồ sơ", a "phí làm visa" of the size of all that it costs to go."""
    times = 1 if cue.kind == "selection" else 2
    if times > 1 and not _PAPERWORK.search(near.text.ascii, cue.start, cue.end):
        return False
    return near.amount.low >= times * _all_in(near)


def _all_in(near: Setting) -> int:
    return _ALL_IN.get(near.amount.currency, _ALL_IN_ELSEWHERE)
