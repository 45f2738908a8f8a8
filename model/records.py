"""What the steps of the model hand to one another: findings, reasons, screenings."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from model.fact_records import Facts
from model.text import Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class LawReference:
    """An act that the law names, with its fine band in VND on the day it is applied."""

    document: str
    article: str
    act: str
    fine_vnd_individual: tuple[int, int] | None
    fine_vnd_organisation: tuple[int, int] | None
    verified: bool
    """False where the figure was not read in the legal text itself."""
    source: str

    def row(self) -> dict[str, Any]:
        """Return JSON values."""
        values = {item.name: getattr(self, item.name) for item in fields(self)}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """An indicator that fired: what it says, on which words, and which law it touches."""

    code: str
    strength: str
    """strong | medium | weak"""
    sentence: str
    quotes: tuple[Quote, ...]
    law: tuple[LawReference, ...] = ()
    typologies: tuple[str, ...] = ()

    def row(self) -> dict[str, Any]:
        """Return the finding as the screen contract writes it."""
        return {
            "code": self.code,
            "strength": self.strength,
            "sentence": self.sentence,
            "quotes": [quote.row() for quote in self.quotes],
            "law": [reference.row() for reference in self.law],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class AdvertText:
    """An advert as it comes to the model, from storage or from a file."""

    text: str
    """What quotes point into."""
    title: str = ""
    employer_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A part of the logit: a word, an indicator; the parts and the intercept add up exactly."""

    name: str
    contribution: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    """Everything the model says of one advert."""

    score: float
    band: str
    """high | medium | low | not_enough_information"""
    typologies: tuple[str, ...]
    facts: Facts
    findings: tuple[Finding, ...]
    reasons: tuple[Reason, ...]
    logit: float
    intercept: float
    model_version: str
    law_date: date
    evaluated: tuple[Finding, ...] = ()
    """What fired of the indicators in evaluation; no part of the contract, of the score or of what is shown."""

    def row(self) -> dict[str, Any]:
        """Return the screening as the contract of design section 4 writes it, without the id."""
        return {
            "score": self.score,
            "band": self.band,
            "typologies": list(self.typologies),
            "facts": self.facts.row(),
            "findings": [finding.row() for finding in self.findings],
            "reasons": [{"name": reason.name, "contribution": reason.contribution} for reason in self.reasons],
            "logit": self.logit,
            "intercept": self.intercept,
            "model_version": self.model_version,
            "law_date": self.law_date.isoformat(),
        }
