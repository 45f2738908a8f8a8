"""What was decided of copies before, as a suggestion that somebody still has to make their own."""

from markupsafe import Markup

from review_app import written
from review_app.components import band
from review_app.components.markup import draw, one_line
from review_app.language import _, ngettext
from review_app.service.item_records import Suggested

_NOTICE = Markup('<div class="notice suggested"><b>{head}</b> {pill} {said}</div>')


def show(suggested: Suggested) -> None:
    """Draw it."""
    said = _("{who}, {moment}, on {seen} of these adverts;").format(
        who=suggested.who, moment=written.moment(suggested.at), seen=suggested.seen
    )
    new = ngettext(
        "{number} came or changed since and is not decided.",
        "{number} came or changed since and are not decided.",
        suggested.unseen,
    ).format(number=suggested.unseen)
    more = _("Other decisions on copies say otherwise.") if suggested.contradicted else ""
    draw(
        _NOTICE.format(
            head=_("Decided of copies before:"),
            pill=band.verdict(suggested.verdict),
            said=one_line(f"{said} {new} {more}".strip(), 400),
        )
    )
