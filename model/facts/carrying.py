"""What a sum without words of its own is for: what the one before it was, or what the heading above says."""

import re

from model.facts.cue_doubts import names_money
from model.facts.cues import cues_in
from model.facts.headings import asks_for_money
from model.facts.purpose import Purpose, for_sum
from model.facts.surroundings import FAR, Setting

_TIMES = ("month", "day", "hour", "week", "year")
SIMILAR = 5
"""How many times the wage before it, or what part of it, another wage of a list may be."""
_IN_ONE_LIST, _IN_ONE_TABLE, IN_ONE_BREATH = 90, 120, 24
"""Characters between two sums that belong together: in one line, in two lines, of two offers."""
_SEEKS = re.compile(rb"\b\d+ (?:nu|nam|nguoi|ban|tho)\b")
_PAID_WHEN = re.compile(rb" ?\(?(?:dong|nop|thu) (?:khi|luc|truoc|ngay|1 lan|mot lan|luon|tai|cho)\b")
_MONEY_LABEL = re.compile(rb"^\W*tien [a-z ,&+]*:? ?$")
# What is paid step by step: the steps have the kind of the whole, whatever the first was called.
_STAGE = re.compile(
    rb" ?(?:/ ?[a-z]+ )?\(?(?:nua |con lai )?(?:khi|luc|hom|ngay khi|sau khi|truoc khi|truoc (?:bay|ngay)|lay) "
)


def carried_on(near: Setting, last: Purpose) -> Purpose | None:
    """Return what a sum without a cue of its own is for, if it goes on with what the one before it was."""
    between = near.between
    goes_on = {"fee": _next_fee, "wage": _next_wage, "offer": _next_offer}.get(last.family)
    return goes_on(near, last, between.count(b"\n"), len(between)) if goes_on else None


def _next_fee(near: Setting, last: Purpose, lines: int, apart: int) -> Purpose | None:
    if near.amount.period == "month" and near.previous is not None and near.previous.end > near.sentence:
        # board, lodging and lessons by the month, named among the fees
        return for_sum(near, "none", "living")
    if _begins_anew(near, lines):
        return None
    if _STAGE.match(near.text.ascii, near.amount.end):
        return for_sum(near, "fee", "service", carried=True)
    same_line = lines == 0 and apart <= _IN_ONE_LIST
    if not same_line and near.previous is not None and near.previous.currency != near.amount.currency:
        return None
    if near.amount.period in _TIMES or not (same_line or (lines == 1 and apart <= _IN_ONE_TABLE)):
        return None
    kind = last.kind if same_line or last.kind in ("service", "brokerage", "other") else "service"
    return for_sum(near, "fee", kind, carried=True)


def _begins_anew(near: Setting, lines: int) -> bool:
    """Tell a line that seeks people, and a sentence like "Mỗi tháng 20 ngàn tệ": what stands there is a wage."""
    if lines and _SEEKS.search(near.segment):
        return True
    return near.is_timed and near.is_large and near.amount.start - near.sentence < IN_ONE_BREATH


def _next_wage(near: Setting, last: Purpose, lines: int, apart: int) -> Purpose | None:
    if near.previous is None or near.previous.currency != near.amount.currency or lines > 1 or apart > _IN_ONE_LIST:
        return None
    alike = near.previous.high <= SIMILAR * near.amount.high <= SIMILAR * SIMILAR * near.previous.high
    return for_sum(near, last.family, "unspecified", carried=True) if alike else None


def _next_offer(near: Setting, last: Purpose, lines: int, apart: int) -> Purpose | None:
    if near.amount.period in _TIMES or lines or apart > IN_ONE_BREATH:
        return None
    if near.previous is not None and near.is_large and near.amount.high > SIMILAR * near.previous.high:
        return None  # a bonus in brackets, and the next job of a list
    return for_sum(near, "offer", last.kind)


def _under_heading(near: Setting) -> Purpose | None:
    """Return the fee that a heading above announces: "BẢNG PHÍ", "Lộ trình đóng phí:"."""
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
            return for_sum(near, cue.family, cue.kind)
    return None


def unnamed(near: Setting, last: Purpose | None) -> Purpose | None:
    """Read a sum that nothing names, yet that is asked: "(đóng khi nhập học)", "tiền công ty: 85 triệu", "CHI PHÍ"."""
    if near.amount.period in _TIMES:
        by_year = near.amount.period == "year" and asks_for_money(near)
        return for_sum(near, "fee", "service") if by_year else None
    announced = _under_heading(near)
    if announced is not None:
        return announced
    behind = _PAID_WHEN.match(near.text.ascii, near.amount.end) is not None
    own = near.text.ascii[near.sentence : near.amount.start]
    if behind or _MONEY_LABEL.match(own) or asks_for_money(near):
        return for_sum(near, "fee", "service")
    if near.between.count(b"\n") and _SEEKS.search(own):
        return None
    if last is not None and last.family == "fee" and near.previous is not None and near.between.count(b"\n") <= 1:
        # what stands among fees is no wage
        return for_sum(near, "none", "unsaid") if near.previous.currency == near.amount.currency else None
    return None
