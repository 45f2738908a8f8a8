"""What came in by week and what was decided by day, as bars; the same as a table below, for those who read tables."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

import altair as alt
import streamlit as st

from review_app import wording, written
from review_app.components.heat_table import HeatRow, heat_table
from review_app.components.markup import draw
from review_app.language import _
from review_app.service.overview import BANDS, Overview
from storage.overview import KEPT_BACK

_HEIGHT = 290
_COLOURS = {
    "high": "#d1462f",
    "medium": "#d9962b",
    "low": "#3c9b6b",
    "not_enough_information": "#8896a3",
    "": "#b9c3cc",
    KEPT_BACK: "#8a79b8",
    "suspicious": "#d1462f",
    "legitimate": "#3c9b6b",
    "unsure": "#d9962b",
}


class _Bars(NamedTuple):
    """What a chart shows."""

    key: str
    title: str
    when: str
    days: Sequence[date]
    names: Mapping[str, str]
    """Code → sign and word, in the order in which they are stacked."""
    numbers: Mapping[tuple[date, str], int]


def show_incoming(found: Overview) -> None:
    """Draw what came in by week and band."""
    names = {code: " ".join(wording.band(code)) for code in BANDS}
    days = [week.first for week in found.weeks]
    _show(_Bars("incoming", _("Came in by week"), _("Week from"), days, names, found.incoming))


def show_decided(found: Overview) -> None:
    """Draw what was decided by day and verdict."""
    names = {code: " ".join(wording.verdict(code)) for code in wording.VERDICTS}
    _show(_Bars("decided", _("Decided by day"), _("Day"), found.days, names, found.decided))


def _show(bars: _Bars) -> None:
    st.subheader(bars.title, anchor=False)
    if not any(bars.numbers.values()):
        st.caption(_("Nothing in this time."))
        return
    st.altair_chart(_chart(bars), key=f"overview-{bars.key}")
    with st.expander(_("The same as a table"), key=f"overview-{bars.key}-table"):
        rows = [
            HeatRow(name, [bars.numbers.get((day, code), 0) for day in bars.days]) for code, name in bars.names.items()
        ]
        draw(heat_table(bars.title, "", [_short(day) for day in bars.days], rows))


def _chart(bars: _Bars) -> alt.Chart:
    values = [
        {"day": _short(day), "place": place, "what": bars.names[code], "order": order, "number": number}
        for place, day in enumerate(bars.days)
        for order, code in enumerate(bars.names)
        if (number := bars.numbers.get((day, code), 0))
    ]
    shown = list(bars.names.values())
    chart: alt.Chart = (
        alt.Chart(alt.InlineData(values=values))
        .mark_bar()
        .encode(
            x=alt.X("day:N", sort=None, scale=alt.Scale(domain=[_short(day) for day in bars.days]), title=bars.when),
            y=alt.Y("number:Q", title=None, axis=alt.Axis(tickMinStep=1)),
            color=alt.Color(
                "what:N",
                scale=alt.Scale(domain=shown, range=[_COLOURS[code] for code in bars.names]),
                legend=alt.Legend(title=None, orient="top", columns=2, labelLimit=220),
            ),
            order=alt.Order("order:Q"),
            tooltip=[
                alt.Tooltip("day:N", title=bars.when),
                alt.Tooltip("what:N", title=_("What")),
                alt.Tooltip("number:Q", title=_("Number"), format=",d"),
            ],
        )
        .properties(height=_HEIGHT, description=f"{bars.title}: " + "; ".join(_said(bars)))
        .configure(locale=written.chart_locale())
        .configure_view(strokeWidth=0)
        .configure_axisX(labelAngle=0, labelOverlap="greedy")
    )
    return chart


def _said(bars: _Bars) -> list[str]:
    return [
        f"{_short(day)} {name}: {written.count(number)}"
        for day in bars.days
        for code, name in bars.names.items()
        if (number := bars.numbers.get((day, code), 0))
    ]


def _short(day: date) -> str:
    return f"{day:%d/%m}"
