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
_ELSEWHERE = re.compile(
    rb"\b(?:noi|cho|ben|cong ty|cty|trung tam|nguoi) (?:khac|kia|no|ngoai)\b[^.;\n]{0,24}$|"
    rb"\bnguoi ta mat\b[^.;\n]{0,12}$|"
    rb"\bhoi (?:tui|em|anh|chi|xua|do|truoc)\b[^,.;\n]{0,24}$|"
    rb"\bngan hang (?:chi |se )?(?:thu|tinh|lay)\b[a-z ]{0,16}$"
)
_LIKE_ELSEWHERE = re.compile(rb"[^.;\n?]{0,30}\b(?:nhu|o|cua|ben) (?:ben|cho|noi) (?:khac|kia|ngoai)\b")
_ASKED = re.compile(rb"\bco (?:phai|can|mat)(?: [a-z]+){0,4} $")
"""A question of those who ask often: "Có phải nộp 30 triệu không?"."""
_LOST = re.compile(rb"\b(?:da|bi|co nguoi|nguoi ta|vua|tung) mat (?:trang |toi |gan |hon |tu |het |so tien )*$")
_SAVED = re.compile(
    rb"\b(?:nam (?:roi|ngoai|truoc)|(?:khoa|dot|vu) truoc|(?:\d|hai|ba|bon) nam)\b[^.;\n]*\b(?:dem|mang|cam|gui) ve "
    rb"(?:hon |gan |khoang |chung |duoc |tam |nha )*$"
)
"""Before a sum: what somebody brought home from years of work, which is no wage: "đi ba năm đem về 90 triệu"."""
_QUOTES = ('"“«', '"”»')
_SAID = re.compile(
    rb"\b(?:noi|bao|ghi|hua|moi|keu|tin|nhan|rao|loi|goi la|quang cao|moi chao|thay|doc)(?: [a-z]+){0,4}[ ,:]*$"
)
"""Before a quotation of somebody else."""
_DEDUCTED = re.compile(rb"\bkhau tru\b(?:(?!\b(?:con|nhan|linh|lanh|ve tay)\b)(?:[^;.]|\.(?=\d)))*$")
_BOARD_DEDUCTED = re.compile(rb"\b(?:ktx|ky tuc|an o|tien nha|bua an|nha o)[^.;:]{0,160}\bkhau tru ?$")
PAYER = (
    rb"(?:cong ty|cty|chu|chu nha|chu su dung(?: lao dong)?|ben minh|nha hang|xuong|doanh nghiep|"
    rb"phia (?:chu|cong|duc|nhat|han|dai|ho|doi)[a-z]*|doi tac|xi nghiep|nghiep doan|quan|nha may|(?<!phi )truong|"
    rb"trung tam|shop|tiem|ben em|(?:do|phia) vien|cua hang|khach san|benh vien|nha tuyen dung|nha xe|ben a)"
)
"""Who may pay for the worker."""
_PAYS = (
    rb"(?:lo|chiu|tra|chi(?! (?:thu|can|con|nhan|lay|co|mat|ton|phai|yeu|gom|duoc|lam|dinh|tieu|so|tu|phi))|chi tra|"
    rb"hoan|"
    rb"dai tho|bao|thanh toan|tai tro|cap|mua|(?<!lao )(?<!hop )dong|tang|ho tro|cho di hoc|cu di hoc|phat)"
)
_OTHERS_PAY = re.compile(
    PAYER
    + rb"(?: [a-z]+){0,4}? "
    + _PAYS
    + rb"\b(?! (?:lai|sau|cho (?:cong ty|cty)))|(?:cong ty|cty) hoan|mien phi|\bfree\b|"
    + rb"duoc mien|duoc (?:[a-z]+ ){0,6}hoan"
)
WORKER_PAYS = re.compile(
    rb"(?:nguoi lao dong|nld|ung vien|ban|cac chi|hoc vien|anh em|chi em|minh|tu|lao dong|khach hang) "
    rb"(?:phai |tu |chi |se |can |lo )*(?:dong|nop|tra|chiu|lo|mua|tuc|thanh toan)|thu (?:tien|phi)"
)
_SETTLED = re.compile(rb"\([^()]*\b(?:da tru|tru)\b[^()]*\)|" + PAYER + rb" " + _PAYS + rb"(?: het| toan bo)?, ")
"""What was said of other sums: "(đã trừ phần chủ hỗ trợ)", "vé chủ trả, …"."""
_LIST_OF_OTHERS = re.compile(
    rb"^\W*"
    + PAYER
    + rb"(?: [a-z]+){0,3} (?:chi|chi tra|tra|chiu|lo|dai tho|thanh toan|ho tro)(?: [a-z]+){0,3} ?:(?:[^.;]|\.(?=\d))*$"
)
"""What the employer pays, item by item: "Chủ sử dụng chi: vé, giấy phép (levy 1.850 RM), khám lại 200 RM"."""
_CLAUSE = re.compile(rb"[;\n,]|[.!?] |\d")


def is_story(near: Setting) -> bool:
    """Tell sums of warnings, court reports and lists of deductions."""
    line, start = near.text.ascii, near.amount.start
    told = line[line.rfind(b"\n", 0, start) + 1 : start][-FAR:]
    if _DEDUCTED.search(told) and _BOARD_DEDUCTED.search(told) is None:
        return True
    if _TOLD_OF.search(line, near.sentence, start) or _ELSEWHERE.search(line, near.sentence, start):
        return True
    before = line[near.sentence : start]
    if _LOST.search(before) or (near.amount.period is None and _SAVED.search(before)) or _is_quoted(near):
        return True
    rest = rest_of_line(near, 60)
    asked = _ASKED.search(line, near.sentence, start) is not None and b"?" in rest.split(b". ")[0]
    if asked or _LIKE_ELSEWHERE.match(rest):
        return True
    return _CRIME.search(line[near.sentence : start] + rest_of_line(near, 90).partition(b". ")[0]) is not None


def _is_quoted(near: Setting) -> bool:
    """Tell what somebody else is said to have said: tin "30 triệu bay ngay"."""
    start = near.amount.start
    told = near.text.text[max(0, start - 70) : start].rpartition("\n")[2]
    opened = max(told.rfind(sign) for sign in _QUOTES[0])
    if opened < 0 or any(sign in told[opened + 1 :] for sign in _QUOTES[1]) or told.count('"') == 2:  # noqa: PLR2004
        return False
    place = start - len(told) + opened
    return _SAID.search(near.text.ascii, max(0, place - 34), place) is not None


def somebody_else_pays(near: Setting, cue: Cue) -> bool:
    """Tell whether the words around a fee say that the worker does not pay it."""
    behind = rest_of_line(near, 45)
    stop = _CLAUSE.search(behind)
    before = near.text.ascii[max(near.floor, cue.start - 45) : near.amount.start]
    before = _SETTLED.sub(b"", before)
    around = re.split(rb"[;.:] ", before)[-1] + b" " + (behind[: stop.start()] if stop else behind)
    line = near.text.ascii
    told = line[line.rfind(b"\n", 0, near.amount.start) + 1 : near.amount.start][-2 * FAR :]
    if _LIST_OF_OTHERS.search(told) is not None:
        return True
    return _OTHERS_PAY.search(around) is not None and WORKER_PAYS.search(around) is None
