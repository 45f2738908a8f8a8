"""What a sum of money is for: wage, one of the kinds of fee, an offer, or none of these, told by the words around it.

A sum belongs to the cue in its own phrase; else to the cue right behind it ("500k tiền cọc"); else it goes on with what
the sum before it was for, or what the heading above says; a sum with a period and no cue is a wage.
"""

import re
from dataclasses import dataclass, replace

from model.facts.amounts import Amount
from model.facts.cue_choice import SUMS, choose, names_money
from model.facts.cues import Cue, cues_in
from model.facts.surroundings import FAR, Setting, Surroundings
from model.text import AlignedText

_TIMES = ("month", "day", "hour", "week", "year")
_SIMILAR = 5
"""How many times the wage before it, or what part of it, another wage of a list may be."""
_IN_ONE_LIST, _IN_ONE_TABLE, _IN_ONE_BREATH = 90, 120, 24
"""Characters between two sums that belong together: in one line, in two lines, of two offers."""
_LONGEST_RESTATING = 44


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


_RESTATED = re.compile(
    rb"(?: ?/ ?[a-z]+| mot thang| 1 thang)? ?[(=~?>\-,.]* ?"
    rb"(?:tuc |co |cung |tuong duong|tuong ung|tuong duong voi|khoang|tam|xap xi|tuc la|"
    rb"tinh tron|quy doi|quy ra|quy|hon|gan|~|=|, )*"
    rb"(?: khoang| tam)? ?"
)
_SIGN_OF_SAME = re.compile(rb"[(=~?>]|tuong|tuc|, co |quy|khoang|tam|xap xi|tinh tron")
_IN_IT = re.compile(rb"trong (?:do|so do)[ ,:]*(?:co )?$")
_CRIME = re.compile(rb"mao danh|gia danh|lua dao|bi lua|cong an|doi tuong|chiem doat|toa an|nghi dinh|xu phat")
_DEDUCTED = re.compile(rb"\bkhau tru\b[^;.]*$")
_BY_OTHERS = re.compile(rb"gioi thieu|ru them|dan them")
_PROOF = re.compile(rb"chung minh tai chinh|lo so\b")
_PAYER = (
    rb"(?:cong ty|cty|chu|chu nha|chu su dung|ben minh|nha hang|xuong|doanh nghiep|phia [a-z]+|doi tac|xi nghiep|"
    rb"nghiep doan|"
    rb"quan|nha may|truong|trung tam|shop|tiem|ben em|cua hang|khach san|benh vien|nha tuyen dung|nha xe|ben a)"
)
_PAYS = rb"(?:lo|chiu|tra|chi tra|dai tho|bao|thanh toan|tai tro|cap|mua|dong|tang|ho tro|cho di hoc|cu di hoc|phat)"
_OTHERS_PAY = re.compile(
    _PAYER
    + rb"(?: [a-z]+){0,4}? "
    + _PAYS
    + rb"\b(?! (?:lai|sau|cho (?:cong ty|cty)))|mien phi|\bfree\b|duoc mien|duoc hoan"
)
_WORKER_PAYS = re.compile(
    rb"(?:nguoi lao dong|nld|ung vien|ban|hoc vien|anh em|chi em|minh|tu|lao dong|khach hang) "
    rb"(?:phai |tu |chi |se |can |lo )*(?:dong|nop|tra|chiu|lo|mua|tuc|thanh toan)|thu (?:tien|phi)"
)
_CLAUSE = re.compile(rb"[;\n,]|[.!?] |\d")


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
    if _is_story(near):
        return _purpose(near, "none", "crime")
    if last is None:
        return None
    if _restates(near):
        return replace(_purpose(near, last.family, last.kind), restates=True)
    if _IN_IT.search(near.segment):
        return _purpose(near, last.family, last.kind)
    if last.family == "wage" and near.segment.rstrip().endswith((b"=", b">", b"> khoang")):
        return _purpose(near, "wage", "unspecified")
    return None


def _by_cue(near: Setting, last: Purpose | None) -> Purpose | None:
    cue = choose(near, after_wage=last is not None and last.family == "wage")
    if cue is None:
        return _carried_on(near, last) if last else _under_heading(near)
    if cue.general and near.text.ascii[cue.start : cue.end] in SUMS:
        return _summed(near, last, cue)
    family, kind = cue.family, cue.kind
    if cue.general and _PROOF.search(near.text.ascii[near.sentence : near.amount.start]):
        kind = "other"
    elif kind == "bonus" and _BY_OTHERS.search(_rest_of_line(near, 44)):
        kind = "referral_bonus"
    elif family == "waived" or (family == "fee" and kind != "deposit" and _somebody_else_pays(near, cue)):
        family, kind = "none", "waived"
    return Purpose(family=family, kind=kind, start=cue.start, end=cue.end)


def _purpose(near: Setting, family: str, kind: str) -> Purpose:
    return Purpose(family=family, kind=kind, start=near.amount.start, end=near.amount.end)


def _rest_of_line(near: Setting, most: int) -> bytes:
    return near.text.ascii[near.amount.end : near.amount.end + most].partition(b"\n")[0]


def _summed(near: Setting, last: Purpose | None, cue: Cue) -> Purpose:
    """Tell what "tổng" and "cộng" add up: fees, or a wage with its parts; "cộng" of a smaller sum is an extra."""
    family, kind = "fee", "service"
    if last is not None and last.family == "wage" and near.previous is not None:
        same = near.previous.currency == near.amount.currency
        if same and near.amount.high < near.previous.low:
            family, kind = "offer", "support"
        elif same and near.amount.high <= _SIMILAR * near.previous.high:
            family, kind = "wage", "unspecified"
    elif last is None and near.text.ascii[cue.start : cue.end] == b"cong":
        family, kind = "wage", "unspecified"
    return Purpose(family=family, kind=kind, start=cue.start, end=cue.end)


def _is_story(near: Setting) -> bool:
    """Tell sums of warnings, court reports and lists of deductions."""
    line, start = near.text.ascii, near.amount.start
    if _DEDUCTED.search(line[line.rfind(b"\n", 0, start) + 1 : start][-FAR:]):
        return True
    return _CRIME.search(line[near.sentence : start] + _rest_of_line(near, 90)) is not None


def _restates(near: Setting) -> bool:
    if near.previous is None or near.previous.currency == near.amount.currency:
        return False
    between = near.between
    return (
        len(between) <= _LONGEST_RESTATING
        and _RESTATED.fullmatch(between) is not None
        and _SIGN_OF_SAME.search(between) is not None
    )


def _somebody_else_pays(near: Setting, cue: Cue) -> bool:
    behind = _rest_of_line(near, 45)
    stop = _CLAUSE.search(behind)
    before = near.text.ascii[max(near.floor, cue.start - 45) : near.amount.start]
    around = re.split(rb"[;.] ", before)[-1] + b" " + (behind[: stop.start()] if stop else behind)
    return _OTHERS_PAY.search(around) is not None and _WORKER_PAYS.search(around) is None


def _carried_on(near: Setting, last: Purpose) -> Purpose | None:
    """Return what a sum without a cue of its own is for: what the one before it was, or what the heading says."""
    timed = near.amount.period in _TIMES
    between = near.between
    goes_on = {"fee": _next_fee, "wage": _next_wage, "offer": _next_offer}.get(last.family)
    purpose = goes_on(near, last, between.count(b"\n"), len(between)) if goes_on else None
    return purpose if purpose or timed else _under_heading(near)


def _next_fee(near: Setting, last: Purpose, lines: int, apart: int) -> Purpose | None:
    if near.amount.period == "month" and near.previous is not None and near.previous.end > near.sentence:
        # board, lodging and lessons by the month, named among the fees
        return _purpose(near, "none", "living")
    same_line = lines == 0 and apart <= _IN_ONE_LIST
    if near.amount.period in _TIMES or not (same_line or (lines == 1 and apart <= _IN_ONE_TABLE)):
        return None
    kind = last.kind if same_line or last.kind in ("service", "brokerage", "other") else "service"
    return replace(_purpose(near, "fee", kind), carried=True)


def _next_wage(near: Setting, last: Purpose, lines: int, apart: int) -> Purpose | None:
    if near.previous is None or near.previous.currency != near.amount.currency or lines > 1 or apart > _IN_ONE_LIST:
        return None
    alike = near.previous.high <= _SIMILAR * near.amount.high <= _SIMILAR * _SIMILAR * near.previous.high
    return replace(_purpose(near, last.family, "unspecified"), carried=True) if alike else None


def _next_offer(near: Setting, last: Purpose, lines: int, apart: int) -> Purpose | None:
    if near.amount.period in _TIMES or lines or apart > _IN_ONE_BREATH:
        return None
    return _purpose(near, "offer", last.kind)


def _under_heading(near: Setting) -> Purpose | None:
    """Return the fee that a heading above announces: "BẢNG PHÍ", "Lộ trình đóng phí:"."""
    if near.amount.period in _TIMES:
        return None
    line = near.text.ascii
    start = max(0, near.amount.start - 2 * FAR)
    above = line[start : near.amount.start].rpartition(b"\n")[0]
    cut = max(above.rfind(b"\n\n"), 0)
    for cue in reversed(cues_in(near.text, start + cut, start + len(above))):
        rest = line[cue.end : cue.end + FAR].partition(b"\n")[0]
        if (
            cue.near
            or cue.family not in ("fee", "wage")
            or not (cue.general or cue.family == "wage" or names_money(near, cue))
        ):
            continue
        if rest.rstrip().endswith(b":"):
            return _purpose(near, cue.family, cue.kind)
    return None
