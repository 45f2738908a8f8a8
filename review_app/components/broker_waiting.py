"""Links to adverts of others that wait for a person: one broker, two, or not to be told."""

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from review_app import broker_wording
from review_app.components.broker_act import act, why, written
from review_app.components.link_graph import bits, reasons_said, titled
from review_app.components.markup import draw
from review_app.language import _, ngettext
from review_app.service import broker_deeds
from review_app.service.broker_links import Suggestion
from storage.broker_dossiers.broker_state import BrokerState

_WAITING = Markup(
    '<div class="waiting"><div class="row-title">{title}</div><div class="row-facts">{other}</div>'
    '<div class="row-why">{reasons}</div><div class="soft">{held} · {sum}</div></div>'
)


def show(own: BrokerState, waiting: Sequence[Suggestion], *, may_judge: bool) -> None:
    """Draw what waits, or that nothing does."""
    if not waiting:
        draw(Markup('<p class="soft">{}</p>').format(_("No link to another broker waits for a word.")))
        return
    for one in waiting:
        with st.container(key=f"row-w{one.advert}-{one.other_advert}"):
            draw(_html(one))
            if may_judge:
                _show_buttons(own, one)
    if may_judge:
        said = _("“One broker” takes effect at once; “two brokers” is obeyed by the next linking run.")
        draw(Markup('<p class="soft">{}</p>').format(said))


def _html(one: Suggestion) -> Markup:
    size = ngettext("{number} advert", "{number} adverts", one.other_adverts).format(number=one.other_adverts)
    other = Markup('{} {} · <a href="/broker?broker={}" target="_self">{}</a> ({})').format(
        _("advert {number}").format(number=one.other_advert),
        titled(one.other_title),
        one.other.broker_id,
        one.other.broker_id,
        size,
    )
    title = Markup("{} {}").format(_("advert {number}").format(number=one.advert), titled(one.title))
    return _WAITING.format(
        title=title,
        other=other,
        reasons=reasons_said(one.reasons),
        held=broker_wording.held(one.held_by),
        sum=bits(one.bits),
    )


def _show_buttons(own: BrokerState, one: Suggestion) -> None:
    here = f"{one.advert}-{one.other_advert}-{own.newest_member}-{own.newest_judgement}-{own.judgements}"
    field = f"waiting-why-{one.advert}-{one.other_advert}"
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"waiting-buttons-{here}"):
        why(field, _("Reason, if you want to give one"))
        for verdict in broker_wording.JUDGEMENTS:
            st.button(
                " ".join(broker_wording.judgement(verdict)),
                key=f"judge-{verdict}-{here}",
                on_click=_judge,
                args=(own, one, verdict, field),
            )


def _judge(own: BrokerState, one: Suggestion, verdict: str, field: str) -> None:
    pair = (one.advert, one.other_advert)
    drawn = (own, one.other)
    act(
        ("judge", drawn, pair, verdict),
        lambda reader: broker_deeds.judge(reader, drawn, pair, verdict, written(field)),
        forget=[field],
    )
