"""What a sum of money is for: wage, one of the kinds of fee, an offer, or none of these, told by the words around it.

A sum belongs to the cue in its own phrase; else to the cue right behind it ("500k tiền cọc"); else it goes on with what
the sum before it was for, or what the heading above says; a sum with a period and no cue is a wage.
"""

import re

from model.facts.amounts import Amount
from model.facts.carrying import IN_ONE_BREATH, SIMILAR, carried_on, unnamed
from model.facts.cue_choice import choose, is_sum
from model.facts.cues import Cue
from model.facts.headings import column_of
from model.facts.money_back import is_returned, lent_for
from model.facts.others_money import is_story, somebody_else_pays
from model.facts.purpose import Purpose, for_sum, rest_of_line
from model.facts.surroundings import Setting, Surroundings
from model.text import AlignedText

_LONGEST_RESTATING = 44
_RESTATED = re.compile(
    rb"(?: ?/ ?[a-z]+| mot thang| 1 thang)? ?[(=~?>\-,.]* ?"
    rb"(?:tuc |co |cung |tuong duong|tuong ung|tuong duong voi|khoang|tam|xap xi|tuc la|"
    rb"tinh tron|quy doi|quy ra|quy|hon|gan|~|=|, )*"
    rb"(?: khoang| tam)? ?"
)
_SIGN_OF_SAME = re.compile(rb"[(=~?>]|tuong|tuc|, co |quy|khoang|tam|xap xi|tinh tron")
_ASIDE_OF_SAME = re.compile(
    rb"(?: ?/ ?[a-z]+| [a-z]{2,7}){0,3} ?(?:[(~=>]|\. tuc|, tuc|, tinh ra|la) ?"
    rb"(?:(?:~|=|>|tuc|la|khoang|chung|gan|tam|hon|co|xap xi|tinh ra|tuong duong|quy doi|bang|quy ra) ?)*"
)
_SAME_AT_LAST = re.compile(
    rb"(?:tuong duong|quy doi|tinh ra|quy ra|tuc la|tuc)(?: (?:voi|khoang|gan|hon|tam|chung|la))*:? ?$"
)
_TO_BE_PAID = re.compile(rb"^[^.]{0,24}\b(?:nop|dong (?:truoc|phi|1|2|3|mot)|coc|giu (?:suat|cho|ten)|dat truoc)\b")
_PARTS_OF_WAGE = re.compile(rb"\b(?:luong|lcb|cung|thu nhap)\b")
_IN_IT = re.compile(rb"trong (?:do|so do)[ ,:]*(?:co )?$")
_BY_OTHERS = re.compile(
    rb"gioi thieu|ru them|dan them|ban dua vao|^ ?(?:/|moi|cho moi) ?(?:1 )?(?:ban|chau|khach|dua|nguoi ban)\b"
)
_A_FRIEND = re.compile(rb" ?/ ?ban\b")
_ALLOWANCES = re.compile(
    rb"\b(?:ho tro|phu cap|tro cap)(?: [a-z]+){0,2} ?:(?![^:]*\b(?:nop|dong (?:phi|tien|truoc)|phi|coc)\b)"
)
_LIST_SIGN = re.compile(rb"(?: ?/ ?[a-z]+(?: [a-z]+)?)?(?:,| va )")
_HANDED = re.compile(rb"dua tr")
_MEALS = re.compile(rb"tien an")
_THANKS = re.compile(rb"(?:cong ty|cty|ben em|trung tam) (?:se |xin )?$")
_BOARD = re.compile(rb"(?:tien |phi )?(?:ktx|ky tuc)")
_TO_BREAK_OFF = re.compile(rb"\bnghi (?:truoc|ngang|som)\b|\bbo (?:ngang|giua)")
_PAPERWORK = re.compile(rb"ho so|visa|giay to|giay\b|thi thuc")
# "Lương cơ bản + phụ cấp: 6.5 – 7.5 triệu", "Lương thưởng: 7-15tr": the sum of both.
_WITH_WAGE = re.compile(
    rb"\bluong(?: co ban| cung| cb| chinh| can ban| kinh doanh)? ?(?:\+|,|va |&|/|-)? ?(?:cac khoan |doanh thu[a-z ]{0,24}\+ )?"
    rb"(?:thuong|phu cap|pc|hoa hong|ho tro|tro cap)\b(?! thang 13)[a-z ]{0,20}[:=(> ]*(?:tu |khoang |len den )?$"
)
_FOR_WAITERS = re.compile(rb"phi phuc vu")
_ALL_IN = {"VND": 40_000_000, "JPY": 300_000, "KRW": 2_500_000, "TWD": 50_000, "CNY": 12_000, "THB": 60_000}
"""From here on a fee "for the file" is the price of going, not of being chosen."""
_ALL_IN_ELSEWHERE = 2_000
_PROOF = re.compile(rb"chung minh tai chinh|lo so\b")


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
    if is_story(near):
        return for_sum(near, "none", "crime")
    if _restates(near):
        return for_sum(near, last.family if last else "wage", last.kind if last else "unspecified", restates=True)
    if last is None:
        return None
    if _IN_IT.search(near.segment):
        return for_sum(near, last.family, last.kind)
    kept = any(cue.kind == "advance" or cue.family == "fee" for cue in near.own_cues())
    if last.family == "wage" and not kept and near.segment.rstrip().endswith((b"=", b">", b"> khoang")):
        return for_sum(near, "wage", "unspecified")
    return None


def _by_cue(near: Setting, last: Purpose | None) -> Purpose | None:
    cue = choose(near, after=last)
    if _is_allowance(near, last, cue):
        return for_sum(near, "offer", "support")
    cue = cue or column_of(near)
    if is_returned(near):
        return for_sum(near, "none", "returned")
    cue = (lent_for(near, cue) if cue else None) or cue
    if cue is None:
        return (carried_on(near, last) if last else None) or unnamed(near, last)
    if cue.general and is_sum(near.text.ascii[cue.start : cue.end]):
        return _summed(near, last, cue)
    family, kind = _told_by(near, last, cue)
    if family == "fee" and kind in ("selection", "other") and _is_all_in(near, cue):
        kind = "service"
    if (
        family == "none"
        and kind == "deducted"
        and _TO_BREAK_OFF.search(near.text.ascii, near.sentence, near.amount.start)
    ):
        family, kind = "fee", "other"
    if cue.general and family == "fee" and _PROOF.search(near.text.ascii[near.sentence : near.amount.start]):
        kind = "other"
    return Purpose(family=family, kind=kind, start=cue.start, end=cue.end)


def _is_all_in(near: Setting, cue: Cue) -> bool:
    """Tell a "phí hồ sơ", a "phí làm visa" of the size of all that it costs to go."""
    times = 1 if cue.kind == "selection" else 2
    if times > 1 and not _PAPERWORK.search(near.text.ascii, cue.start, cue.end):
        return False
    return near.amount.low >= times * _ALL_IN.get(near.amount.currency, _ALL_IN_ELSEWHERE)


def _told_by(near: Setting, last: Purpose | None, cue: Cue) -> tuple[str, str]:
    """Return what a cue says of a sum, seen with who pays whom."""
    line, start = near.text.ascii, cue.start
    if _BOARD.match(line, start) and (near.amount.period == "month" or last is None or last.family != "fee"):
        return "none", "living"
    if near.amount.currency == "VND" and _FOR_WAITERS.match(line, start):
        return "none", "tips"
    if cue.family == "offer" and near.is_large and _WITH_WAGE.search(near.segment):
        return "wage", "unspecified"
    if near.amount.period is not None and _MEALS.match(line, start) and not any(other.general for other in near.cues):
        return "offer", "support"
    told = cue.kind == "bonus" or (cue.family == "wage" and cue.near)
    if (told and _BY_OTHERS.search(rest_of_line(near, 44))) or (cue.small and _A_FRIEND.match(line, near.amount.end)):
        return "offer", "referral_bonus"
    if (
        cue.kind == "brokerage"
        and line[start : cue.end].startswith(b"cam on")
        and _THANKS.search(line, max(0, start - 20), start)
    ):
        return "offer", "referral_bonus"
    asked = last is not None and (last.family, last.kind) == ("fee", "service")
    if cue.kind == "advance" and asked and _HANDED.match(line, start):
        return "fee", "deposit"
    if cue.family == "waived" or (cue.family == "fee" and cue.kind != "deposit" and somebody_else_pays(near, cue)):
        return "none", "waived"
    return cue.family, cue.kind


def _is_allowance(near: Setting, last: Purpose | None, cue: Cue | None) -> bool:
    """Tell what stands in a list of allowances: "Phụ cấp: xăng 300k, chuyên cần 500k"."""
    if cue is not None and cue.family not in ("none", "offer", "fee"):
        return False
    told = near.text.ascii[near.sentence : near.amount.start].rpartition(b";")[2]
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
    return (
        (last.family, last.kind) == ("offer", "support") and listed and (keep or cue is None or cue.kind == "deducted")
    )


def _summed(near: Setting, last: Purpose | None, cue: Cue) -> Purpose:
    """Tell what "tổng" and "cộng" add up: fees, or a wage with its parts; "cộng" of a smaller sum is an extra."""
    family, kind = "fee", "service"
    if _TO_BE_PAID.search(rest_of_line(near, 50)) is not None:
        return Purpose(family=family, kind=kind, start=cue.start, end=cue.end)
    told = near.text.ascii[near.sentence : cue.start]
    if last is not None and last.family != "fee" and near.is_large and _PARTS_OF_WAGE.search(told):
        return Purpose(family="wage", kind="unspecified", start=cue.start, end=cue.end)
    if last is not None and last.family == "wage" and near.previous is not None:
        same = near.previous.currency == near.amount.currency
        if same and near.amount.high < near.previous.low:
            family, kind = "offer", "support"
        elif same and (near.amount.high <= SIMILAR * near.previous.high or _by_the_hour(near)):
            family, kind = "wage", "unspecified"
    elif last is None and (near.text.ascii[cue.start : cue.end] == b"cong" or _follows_a_wage(near)):
        family, kind = "wage", "unspecified"
    return Purpose(family=family, kind=kind, start=cue.start, end=cue.end)


def _by_the_hour(near: Setting) -> bool:
    """Tell a month's total from the rate by the hour or the day before it."""
    return near.previous is not None and near.previous.period in ("hour", "day") and near.is_large


def _follows_a_wage(near: Setting) -> bool:
    """Tell whether the sum before, which nothing names, is as large as this one: a month's work in a list of jobs."""
    if near.previous is None or near.previous.end < near.sentence or near.previous.currency != near.amount.currency:
        return False
    return near.is_large and near.amount.high <= SIMILAR * near.previous.high


def _restates(near: Setting) -> bool:
    if near.previous is None or near.previous.currency == near.amount.currency:
        return False
    between = near.between
    if len(between) > _LONGEST_RESTATING:
        return False
    if _RESTATED.fullmatch(between) is not None and _SIGN_OF_SAME.search(between) is not None:
        return True
    if "VND" not in (near.previous.currency, near.amount.currency):
        return False
    return _ASIDE_OF_SAME.fullmatch(between) is not None or (
        _SAME_AT_LAST.search(between) is not None and b"\n" not in between
    )
