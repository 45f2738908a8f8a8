"""The advert as it was: its whole text as text, with the quotes of the findings marked and numbered."""

from collections.abc import Sequence

from markupsafe import Markup

from review_app import written
from review_app.components.markup import draw, visible
from review_app.language import _
from review_app.service.item_records import FindingRow
from review_app.service.quotes import Piece, cut_at_quotes

LONGEST = 200_000
"""Characters that are drawn; the rest is said to be in the capture."""

_TEXT = Markup('<div class="advert" dir="auto" tabindex="0">{pieces}</div>')
_MARK = Markup('<mark title="{title}">{signs}{text}</mark>')


def show(text: str, findings: Sequence[FindingRow]) -> None:
    """Draw the text."""
    if not text.strip():
        draw(Markup('<p class="soft">{}</p>').format(_("The page had no text.")))
        return
    quotes = [(finding.number, quote) for finding in findings for quote in finding.quotes]
    sentences = {finding.number: finding.sentence for finding in findings}
    pieces = cut_at_quotes(text[:LONGEST], quotes)
    draw(_TEXT.format(pieces=Markup("").join(_piece(piece, sentences) for piece in pieces)))
    if len(text) > LONGEST:
        cut = _("The first {shown} of {all} characters are shown; the whole is in the capture.")
        draw(
            Markup('<p class="soft">{}</p>').format(
                cut.format(shown=written.count(LONGEST), all=written.count(len(text)))
            )
        )


def show_plain(text: str) -> None:
    """Draw an earlier wording, without marks."""
    draw(_TEXT.format(pieces=visible(text[:LONGEST])))


def _piece(piece: Piece, sentences: dict[int, str]) -> Markup:
    if not piece.findings:
        return visible(piece.text)
    signs = Markup("").join(Markup('<sup class="number">{}</sup>').format(number) for number in piece.opens)
    title = " · ".join(f"{number}. {sentences[number]}" for number in piece.findings)
    return _MARK.format(title=title, signs=signs, text=visible(piece.text))
