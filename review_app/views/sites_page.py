"""The sites: whether each is still crawled well, and what to look at where it is not."""

import streamlit as st
from markupsafe import Markup

from review_app import person
from review_app.components import download, notices, site_card
from review_app.components.markup import draw
from review_app.language import _
from review_app.service import sites
from review_app.service.database import now


def show() -> None:
    """Draw the page."""
    reader = person.require()
    found = sites.read()
    if not found:
        notices.show_empty(_("No source has been crawled yet."), _("Sources come in with “soitin crawl”."))
        return
    days, at = sites.silent_days(), now()
    quiet = {site.name for site in found if sites.is_silent(site, days, at)}
    said = _("A source counts as silent after {days} days without a good run.").format(days=days)
    draw(Markup('<p class="soft">{}</p>').format(said))
    # what needs somebody stands first
    for site in sorted(found, key=lambda one: (one.name not in quiet, one.last_run.outcome == "good", one.title)):
        site_card.show(site, silent=site.name in quiet)
    download.show(reader, sites.export(), "sites")


st.title(_("Sources"), anchor=False)
notices.show_notice()
with notices.errors_drawn():
    show()
