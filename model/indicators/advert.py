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
_DENIAL = words("denial")
_ABROAD = words("abroad")
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
        """The offer is about work outside Việt Nam."""
        return bool(self.facts.destinations) or _ABROAD.search(self.text.ascii) is not None

    @cached_property
    def countries(self) -> frozenset[str]:
        """Countries of work, ISO codes."""
        return frozenset(destination.country for destination in self.facts.destinations)

    @cached_property
    def warns(self) -> bool:
        """The text warns of scams or reports one; what it quotes is not its own offer."""
        warnings = {match[0] for match in _WARNS.finditer(self.text.ascii)}
        reports = {match[0] for match in _REPORTS.finditer(self.text.ascii)}
        return len(warnings) + 2 * len(reports) >= _WARNING_WORDS

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
            found.append(self.text.quote(*match.span()))
            if len(found) == most:
                break
        return tuple(found)

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
