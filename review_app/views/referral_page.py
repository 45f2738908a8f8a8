"""One referral (`?referral=3`), or the form to propose one about an item (`?item=12`)."""

import streamlit as st
from markupsafe import Markup

from review_app import desk, person
from review_app.components import notices, referral_deeds, referral_facts, referral_form, referral_row
from review_app.components.markup import draw, one_line
from review_app.language import _
from review_app.service import referral_pages
from review_app.service.logins import Person

_LONGEST_ID = 18


def show() -> None:
    """Draw the page."""
    reader = person.require()
    asked = st.query_params.get("referral", "")
    item = desk.item_asked()
    if asked:
        _show_one(reader, asked)
    elif item is not None:
        _show_form(reader, item)
    else:
        notices.show_empty(_("No referral is chosen."), _("Open one from the list of referrals."))
    _show_way_back()


def _show_one(reader: Person, asked: str) -> None:
    is_number = asked.isdecimal() and len(asked) <= _LONGEST_ID
    page = referral_pages.read_one(reader, int(asked)) if is_number else None
    if page is None:
        said = _("There is no referral {number} among those that you work on.").format(number=asked[:_LONGEST_ID])
        notices.show_empty(said, _("Open one from the list of referrals."))
        return
    referral_facts.show_head(page)
    left, right = st.columns([11, 10], gap="medium")
    with left:
        referral_facts.show_content(page)
        if st.button(_("Open the item"), key="referral-item", type="tertiary", icon=":material/open_in_new:"):
            st.switch_page("views/item_page.py", query_params={"item": str(page.campaign_id)})
    with right:
        referral_facts.show_events(page.events)
        referral_deeds.show_settling(page)
        if reader.may("export"):
            referral_deeds.show_files(page)
        referral_deeds.show_outcomes(page)


def _show_form(reader: Person, asked: int | str) -> None:
    form = referral_pages.read_form(reader, asked) if isinstance(asked, int) else None
    if form is None:
        said = _("There is no item {item} among those that you work on.").format(item=str(asked)[:_LONGEST_ID])
        notices.show_empty(said, _("Open one from the queue."))
        return
    draw(Markup('<div class="head"><h1>{}</h1></div>').format(one_line(form.title) or _("(no title)")))
    if form.decision_id is None:
        notices.show_empty(
            _("Nothing can be referred yet."), _("First decide the item as suspicious, on its present version.")
        )
    else:
        st.subheader(_("Propose a referral"), anchor=False)
        referral_form.show(reader, form, form.decision_id)
    if form.earlier:
        st.subheader(_("Referrals of this item"), anchor=False)
        for line in form.earlier:
            if referral_row.show(line):
                st.switch_page("views/referral_page.py", query_params={"referral": str(line.id)})


def _show_way_back() -> None:
    if st.button(_("All referrals"), key="referral-list", type="tertiary", icon=":material/arrow_back:"):
        st.switch_page("views/referrals_page.py")


notices.show_notice()
with notices.errors_drawn():
    show()
