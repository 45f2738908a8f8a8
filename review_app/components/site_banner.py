"""Above every page: sites that bring nothing any more, since nobody would miss what is not there."""

from collections.abc import Sequence
from contextlib import suppress

import streamlit as st
from markupsafe import Markup
from sqlalchemy.exc import SQLAlchemyError

from review_app import written
from review_app.components.markup import draw, one_line
from review_app.language import _, ngettext
from review_app.service import sites
from review_app.service.logins import Person
from storage.errors import StorageError
from storage.site_health import SilentSite

_BANNER = Markup(
    '<div class="notice bad silent-sites" role="status"><span aria-hidden="true">⚠</span> <b>{said}</b> {which}</div>'
)
_SHOWN = 3


def show(reader: Person, path: str) -> None:
    """Draw the banner for whoever may see the sites; nothing where all is well, or where the page says it itself."""
    if not reader.may("read_sites") or path == "sites":
        return
    # a database that does not answer is said by the page below
    with suppress(SQLAlchemyError, StorageError):
        silent = sites.silent()
        if silent:
            _draw(silent, sites.silent_days())


def _draw(silent: Sequence[SilentSite], days: int) -> None:
    number = len(silent)
    said = ngettext(
        "{number} source has had no good run for {days} days or more:",
        "{number} sources have had no good run for {days} days or more:",
        number,
    ).format(number=number, days=days)
    named = [_named(site) for site in silent[:_SHOWN]]
    if number > _SHOWN:
        named.append(Markup.escape(_("and {number} more").format(number=number - _SHOWN)))
    with st.container(key="silent-sites", horizontal=True, vertical_alignment="center"):
        draw(_BANNER.format(said=said, which=Markup(", ").join(named)))
        st.page_link("views/sites_page.py", label=_("See sources"))


def _named(site: SilentSite) -> Markup:
    if site.last_good_at is None:
        return Markup("{} ({})").format(one_line(site.title, 60), _("never yet"))
    when = _("last {day}").format(day=written.day(site.last_good_at.astimezone(written.ZONE).date()))
    return Markup("{} ({})").format(one_line(site.title, 60), when)
