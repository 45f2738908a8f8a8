"""Step 6: find indicators: a rule is one small function; its docstring is its meaning, `wording.py` its sentence."""

from model.indicators import money, offer, person, travel
from model.indicators.advert import Advert, Indicator
from model.law.references import law_references
from model.records import Finding
from model.wording import sentence_of

INDICATORS: tuple[Indicator, ...] = (*money.INDICATORS, *travel.INDICATORS, *offer.INDICATORS, *person.INDICATORS)

_ORDER = {"strong": 0, "medium": 1, "weak": 2}


def find_indicators(advert: Advert) -> tuple[Finding, ...]:
    """Return what fired, strongest first; nothing where the text warns of scams instead of making an offer."""
    if advert.warns:
        return ()
    findings = []
    for indicator in INDICATORS:
        sign = indicator.fires(advert)
        if sign is not None:
            findings.append(
                Finding(
                    code=indicator.code,
                    strength=indicator.strength,
                    sentence=sentence_of(indicator.code, sign.figures),
                    quotes=sign.quotes,
                    law=law_references(sign.law or indicator.law, advert.on),
                    typologies=indicator.typologies,
                )
            )
    return tuple(sorted(findings, key=lambda finding: _ORDER[finding.strength]))
