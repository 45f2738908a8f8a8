"""When a broker posted, and what was decided on it: adverts by week, or by month where it has been there for years."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

import altair as alt
import streamlit as st

from review_app import wording, written
from review_app.language import _

_MOST_WEEKS = 60
_HEIGHT = 280
_COLOURS = {"suspicious": "#d9534a", "legitimate": "#3c9a63", "unsure": "#d99a2b", "": "#8896a3"}
_SHAPES = ("suspicious", "legitimate", "unsure", "")


def show(posts: Sequence[tuple[datetime, str]], key: str) -> None:
    """Draw when the adverts were posted, by the newest verdict on each."""
    columns, by_month = counted(posts)
    st.altair_chart(_chart(columns, by_month=by_month), key=f"timeline-{key}")


def counted(posts: Sequence[tuple[datetime, str]]) -> tuple[dict[tuple[date, str], int], bool]:
    """Return how many adverts of which verdict began in each week or month, by its first day, and which of the two."""
    days = [(at.astimezone(written.ZONE).date(), verdict) for at, verdict in posts]
    span = (max(day for day, _ in days) - min(day for day, _ in days)).days if days else 0
    by_month = span > _MOST_WEEKS * 7
    begin = _month if by_month else _week
    found = Counter((begin(day), verdict if verdict in _COLOURS else "") for day, verdict in days)
    return dict(sorted(found.items())), by_month


def _week(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _month(day: date) -> date:
    return day.replace(day=1)


def _chart(columns: dict[tuple[date, str], int], *, by_month: bool) -> alt.Chart:
    names = {verdict: _name(verdict) for verdict in _SHAPES}
    present = [verdict for verdict in _SHAPES if any(one == verdict for _, one in columns)]
    colour = alt.Color(
        "verdict:N",
        title=None,
        scale=alt.Scale(domain=[names[one] for one in present], range=[_COLOURS[one] for one in present]),
        legend=alt.Legend(orient="top", labelLimit=240, columns=2),
    )
    title = _("month") if by_month else _("week from")
    day = alt.X("day:O", title=None, sort=None, axis=alt.Axis(labelAngle=-45, labelOverlap=True))
    chart: alt.Chart = (
        alt.Chart(alt.InlineData(values=_rows(columns, names, by_month=by_month)))
        .mark_bar(cornerRadius=2)
        .encode(
            x=day,
            y=alt.Y("adverts:Q", title=_("adverts"), axis=alt.Axis(tickMinStep=1, format="d")),
            color=colour,
            order=alt.Order("place:Q"),
            tooltip=[
                alt.Tooltip("day:N", title=title),
                alt.Tooltip("verdict:N", title=_("Decision")),
                alt.Tooltip("adverts:Q", title=_("adverts")),
            ],
        )
        .properties(height=_HEIGHT, description=_said(columns, names))
        .configure_view(strokeWidth=0)
    )
    return chart


def _rows(columns: dict[tuple[date, str], int], names: dict[str, str], *, by_month: bool) -> list[dict[str, Any]]:
    """Return a row for each column; a week or month without adverts has one of nothing, so that gaps are seen."""
    if not columns:
        return []
    begun = sorted({day for day, _ in columns})
    rows, day = [], begun[0]
    while day <= begun[-1]:
        here = [(verdict, count) for (one, verdict), count in columns.items() if one == day] or [("", 0)]
        rows += [
            {
                "day": day.strftime("%m/%Y") if by_month else written.day(day),
                "verdict": names[verdict],
                "place": _SHAPES.index(verdict),
                "adverts": count,
            }
            for verdict, count in here
        ]
        day = _month(day + timedelta(days=32)) if by_month else day + timedelta(days=7)
    return rows


def _name(verdict: str) -> str:
    return " ".join(wording.verdict(verdict)) if verdict else "· " + _("not decided")


def _said(columns: dict[tuple[date, str], int], names: dict[str, str]) -> str:
    return "; ".join(f"{written.day(day)}: {count} {names[verdict]}" for (day, verdict), count in columns.items())
