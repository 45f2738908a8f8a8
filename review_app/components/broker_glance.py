"""Who may be behind the advert, in a line each, with the way to the broker's own page."""

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from review_app import written
from review_app.components import band, way_to
from review_app.components.markup import draw
from review_app.language import _, ngettext
from review_app.service.logins import Person
from review_app.wording import VERDICTS
from storage.broker_dossiers.broker_glance import Glance

_ROW = Markup('<span class="soft">{reach} · {time} ·</span> <span class="verdicts">{verdicts}</span>')


def show(brokers: Sequence[Glance], more: int, reader: Person) -> None:
    """Draw the brokers, or that none is known."""
    if not brokers:
        said = _("This advert has not been linked with others yet.")
        draw(Markup('<p class="soft">{}</p>').format(said))
        return
    for broker in brokers:
        with st.container(key=f"glance-{broker.broker_id}", horizontal=True, vertical_alignment="center", gap="small"):
            way_to.show(reader, "broker", broker.broker_id, broker=broker.broker_id)
            draw(_row(broker))
    if more:
        words = ngettext("and {number} more broker", "and {number} more brokers", more).format(number=more)
        draw(Markup('<p class="soft">{}</p>').format(words))


def _row(broker: Glance) -> Markup:
    adverts = ngettext("{number} advert", "{number} adverts", broker.adverts).format(
        number=written.count(broker.adverts)
    )
    sites = ngettext("{number} source", "{number} sources", broker.sites).format(number=broker.sites)
    time = _("seen {first} to {last}").format(
        first=written.day_of(broker.first_seen_at), last=written.day_of(broker.last_seen_at)
    )
    verdicts = Markup(" ").join(
        band.verdict(code) + Markup(" ×{}").format(broker.verdicts[code]) for code in VERDICTS if broker.verdicts[code]
    )
    none = Markup('<span class="soft">{}</span>').format(_("nothing decided of it yet"))
    return _ROW.format(reach=f"{adverts}, {sites}", time=time, verdicts=verdicts or none)
