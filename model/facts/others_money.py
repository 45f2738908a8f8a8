"""Sums that nobody here is asked to pay: what others pay for the worker, and what warnings and reports tell of."""

import re

from model.facts.cues import Cue
from model.facts.purpose import rest_of_line
from model.facts.surroundings import FAR, Setting

_CRIME = re.compile(
    rb"mao danh|gia danh|hoi (?:minh|toi|truoc) di|gia mao|khuyen cao|lua dao|bi lua|(?<!o )cong an|doi tuong|"
    rb"chiem doat|toa an|nghi dinh|xu phat"
)
_DEDUCTED = re.compile(rb"\bkhau tru\b(?:(?!\b(?:con|nhan|linh|lanh|ve tay)\b)[^;.])*$")
_PAYER = (
    rb"(?:cong ty|cty|chu|chu nha|chu su dung|ben minh|nha hang|xuong|doanh nghiep|phia [a-z]+|doi tac|xi nghiep|"
    rb"nghiep doan|"
    rb"quan|nha may|truong|trung tam|shop|tiem|ben em|cua hang|khach san|benh vien|nha tuyen dung|nha xe|ben a)"
)
_PAYS = (
    rb"(?:lo|chiu|tra|chi tra|hoan|dai tho|bao|thanh toan|tai tro|cap|mua|dong|tang|ho tro|cho di hoc|cu di hoc|phat)"
)
_OTHERS_PAY = re.compile(
    _PAYER
    + rb"(?: [a-z]+){0,4}? "
    + _PAYS
    + rb"\b(?! (?:lai|sau|cho (?:cong ty|cty)))|(?:cong ty|cty) hoan|mien phi|\bfree\b|duoc mien|duoc hoan"
)
_WORKER_PAYS = re.compile(
    rb"(?:nguoi lao dong|nld|ung vien|ban|hoc vien|anh em|chi em|minh|tu|lao dong|khach hang) "
    rb"(?:phai |tu |chi |se |can |lo )*(?:dong|nop|tra|chiu|lo|mua|tuc|thanh toan)|thu (?:tien|phi)"
)
_CLAUSE = re.compile(rb"[;\n,]|[.!?] |\d")


def is_story(near: Setting) -> bool:
    """Tell sums of warnings, court reports and lists of deductions."""
    line, start = near.text.ascii, near.amount.start
    if _DEDUCTED.search(line[line.rfind(b"\n", 0, start) + 1 : start][-FAR:]):
        return True
    return _CRIME.search(line[near.sentence : start] + rest_of_line(near, 90).partition(b". ")[0]) is not None


def somebody_else_pays(near: Setting, cue: Cue) -> bool:
    """Tell whether the words around a fee say that the worker does not pay it."""
    behind = rest_of_line(near, 45)
    stop = _CLAUSE.search(behind)
    before = near.text.ascii[max(near.floor, cue.start - 45) : near.amount.start]
    around = re.split(rb"[;.] ", before)[-1] + b" " + (behind[: stop.start()] if stop else behind)
    return _OTHERS_PAY.search(around) is not None and _WORKER_PAYS.search(around) is None
