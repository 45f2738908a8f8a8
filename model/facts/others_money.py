"""Sums that nobody here is asked to pay: what others pay for the worker, and what warnings and reports tell of."""

import re

from model.facts.cues import Cue
from model.facts.purpose import rest_of_line
from model.facts.surroundings import FAR, Setting

_CRIME = re.compile(
    rb"mao danh|gia danh|hoi (?:minh|toi|truoc) di|gia mao|khuyen cao|lua dao|bi lua|(?<!o )cong an|"
    rb"doi tuong(?! duong)|"
    rb"chiem doat|toa an|nghi dinh|xu phat|la lua\b|nan nhan|tung tin|tin rao|tu xung|bi chan\b|\bchan so\b|"
    rb"\bke (?:gian|xau|xung|lua)|thi dung (?:di|tin|nop|chuyen|dong|dua|nghe)\b|"
    rb"dung (?:nghe|chuyen|tin|nop|dong|dua|gui|co dua)\b|la co (?:het|nghen)"
)
_TOLD_OF = re.compile(
    rb"\b(?:ai|noi|ben|cho|thang|dua|co nguoi|nguoi ta) (?:nao )?"
    rb"(?:doi|bao(?! lanh| hiem| dam| an| ve| o)|bieu|noi|bat|keu)[^,.]{0,24} "
    rb"(?:dong|dua|nop|chuyen|ck|doi|la) (?:tien |truoc |la |toi |phi |coc |khoang )*$"
)
"""Before a sum: what others ask for, "ai nói đóng 175 triệu là đi"."""
_DEDUCTED = re.compile(rb"\bkhau tru\b(?:(?!\b(?:con|nhan|linh|lanh|ve tay)\b)(?:[^;.]|\.(?=\d)))*$")
_PAYER = (
    rb"(?:cong ty|cty|chu|chu nha|chu su dung|ben minh|nha hang|xuong|doanh nghiep|"
    rb"phia (?:chu|cong|duc|nhat|han|dai|ho|doi)[a-z]*|doi tac|xi nghiep|nghiep doan|quan|nha may|(?<!phi )truong|"
    rb"trung tam|shop|tiem|ben em|cua hang|khach san|benh vien|nha tuyen dung|nha xe|ben a)"
)
_PAYS = (
    rb"(?:lo|chiu|tra|chi(?! (?:thu|can|con|nhan|lay|co|mat|ton|phai|yeu|gom|duoc|lam|dinh|tieu|so|tu|phi))|chi tra|"
    rb"hoan|"
    rb"dai tho|bao|thanh toan|tai tro|cap|mua|(?<!lao )(?<!hop )dong|tang|ho tro|cho di hoc|cu di hoc|phat)"
)
_OTHERS_PAY = re.compile(
    _PAYER
    + rb"(?: [a-z]+){0,4}? "
    + _PAYS
    + rb"\b(?! (?:lai|sau|cho (?:cong ty|cty)))|(?:cong ty|cty) hoan|mien phi|\bfree\b|"
    + rb"duoc mien|duoc (?:[a-z]+ ){0,6}hoan"
)
WORKER_PAYS = re.compile(
    rb"(?:nguoi lao dong|nld|ung vien|ban|cac chi|hoc vien|anh em|chi em|minh|tu|lao dong|khach hang) "
    rb"(?:phai |tu |chi |se |can |lo )*(?:dong|nop|tra|chiu|lo|mua|tuc|thanh toan)|thu (?:tien|phi)"
)
_SETTLED = re.compile(rb"\([^()]*\b(?:da tru|tru)\b[^()]*\)|" + _PAYER + rb" " + _PAYS + rb"(?: het| toan bo)?, ")
"""What was said of other sums: "(đã trừ phần chủ hỗ trợ)", "vé chủ trả, …"."""
_CLAUSE = re.compile(rb"[;\n,]|[.!?] |\d")


def is_story(near: Setting) -> bool:
    """Tell sums of warnings, court reports and lists of deductions."""
    line, start = near.text.ascii, near.amount.start
    if _DEDUCTED.search(line[line.rfind(b"\n", 0, start) + 1 : start][-FAR:]):
        return True
    if _TOLD_OF.search(line, near.sentence, start):
        return True
    return _CRIME.search(line[near.sentence : start] + rest_of_line(near, 90).partition(b". ")[0]) is not None


def somebody_else_pays(near: Setting, cue: Cue) -> bool:
    """Tell whether the words around a fee say that the worker does not pay it."""
    behind = rest_of_line(near, 45)
    stop = _CLAUSE.search(behind)
    before = near.text.ascii[max(near.floor, cue.start - 45) : near.amount.start]
    before = _SETTLED.sub(b"", before)
    around = re.split(rb"[;.:] ", before)[-1] + b" " + (behind[: stop.start()] if stop else behind)
    return _OTHERS_PAY.search(around) is not None and WORKER_PAYS.search(around) is None
