"""The arithmetic about fees as small tables, each line with the law that it rests on."""

from markupsafe import Markup

from review_app import wording
from review_app.components import band
from review_app.components.markup import draw, one_line
from review_app.language import _
from review_app.service.fee_steps import FeeLine, FeeSteps, FeeTable

_SIGNS = {"above": "▲", "within": "✓", "open": "○"}
_TABLE = Markup(
    '<section class="reckoned {outcome}"><h4>{kind}{quote}</h4><table class="facts">{rows}</table>'
    '<p class="outcome"><span aria-hidden="true">{sign}</span> {said}{missing}</p></section>'
)
_ROW = Markup('<tr><th scope="row">{name}{law}</th><td class="amount">{amount}</td></tr>')


def show(steps: FeeSteps) -> None:
    """Draw the arithmetic, or why there is none."""
    if not steps.abroad:
        said = _("Ceilings are for work abroad. In Việt Nam the worker owes nothing for being hired; see the signs.")
    elif steps.asks:
        said = _("The sums that are asked have no ceiling of their own; see the signs.")
    else:
        said = _("No sum was read that the worker is asked for.")
    if not steps.tables:
        draw(Markup('<p class="soft">{}</p>').format(said))
        return
    draw(Markup("").join(map(_table, steps.tables)))


def _table(fee: FeeTable) -> Markup:
    missing = Markup("")
    if fee.missing:
        words = _("The advert does not tell: {facts}.").format(facts=", ".join(fee.missing))
        missing = Markup(' <span class="soft">{}</span>').format(words)
    return _TABLE.format(
        outcome=fee.outcome,
        kind=_(wording.FEES[fee.kind]).capitalize(),
        quote=Markup(' <span class="soft">“{}”</span>').format(one_line(fee.quote, 90)) if fee.quote else "",
        rows=Markup("").join(map(_row, fee.lines)),
        sign=_SIGNS[fee.outcome],
        said=fee.said,
        missing=missing,
    )


def _row(line: FeeLine) -> Markup:
    law = Markup("")
    if line.law:
        mark = Markup(" ") + band.unverified() if not line.verified else Markup(" ") + _verified()
        law = Markup('<span class="under">§ {}{}</span>').format(line.law, mark)
    return _ROW.format(name=line.name, law=law, amount=line.amount)


def _verified() -> Markup:
    return Markup('<span class="verified">✓ {}</span>').format(_("read in the legal text"))
