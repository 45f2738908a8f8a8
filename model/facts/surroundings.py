"""The neighbourhood of a sum: where its sentence and its own words begin, which cues stand before and behind it."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from model.facts.amounts import Amount
from model.facts.cues import Cue, cues_in
from model.facts.periods import period_before
from model.text import AlignedText

FAR = 160
"""Characters that a cue may stand before its sum."""
BESIDE = 9
"""Characters between a sum and a word that counts only beside it."""
_ANSWER = 14
"""Characters between a question and the sum that answers it."""
_NEAR = 36
"""Characters that a cue may stand behind its sum."""
# Below this a sum for overtime is a rate; above, a month's pay with overtime in it. Twice as much is a wage's size.
_LITTLE = {"VND": 1_500_000, "JPY": 30_000, "KRW": 300_000, "TWD": 5_000, "THB": 3_000, "CNY": 700,
           "PLN": 900, "CZK": 6_000, "HUF": 80_000, "PHP": 5_000, "RUB": 12_000, "MYR": 400, "SAR": 450, "AED": 450,
           "MOP": 1_000, "HKD": 1_000, "ILS": 1_000, "TRY": 6_000, "RON": 900, "BGN": 350}  # fmt: skip
_LITTLE_ELSEWHERE = 300

_BREAK = re.compile(rb"\n|(?<!\.)[.!?] (?=[^\d.]|\d+[./)] )|[a-z)]{2}[.!?] (?=\d)|\x05")
_PHRASE_END = re.compile(rb"[,;\n+()|\x05]|[.!?](?: |$)| - | (?:va|voi) (?=\d|nap|dong|nop|coc|them|tien|phi|le phi)")
_ASIDE = re.compile(rb"\([^()]*\)")
_LABEL = re.compile(rb"[:|>.]\.* ?$")
# A label names all that the sum behind it is for: "Vé, visa, bảo hiểm: 14 triệu".
_LABEL_PART = re.compile(rb"[;|]|/ | - | = ?|(?:[^ab\s]\d|[^\d\s]) ?>|^ ?>|\x05")
_LABEL_SIGNS = (b"|", b">", b"-", b"(")
# What may stand between a common word and its sum: "Vé: tự túc khoảng 17 triệu", "Visa ........ 66 USD".
_FILLER = re.compile(
    rb"(?:[ .|:=-]|\b(?:khoang|tam|chung|co|gan|hon|het|la|tu (?:tuc|lo|tra|mua|dong|nop)|chi|mat|ton|thi|cung|uoc|"
    rb"dao dong|"
    rb"xap xi|dung|muc|tu)\b)+"
)
_ONLY_WHEN = re.compile(rb"\b(?:khi|luc|hom|ngay) $")
_PHRASE = re.compile(rb"[,;()|]|/ | - | = ?|>|\x05| (?:roi|con|gom|bao gom|nhung|ngoai ra|rieng|va duoc|sau do) ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One sum and what stands around it."""

    text: AlignedText
    amount: Amount
    previous: Amount | None
    sentence: int
    """Where its sentence begins."""
    floor: int
    """Where its own words begin: behind the sum before it, and behind what speaks of that one."""
    cues: list[Cue]
    """Before the sum, from the floor on."""
    behind: list[Cue]
    """Behind the sum, up to the end of its phrase."""

    @property
    def segment(self) -> bytes:
        """The words between the floor and the sum."""
        return self.text.ascii[self.floor : self.amount.start]

    @property
    def between(self) -> bytes:
        """The words between the sum before and this one."""
        return self.text.ascii[self.previous.end : self.amount.start] if self.previous else b""

    @property
    def is_little(self) -> bool:
        """Too little for a month's work."""
        return self.amount.high < _LITTLE.get(self.amount.currency, _LITTLE_ELSEWHERE)

    @property
    def is_large(self) -> bool:
        """As much as a month's wage."""
        return self.amount.high >= 2 * _LITTLE.get(self.amount.currency, _LITTLE_ELSEWHERE)

    @property
    def is_timed(self) -> bool:
        """Said to be for a span of time, or for a piece."""
        if self.amount.period is not None:
            return True
        own = re.split(rb"[,;(]", self.segment[-40:])[-1]
        return period_before(self.text, self.amount.start - len(own), self.amount.start) is not None

    def own_cues(self) -> list[Cue]:
        """Return the cues before the sum that can speak of it."""
        start = self.amount.start
        return [
            cue
            for cue in self.cues
            if cue.end <= start + 1
            and not (cue.near and start - cue.end > BESIDE and not _FILLER.fullmatch(self.text.ascii, cue.end, start))
            and not cue.behind
            and not (cue.small and self.is_large and start - cue.end > 1)
            and not (cue.kind == "overtime" and not self.is_little)
        ]

    def by_phrase(self) -> list[list[Cue]]:
        """Group the cues before the sum by the phrase they stand in, its own phrase first; an empty one stays."""
        segment = _ASIDE.sub(lambda aside: b"_" * len(aside[0]), self.segment)
        part = _LABEL_PART if _LABEL.search(segment) else _PHRASE
        cuts = [
            self.floor + match.end()
            for match in part.finditer(segment)
            if (segment[match.end() :].strip(b" .:|>-") or match[0].strip() not in _LABEL_SIGNS)
            and not self._is_noun(match.span(), match[0])
        ]
        groups: list[list[Cue]] = [[] for _ in range(len(cuts) + 1)]
        for cue in self.own_cues():
            groups[len(cuts) - bisect_right(cuts, cue.start)].append(cue)
        return [self._told(group, segment) for group in groups]

    def _is_noun(self, span: tuple[int, int], word: bytes) -> bool:
        """Tell con (a child, a pig) from còn (but)."""
        start = self.floor + span[0]
        return word == b" con " and self.text.text[start : start + 5].lower() == " con " and self.is_accented

    @property
    def is_accented(self) -> bool:
        """Written with accents: then a word without them is another word."""
        return not self.text.text[self.floor : self.amount.start].isascii()

    def _told(self, cues: list[Cue], segment: bytes) -> list[Cue]:
        """Leave out what stands in brackets, and what says only when: "(chưa gồm ký quỹ)", "khi nhập học"."""
        told = [cue for cue in cues if segment[cue.start - self.floor : cue.start - self.floor + 1] != b"_"]
        what = [
            cue
            for cue in told
            if cue.kind == "service" or not _ONLY_WHEN.search(self.text.ascii, max(0, cue.start - 5), cue.start)
        ]
        return what or told or cues


class Surroundings:
    """All sums of a text with the cues around them, each found once."""

    def __init__(self, text: AlignedText, amounts: list[Amount]) -> None:
        """Look for cues only where a sum is near."""
        self._text, self._amounts = text, amounts
        self._cues = _cues_near(text, amounts)
        self._starts = [cue.start for cue in self._cues]

    def of(self, place: int, spoken_for: int) -> Setting:
        """Return the neighbourhood of a sum; what stands before `spoken_for` speaks of the sum before it."""
        text, amount = self._text, self._amounts[place]
        previous = self._amounts[place - 1] if place else None
        sentence = _sentence_start(text.ascii, amount.start)
        floor = max(sentence, previous.end if previous else 0, min(spoken_for, amount.start))
        after = self._amounts[place + 1].start if place + 1 < len(self._amounts) else len(text.ascii) + 1
        return Setting(
            text=text,
            amount=amount,
            previous=previous,
            sentence=sentence,
            floor=floor,
            cues=self._between(floor, amount.start + 1),
            behind=self._between(amount.end, _phrase_end(text.ascii, amount.end, after)),
        )

    def _between(self, start: int, end: int) -> list[Cue]:
        return self._cues[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


def _cues_near(text: AlignedText, amounts: list[Amount]) -> list[Cue]:
    spans: list[list[int]] = []
    for amount in amounts:
        start, end = max(0, amount.start - 2 * FAR), min(len(text.ascii), amount.end + _NEAR + 24)
        if spans and start <= spans[-1][1]:
            spans[-1][1] = end
        else:
            spans.append([start, end])
    return [cue for start, end in spans for cue in cues_in(text, start, end)]


def _sentence_start(line: bytes, place: int) -> int:
    found = last = max(0, place - FAR)
    for match in _BREAK.finditer(line, found, place + 2):
        if match.end() <= place:
            found, last = match.end(), (last if match[0].endswith(b"? ") else match.end())
    # "Chi phí? – Đáp: 16.800 USD" answers its question
    return last if place - found <= _ANSWER else found


def _phrase_end(line: bytes, end: int, following: int) -> int:
    """Return how far words behind a sum can be its own: to the next sign, and not if they lead to the next sum."""
    most = min(end + _NEAR, len(line))
    match = _PHRASE_END.search(line, end, most)
    stop = match.start() if match else most
    return stop if stop < following else end
