"""Board, lodging, light and water: paid by the worker out of the wage, given by the employer, or merely a price."""

import re

from model.facts.cues import Cue
from model.facts.others_money import PAYER
from model.facts.purpose import Purpose, rest_of_line
from model.facts.surroundings import Setting

_KINDS = ("living", "cut", "deducted", "other", "overtime")
_NOUN = (
    rb"(?:ktx|ky tuc(?: xa)?|ki tuc(?: xa)?|an o|an|o|nha(?: o| tro)?|tro|"
    rb"tien (?:nha|o|an|an o|phong|dien|nuoc|com|tro)|phong|com|dien(?: nuoc)?|nuoc|gas|ngu)"
)
_BOARD = re.compile(rb"(?:tien |phi |o )?(?:ktx|ky tuc|ki tuc)")
_NAMED = re.compile(rb"\b" + _NOUN + rb"\b")
_ABOUT = rb"(?:khoang |tam |chung |gan |phi |tien |them |la |het |: )*$"
# "ký túc xá trừ 2.500 tệ", "trừ tiền nhà 300 ngàn won", "các bạn trả 25.000 yên tiền nhà"
_TAKEN = re.compile(
    rb"\b(?:tru|thu|mat|gop|tu tuc|tu tra|tu chiu|tu dong)(?: (?:moi|mot|1|hang) (?:thang|tuan|ngay))? ?"
    + _ABOUT
    + rb"|"
    rb"\b(?:tru|thu|dong|nop|gop) (?:moi thang )?" + _NOUN + rb"(?:(?:,| \+| va)? " + _NOUN + rb")* ?" + _ABOUT
)
_BY_WORKER = re.compile(
    rb"\b(?:nld|nguoi lao dong|lao dong|cac ban|cac em|cac chi|anh em|chi em|cong nhan|ca nhan|tts|"
    rb"nhan vien|nv|minh|ban) (?:phai |tu |se |chi |can )*(?:tra|dong|chiu|nop) " + _ABOUT
)
_BEHIND = re.compile(
    rb" ?(?:(?:/|mot|1) ?[a-z]{1,60} ?)?\(?(?:tu (?:tra|tuc|chiu|dong)|tru (?:vao )?(?:luong|so)|tinh (?:vo|vao) so)\b|"
    rb"[^.;\n]{0,40}\b(?:khau tru|tru)(?: deu| thang| het)? (?:qua|vao|vo|tu) (?:tien )?luong\b"
)
_OTHERS = re.compile(PAYER + rb" (?:se )?(?:tra|chiu|lo|dong|bao|cap|ho tro)\b[^,;.]*$")
_MEAL = re.compile(rb"(?:tien )?(?:com|an (?:giua )?ca|an trua|suat (?:an|com)|bua (?:an|com|trua|toi|giua ca))")
_SHIFT_MEAL = re.compile(rb"(?:tien )?(?:an ca|com ca|com giua ca|an giua ca)")
_GIVEN = re.compile(
    rb" ?(?:/ ?[a-z]+ ?)?(?:, |\(| - )?(?:do )?(?:"
    + PAYER
    + rb" (?:lo|tra|chiu|dai tho|bao|chi|cap|ho tro)|cong vao luong|"
    rb"(?:tien )?com cong vao luong|mien phi)"
)
_MOST_FOR_A_MEAL = 100_000


def board(near: Setting, last: Purpose | None, cue: Cue) -> tuple[str, str] | None:
    """Return the family and kind of a sum for board or lodging; None where the sum is for something else."""
    line, start = near.text.ascii, cue.start
    if _is_a_meal_given(near, cue):
        return "offer", "support"
    if cue.kind in _KINDS and cue.family in ("none", "fee") and not near.is_large and _is_paid(near):
        return "fee", "other"
    named = _BOARD.match(line, start) is not None
    if named and near.amount.period == "month":
        return "fee", "other"
    if named and (last is None or last.family != "fee"):
        return "none", "living"
    if line[start : cue.end] == b"tra" and _BY_WORKER.search(line, max(0, start - 30), near.amount.start):
        return ("none", "living") if near.is_large else ("fee", "other")
    return None


def _is_paid(near: Setting) -> bool:
    """Tell what is taken off the wage, or paid by the worker to the employer, from a mere price."""
    segment = near.segment[-90:]
    behind = rest_of_line(near, 60)
    if _OTHERS.search(segment) is not None:
        return False
    paid = _TAKEN.search(segment) or _BY_WORKER.search(segment) or _BEHIND.match(behind)
    words = segment + b" | " + re.split(rb"[,;.(]", behind)[0]
    return paid is not None and _NAMED.search(words) is not None


def _is_a_meal_given(near: Setting, cue: Cue) -> bool:
    """Tell "cơm trưa 35.000/ngày do công ty lo", "ăn ca 25.000 đồng/bữa"."""
    if (
        near.amount.currency != "VND"
        or near.amount.high > _MOST_FOR_A_MEAL
        or _MEAL.match(near.text.ascii, cue.start) is None
    ):
        return False
    if _TAKEN.search(near.segment) or _BEHIND.match(rest_of_line(near, 60)) or near.amount.start - cue.end > 4:  # noqa: PLR2004
        return False
    return bool(_SHIFT_MEAL.match(near.text.ascii, cue.start) or _GIVEN.match(rest_of_line(near, 40)))
