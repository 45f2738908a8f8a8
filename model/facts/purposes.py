"""What a sum of money is for: wage, one of the kinds of fee, an offer, or none of these, told by the words around it.

A sum belongs to the cue in its own phrase; else to the cue right behind it ("500k tiền cọc"); else it goes on with what
the sum before it was for, or what the heading above says; a sum with a period and no cue is a wage.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace

from model.facts.amounts import Amount
from model.facts.cues import Cue, cues_in
from model.facts.periods import period_before
from model.text import AlignedText

FAR = 160
"""Characters that a cue may stand before its sum."""
BESIDE = 12
"""Characters between a sum and a word that counts only beside it."""
NEAR = 36
"""Characters that it may stand behind it."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """The neighbourhood of one sum: `floor` is where its own words begin, `sentence` where its sentence does."""

    text: AlignedText
    amount: Amount
    sentence: int
    floor: int
    ceiling: int
    cues: list[Cue]
    """Before the sum, within the sentence."""
    behind: list[Cue]
    previous: Amount | None
    last: Purpose | None


_BREAK = re.compile(rb"\n|[.!?] (?=[^\d]|\d+[./)] )|\x05")
_PHRASE = re.compile(rb"[,;()]|/ | - | = ?|>|\x05| (?:roi|con|nhung|ngoai ra|rieng|va duoc|sau do) ")
_RESTATED = re.compile(
    rb"(?: ?/ ?[a-z]+| mot thang| 1 thang)? ?[(=~?>\-,.]* ?(?:tuc |co |cung |tuong duong|tuong ung|tuong duong voi|khoang|tam|xap xi|tuc la|tinh tron|quy doi|quy ra|quy|hon|gan|~|=|, )*(?: khoang| tam)? ?"
)
_SIGN_OF_SAME = re.compile(rb"[(=~?>]|tuong|tuc|, co |quy|khoang|tam|xap xi|tinh tron")
_IN_IT = re.compile(rb"trong (?:do|so do)")
_CRIME = re.compile(rb"mao danh|gia danh|lua dao|bi lua|cong an|doi tuong|chiem doat|toa an|nghi dinh|xu phat")
_DEDUCTED = re.compile(rb"\bkhau tru\b[^;.]*$")
_MONEY_WORD = re.compile(rb"(?:le |chi |hoc )?phi\b|tien\b|dong\b|nop\b|tong\b|tron\b")
_BY_OTHERS = re.compile(rb"gioi thieu|ru them|dan them")
_PROOF = re.compile(rb"chung minh tai chinh|lo so\b")
_TOTAL_SIGN = re.compile(rb"(?:=|>|->|la|thanh|tong(?: cong)?|cong(?: lai)?) ?(?:khoang |~ ?|tam )?$")
_PAYS = rb"(?:lo|chiu|tra|chi tra|dai tho|bao|thanh toan|tai tro|cap|mua|dong|tang|ho tro|cho di hoc|cu di hoc|phat)"
_PAYER = (
    rb"(?:cong ty|cty|chu|chu nha|chu su dung|ben minh|nha hang|xuong|doanh nghiep|phia [a-z]+|doi tac|xi nghiep|nghiep doan|quan|"
    rb"nha may|truong|trung tam|shop|tiem|ben em|cua hang|khach san|benh vien|nha tuyen dung|nha xe|ben a)"
)
_WAIVED = re.compile(
    _PAYER
    + rb"(?: [a-z]+){0,4}? "
    + _PAYS
    + rb"\b(?! (?:lai|sau|cho (?:cong ty|cty)))|mien phi|\bfree\b|duoc mien|duoc hoan|nguoi nha khong"
)
_CLAUSE = re.compile(rb"[;\n,]|[.!?] |\d")
_WORKER = re.compile(
    rb"(?:nguoi lao dong|nld|ung vien|ban|hoc vien|anh em|chi em|minh|tu|lao dong|khach hang) (?:phai |tu |chi |se |can |lo )*(?:dong|nop|tra|chiu|lo|mua|tuc|thanh toan)|thu (?:tien|phi)"
)


def assign_purposes(text: AlignedText, amounts: list[Amount]) -> list[Purpose | None]:
    """Return for each sum what it is for, or None where nothing says so."""
    purposes: list[Purpose | None] = []
    if not amounts:
        return purposes
    line = text.ascii
    cues = _cues_near(text, amounts)
    starts = [cue.start for cue in cues]
    for place, amount in enumerate(amounts):
        previous = amounts[place - 1] if place else None
        sentence = _sentence_start(line, amount.start)
        floor = max(sentence, previous.end if previous else 0)
        after = amounts[place + 1].start if place + 1 < len(amounts) else len(line)
        ceiling = _phrase_end(line, amount.end, after)
        setting = Setting(
            text=text,
            amount=amount,
            sentence=sentence,
            floor=floor,
            ceiling=ceiling,
            cues=cues[bisect_left(starts, floor) : bisect_right(starts, amount.start)],
            behind=cues[bisect_left(starts, amount.end) : bisect_left(starts, ceiling)],
            previous=previous,
            last=purposes[-1] if purposes else None,
        )
        purposes.append(_purpose(setting))
    return purposes


def _cues_near(text: AlignedText, amounts: list[Amount]) -> list[Cue]:
    """Look for cues only where a sum is near; spans that touch are one."""
    spans: list[list[int]] = []
    for amount in amounts:
        start, end = max(0, amount.start - 2 * FAR), min(len(text.ascii), amount.end + 60)
        if spans and start <= spans[-1][1]:
            spans[-1][1] = end
        else:
            spans.append([start, end])
    return [cue for start, end in spans for cue in cues_in(text, start, end)]


def _sentence_start(line: bytes, place: int) -> int:
    window = max(0, place - FAR)
    found = window
    for match in _BREAK.finditer(line, window, place):
        found = match.end()
    return found


def _phrase_end(line: bytes, end: int, following: int) -> int:
    """Return how far words behind a sum can be its own: to the next sign, and to nothing that belongs to the next sum."""
    most = min(end + NEAR, len(line))
    match = re.compile(rb"[,;\n+()\x05]|[.!?](?: |$)| - ").search(line, end, most)
    stop = match.start() if match else most
    return stop if stop < following else min(end, stop)


def _purpose(near: Setting) -> Purpose | None:
    if _is_story(near):
        return Purpose(family="none", kind="crime", start=near.amount.start, end=near.amount.end)
    if _restates(near):
        assert near.last is not None  # noqa: S101 - told by _restates
        return Purpose(
            family=near.last.family, kind=near.last.kind, start=near.amount.start, end=near.amount.end, restates=True
        )
    start = near.amount.start
    segment = near.text.ascii[near.floor : start]
    if near.last is not None and _IN_IT.search(segment):
        return replace(near.last, start=start, end=near.amount.end, restates=False)
    if near.last is not None and near.last.family == "wage" and segment.rstrip().endswith((b"=", b">", b"> khoang")):
        return Purpose(family="wage", kind="unspecified", start=start, end=near.amount.end)
    own = [cue for cue in near.cues if cue.end <= start + 1 and (not cue.near or start - cue.end <= BESIDE)]
    chosen = _choose(near, own)
    if chosen is None:
        return _carried_on(near)
    if (
        chosen.family == "offer"
        and chosen.kind == "bonus"
        and _BY_OTHERS.search(near.text.ascii[near.amount.end : near.amount.end + 44].split(b"\n")[0])
    ):
        return Purpose(family="offer", kind="referral_bonus", start=chosen.start, end=near.amount.end)
    if chosen.general and _PROOF.search(near.text.ascii[near.sentence : near.amount.start]):
        return Purpose(family="fee", kind="other", start=chosen.start, end=near.amount.end)
    if chosen.general and chosen.near and near.text.ascii[chosen.start : chosen.end] in (b"tong", b"cong"):
        return _summed(near, chosen)
    if chosen.family == "waived" or (
        chosen.family == "fee" and chosen.kind != "deposit" and _somebody_else_pays(near, chosen)
    ):
        return Purpose(family="none", kind="waived", start=chosen.start, end=chosen.end)
    return Purpose(family=chosen.family, kind=chosen.kind, start=chosen.start, end=chosen.end)


def _summed(near: Setting, cue: Cue) -> Purpose:
    """Tell what "tổng" and "cộng" add up: fees, or a wage with its parts; "cộng" of a smaller sum is an extra."""
    family, kind = "fee", "service"
    if near.last is not None and near.last.family == "wage" and near.previous is not None:
        alike = near.previous.currency == near.amount.currency and near.amount.high <= 5 * near.previous.high
        family, kind = ("wage", "unspecified") if alike else ("fee", "service")
        if alike and near.amount.high < near.previous.low:
            family, kind = "offer", "support"
    elif near.last is None and near.text.ascii[cue.start : cue.end] == b"cong":
        family, kind = "wage", "unspecified"
    return Purpose(family=family, kind=kind, start=cue.start, end=cue.end)


def _is_story(near: Setting) -> bool:
    line = near.text.ascii
    before = line[line.rfind(b"\n", 0, near.amount.start) + 1 : near.amount.start][-FAR:]
    if _DEDUCTED.search(before):
        return True
    return _CRIME.search(line[near.sentence : min(len(line), near.amount.end + 90)].split(b"\n")[0]) is not None


def _restates(near: Setting) -> bool:
    if near.previous is None or near.last is None or near.previous.currency == near.amount.currency:
        return False
    between = near.text.ascii[near.previous.end : near.amount.start]
    return (
        len(between) <= 44  # noqa: PLR2004
        and _RESTATED.fullmatch(between) is not None
        and _SIGN_OF_SAME.search(between) is not None
    )


def _choose(near: Setting, own: list[Cue]) -> Cue | None:
    phrases = _by_phrase(near, own)
    best, behind, timed = _most_telling(near, phrases[0]), _first_telling(near), _is_timed(near)
    if best is not None and timed and _is_no_fee_by_time(near, best):
        best = None
    if best is not None and not best.general:
        if best.near and behind is not None and behind.family in ("fee", "offer"):
            return behind
        if best.near and best.family == "wage" and not timed:
            return _from_earlier(near, phrases[1:], best, timed=timed) or best
        return best
    if behind is not None and (best is None or behind.family in ("fee", "offer")):
        return behind
    return _from_earlier(near, phrases[1:], best, timed=timed) or best


def _is_no_fee_by_time(near: Setting, cue: Cue) -> bool:
    """Tell a cue that cannot be what is paid by the hour, or whose common word says little beside "/tháng"."""
    if cue.near or cue.general:
        return cue.family in ("fee", "none")
    return cue.family == "fee" and near.amount.period in ("hour", "day")


def _from_earlier(near: Setting, phrases: list[list[Cue]], best: Cue | None, *, timed: bool) -> Cue | None:
    """Return the special cue of an earlier phrase that a sum, or a mere "phí" or "được" before it, goes with."""
    asked = best is not None and best.family == "fee"
    for phrase in phrases:
        asked = asked or any(cue.general and cue.family == "fee" for cue in phrase)
        earlier = _most_telling(near, [cue for cue in phrase if not cue.near])
        if earlier is None or earlier.general:
            continue
        if best is not None:
            fits = ("offer",) if best.family == "wage" else ("fee",)
            return (
                earlier if earlier.family in fits and (fits != ("offer",) or earlier.kind == "referral_bonus") else None
            )
        if timed and earlier.family in ("fee", "offer", "waived", "none") and earlier.kind not in ("tips", "tax"):
            return None
        if earlier.family == "waived" or (earlier.family == "fee" and not asked and not _names_money(near, earlier)):
            return None
        return earlier
    return None


def _names_money(near: Setting, cue: Cue) -> bool:
    """Tell "phí hồ sơ" from a mere "hồ sơ", which may be anything in an earlier phrase."""
    return cue.kind == "deposit" or _MONEY_WORD.match(near.text.ascii, cue.start) is not None


def _is_timed(near: Setting) -> bool:
    """Tell whether the sum is said to be for a span of time, or for a piece."""
    if near.amount.period is not None:
        return True
    own = near.text.ascii[max(near.floor, near.amount.start - 40) : near.amount.start]
    return period_before(re.split(rb"[,;(]", own)[-1]) is not None


def _by_phrase(near: Setting, own: list[Cue]) -> list[list[Cue]]:
    """Group the cues before a sum by the phrase they stand in, the sum's own phrase first; an empty one stays."""
    cuts = [
        match.end()
        for match in _PHRASE.finditer(near.text.ascii, near.floor, near.amount.start)
        if match[0] != b"(" or near.amount.start - match.end() > 1
    ]
    groups: list[list[Cue]] = [[] for _ in range(len(cuts) + 1)]
    for cue in own:
        groups[len(cuts) - bisect_right(cuts, cue.start)].append(cue)
    return groups


def _first_telling(near: Setting) -> Cue | None:
    """Return the first cue behind the sum that speaks of it."""
    for cue in near.behind:
        gap = cue.start - near.amount.end
        if near.text.ascii[cue.start - 1 : cue.start] == b"/":
            continue
        if cue.general or (cue.near and gap > 1):
            continue
        if cue.family == "none" and cue.kind != "tax" and (gap > 1 or cue.kind == "overtime"):
            continue
        if cue.family == "waived" or gap > (1 if cue.family == "offer" and cue.kind != "referral_bonus" else 10):
            continue
        return cue
    return None


_LITTLE = {"VND": 1_500_000, "JPY": 30_000, "KRW": 300_000, "TWD": 5_000, "THB": 3_000, "CNY": 700}
"""Below this a sum for overtime is a rate; above, a month's pay with overtime in it."""


def _most_telling(near: Setting, cues: list[Cue]) -> Cue | None:
    """Of the cues of one phrase take the last; a general one gives way to a special one, one that is common to a rare one."""
    cues = [cue for cue in cues if cue.kind != "overtime" or near.amount.high < _LITTLE.get(near.amount.currency, 300)]
    rare = [cue for cue in cues if not cue.general and not cue.near]
    special = rare or [cue for cue in cues if not cue.general]
    if not special:
        return cues[-1] if cues else None
    last = special[-1]
    if last.family == "offer":
        offers = [cue for cue in special if cue.family == "offer"]
        return next((cue for cue in offers if cue.kind == "referral_bonus"), offers[0])
    if last.family == "wage":
        return next((cue for cue in reversed(special) if cue.family == "wage" and cue.kind != "unspecified"), last)
    place = len(special) - 1
    while place and last.family == "fee" and special[place - 1].family == "fee":
        between = near.text.ascii[special[place - 1].end : special[place].start]
        if not re.search(rb"\+|&|^ va $|^ ?, ?$", between):
            break
        place -= 1
    return special[place]


def _somebody_else_pays(near: Setting, cue: Cue) -> bool:
    line = near.text.ascii
    behind = line[near.amount.end : min(near.amount.end + 45, len(line))]
    stop = _CLAUSE.search(behind)
    behind = behind[: stop.start()] if stop else behind
    before = line[max(near.floor, cue.start - 45) : near.amount.start]
    around = re.split(rb"[;.] ", before)[-1] + b" " + behind
    return _WAIVED.search(around) is not None and _WORKER.search(around) is None


def _carried_on(near: Setting) -> Purpose | None:
    """Return what a sum without a cue of its own is for: what the one before it was, or what the heading says."""
    last, previous, amount = near.last, near.previous, near.amount
    paid_by_time = amount.period in ("month", "day", "hour", "week", "year")
    if last is not None and previous is not None and last.family in ("fee", "wage", "offer"):
        between = near.text.ascii[previous.end : amount.start]
        lines = between.count(b"\n")
        same_line = lines == 0 and len(between) <= 90  # noqa: PLR2004
        if last.family == "fee" and not paid_by_time and (same_line or (lines == 1 and len(between) <= 120)):  # noqa: PLR2004
            kind = last.kind if same_line or last.kind in ("service", "brokerage", "other") else "service"
            return Purpose(family="fee", kind=kind, start=amount.start, end=amount.end, carried=True)
        if last.family == "offer" and not paid_by_time and same_line and len(between) <= 24:  # noqa: PLR2004
            return Purpose(family="offer", kind=last.kind, start=amount.start, end=amount.end)
        ratio = amount.high / previous.high
        if (
            last.family == "wage"
            and amount.currency == previous.currency
            and 1 / 5 <= ratio <= 5
            and lines <= 1
            and len(between) <= 90
        ):  # noqa: PLR2004
            return Purpose(family="wage", kind="unspecified", start=amount.start, end=amount.end, carried=True)
        if last.family == "fee" and amount.period == "month" and previous.end > near.sentence:
            # board, lodging and lessons by the month, named among the fees
            return Purpose(family="none", kind="living", start=amount.start, end=amount.end)
    if paid_by_time:
        return None
    return _under_heading(near)


def _under_heading(near: Setting) -> Purpose | None:
    """Return the fee that a heading above announces: "BẢNG PHÍ", "Lộ trình đóng phí:"."""
    line = near.text.ascii
    start = max(0, near.amount.start - 2 * FAR)
    head = line[start : near.amount.start]
    above, _, _ = head.rpartition(b"\n")
    cut = max(above.rfind(b"\n\n"), 0)
    for cue in reversed(cues_in(near.text, start + cut, start + len(above))):
        stop = line.find(b"\n", cue.end)
        written = line[cue.end : stop if stop >= 0 else len(line)]
        if written.rstrip().endswith(b":") and cue.family in ("fee", "wage"):
            return Purpose(family=cue.family, kind=cue.kind, start=near.amount.start, end=near.amount.end)
    return None
