"""What was tried: recipes that differ from the one in use in one or two choices each."""

from dataclasses import replace

from model.fit import RECIPE, Recipe

_PLAIN = Recipe(strength=2.0, words=1.0, measures=0.5, indicators=1.5, rarest=2)

ATTEMPTS: dict[str, Recipe] = {
    "in use": RECIPE,
    "logistic regression, no copies": _PLAIN,
    "with unaccented and disguised copies": replace(_PLAIN, copies=True),
    "indicators and counts of findings alone": replace(_PLAIN, words=1e-6),
    "words alone": replace(_PLAIN, measures=1e-6, indicators=1e-6),
    "without counts of findings": replace(_PLAIN, measures=1e-6),
    "words speak half as freely": replace(_PLAIN, words=0.5),
    "words speak twice as freely": replace(_PLAIN, words=2.0),
    "counts of findings speak twice as freely": replace(_PLAIN, measures=1.0),
    "words of three adverts or more": replace(_PLAIN, rarest=3),
    "less regularised": replace(_PLAIN, strength=8.0),
    "more regularised": replace(_PLAIN, strength=0.5),
    "support vector machine": replace(_PLAIN, margin=True, strength=0.3),
    "support vector machine with copies": replace(_PLAIN, margin=True, strength=0.3, copies=True),
}
"""By the words that the table shows; kept when they lose, so that nobody tries them again unknowingly."""
