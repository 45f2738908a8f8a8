"""How the model came to its score: a waterfall from its starting point to the sum, and the same as a table."""

import altair as alt
import streamlit as st
from markupsafe import Markup

from review_app import written
from review_app.components.markup import draw, one_line
from review_app.language import _
from review_app.service.item_records import ItemPage
from review_app.service.reasons import Step, extent, waterfall

_LONGEST_LABEL = 38
_ROW_HEIGHT = 24
_AXIS_HEIGHT = 78
_COLOURS = {"raises": "#d9822b", "lowers": "#3f8fd2", "total": "#8896a3"}
_ROW = Markup('<tr><th scope="row">{name}</th><td class="amount">{amount}</td><td class="amount">{sum}</td></tr>')


def show(item: ItemPage) -> None:
    """Draw the chart and, folded away, every reason in words."""
    if item.opinion is None:
        return
    sentences = {finding.code: finding.sentence for finding in item.findings}
    opinion = item.opinion
    steps = waterfall(opinion.intercept, opinion.reasons, sentences)
    st.altair_chart(_chart(steps), key=f"reasons-{item.drawn.campaign_id}-{item.drawn.snapshot_id}")
    with st.expander(_("The same as a table, every reason"), key="reasons-table"):
        _show_table(waterfall(opinion.intercept, opinion.reasons, sentences, bars=None))


def _chart(steps: list[Step]) -> alt.LayerChart:
    base = alt.Chart(alt.InlineData(values=[_row(place, step) for place, step in enumerate(steps)])).encode(
        y=alt.Y(
            "label:N",
            sort=None,
            title=None,
            axis=alt.Axis(labelLimit=210, labelFontSize=12, labelOverlap=False, ticks=False, domain=False),
        ),
        tooltip=[alt.Tooltip("name:N", title=_("Reason")), alt.Tooltip("said:N", title=_("Weight"))],
    )
    colour = alt.Color("kind:N", legend=None, scale=alt.Scale(domain=list(_COLOURS), range=list(_COLOURS.values())))
    axis = alt.Axis(title=_("← lowers · raises →"), format="+.0f", tickMinStep=1, grid=False)
    scale = alt.Scale(domain=extent(steps), nice=False)
    bars = base.mark_bar(height=14, cornerRadius=2).encode(
        x=alt.X("start:Q", axis=axis, scale=scale), x2="end:Q", color=colour
    )
    words = base.mark_text(align="left", dx=4, fontSize=12).encode(
        x=alt.X("right:Q"), text="said:N", color=alt.value("#8896a3")
    )
    layers = (bars + words).properties(height=_ROW_HEIGHT * len(steps) + _AXIS_HEIGHT, description=_text(steps))
    chart: alt.LayerChart = layers.configure_view(strokeWidth=0)
    return chart


def _row(place: int, step: Step) -> dict[str, object]:
    name = step.name if len(step.name) <= _LONGEST_LABEL else step.name[: _LONGEST_LABEL - 1] + "…"
    return {
        "label": name if step.kind == "total" else f"{place}. {name}",
        "name": step.name,
        "said": written.signed(step.contribution),
        "start": step.start,
        "end": step.end,
        "right": max(step.start, step.end),
        "kind": step.kind,
    }


def _text(steps: list[Step]) -> str:
    return "; ".join(f"{step.name}: {written.signed(step.contribution)}" for step in steps)


def _show_table(steps: list[Step]) -> None:
    heads = Markup("").join(Markup('<th scope="col">{}</th>').format(h) for h in (_("Reason"), _("Weight"), _("Sum")))
    rows = Markup("").join(
        _ROW.format(
            name=one_line(step.name, 300), amount=written.signed(step.contribution), sum=written.signed(step.end)
        )
        for step in steps
    )
    draw(Markup('<table class="facts"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>').format(heads, rows))
