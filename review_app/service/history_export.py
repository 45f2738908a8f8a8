"""The history as a table to take away: contacts in titles and notes masked, the newest decisions first."""

from collections.abc import Sequence

from review_app import wording
from review_app.language import _
from review_app.service.downloads import Cell, Sheet
from review_app.service.exporting import Export
from review_app.service.history import Line, Wanted, read_newest
from review_app.service.logins import Person
from storage.personal_data.masks import mask_personal

MOST = 20_000
"""Lines of one file; choose days for what is older."""


def export(wanted: Wanted) -> Export:
    """Return the decisions that a filter lets through."""
    return Export(what="history", subject="decision:many", make=lambda person: _sheets(person, wanted))


def _sheets(person: Person, wanted: Wanted) -> Sequence[Sheet]:
    heads = [
        *(_("When"), _("Who"), _("Verdict"), _("Kinds of deception"), _("Item"), _("Title"), _("Note")),
        *(_("Items decided at once"), _("Closed"), _("Closed by")),
    ]
    rows = [_row(line) for line in read_newest(person, wanted, most=MOST)]
    return [Sheet(name=_("Decisions"), heads=heads, rows=rows)]


def _row(line: Line) -> list[Cell]:
    kinds = ", ".join(wording.typology(code) for code in line.typologies)
    said = (line.at, line.who, wording.verdict(line.verdict)[1], kinds, line.campaign_id, line.title)
    return [*said, mask_personal(line.note), line.together, line.closed_at, line.closed_by]
