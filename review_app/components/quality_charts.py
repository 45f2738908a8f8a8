"""Shares with their intervals as dots and lines: agreement by week, and what was found at each score."""

from collections.abc import Sequence

import altair as alt
import streamlit as st
from markupsafe import Markup

from review_app import written
from review_app.components.markup import draw
from review_app.language import _
from review_app.service.quality import Bin, WeekOfAgreement, in_words
from storage.intervals import Interval

_HEIGHT = 280
_COLOURS = ("#2f7fc4", "#d9822b")
_TABLE = Markup('<table class="facts"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>')


def show_weeks(weeks: Sequence[WeekOfAgreement]) -> None:
    """Draw the agreement by week, decisions without the score in sight apart."""
    names = (_("score hidden"), _("score in sight"))
    values = [
        {"when": f"{week.week.first:%d/%m}", "what": name, "share": share.share, "low": share.low, "high": share.high,
         "of": share.of, "said": in_words(share)}
        for week in weeks
        for name, share in zip(names, (week.hidden, week.shown), strict=True)
        if share
    ]  # fmt: skip
    when = alt.X(
        "when:N", sort=None, title=_("Week from"), scale=alt.Scale(domain=[f"{w.week.first:%d/%m}" for w in weeks])
    )
    colour = alt.Color(
        "what:N", scale=alt.Scale(domain=names, range=_COLOURS), legend=alt.Legend(title=None, orient="top")
    )
    side = alt.XOffset("what:N", scale=alt.Scale(domain=names))
    base = alt.Chart(alt.InlineData(values=values)).encode(x=when, xOffset=side, color=colour)
    shape = alt.Shape("what:N", scale=alt.Scale(domain=names, range=["circle", "diamond"]), legend=None)
    lines = base.mark_rule(strokeWidth=2).encode(y=_share("low"), y2="high:Q")
    dots = base.mark_point(filled=True, size=70).encode(y=_share("share"), shape=shape, tooltip=_tips())
    st.altair_chart(_framed(lines + dots, values), key="quality-weeks")
    with st.expander(_("The same as a table"), key="quality-weeks-table"):
        rows = [
            (written.day(week.week.first), _with_number(week.hidden), _with_number(week.shown))
            for week in weeks
            if week.hidden or week.shown
        ]
        draw(_table((_("Week from"), *names), rows))


def chart_of_bins(bins: Sequence[Bin]) -> alt.LayerChart:
    """Return what people found at each score; on the grey line the score would be the share exactly."""
    values = [
        {"when": one.mean, "share": one.found.share, "low": one.found.low, "high": one.found.high, "of": one.found.of,
         "said": in_words(one.found)}
        for one in bins
    ]  # fmt: skip
    score = alt.X("when:Q", scale=alt.Scale(domain=[0, 1]), title=_("Score of the model"))
    base = alt.Chart(alt.InlineData(values=values)).encode(x=score)
    lines = base.mark_rule(strokeWidth=2, color=_COLOURS[0]).encode(y=_share("low"), y2="high:Q")
    dots = base.mark_point(filled=True, size=70, color=_COLOURS[0]).encode(y=_share("share"), tooltip=_tips())
    ideal = alt.Chart(alt.InlineData(values=[{"when": 0, "share": 0}, {"when": 1, "share": 1}]))
    line = ideal.mark_line(color="#8896a3", strokeDash=[4, 4]).encode(x=score, y=_share("share"))
    return _framed(line + lines + dots, values)


def show_bins(bins: Sequence[Bin]) -> None:
    """Draw what people found at each score, and the same as a table."""
    st.altair_chart(chart_of_bins(bins), key="quality-bins")
    with st.expander(_("The same as a table"), key="quality-bins-table"):
        rows = [
            (f"{written.score(one.low)} – {written.score(one.high)}", in_words(one.found), written.count(one.found.of))
            for one in bins
        ]
        draw(_table((_("Score of the model"), _("Found suspicious"), _("Decisions")), rows))


def _share(name: str) -> alt.Y:
    return alt.Y(f"{name}:Q", scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(format=".0%"), title=None)


def _tips() -> list[alt.Tooltip]:
    return [alt.Tooltip("said:N", title=_("Share")), alt.Tooltip("of:Q", title=_("Decisions"), format=",d")]


def _framed(chart: alt.LayerChart, values: Sequence[dict[str, object]]) -> alt.LayerChart:
    said = "; ".join(f"{value['when']}: {value['said']}" for value in values)
    framed: alt.LayerChart = (
        chart.properties(height=_HEIGHT, description=said)
        .configure(locale=written.chart_locale())
        .configure_view(strokeWidth=0)
        .configure_axisX(labelAngle=0, labelOverlap="greedy")
    )
    return framed


def _with_number(share: Interval | None) -> str:
    return f"{in_words(share)} · n = {written.count(share.of if share else 0)}"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Markup:
    cells = (
        Markup("<tr>{}</tr>").format(Markup("").join(Markup("<td>{}</td>").format(cell) for cell in row))
        for row in rows
    )
    head = Markup("").join(Markup('<th scope="col">{}</th>').format(one) for one in heads)
    return _TABLE.format(heads=head, rows=Markup("").join(cells))
