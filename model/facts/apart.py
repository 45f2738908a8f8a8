"""Sums that need no word of their own: paid out on what was paid in, taken off by and by, counted in wages."""

import re

from model.facts.cues import Cue
from model.facts.purpose import Purpose, for_sum, rest_of_line
from model.facts.surroundings import Setting

# "gói bạc 2.000.000đ → nhận 2.860.000đ", "nạp 100k rút về 130k"
_PAID_IN = re.compile(rb"\b(?:goi|nap|nhiem vu|don (?:thu|hang|dau)|vip ?\d?|dau tu|gop)\b")
_PAID_OUT = re.compile(
    rb"[^.;\n]{0,24}?(?:> ?|= ?|\b(?:nhan|rut|hoan|thu|lai|loi|duoc|dc|ve)\b)"
    rb"(?: ?(?:nhan|rut|hoan|thu|ve|lai|duoc|dc|ngay|goc))* ?"
)
# "trừ dần mỗi tháng 1.500.000 đồng vào lương", after a deposit or an advance
_BY_AND_BY = re.compile(
    rb"\b(?:tru|tra|gop|hoan)(?: dan)?(?: deu)? (?:moi|mot|hang|1|theo|tung) ?(?:thang|tuan|ky|ngay)(?: la| tu)? ?$|"
    rb"\b(?:moi|hang|mot) (?:thang|tuan|ky)(?: bi)? (?:tru|tra)(?: dan| lai)? ?$|\btru dan ?$"
)
# As in: một tháng rưỡi lương, cụ thể 7.800 MOP
_SO_MANY_WAGES = re.compile(
    rb"(?:\d|\b(?:mot|hai|ba|nua|bon)|\?) (?:thang (?:ruoi )?|ky )(?:luong|thu nhap)(?: [a-z]+){0,3}"
    rb"[ ,=(:-]*(?:(?:cu the|tuc|la|quy ra|quy doi|tuong duong|bang|khoang|tinh ra|doi ra|chung|xap xi) ?)*$"
)
_A_FEE = re.compile(rb"\b(?:phi|dich vu|hoa hong|moi gioi)\b")
_AS_DEPOSIT = re.compile(
    rb"[^.;\n]{0,44}\b(?:coi nhu|xem nhu|goi la|lam|de) (?:la )?(?:khoan |tien )?"
    rb"(?:bao dam|dam bao|lam tin|tin\b|the chan|coc\b|bao lanh|chong (?:bo )?tron)"
)


def paid_out(near: Setting, last: Purpose) -> bool:
    """Tell what a scheme says comes back on a sum paid in: "gói 500k → nhận 690k"."""
    if last.family not in ("fee", "none") or near.previous is None or near.amount.low <= near.previous.low:
        return False
    if near.previous.currency != near.amount.currency or _PAID_OUT.fullmatch(near.between) is None:
        return False
    told = near.text.ascii[max(near.sentence, near.previous.start - 40) : near.previous.start]
    return _PAID_IN.search(told) is not None


def by_and_by(near: Setting, last: Purpose) -> bool:
    """Tell a part of a deposit or an advance that is taken off every month."""
    if last.family not in ("fee", "offer") or near.previous is None or near.amount.high > near.previous.high:
        return False
    return last.kind in ("deposit", "advance", "service", "seat") and _BY_AND_BY.search(near.segment) is not None


def without_words(near: Setting, last: Purpose | None) -> Purpose | None:
    """Return the purpose of a sum that is told by the sum before it, or by months' wages."""
    counted = counted_in_wages(near)
    if counted is not None or last is None:
        return counted
    return for_sum(near, "none", "returned") if paid_out(near, last) or by_and_by(near, last) else None


def counted_in_wages(near: Setting) -> Purpose | None:
    """Return the fee that is said in months' wages, and then as a sum."""
    if _SO_MANY_WAGES.search(near.segment) is None:
        return None
    asked = _A_FEE.search(near.text.ascii, near.sentence, near.amount.start) is not None
    return for_sum(near, "fee", "service") if asked else None


def is_called_deposit(near: Setting, cue: Cue) -> bool:
    """Tell "nộp 20 triệu lúc ký hợp đồng, coi như tiền bảo đảm"."""
    return cue.general and cue.family == "fee" and _AS_DEPOSIT.match(rest_of_line(near, 80)) is not None
