"""Steps 5 and 6 in one call: from an advert to its aligned text, facts and findings."""

from dataclasses import dataclass
from datetime import date

from model.fact_records import Facts
from model.facts import read_facts
from model.indicators import EVALUATED, find_indicators
from model.indicators.advert import Advert
from model.records import AdvertText, Finding
from model.register.index import Register
from model.register.matching import look_up, named_in
from model.text import AlignedText, align

_IN_EVALUATION = frozenset(indicator.code for indicator in EVALUATED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that is known of an advert before it is scored."""

    text: AlignedText
    facts: Facts
    findings: tuple[Finding, ...]
    evaluated: tuple[Finding, ...] = ()
    """What fired of the indicators in evaluation: counted, neither weighed nor shown."""


def read_advert(advert: AdvertText, on: date, register: Register | None = None) -> Reading:
    """Read the facts of an advert and find its indicators under the law of a day, and the register if there is one."""
    text = align(advert.text)
    facts = read_facts(text, on)
    listed = look_up(register, named_in(advert, facts), on) if register else None
    fired = find_indicators(Advert(advert, text, facts, on, listed), include_evaluation=True)
    return Reading(
        text=text,
        facts=facts,
        findings=tuple(finding for finding in fired if finding.code not in _IN_EVALUATION),
        evaluated=tuple(finding for finding in fired if finding.code in _IN_EVALUATION),
    )
