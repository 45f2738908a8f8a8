"""Who holds an item: taking it, handing it back with a reason, giving it to a colleague, and what one holds."""

import streamlit as st
from markupsafe import Markup

from review_app import desk, person
from review_app.components import reason
from review_app.components.markup import draw, one_line
from review_app.language import _, ngettext
from review_app.service import claiming
from review_app.service.claiming import GIVE_REASONS, RETURN_REASONS, Standing
from review_app.service.item import Drawn
from review_app.service.logins import Person
from review_app.service.refusals import Outcome, clock

_HELD = Markup('<div class="hold {whose}"><span aria-hidden="true">{sign}</span> {said}</div>')
_REFUSED = Markup('<div class="notice bad" role="alert"><span aria-hidden="true">⚠</span> {}</div>')
_ROW = Markup('<div class="held"><b>{title}</b><div class="soft">{facts}</div></div>')


def show(reader: Person, drawn: Drawn, standing: Standing) -> None:
    """Draw who holds the item, and the key that takes it or hands it back."""
    hold, here = standing.hold, drawn.campaign_id
    lease = hold.lease_id if hold else 0
    if hold is not None:
        words = _("You, until {time}") if standing.is_mine else _("{who}, until {time}")
        said = one_line(words.format(who=hold.full_name, time=clock(hold.until)), 60)
        draw(
            _HELD.format(
                whose="mine" if standing.is_mine else "other", sign="●" if standing.is_mine else "◐", said=said
            )
        )
    if standing.is_mine:
        if st.button(_("Hand back"), key=f"return-{here}-{lease}", shortcut="a"):
            st.dialog(_("Why do you hand it back?"))(_ask_return)(here)
    else:
        st.button(_("Take"), key=f"claim-{here}-{lease}", shortcut="a", on_click=_claim, args=(here,))
    if reader.may("reassign") and st.button(_("Give to …"), key=f"give-{here}-{lease}", type="tertiary"):
        st.dialog(_("Give this item to a colleague"))(_ask_give)(here)


def show_mine(reader: Person) -> None:
    """Draw what the reader holds, each to be opened; nothing where they hold nothing."""
    rows = claiming.held_rows(reader) if reader.may("claim") else []
    if not rows:
        return
    number = len(rows)
    title = ngettext("You hold {number} item", "You hold {number} items", number).format(number=number)
    with st.expander(title, key="held-by-me"):
        for row in rows:
            with st.container(key=f"held-{row.campaign_id}", horizontal=True, vertical_alignment="center"):
                facts = [_("until {time}").format(time=clock(row.until))]
                if row.given_by:
                    facts.append(_("given by {who}: {why}").format(who=row.given_by, why=row.why))
                draw(_ROW.format(title=one_line(row.title or _("(no title)")), facts=one_line(" · ".join(facts))))
                if st.button(_("Go on"), key=f"go-on-{row.campaign_id}"):
                    st.switch_page("views/item_page.py", query_params={"item": str(row.campaign_id)})


def _claim(campaign_id: int) -> None:
    reader = person.present()
    if reader is None:
        return
    outcome = claiming.claim(reader, campaign_id)
    desk.notify(outcome.said, good=outcome.kept)


def _ask_return(campaign_id: int) -> None:
    draw(Markup('<p class="soft">{}</p>').format(_("Your note stays here; colleagues can take the item at once.")))
    why = reason.ask("return-why", RETURN_REASONS)
    if st.button(_("Hand back"), key="return-confirm", type="primary", disabled=not why.strip()):
        reader = person.present()
        _finish(claiming.hand_back(reader, campaign_id, why) if reader else None)


def _ask_give(campaign_id: int) -> None:
    names = claiming.colleagues(campaign_id)
    to_account = st.selectbox(
        _("To whom"),
        list(names),
        key="give-to",
        format_func=lambda account: names[account],
        index=None,
        placeholder=_("Choose a colleague"),
    )
    why = reason.ask("give-why", GIVE_REASONS)
    ready = to_account is not None and bool(why.strip())
    if st.button(_("Give"), key="give-confirm", type="primary", disabled=not ready) and to_account is not None:
        reader = person.present()
        _finish(claiming.give(reader, campaign_id, to_account, why) if reader else None)


def _finish(outcome: Outcome | None) -> None:
    """Close the dialog with what came of it; what was refused is said in it, so that nothing is written twice."""
    if outcome is None:
        draw(_REFUSED.format(_("Your session has ended. What was kept is safe.")))
    elif not outcome.kept:
        draw(_REFUSED.format(outcome.said))
    else:
        desk.notify(outcome.said, good=True)
        st.rerun()
