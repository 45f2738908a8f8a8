"""Contacts that runs took for everybody's: shared by many, or one poster's own."""

import streamlit as st
from markupsafe import Markup

from review_app import broker_wording, written
from review_app.components import notices
from review_app.components.broker_act import act, why
from review_app.components.broker_act import written as stands
from review_app.components.markup import draw, foreign, one_line
from review_app.language import _, ngettext
from review_app.service import shared_contacts
from review_app.service.logins import Person
from review_app.service.shared_contacts import Judged, SharedPage, Waiting

_WAITING = Markup(
    '<div><div class="row-title">{contact}</div><div class="row-why">{why}</div>'
    '<div class="row-facts">{facts}</div></div>'
)
_JUDGED = Markup('<div><div class="row-title">{contact}: {said}</div><div class="row-facts">{who}</div>{why}</div>')


def show(page: SharedPage, reader: Person) -> None:
    """Draw what waits and what was said."""
    may_judge = reader.may("judge_broker")
    said = _("A contact that many unrelated posters use ties nobody, until a person says that it is one poster’s own.")
    draw(Markup('<p class="soft">{}</p>').format(said))
    if not page.waiting:
        notices.show_empty(_("No contact waits for a word."), _("Linking runs put here what too many adverts print."))
    for one in page.waiting:
        _show_waiting(one, may_judge=may_judge)
    if page.left > 0:
        more = ngettext("{number} more waits behind these.", "{number} more wait behind these.", page.left)
        draw(Markup('<p class="soft">{}</p>').format(more.format(number=written.count(page.left))))
    if page.judged:
        st.subheader(_("What people said"), anchor=False)
        for judged in page.judged:
            _show_judged(judged, may_judge=may_judge)


def _show_waiting(one: Waiting, *, may_judge: bool) -> None:
    facts = [ngettext("{number} version prints it", "{number} versions print it", one.versions)]
    facts[0] = facts[0].format(number=written.count(one.versions))
    if one.employers:
        facts.append(_("among them {names}").format(names=", ".join(one.employers)))
    facts.append(_("found {moment}").format(moment=written.moment(one.found_at)))
    with st.container(key=f"row-s{one.id}"):
        draw(
            _WAITING.format(
                contact=_contact(one.kind, one.shown),
                why=one_line(one.why, 200),
                facts=one_line(" · ".join(facts), 400),
            )
        )
        if may_judge:
            field = f"shared-why-{one.id}"
            with st.container(horizontal=True, vertical_alignment="bottom", key=f"shared-buttons-{one.id}"):
                why(field, _("Reason, if you want to give one"))
                for is_shared, label in ((True, _("Shared by many")), (False, _("One poster’s own"))):
                    key = f"shared-{'yes' if is_shared else 'no'}-{one.id}"
                    st.button(label, key=key, on_click=_say, args=(one.id, is_shared, field))


def _show_judged(one: Judged, *, may_judge: bool) -> None:
    with st.container(key=f"row-j{one.id}", horizontal=True, vertical_alignment="center"):
        draw(
            _JUDGED.format(
                contact=_contact(one.kind, one.shown),
                said=_("shared by many") if one.is_shared else _("one poster’s own"),
                who=one_line(f"{one.who} · {written.moment(one.at)}", 160),
                why=Markup("<blockquote>{}</blockquote>").format(foreign(one.why)) if one.why else "",
            )
        )
        if may_judge:
            st.button(_("Undo"), key=f"shared-undo-{one.id}", on_click=_undo, args=(one.id,))


def _contact(kind: str, shown: str) -> Markup:
    return Markup("{} {}").format(broker_wording.contact_kind(kind), one_line(shown, 80))


def _say(waiting_id: int, is_shared: bool, field: str) -> None:  # noqa: FBT001 - Streamlit hands arguments over by place
    act(
        ("shared", waiting_id, is_shared),
        lambda reader: shared_contacts.say(reader, waiting_id, stands(field), is_shared=is_shared),
        forget=[field],
    )


def _undo(judgement_id: int) -> None:
    act(("shared-undo", judgement_id), lambda reader: shared_contacts.undo(reader, judgement_id))
