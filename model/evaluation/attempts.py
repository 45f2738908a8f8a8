"""What was tried: recipes that differ from the one in use in one or two choices each."""

from dataclasses import replace

from model.fit import RECIPE, Recipe

_PLAIN = Recipe(strength=2.0, words=1.3, facts=0.3, measures=1.0, indicators=1.0, rarest=2, blind=0.15)
_NONE = 1e-6

ATTEMPTS: dict[str, Recipe] = {
    "in use": RECIPE,
    "without facts": replace(_PLAIN, facts=_NONE),
    "facts speak twice as freely": replace(_PLAIN, facts=0.6),
    "no row fitted blind to indicators": replace(_PLAIN, blind=0.0),
    "neither facts nor blind rows": replace(_PLAIN, facts=_NONE, blind=0.0),
    "a third fitted blind to indicators": replace(_PLAIN, blind=0.33),
    "with unaccented and disguised copies": replace(_PLAIN, copies=True),
    "indicators and counts of findings alone": replace(_PLAIN, words=_NONE, facts=_NONE, blind=0.0),
    "words alone": replace(_PLAIN, facts=_NONE, measures=_NONE, indicators=_NONE, blind=0.0),
    "words and facts alone": replace(_PLAIN, measures=_NONE, indicators=_NONE, blind=0.0),
    "without counts of findings": replace(_PLAIN, measures=_NONE),
    "words speak half as freely": replace(_PLAIN, words=0.65),
    "words speak twice as freely": replace(_PLAIN, words=2.6),
    "words of three adverts or more": replace(_PLAIN, rarest=3),
    "less regularised": replace(_PLAIN, strength=8.0),
    "more regularised": replace(_PLAIN, strength=0.5),
    "support vector machine": replace(_PLAIN, margin=True, strength=0.3),
}
"""By the words that the table shows; kept when they lose, so that nobody tries them again unknowingly."""
