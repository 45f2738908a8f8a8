"""A table of counts in which more is darker: each cell has its number, so nothing hangs on the shade."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from review_app import written
from review_app.language import _

_TABLE = Markup(
    '<figure class="heat-figure"><div class="heat-frame" tabindex="0"><table class="heat">'
    "<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div><figcaption>{caption}</figcaption></figure>"
)
_HEAD = Markup('<th scope="col">{}</th>')
_ROW = Markup('<tr><th scope="row">{name}</th>{cells}</tr>')
_CELL = Markup('<td style="--heat: {heat}%">{number}</td>')
_DARKEST = 55


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One row."""

    name: str | Markup
    numbers: Sequence[int]


def heat_table(caption: str, corner: str, heads: Sequence[str], rows: Sequence[HeatRow]) -> Markup:
    """Return the table; a last column has the totals."""
    most = max((number for row in rows for number in row.numbers), default=0)
    return _TABLE.format(
        caption=caption,
        heads=Markup("").join(_HEAD.format(head) for head in (corner, *heads, _("Total"))),
        rows=Markup("").join(_row(row, most) for row in rows),
    )


def _row(row: HeatRow, most: int) -> Markup:
    cells = Markup("").join(_cell(number, most) for number in row.numbers)
    return _ROW.format(
        name=row.name, cells=cells + Markup("<td><b>{}</b></td>").format(written.count(sum(row.numbers)))
    )


def _cell(number: int, most: int) -> Markup:
    return _CELL.format(
        heat=round(_DARKEST * number / most) if most else 0, number=written.count(number) if number else "·"
    )
