"""The facts as a table: kind, value, and the words they were read from."""

from collections.abc import Sequence

from markupsafe import Markup

from review_app.components.markup import draw, one_line
from review_app.language import _
from review_app.service.facts import FactRow

_TABLE = Markup('<table class="facts"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>')
_ROW = Markup('<tr><th scope="row">{kind}</th><td>{value}</td><td class="quote">{quote}</td></tr>')


def show(facts: Sequence[FactRow]) -> None:
    """Draw the table, or that nothing was read."""
    if not facts:
        draw(Markup('<p class="soft">{}</p>').format(_("No fact could be read from this advert.")))
        return
    heads = Markup("").join(Markup('<th scope="col">{}</th>').format(h) for h in (_("Fact"), _("Value"), _("Words")))
    rows = Markup("").join(
        _ROW.format(kind=fact.kind, value=one_line(fact.value), quote=one_line(fact.quote, 120)) for fact in facts
    )
    draw(_TABLE.format(heads=heads, rows=rows))
