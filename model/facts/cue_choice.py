"""Which of the cues around a sum says what it is for."""

import re

from model.facts.cue_doubts import (
    earned,
    is_a_lesson,
    is_a_skill,
    is_no_fee_by_time,
    is_rather_a_job,
    is_sum,
    names_money,
)
from model.facts.cues import Cue
from model.facts.others_money import WORKER_PAYS
from model.facts.purpose import Purpose
from model.facts.surroundings import Setting

_ABOUT = 70
"""Characters over which an earlier phrase still speaks of a sum that has no words of its own."""
_GAP = 10
"""Characters between a sum and a fee named behind it: "500k tiền cọc"."""

_SPAN = re.compile(rb"^ ?/ ?(?:thang|th|ngay|tuan|nguoi|ng) |^ la ")
_PER_HEAD = re.compile(rb" ?/ ?[a-z]+ ")
_NOUNS = (b"net", b"tay", b"cung", b"cb", b"lc")
_LISTED = re.compile(rb":| gom ")
_OTHER_THING = re.compile(
    rb"/$|\d|^ (?:cho|va) |\b(?:gom|bao|co|khi|luc|sau|truoc|trong do|neu|con|tinh|da|chua|hoac) "
)
"""Behind these begins what the sum is for, or who gets it, and not its name."""
_JOB = re.compile(rb"\b(?:tho|nv|nhan vien|ktv|phu|chuyen vien|may|ban|coi|giu|rua|don|sua)(?: may)? $")
_DAMAGES = re.compile(rb"boi |den\b|phat\b")
_JOINED = re.compile(rb"\+|&|^ va $|^ ?, ?$")


def choose(near: Setting, *, after: Purpose | None) -> Cue | None:
    """Return the cue that a sum goes with, None where there is none; `after`: what the sum before it is for."""
    phrases = near.by_phrase()
    best, behind, timed = _most_telling(near, phrases[0]), _first_behind(near), near.is_timed
    after_fee = after is not None and after.family == "fee"
    after_wage = near.previous is not None and (after is None or after.family == "wage")
    if behind is not None and behind.kind == "tax":
        return behind
    reduced = next((cue for cue in near.own_cues()[-1:] if cue.kind == "discount"), None)
    if reduced is not None and reduced.end >= near.amount.start - 1:
        return reduced
    if best is not None:
        best = _if_meant(near, best, after_fee=after_fee, after_wage=after_wage)
    asks = behind is not None and behind.family in ("fee", "offer")
    if best is not None and best.family == "fee" and (best.general or best.near or not names_money(near, best)):
        asks = asks or (behind is not None and behind.family == "wage" and behind.start <= near.amount.end + 1)
        best = behind if asks and behind is not None and behind.family == "wage" else best
    if best is None:
        return behind or _from_earlier(near, phrases[1:], timed=timed, in_list=after_fee)
    if _gives_way(near, best, behind, asks=asks):
        return behind
    mere = best.general and not is_sum(near.text.ascii[best.start : best.end])
    if mere or (best.near and best.family == "wage" and not timed):
        return _special_of(near, phrases[1:], best) or best
    return best


def _gives_way(near: Setting, best: Cue, behind: Cue | None, *, asks: bool) -> bool:
    """Tell whether the cue behind a sum says more of it than the one before: "đợt đầu gửi 600k tiền cọc"."""
    seat = best.kind == "deposit" and behind is not None and behind.kind == "seat"
    if (seat or _is_a_stage(near, best)) and _is_at_once(near, behind):
        return True
    if not asks or not (best.general or best.near or best.small):
        return False
    return best.general or best.kind != "deducted" or _is_a_fee_at_once(near, behind)


def _if_meant(near: Setting, best: Cue, *, after_fee: bool, after_wage: bool) -> Cue | None:
    """Return the cue itself, the verb of earning that stands nearer, or None where the words name no money at all."""
    if is_a_skill(near, best) and not after_fee:
        return next((cue for cue in near.own_cues() if cue.start > best.end and is_sum(_words(near, cue))), None)
    if (near.is_timed and is_no_fee_by_time(near, best)) or (after_wage and is_rather_a_job(near, best)):
        return None
    if best.family == "fee" and not best.general and not names_money(near, best):
        line, before = near.text.ascii, max(near.floor, best.start - 12)
        drives = _words(near, best) == b"xe" and line[before : best.start].endswith(b"lai ")
        sews = _words(near, best).startswith((b"may ba lo", b"may balo", b"may ao")) or (
            _words(near, best) == b"ao" and line[before : best.start].endswith(b"lo ")
        )
        if near.is_large and (drives or sews or _JOB.search(line, before, best.start)):
            return earned(near)  # "thợ trang điểm", "may ba lô", "lái xe 7 triệu"
        return earned(near) or best
    return best


def _words(near: Setting, cue: Cue) -> bytes:
    return near.text.ascii[cue.start : cue.end]


def _is_a_stage(near: Setting, cue: Cue) -> bool:
    """Tell "đợt đầu", "ký hợp đồng": when one pays, which says little beside what it is paid for."""
    return cue.kind == "service" and not cue.general and not names_money(near, cue)


def _is_at_once(near: Setting, behind: Cue | None) -> bool:
    return behind is not None and behind.family == "fee" and behind.start <= near.amount.end + 1


def _is_a_fee_at_once(near: Setting, behind: Cue | None) -> bool:
    """Tell "hoàn hết trừ 500 USD phí thẩm định"."""
    if behind is None or behind.start > near.amount.end + 1:
        return False
    return near.text.ascii[behind.start : behind.end].startswith((b"phi", b"le phi", b"tien"))


def _special_of(near: Setting, phrases: list[list[Cue]], best: Cue) -> Cue | None:
    """Return the special cue of an earlier phrase that a mere "phí" or "được" before a sum goes with."""
    for phrase in phrases:
        earlier = _most_telling(near, [cue for cue in phrase if not cue.near and not cue.general])
        if earlier is None:
            continue
        if best.family == "wage":
            return earlier if earlier.kind in ("referral_bonus", "living") else None
        return earlier if earlier.family == "fee" or earlier.kind == "living" else None
    return None


def _from_earlier(near: Setting, phrases: list[list[Cue]], *, timed: bool, in_list: bool) -> Cue | None:
    """Return the cue of an earlier phrase that a sum without words of its own goes with."""
    asked = WORKER_PAYS.search(near.text.ascii, near.sentence, near.amount.start) is not None
    whole = None
    for phrase in phrases:
        asked = asked or any(cue.general and not cue.near and cue.family == "fee" for cue in phrase)
        earlier = _most_telling(near, [cue for cue in phrase if not cue.near and not cue.general])
        if earlier is None and not timed and phrase and phrase[-1].general and phrase[-1].family == "fee":
            # as in: Phí gồm 2 khoản: phía Việt Nam, phía Ba Lan
            listed = not phrase[-1].near and _LISTED.search(near.text.ascii, phrase[-1].end, near.amount.start)
            whole = whole or (phrase[-1] if listed else None)
        if earlier is None:
            continue
        too_far = near.amount.start - earlier.end > _ABOUT
        by_time = (
            timed
            and not is_a_lesson(near, earlier)
            and earlier.family != "wage"
            and earlier.kind not in ("tips", "tax")
        )
        named = names_money(near, earlier) or is_a_lesson(near, earlier)
        vague = earlier.family == "fee" and not asked and not in_list and not named
        if earlier.family == "fee" and not in_list and is_a_skill(near, earlier):
            return whole
        return whole if too_far or by_time or vague or earlier.family == "waived" else earlier
    return whole


def _first_behind(near: Setting) -> Cue | None:
    """Return the first cue behind the sum that speaks of it."""
    for cue in near.behind:
        if cue.kind == "living" and _PER_HEAD.fullmatch(near.text.ascii, near.amount.end, cue.start):
            return cue
        if cue.general or cue.family == "waived" or (cue.small and near.is_large):
            continue
        between = _SPAN.sub(b" ", near.text.ascii[near.amount.end : cue.start])
        if len(between) <= _reach(cue, near.text.ascii[cue.start : cue.end]) and not _OTHER_THING.search(between):
            return cue
    return None


def _reach(cue: Cue, word: bytes) -> int:
    """Return how far behind a sum a cue may stand; less than nothing where it may not stand there at all."""
    if cue.kind == "overtime" or (cue.family == "wage" and cue.near and cue.kind != "basic"):
        return 1 if word in _NOUNS else -1
    close = cue.near or cue.behind or (cue.family == "none" and cue.kind != "tax")
    return 1 if close or (cue.family == "offer" and cue.kind != "referral_bonus") else _GAP


def _most_telling(near: Setting, cues: list[Cue]) -> Cue | None:
    """Of the cues of one phrase take the last; a general one gives way to a special one, a common one to a rare one."""
    special = [cue for cue in cues if not cue.general]
    special = [cue for cue in special if not cue.near] or special
    if not special:
        return cues[-1] if cues else None
    last = special[-1]
    if last.family == "waived" or (last.family == "none" and last.kind == "trade"):
        # as in: phí visa không phỏng vấn 45tr; ký quỹ bằng giá vé lượt về
        last = next((cue for cue in special if cue.family == "fee" and names_money(near, cue)), last)
        special = special[: special.index(last) + 1]
    if last.family == "offer":
        offers = [cue for cue in special if cue.family == "offer"]
        offers = [cue for cue in offers if not cue.small] or offers
        return next((cue for cue in offers if cue.kind == "referral_bonus"), offers[0])
    if last.family == "wage":
        return _fee_to_receive(near, cues, last) or _basis(special, last)
    if last.kind == "living":
        return next((cue for cue in special if cue.family == "offer"), last)
    if last.family == "fee":
        return _leading(near, special)
    return last


def _fee_to_receive(near: Setting, cues: list[Cue], last: Cue) -> Cue | None:
    """Return the fee that a verb of earning merely goes with: "phí nhận ca 1,8 triệu"."""
    if not last.near or near.amount.period is not None:
        return None
    named = [cue for cue in cues if cue.general and cue.start < last.start and _words(near, cue).startswith(b"phi")]
    return named[-1] if named else None


def _basis(cues: list[Cue], last: Cue) -> Cue:
    """Of words for a wage take one that says whether it is basic or taken home."""
    return next((cue for cue in reversed(cues) if cue.family == "wage" and cue.kind != "unspecified"), last)


def _leading(near: Setting, cues: list[Cue]) -> Cue:
    """Of a phrase that ends with a fee return what is paid: the head of "đồng phục + thẻ", "thưởng ký hợp đồng"."""
    last = cues[-1]
    damages = next((cue for cue in cues if cue.kind == "penalty"), None)
    if damages is not None and last.kind in ("other", "training"):
        return damages  # "bồi thường tiền vé + tiền ăn"
    if last.kind != "seat" and not names_money(near, last):
        for cue in cues:
            if cue.family in ("offer", "wage") or (cue.family == "fee" and names_money(near, cue)):
                return cue
    place = len(cues) - 1
    while place and cues[place - 1].family == "fee" and not _DAMAGES.match(near.text.ascii, cues[place].start):
        if not _JOINED.search(near.text.ascii[cues[place - 1].end : cues[place].start]):
            break
        place -= 1
    return cues[place]
