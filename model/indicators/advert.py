"""What an indicator looks at: the aligned text, the facts, and whether the advert is about work abroad at all."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Literal

from model.fact_records import Facts
from model.indicators.patterns import words
from model.records import AdvertText
from model.register.results import RegisterResult
from model.text import AlignedText, Quote

_WARNS = words("warns")
_REPORTS = words("reports")
_DEMANDS = words("demands")
_DENIAL = words("denial")
_ABROAD, _ABROAD_TOLD = words("abroad"), words("abroad_told")
_GOING = words("going")
_STUDY = words("study")
_CLERK = words("clerk")
_ASKED_NOT_TO = words("asked_not_to")
_MARKET_OF = {"JPY": "JP", "KRW": "KR", "TWD": "TW", "MYR": "MY", "SGD": "SG", "AUD": "AU", "CAD": "CA", "SAR": "SA"}
"""The one market whose employers pay in a currency; others are paid in by several."""
_REFUSAL = 60
"""Characters behind a place in which a refusal of it stands."""
_NEAR = 24
"""Characters before a country in which a word of going there stands."""
_AT_HOME = ("VND", "USD")
"""Currencies that employers in Việt Nam name wages in."""
_WARNING_WORDS = 3
"""Points from which a text is read as a warning or news: one for each word of warning, two for one of a report."""


@dataclass(frozen=True)
class Advert:
    """One advert as indicators see it."""

    advert: AdvertText
    text: AlignedText
    facts: Facts
    on: date
    register: RegisterResult | None = None
    """What the licence register says of whom the advert names; None without a register, or where it names nobody."""

    @cached_property
    def abroad(self) -> bool:
        """The offer is about work outside Việt Nam: by its country, a sending licence, foreign wages or its words."""
        told = self.facts.destinations or self.facts.licences or self._foreign_wages
        return bool(told) or self.has(_ABROAD) or self.has(_ABROAD_TOLD)

    @cached_property
    def _foreign_wages(self) -> tuple[str, ...]:
        return tuple(wage.currency for wage in self.facts.wages if wage.currency not in _AT_HOME)

    @cached_property
    def markets(self) -> frozenset[str]:
        """Countries of work as named, else as the currency of the wage tells."""
        paid_in = frozenset(_MARKET_OF[one] for one in self._foreign_wages if one in _MARKET_OF)
        return self.countries or paid_in

    @cached_property
    def for_study(self) -> bool:
        """The advert sells studies abroad, and promises no wage."""
        return self.has(_STUDY) and not self.facts.wages

    def bound_for(self, countries: frozenset[str]) -> tuple[Quote, ...]:
        """Return where countries are named that the advert sends people to, and not such as it only mentions.

        A firm that names its customers' or partners' country asks no money, pays in đồng and says nothing of going.
        """
        named = tuple(item.quote for item in self.facts.destinations if item.country in countries)
        if self.has(_CLERK):
            return ()
        if not self.advert.employer_name or self.facts.fees or self._foreign_wages or self.has(_ABROAD):
            return named
        return tuple(one for one in named if _GOING.search(self.text.ascii[max(0, one.start - _NEAR) : one.start]))

    @cached_property
    def countries(self) -> frozenset[str]:
        """Countries of work, ISO codes."""
        return frozenset(destination.country for destination in self.facts.destinations)

    @cached_property
    def warns(self) -> bool:
        """The text warns of scams or reports one; what it quotes is not its own offer.

        A notice that asks its reader for money or papers is none: such warnings are a trick themselves.
        """
        warnings = {match[0] for match in _WARNS.finditer(self.text.ascii)}
        reports = {match[0] for match in _REPORTS.finditer(self.text.ascii)}
        return len(warnings) + 2 * len(reports) >= _WARNING_WORDS and not self._demands

    @cached_property
    def _demands(self) -> bool:
        """The text asks its reader for money or papers, other than in words that it puts into others' mouths."""
        return bool(self.quotes(_DEMANDS, 1, deniable=True))

    def quotes(
        self, pattern: Any, most: int = 3, *, deniable: bool = False, spelled: tuple[str, ...] = ()
    ) -> tuple[Quote, ...]:
        """Return the first places that a pattern of the folded text matches.

        Args:
            pattern: compiled pattern for the folded text.
            most: how many places are enough.
            deniable: leave out places that a refusal stands before ("không cam kết đậu").
            spelled: where the place was written with accents, one of these words must be in it ("thận", not "thân").
        """
        found = []
        for match in pattern.finditer(self.text.ascii):
            written = self.text.text[match.start() : match.end()].lower()
            if spelled and not written.isascii() and not any(word in written for word in spelled):
                continue
            if deniable and _DENIAL.search(self.text.ascii[max(0, match.start() - 40) : match.start()]):
                continue
            found.append(self.text.quote(match.start(), self._end_of_word(match.end())))
            if len(found) == most:
                break
        return tuple(found)

    def _end_of_word(self, end: int) -> int:
        """Return where the word ends that a pattern ended in: nobody is shown "60 tr" of "60 triệu"."""
        text = self.text.text
        if not end or not text[end - 1].isalpha():
            return end
        return next((place for place in range(end, len(text)) if not text[place].isalpha()), len(text))

    def is_refused_after(self, place: Quote) -> bool:
        """Tell whether the words behind a place say that the poster wants no such thing."""
        return _ASKED_NOT_TO.search(self.text.ascii[place.end : place.end + _REFUSAL]) is not None

    def has(self, pattern: Any) -> bool:
        """Tell whether a pattern of the folded text occurs."""
        return pattern.search(self.text.ascii) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """That an indicator fired: on which words, and with which figures for its sentence."""

    quotes: tuple[Quote, ...]
    figures: dict[str, str] | None = None
    law: tuple[str, ...] | None = None
    """Keys of the law that holds in this very case, where it is not the indicator's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A rule: a function from advert to sign, with what its firing means. The function's docstring is its meaning."""

    code: str
    strength: str
    """strong | medium | weak"""
    dimension: str
    """Dimension of the ILO/EC operational indicators of 2009: deception | coercion | vulnerability | exploitation."""
    typologies: tuple[str, ...]
    law: tuple[str, ...]
    """Keys of penalties.yml and provisions.yml."""
    fires: Callable[[Advert], Sign | None]
    state: Literal["active", "evaluation"] = "active"
    """In evaluation it is run and counted, but has no weight and is not shown."""

    @property
    def meaning(self) -> str:
        """The English sentence that says what it is about."""
        return (self.fires.__doc__ or "").strip()
