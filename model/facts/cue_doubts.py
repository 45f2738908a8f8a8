"""Whether a word near a sum names what is paid, or is a skill, a job, a meal, or what an apprentice learns."""

import re

from model.facts.cues import Cue
from model.facts.surroundings import Setting

_SIMILAR = 4
"""How many times the wage before it another wage may be."""
_A_DAYS_FOOD, _A_MONTHS_LESSONS = 100_000, 4_000_000
_LESSON = re.compile(
    rb"(?:phi |tien |le phi |dong |chi phi ){0,8}"
    rb"(?:hoc (?:phi|tieng|n\d|ky)|lop (?:bo tuc |hoc )?tieng|(?:hoc |lop )bo tuc)"
)
_FOOD = re.compile(rb"tien an\b")
_SERVICE = re.compile(rb"dich vu(?: [^,;.]{0,30})?[ :]*$")
_EARN = (b"lanh", b"linh", b"huong", b"kiem")
SUMS = (b"tong", b"cong", b"tong cong")
_EACH = re.compile(r"\b(?:mỗi|moi) ")
"""As in "mỗi hồ sơ hợp lệ tính 45.000đ"."""
_MONEY_WORD = re.compile(
    rb"(?:le |chi |hoc )?phi\b|tien\b|dong\b|nop\b|tong\b|tron\b|boi (?:thuong|hoan)|den\b|phat\b|mua\b|nap\b|"
    rb"ve may bay|kham suc khoe"
)


def is_sum(words: bytes) -> bool:
    """Tell "tổng", "tổng khoảng", "cộng": what adds up."""
    return words in SUMS or words.startswith(b"tong ")


def earned(near: Setting) -> Cue | None:
    """Return a verb of earning right before a sum: "học nghề lãnh 5 triệu"."""
    cues = [cue for cue in near.own_cues() if cue.family == "wage" and cue.end >= near.amount.start - 1]
    return next((cue for cue in cues if near.text.ascii[cue.start : cue.end].split()[0] in _EARN), None)


def names_money(near: Setting, cue: Cue) -> bool:
    """Tell "phí hồ sơ" from a mere "hồ sơ", which may be anything."""
    return cue.kind == "deposit" or _MONEY_WORD.match(near.text.ascii, cue.start) is not None


def is_a_skill(near: Setting, cue: Cue) -> bool:
    """Tell "biết tiếng Trung cộng 500k", "4 lễ tân tiếng Anh: 1.000 USD" from the price of lessons."""
    line, start = near.text.ascii, cue.start
    return line[start : start + 5] == b"tieng" and not any(
        other.family == "fee" and other.general and not is_sum(line[other.start : other.end]) for other in near.cues
    )


def is_rather_a_job(near: Setting, cue: Cue) -> bool:
    """Tell "Vé: 6 triệu rưỡi", "Tiếng Nhật N3: 13 triệu" in a list of jobs from the price of a ticket or a course."""
    if near.previous is None or cue.family != "fee" or cue.general or names_money(near, cue):
        return False
    if _SERVICE.match(near.text.ascii, cue.start, near.amount.start):
        return False
    alike = near.previous.currency == near.amount.currency and near.amount.high <= _SIMILAR * near.previous.high
    return alike and near.is_large and not any(other.general for other in near.cues)


def is_no_fee_by_time(near: Setting, cue: Cue) -> bool:
    """Tell a cue that cannot be what is paid by the hour, or whose common word says little beside "/tháng"."""
    if _is_board(near, cue) or is_a_lesson(near, cue) or _FOOD.match(near.text.ascii, cue.start):
        return False
    if cue.kind in ("deducted", "deposit") or (cue.general and near.amount.period in (None, "year")):
        return False
    if is_sum(near.text.ascii[cue.start : cue.end]):
        return near.previous is None
    if cue.near or cue.general:
        return cue.family in ("fee", "none")
    if cue.family != "fee":
        return False
    own = near.text.text[near.floor : near.amount.start].lower()
    by_piece = near.amount.period is None and not names_money(near, cue) and _EACH.search(own) is not None
    return by_piece or (near.amount.period in ("hour", "day") and cue.kind != "brokerage")


def _is_board(near: Setting, cue: Cue) -> bool:
    """Tell "ăn 55.000đ/ngày" from a day's wage."""
    if cue.kind not in ("cut", "living") or near.amount.period == "piece":
        return False
    return near.amount.currency == "VND" and near.amount.high <= _A_DAYS_FOOD


def is_a_lesson(near: Setting, cue: Cue) -> bool:
    """Tell "học tiếng 6 tháng, 1,6 triệu/tháng" from what an apprentice is paid."""
    if cue.kind != "training" or (near.is_large and near.amount.high > _A_MONTHS_LESSONS):
        return False
    return _LESSON.match(near.text.ascii, cue.start) is not None
