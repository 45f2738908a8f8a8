"""How the crawl of each site is, for the page of sites and for the banner above all pages."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from review_app import crawl_wording
from review_app.language import _
from review_app.service.database import engine, now
from review_app.service.downloads import Cell, Sheet
from review_app.service.exporting import Export
from review_app.service.logins import Person
from storage.database import reading
from storage.office_settings import SILENT_DAYS, read_setting
from storage.site_health import SilentSite, SiteHealth, read_sites, silent_sites


def read() -> Sequence[SiteHealth]:
    """Return every site that is crawled."""
    with reading(engine()) as session:
        return read_sites(session, now=now())


def silent() -> Sequence[SilentSite]:
    """Return the sites that had no good run for as many days as the office agreed on."""
    with reading(engine()) as session:
        return silent_sites(session, days=silent_days(), now=now())


def silent_days() -> int:
    """Return for how many days a site may be silent."""
    with reading(engine()) as session:
        return int(read_setting(session, SILENT_DAYS.name))


def is_silent(site: SiteHealth, days: int, at: datetime) -> bool:
    """Tell whether a site had no good run for so many days."""
    return (site.last_good_at or site.known_since) < at - timedelta(days=days)


def export() -> Export:
    """Return the sites as a table to take away."""
    return Export(what="sites", subject="site:all", make=_sheets, deed="read_sites")


def _sheets(_person: Person) -> Sequence[Sheet]:
    fields = list(crawl_wording.FIELDS)
    heads = [
        *(_("Source"), _("Last good run"), _("Last run"), _("How it went"), _("Why")),
        *(_("New, 7 days"), _("Changed, 7 days"), _("Gone, 7 days"), _("Adverts kept")),
        *(crawl_wording.field(name) for name in fields),
    ]
    return [Sheet(name=_("Sources"), heads=heads, rows=[_row(site, fields) for site in read()])]


def _row(site: SiteHealth, fields: Sequence[str]) -> list[Cell]:
    run = site.last_run
    why = " ".join(crawl_wording.causes(run.cause_code, run.cause))
    numbers = (site.new, site.changed, site.gone, site.adverts)
    told = (site.title, site.last_good_at, run.started_at, crawl_wording.outcome(run.outcome)[1], why)
    return [*told, *numbers, *(site.coverage.get(name) for name in fields)]
