"""What people did with a broker, each deed with its way back; where its adverts came from; and merging with another."""

import streamlit as st
from markupsafe import Markup

from review_app import broker_wording, written
from review_app.components import broker_choice
from review_app.components.broker_act import act, why
from review_app.components.broker_act import written as stands
from review_app.components.markup import draw, foreign, one_line
from review_app.language import _, ngettext
from review_app.service import broker_deeds
from review_app.service.broker import BrokerPage
from review_app.service.broker_past import DeedRow, Past, Step
from review_app.service.brokers import Candidate
from review_app.service.logins import Person
from storage.broker_dossiers.broker_state import BrokerState

_DEED = Markup(
    '<div><div class="row-title">{kind}</div><div class="row-facts">{who}</div>'
    '<div class="row-why">{said}</div>{why}</div>'
)
_STEP = Markup('<li>{said} <span class="soft">{when}</span></li>')


def show(page: BrokerPage, past: Past, reader: Person) -> None:
    """Draw deeds, the way to merge, and the lineage."""
    st.subheader(_("What people said"), anchor=False)
    if not past.deeds:
        draw(Markup('<p class="soft">{}</p>').format(_("Nobody has judged the adverts of this broker yet.")))
    for row in past.deeds:
        _show_deed(page.state, row, may_judge=reader.may("judge_broker"))
    if reader.may("judge_broker"):
        st.subheader(_("Merge with another broker"), anchor=False)
        _show_merge(page, reader)
    if past.steps:
        st.subheader(_("Where its adverts came from and went to"), anchor=False)
        draw(Markup('<ul class="past">{}</ul>').format(Markup("").join(_step(one, page.id) for one in past.steps)))


def _show_deed(state: BrokerState, row: DeedRow, *, may_judge: bool) -> None:
    with st.container(key=f"row-{row.deed}", horizontal=True, vertical_alignment="center"):
        draw(
            _DEED.format(
                kind=broker_wording.deed(row.deed),
                who=one_line(f"{row.who} · {written.moment(row.at)}", 160),
                said=_said(row),
                why=Markup("<blockquote>{}</blockquote>").format(foreign(row.why)) if row.why else "",
            )
        )
        if may_judge:
            st.button(
                _("Undo"),
                key=f"undo-{row.deed}-{state.newest_member}-{state.judgements}",
                on_click=_undo,
                args=(state, row.deed),
            )


def _said(row: DeedRow) -> str:
    if row.said.total() == 1:
        sign, word = broker_wording.judgement(next(iter(row.said)))
        return _("adverts {a} and {b}: {sign} {word}").format(a=row.pair[0], b=row.pair[1], sign=sign, word=word)
    counted = [
        ngettext("{number} pair {sign} {word}", "{number} pairs {sign} {word}", count).format(
            number=written.count(count), sign=broker_wording.judgement(code)[0], word=broker_wording.judgement(code)[1]
        )
        for code, count in sorted(row.said.items())
    ]
    return ", ".join(counted)


def _show_merge(page: BrokerPage, reader: Person) -> None:
    other = broker_choice.choose(reader, page.id, "merge")
    if other is None:
        said = _("For two that have one person or firm behind them though no link was found.")
        draw(Markup('<p class="soft">{}</p>').format(said))
        return
    said = ngettext(
        "{broker} with {number} advert and this one with {own} become one broker, under the id of the bigger one. "
        "What was said against it before is closed. It can be taken back.",
        "{broker} with {number} adverts and this one with {own} become one broker, under the id of the bigger one. "
        "What was said against it before is closed. It can be taken back.",
        other.adverts,
    ).format(broker=other.state.broker_id, number=other.adverts, own=page.adverts)
    draw(Markup("<p>{}</p>").format(said))
    reason = why(f"merge-why-{page.id}", _("Reason"))
    label = _("Merge {own} + {number} adverts").format(own=page.adverts, number=other.adverts)
    key = f"merge-{page.state.newest_member}-{other.state.broker_id}-{other.state.newest_member}"
    st.button(label, key=key, type="primary", on_click=_merge, args=(page.state, other, reason))


def _merge(own: BrokerState, other: Candidate, reason: str) -> None:
    drawn = (own, other.state)
    act(
        ("merge", drawn),
        lambda reader: broker_deeds.merge(reader, drawn, stands(reason)),
        forget=[reason, f"merge-words-{own.broker_id}"],
    )


def _undo(state: BrokerState, deed: str) -> None:
    act(("undo", state, deed), lambda reader: broker_deeds.undo(reader, state, deed))


def _step(step: Step, here: str) -> Markup:
    count = ngettext("{number} advert", "{number} adverts", step.adverts).format(number=written.count(step.adverts))
    if step.into == here:
        said = _("{adverts} came from {broker}").format(adverts=count, broker=step.was)
    else:
        said = _("{adverts} went to {broker}").format(adverts=count, broker=step.into)
    return _STEP.format(said=said, when=f"{broker_wording.deed(step.deed)}, {written.moment(step.at)}")
