"""The dossier in tables: contacts, register, what is asked and offered, places, sources."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import streamlit as st
from markupsafe import Markup

from review_app import broker_wording, written
from review_app.components.markup import draw, one_line
from review_app.language import _, ngettext
from review_app.service.broker import AskedRow, BrokerPage, ContactRow, RegisterRow

_FIRST = 12
"""Contacts and sums that are shown at once; the others are folded away."""


def show_contacts(contacts: Sequence[ContactRow]) -> None:
    """Draw the contacts, those of others apart."""
    own = [one for one in contacts if one.whose == "poster"]
    others = [one for one in contacts if one.whose != "poster"]
    if not own:
        draw(Markup('<p class="soft">{}</p>').format(_("Its adverts print no contact of the poster’s own.")))
    else:
        _draw_contacts(own[:_FIRST])
    if own[_FIRST:]:
        with st.expander(_more(len(own) - _FIRST), key="broker-more-contacts"):
            _draw_contacts(own[_FIRST:])
    if others:
        said = ngettext("{number} contact of somebody else", "{number} contacts of others", len(others))
        with st.expander(said.format(number=written.count(len(others))), key="broker-other-contacts"):
            _draw_contacts(others, whose=True)


def show_register(register: Sequence[RegisterRow], page: BrokerPage) -> None:
    """Draw what the newest list of licensed enterprises says."""
    if page.listed_on is None:
        draw(Markup('<p class="soft">{}</p>').format(_("No list of licensed enterprises was imported yet.")))
        return
    day = written.day(page.listed_on)
    if not register:
        said = _("Its adverts print neither a licence nor a tax code, so nothing could be looked up (list of {day}).")
        draw(Markup('<p class="soft">{}</p>').format(said.format(day=day)))
        return
    rows = (
        (
            broker_wording.contact_kind(one.kind),
            one_line(one.printed, 60),
            _status(one.status),
            one_line(one.name, 120) if one.name else "–",
        )
        for one in register
    )
    _table((_("Printed"), _("Number"), _("Status"), _("Name in the list")), rows)
    said = _("List of {day}. A number that is printed may be somebody else’s.").format(day=day)
    draw(Markup('<p class="soft">{}</p>').format(said))


def show_asked(asked: Sequence[AskedRow]) -> None:
    """Draw the fees asked and the wages offered."""
    if not asked:
        draw(Markup('<p class="soft">{}</p>').format(_("No fee and no wage could be read from its adverts.")))
        return
    _draw_asked(asked[:_FIRST])
    if asked[_FIRST:]:
        with st.expander(_more(len(asked) - _FIRST), key="broker-more-asked"):
            _draw_asked(asked[_FIRST:])


def show_places(page: BrokerPage) -> None:
    """Draw where it sends people, where it works, and on which sites it posts."""
    lines = (
        (_("Destinations"), page.destinations),
        (_("Provinces"), page.provinces),
        (_("Sources"), page.sites),
    )
    rows = Markup("").join(
        Markup("<dt>{}</dt><dd>{}</dd>").format(name, _counted(counted)) for name, counted in lines if counted
    )
    draw(Markup('<dl class="source">{}</dl>').format(rows))


def show_no_referral() -> None:
    """Draw that nothing left the office about it."""
    draw(Markup('<p class="soft">{}</p>').format(_("No referral names this broker.")))


def _draw_contacts(contacts: Iterable[ContactRow], *, whose: bool = False) -> None:
    rows = (
        (
            broker_wording.contact_kind(one.kind),
            one_line(one.shown, 80),
            written.count(one.adverts),
            _days(one.first_seen_at, one.last_seen_at),
            *((broker_wording.whose(one.whose),) if whose else ()),
        )
        for one in contacts
    )
    _table((_("Kind"), _("Contact"), _("Adverts"), _("Posted"), *((_("Whose"),) if whose else ())), rows)


def _draw_asked(asked: Iterable[AskedRow]) -> None:
    rows = (
        (
            one.kind,
            one_line(one.said, 120),
            written.count(one.adverts),
            _days(one.first_seen_at, one.last_seen_at),
            Markup('<span class="soft">{}</span>').format(one_line(one.quote, 90)),
        )
        for one in asked
    )
    _table((_("Kind"), _("Value"), _("Adverts"), _("Posted"), _("Words of one of them")), rows)


def _status(code: str) -> Markup:
    sign, word = broker_wording.register_status(code)
    return Markup('<span class="register-{}"><span aria-hidden="true">{}</span> {}</span>').format(
        code or "none", sign, word
    )


def _counted(counted: Sequence[tuple[str, int]]) -> Markup:
    shown = Markup(", ").join(
        Markup("{} ({})").format(one_line(name, 60), written.count(count)) for name, count in counted[:_FIRST]
    )
    return shown + (Markup(" …") if counted[_FIRST:] else Markup(""))


def _days(first: datetime, last: datetime) -> str:
    days = [written.day(one.astimezone(written.ZONE)) for one in (first, last)]
    return days[0] if days[0] == days[1] else " – ".join(days)


def _more(number: int) -> str:
    return ngettext("{number} more", "{number} more", number).format(number=written.count(number))


def _table(heads: Sequence[str], rows: Iterable[Sequence[str | Markup]]) -> None:
    head = Markup("").join(Markup('<th scope="col">{}</th>').format(one) for one in heads)
    body = Markup("").join(
        Markup("<tr>{}</tr>").format(Markup("").join(Markup("<td>{}</td>").format(cell) for cell in row))
        for row in rows
    )
    draw(
        Markup(
            '<div class="broker-table"><table class="facts"><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>'
        ).format(head, body)
    )
