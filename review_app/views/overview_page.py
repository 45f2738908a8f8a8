"""The overview: what came in, what waits, what was decided, where things are going."""

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from review_app import person, written
from review_app.components import download, notices, overview_charts, overview_waiting
from review_app.components.heat_table import HeatRow, heat_table
from review_app.components.markup import draw
from review_app.language import _
from review_app.service import overview
from review_app.service.logins import Person
from review_app.service.overview import SHOWN, Overview, Trend
from storage.overview import Week
from storage.worklist.facets import DESTINATION, PROVINCE, TYPOLOGY

_FEWEST_WEEKS = 4


def show() -> None:
    """Draw the page."""
    reader = person.require()
    with st.spinner(_("Counting …")):
        found = overview.read(reader)
    if found.is_empty:
        notices.show_empty(
            _("Nothing has come in yet."), _("New adverts come in with the next crawl, usually at night.")
        )
        return
    _show_line(found, reader)
    overview_waiting.show_head(found)
    left, right = st.columns([11, 10], gap="medium")
    with left:
        overview_waiting.show(found, reader)
    with right:
        overview_charts.show_decided(found)
    kind = _show_trend(reader)
    left, right = st.columns([11, 10], gap="medium")
    with left:
        overview_charts.show_incoming(found)
    with right:
        overview_waiting.show_referrals(found)
    download.show(reader, overview.export(kind), "overview")


def _show_line(found: Overview, reader: Person) -> None:
    words = _("as of {moment}").format(moment=written.moment(found.at))
    if not overview.scope_of(reader).is_everything:
        words += " · " + _("only the provinces and destinations that you work on, and those not known")
    draw(Markup('<p class="soft">{}</p>').format(words))


def _show_trend(reader: Person) -> str:
    names = {DESTINATION: _("Destination"), PROVINCE: _("Province"), TYPOLOGY: _("Kind of deception")}
    st.subheader(_("Items with signs by week"), anchor=False)
    chosen = st.segmented_control(
        _("By"),
        list(names),
        key="trend-kind",
        default=DESTINATION,
        format_func=lambda kind: names[kind],
        required=True,
        label_visibility="collapsed",
    )
    kind = str(chosen or DESTINATION)
    weeks, trends = overview.read_trends(reader, kind)
    if not trends:
        st.caption(_("No item with high or medium signs in these weeks."))
        return kind
    heads, rows = _rows(weeks, trends)
    caption = _("Items with high or medium signs by the week in which they were first seen (Monday)")
    draw(heat_table(caption, names[kind], heads, rows))
    if reader.may("read_queue"):
        overview_waiting.show_ways_of(trends[:SHOWN], kind)
    return kind


def _rows(weeks: Sequence[Week], trends: Sequence[Trend]) -> tuple[list[str], list[HeatRow]]:
    """Return the weeks from the first with anything in it on, and a row for each of the most frequent codes."""
    known, unknown = [one for one in trends if one.code], [one for one in trends if not one.code]
    rows = [HeatRow(one.name, one.numbers) for one in known[:SHOWN]]
    if known[SHOWN:]:
        rest = [sum(numbers) for numbers in zip(*(one.numbers for one in known[SHOWN:]), strict=True)]
        rows.append(HeatRow(_("all others"), rest))
    rows += [HeatRow(one.name, one.numbers) for one in unknown]
    filled = [place for place in range(len(weeks)) if any(row.numbers[place] for row in rows)]
    first = min([len(weeks) - _FEWEST_WEEKS, *filled])
    return [f"{week.first:%d/%m}" for week in weeks[first:]], [HeatRow(row.name, row.numbers[first:]) for row in rows]


st.title(_("Overview"), anchor=False)
notices.show_notice()
with notices.errors_drawn():
    show()
