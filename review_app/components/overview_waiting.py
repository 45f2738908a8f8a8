"""What waits, by level and age, with a way into the queue for each; and the figures at the head of the page."""

from collections.abc import Callable
from itertools import pairwise

import streamlit as st
from markupsafe import Markup

from review_app import referral_wording, wording, written
from review_app.components import filters
from review_app.components.heat_table import HeatRow, heat_table
from review_app.components.markup import draw
from review_app.language import _
from review_app.service.logins import Person
from review_app.service.overview import BANDS, DAYS, REFERRALS, Overview, Trend
from storage.overview import AGES, KEPT_BACK
from storage.worklist.facets import DESTINATION, PROVINCE, TYPOLOGY
from storage.worklist.queue import QueueFilter

_FIGURE = Markup('<div class="figure"><b>{number}</b><span>{name}</span></div>')
_QUEUE = "views/queue_page.py"
_FILTERS: dict[str, Callable[[str], QueueFilter]] = {
    DESTINATION: lambda code: QueueFilter(destination=code),
    PROVINCE: lambda code: QueueFilter(province=code),
    TYPOLOGY: lambda code: QueueFilter(typology=code),
}


def show_head(found: Overview) -> None:
    """Draw the figures that matter first."""
    shown = (
        (found.waiting.items, _("wait for a decision")),
        (found.waiting.of_band("high"), _("of these with high signs")),
        (found.waiting.held, _("are being worked on")),
        (found.came_in, _("came in since Monday")),
        (found.decided_lately, _("decided in {days} days").format(days=DAYS)),
    )
    figures = Markup("").join(_FIGURE.format(number=written.count(number), name=name) for number, name in shown)
    draw(Markup('<div class="figures head-figures">{}</div>').format(figures))


def show(found: Overview, reader: Person) -> None:
    """Draw what waits by level and age."""
    st.subheader(_("What waits"), anchor=False)
    between = [_("{low}–{high} days").format(low=low, high=high) for low, high in pairwise(AGES)]
    ages = [_("under 1 day"), *between]
    heads = [*ages, _("over {days} days").format(days=AGES[-1])]
    counted = found.waiting.by_band_and_age
    rows = [
        HeatRow(" ".join(wording.band(band)), [counted.get((band, place), 0) for place in range(len(heads))])
        for band in BANDS
    ]
    rows = [row for row, band in zip(rows, BANDS, strict=True) if band != KEPT_BACK or any(row.numbers)]
    draw(heat_table(_("Items that wait, by level of signs and by how long ago they were first seen"), "", heads, rows))
    if reader.may("read_queue"):
        _show_ways([(" ".join(wording.band(band)), QueueFilter(band=band)) for band in wording.BANDS], "band")


def show_referrals(found: Overview) -> None:
    """Draw where referrals stand."""
    st.subheader(_("Referrals"), anchor=False)
    if not found.referrals:
        st.caption(_("No referral yet."))
        return
    shown = Markup("").join(
        _FIGURE.format(
            number=written.count(found.referrals[status]),
            name=Markup('<span aria-hidden="true">{}</span> {}').format(sign, _(word)),
        )
        for status, (sign, word) in referral_wording.STATES.items()
        if status in REFERRALS and found.referrals.get(status)
    )
    draw(Markup('<div class="figures">{}</div>').format(shown))


def show_ways_of(trends: list[Trend], kind: str) -> None:
    """Draw a way into the queue for each place or kind of deception."""
    _show_ways([(one.name, _FILTERS[kind](one.code)) for one in trends if one.code], kind)


def _show_ways(ways: list[tuple[str, QueueFilter]], key: str) -> None:
    with st.container(key=f"ways-{key}", horizontal=True, vertical_alignment="center", gap="small"):
        draw(Markup('<span class="soft">{}</span>').format(_("Open in the queue:")))
        for place, (name, wanted) in enumerate(ways):
            if st.button(name, key=f"way-{key}-{place}", type="tertiary", on_click=filters.put, args=(wanted,)):
                st.switch_page(_QUEUE)
