"""Hand out a file: asked again who takes it, made of what is kept now, and written into the audit chain first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from review_app.service import logins
from review_app.service.database import engine, now
from review_app.service.downloads import Sheet, as_csv, as_xlsx
from review_app.service.logins import Person
from review_app.written import ZONE
from storage.audit_chain.audit import append_event
from storage.database import unit_of_work

ACTION = "export"


class ExportRefused(Exception):
    """Whoever pressed is not there any more, or may not take this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """Something that can be downloaded."""

    what: str
    """Lower-case letters and hyphens: names the file, and the export in the audit chain."""
    subject: str
    """What it is about, as kind:key, for the audit chain."""
    make: Callable[[Person], Sequence[Sheet]]
    """Reads the tables as they are now, within the scope of whoever takes them; in a .csv the first of them stands."""
    deed: str = "export"
    """What one must be allowed; `export` for anything about adverts and people, a page's own for mere figures."""


def hand_out(token: str | None, export: Export, ending: str) -> bytes:
    """Return the bytes of an `xlsx` or a `csv` for whoever's session this is, once the audit chain names it.

    Raises:
        ExportRefused: nobody is there, or their role may not; nothing was read.
    """
    person = logins.who(token)
    if person is None or not person.may(export.deed):
        raise ExportRefused
    sheets = export.make(person)
    content, rows = as_xlsx(sheets) if ending == "xlsx" else as_csv(sheets[0])
    detail = {"what": export.what, "rows": rows, "format": ending}
    with unit_of_work(engine()) as session:
        append_event(session, action=ACTION, subject=export.subject, account_id=person.id, at=now(), detail=detail)
    return content


def file_name(export: Export, ending: str) -> str:
    """Return the name that a file is downloaded by: soitin-sites-2026-11-21.csv."""
    return f"soitin-{export.what}-{now().astimezone(ZONE):%Y-%m-%d}.{ending}"
