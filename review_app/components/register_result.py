"""What the list of licensed enterprises says of whom the advert names, thing by thing."""

from markupsafe import Markup

from review_app import written
from review_app.components.markup import draw, one_line
from review_app.language import _, marked
from review_app.service.register_result import RegisterAnswer, RegisterLine

_SIGNS = {"good": "✓", "bad": "▲", "open": "○"}
_KINDS = {"licence": marked("Licence number"), "tax_code": marked("Tax code"), "name": marked("Name")}
_OUTCOME = Markup('<p class="outcome {mark}"><span aria-hidden="true">{sign}</span> {said}</p>')
_ROW = Markup('<tr><th scope="row">{kind}</th><td>{printed}</td><td>{sign} {entry}</td></tr>')


def show(answer: RegisterAnswer) -> None:
    """Draw the answer, or that there is no list to ask."""
    if answer.listed_on is None:
        said = _("No list of licensed enterprises is kept here; “soitin register import” takes one.")
        draw(Markup('<p class="soft">{}</p>').format(said))
        return
    if not answer.applies:
        draw(_soft(_("The list is of enterprises that send workers abroad; this advert is not about that.")))
        return
    said = answer.said or _("The advert names nobody to look up.")
    pieces = [_OUTCOME.format(mark=answer.mark, sign=_SIGNS.get(answer.mark, "○"), said=said)]
    if answer.imitated:
        words = _("Near to: {enterprise}. What differs: {what}.")
        pieces.append(_soft(words.format(enterprise=answer.imitated, what=answer.differs or "–")))
    if answer.lines:
        rows = Markup("").join(map(_row, answer.lines))
        pieces.append(Markup('<table class="facts"><tbody>{}</tbody></table>').format(rows))
    day = _("List of {day}.").format(day=written.day(answer.listed_on))
    old = _("It was old on that day: absence from it says little.") if answer.stale else ""
    pieces.append(_soft(f"{day} {old}".strip()))
    draw(Markup("").join(pieces))


def _row(line: RegisterLine) -> Markup:
    sign, said = ("✓", one_line(line.entry, 160)) if line.entry else ("○", Markup.escape(_("no such entry")))
    return _ROW.format(kind=_(_KINDS[line.kind]), printed=one_line(line.printed, 90), sign=sign, entry=said)


def _soft(said: str) -> Markup:
    return Markup('<p class="soft">{}</p>').format(said)
