"""Bands, verdicts and strengths as pills: a sign and a word, never colour alone."""

from markupsafe import Markup

from review_app import wording, written
from review_app.language import _

_PILL = Markup('<span class="pill {kind}"><span aria-hidden="true">{sign}</span> {word}{tail}</span>')


def band(code: str | None, score: float | None) -> Markup:
    """Return the pill of a band with its score."""
    sign, word = wording.band(code)
    tail = Markup(" <b>{}</b>").format(written.score(score)) if score is not None else ""
    return _PILL.format(kind=f"band-{code or 'none'}", sign=sign, word=word, tail=tail)


def hidden() -> Markup:
    """Return the pill of an item whose score nobody sees before somebody decides."""
    pill = _PILL.format(kind="band-hidden", sign="◌", word=_("Score hidden"), tail="")
    return pill + Markup('<div class="soft until">{}</div>').format(_("until somebody decides"))


def verdict(code: str) -> Markup:
    """Return the pill of a verdict."""
    sign, word = wording.verdict(code)
    return _PILL.format(kind=f"verdict-{code}", sign=sign, word=word, tail="")


def strength(code: str) -> Markup:
    """Return the sign and words of a finding's strength."""
    sign, word = wording.strength(code)
    return Markup('<span class="strength"><span aria-hidden="true">{}</span> {}</span>').format(sign, word)


def unverified() -> Markup:
    """Return the mark of a row of law that nobody has checked yet."""
    return Markup('<span class="unverified">⚠ {}</span>').format(_("not verified yet"))
