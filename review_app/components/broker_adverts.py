"""The adverts of a broker; some of them chosen by id, to be parted from it or moved to another."""

import streamlit as st
from markupsafe import Markup

from review_app import person, written
from review_app.components import band, broker_choice, pager
from review_app.components.broker_act import act, why
from review_app.components.broker_act import written as stands
from review_app.components.markup import draw, one_line
from review_app.language import _, ngettext
from review_app.service import broker_adverts, broker_deeds
from review_app.service.broker import BrokerPage
from review_app.service.broker_adverts import AdvertRow
from review_app.service.brokers import Candidate
from review_app.service.logins import Person
from storage.broker_dossiers.broker_state import BrokerState

_MOST_NAMED = 8
_ROW = Markup(
    '<div class="row"><div class="row-band">{band}</div><div class="row-body"><div class="row-title">{title}</div>'
    '<div class="row-facts">{facts}</div>{verdict}</div></div>'
)


def show(page: BrokerPage, reader: Person) -> None:
    """Draw a page of adverts, and what can be done with those that are chosen."""
    state = page.state
    turned = f"broker-page-{state.broker_id}"
    adverts = broker_adverts.read_page(
        reader, person.read_token(), state.broker_id, int(st.session_state.get(turned, 1))
    )
    may_judge = reader.may("judge_broker")
    for row in adverts.rows:
        _show_row(state, row, may_judge=may_judge)
    pager.show("broker", adverts.number, last=None, more=adverts.more, turn=lambda number: _turn(turned, number))
    _show_outside(page.outside)
    chosen = sorted(picked(state.broker_id)) if may_judge else []
    if chosen:
        # where a person's hand is, however long the list is
        with st.bottom, st.container(key="broker-chosen"):
            _show_chosen(page, reader, chosen)
    elif may_judge and page.adverts > 1:
        said = _("Choose adverts to part them from this broker, or one to move it to another.")
        draw(Markup('<p class="soft">{}</p>').format(said))


def picked(broker_id: str) -> set[int]:
    """Return the adverts chosen so far, whatever page they stand on."""
    chosen: set[int] = st.session_state.setdefault(f"broker-picked-{broker_id}", set())
    return chosen


def _show_row(state: BrokerState, row: AdvertRow, *, may_judge: bool) -> None:
    with st.container(key=f"row-a{row.advert_id}", horizontal=True, vertical_alignment="center"):
        draw(_html(row))
        if may_judge:
            st.checkbox(
                _("Choose advert {number}").format(number=row.advert_id),
                value=row.advert_id in picked(state.broker_id),
                key=f"pick-{state.broker_id}-{row.advert_id}",
                on_change=_pick,
                args=(state.broker_id, row.advert_id),
                label_visibility="collapsed",
            )
        if row.campaign_id is not None and st.button(_("Open"), key=f"broker-open-{row.advert_id}"):
            st.switch_page("views/item_page.py", query_params={"item": str(row.campaign_id)})


def _show_outside(number: int) -> None:
    if number:
        said = ngettext(
            "{number} advert of this broker lies outside what you work on.",
            "{number} adverts of this broker lie outside what you work on.",
            number,
        ).format(number=written.count(number))
        draw(Markup('<p class="soft">{}</p>').format(said))


def _html(row: AdvertRow) -> Markup:
    facts = [one_line(part, 80) for part in (row.employer_name, row.province, row.site) if part]
    facts.append(Markup.escape(_("posted {day}").format(day=written.day(row.posted_at.astimezone(written.ZONE)))))
    facts.append(Markup.escape(_("advert {number}").format(number=row.advert_id)))
    if row.gone:
        facts.append(Markup.escape(_("taken down")))
    return _ROW.format(
        band=band.hidden() if row.score_hidden else band.band(row.band, row.score),
        title=one_line(row.title) if row.title else Markup("<i>{}</i>").format(_("(no title)")),
        facts=Markup(' <span class="dot">·</span> ').join(facts),
        verdict=Markup('<div class="row-verdict">{}</div>').format(band.verdict(row.verdict)) if row.verdict else "",
    )


def _show_chosen(page: BrokerPage, reader: Person, chosen: list[int]) -> None:
    number, state = len(chosen), page.state
    head = ngettext("{number} advert chosen", "{number} adverts chosen", number).format(number=number)
    named = ", ".join(map(str, chosen[:_MOST_NAMED])) + (" …" if number > _MOST_NAMED else "")
    draw(Markup("<p><b>{}</b>: {}</p>").format(head, named))
    with st.container(key="broker-chosen-line", horizontal=True, vertical_alignment="bottom"):
        reason = why(f"chosen-why-{state.broker_id}", _("Reason"))
        _show_split(page, chosen, reason)
        st.button(_("Choose none"), key=f"unpick-{state.broker_id}", type="tertiary", on_click=_unpick, args=(state,))
    draw(Markup('<p class="soft">{}</p>').format(_preview(page, number)))
    if number == 1:
        with st.popover(_("Move it to another broker instead"), key=f"move-{state.broker_id}"):
            other = broker_choice.choose(reader, state.broker_id, "move")
            if other is not None:
                _show_move(state, other, chosen[0], reason)


def _show_split(page: BrokerPage, chosen: list[int], reason: str) -> None:
    number, state = len(chosen), page.state
    if number >= page.adverts:
        return
    label = ngettext("Part {number} advert", "Part {number} adverts", number).format(number=number)
    key = f"split-{state.broker_id}-{state.newest_member}-{state.judgements}-{number}"
    st.button(label, key=key, type="primary", on_click=_split, args=(state, tuple(chosen), reason))


def _preview(page: BrokerPage, number: int) -> str:
    left = page.adverts - number
    if left <= 0:
        return _("All are chosen; leave at least one with this broker.")
    return ngettext(
        "{number} advert will be with a broker of its own; {left} stay here. Later runs never mix them again.",
        "{number} adverts will be with one broker of their own; {left} stay here. Later runs never mix them again.",
        number,
    ).format(number=number, left=left)


def _show_move(state: BrokerState, other: Candidate, advert: int, reason: str) -> None:
    label = _("Move advert {advert} to {broker}").format(advert=advert, broker=other.state.broker_id)
    key = f"move-{advert}-{state.newest_member}-{other.state.broker_id}-{other.state.newest_member}"
    st.button(label, key=key, on_click=_move, args=(state, other.state, advert, reason))


def _split(state: BrokerState, adverts: tuple[int, ...], reason: str) -> None:
    act(
        ("split", state, adverts),
        lambda reader: broker_deeds.split(reader, state, adverts, stands(reason)),
        forget=_fields(state.broker_id, reason),
    )


def _move(state: BrokerState, other: BrokerState, advert: int, reason: str) -> None:
    act(
        ("move", state, other, advert),
        lambda reader: broker_deeds.move(reader, (state, other), advert, stands(reason)),
        forget=[*_fields(state.broker_id, reason), f"move-words-{state.broker_id}"],
    )


def _fields(broker_id: str, reason: str) -> list[str]:
    ticks = [f"pick-{broker_id}-{advert}" for advert in picked(broker_id)]
    return [reason, f"broker-picked-{broker_id}", *ticks]


def _pick(broker_id: str, advert: int) -> None:
    chosen = picked(broker_id)
    (chosen.add if st.session_state.get(f"pick-{broker_id}-{advert}") else chosen.discard)(advert)


def _unpick(state: BrokerState) -> None:
    for key in _fields(state.broker_id, ""):
        st.session_state.pop(key, None)


def _turn(turned: str, number: int) -> None:
    st.session_state[turned] = number
