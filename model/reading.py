"""Steps 5 and 6 in one call: from an advert to its aligned text, facts and findings."""

from dataclasses import dataclass
from datetime import date

from model.fact_records import Facts
from model.facts import read_facts
from model.indicators import find_indicators
from model.indicators.advert import Advert
from model.records import AdvertText, Finding
from model.text import AlignedText, align


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that is known of an advert before it is scored."""

    text: AlignedText
    facts: Facts
    findings: tuple[Finding, ...]


def read_advert(advert: AdvertText, on: date) -> Reading:
    """Read the facts of an advert and find its indicators under the law of a day."""
    text = align(advert.text)
    facts = read_facts(text, on)
    findings = find_indicators(Advert(advert, text, facts, on))
    return Reading(text=text, facts=facts, findings=findings)
