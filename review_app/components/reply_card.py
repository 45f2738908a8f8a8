"""One reply of somebody concerned, with its answer or the form to answer it."""

import streamlit as st
from markupsafe import Markup

from review_app import desk, person, referral_wording, written
from review_app.components import band
from review_app.components.markup import draw, foreign, one_line
from review_app.language import _
from review_app.service import replying
from review_app.service.replying import Line

_CARD = Markup(
    '<div class="row"><div class="row-band">{pill}</div><div class="row-body"><div class="row-title">{title}</div>'
    '<div class="row-facts">{facts}</div><p class="from">{from_whom}</p><blockquote>{said}</blockquote>{answer}'
    "</div></div>"
)
_PILL = Markup('<span class="pill state-{code}"><span aria-hidden="true">{sign}</span> {word}</span>')
_ANSWER = Markup('<div class="answer"><span class="soft">{who}</span><blockquote>{words}</blockquote></div>')


def show(line: Line, *, may_answer: bool) -> None:
    """Draw the reply; whoever may answer gets the form."""
    with st.container(key=f"reply-{line.id}", border=True):
        draw(_card(line))
        with st.container(key=f"reply-open-{line.id}-box", horizontal=True):
            if st.button(
                _("Open the item"), key=f"reply-item-{line.id}", type="tertiary", icon=":material/open_in_new:"
            ):
                st.switch_page("views/item_page.py", query_params={"item": str(line.campaign_id)})
        if not line.outcome and may_answer:
            _show_form(line)


def _card(line: Line) -> Markup:
    sign, word = referral_wording.answer(line.outcome)
    facts = _("reply {number}, received {day}, taken down by {who}").format(
        number=line.id, day=written.day(line.received_on), who=line.taken_by
    )
    now = band.verdict(line.verdict) if line.verdict else Markup("")
    return _CARD.format(
        pill=_PILL.format(code=line.outcome or "proposed", sign=sign, word=word),
        title=one_line(line.title) if line.title else Markup("<i>{}</i>").format(_("(no title)")),
        facts=Markup("{} {}").format(one_line(facts, 240), now),
        from_whom=foreign(line.from_whom),
        said=foreign(line.said),
        answer=_answer(line),
    )


def _answer(line: Line) -> Markup:
    if line.answered_at is None:
        return Markup("")
    who = _("answered by {who}, {moment}").format(who=line.answered_by, moment=written.moment(line.answered_at))
    return _ANSWER.format(who=one_line(who), words=foreign(line.answer))


def _show_form(line: Line) -> None:
    here = f"{line.id}-{line.snapshot_id}-{line.decision_id}"
    st.text_area(_("Answer, with its reason"), key=f"answer-{here}", height=90)
    with st.container(key=f"answers-{here}", horizontal=True):
        for outcome, name in (("upheld", _("Accept: decide as legitimate")), ("refused", _("Do not accept"))):
            st.button(name, key=f"answer-{outcome}-{here}", on_click=_answered, args=(line, outcome, here))
    draw(
        Markup('<p class="soft">{}</p>').format(
            _("Accepting replaces the decision in force; the next model learns it.")
        )
    )


def _answered(line: Line, outcome: str, here: str) -> None:
    reader = person.present()
    if reader is None:
        return
    done = replying.answer(reader, line, outcome, str(st.session_state.get(f"answer-{here}", "")))
    desk.notify(done.said, good=done.kept)
