"""Step 6: find indicators: a rule is one small function; its docstring is its meaning, `wording.py` its sentence."""

from model.indicators import bait, conditions, identity, licence, money, offer, payment, person, route, travel
from model.indicators.advert import Advert, Indicator
from model.law.references import law_references
from model.prefilter import Pattern
from model.records import Finding
from model.wording import sentence_of

_ALL: tuple[Indicator, ...] = (
    *money.INDICATORS,
    *payment.INDICATORS,
    *travel.INDICATORS,
    *route.INDICATORS,
    *offer.INDICATORS,
    *bait.INDICATORS,
    *person.INDICATORS,
    *identity.INDICATORS,
    *conditions.INDICATORS,
    *licence.INDICATORS,
)

INDICATORS: tuple[Indicator, ...] = tuple(indicator for indicator in _ALL if indicator.state == "active")
"""Those with a weight in the model, which are shown."""

EVALUATED: tuple[Indicator, ...] = tuple(indicator for indicator in _ALL if indicator.state == "evaluation")
"""Those that are run and counted, without weight and not shown."""

_ORDER = {"strong": 0, "medium": 1, "weak": 2}


def find_indicators(advert: Advert, *, include_evaluation: bool = False) -> tuple[Finding, ...]:
    """Return what fired, strongest first; nothing where the text warns of scams instead of making an offer.

    Args:
        advert: the advert as indicators see it.
        include_evaluation: also return what fired of the indicators in evaluation.
    """
    Pattern.look_over(advert.text.ascii)
    if advert.warns:
        return ()
    findings = []
    for indicator in (*INDICATORS, *EVALUATED) if include_evaluation else INDICATORS:
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
