"""The pages, in the order of the menu, each with the deed that a role must be allowed for it."""

from typing import NamedTuple

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from review_app.language import _, marked
from review_app.service.logins import Person
from storage.people.roles import ADMINISTRATOR, LEADER


class Place(NamedTuple):
    """One page: file in `views/` without `_page.py`, title, what one must be allowed to do, whether the menu has it."""

    view: str
    title: str
    deed: str
    in_menu: bool = True


PLACES = (
    Place("queue", marked("Queue"), "read_queue"),
    Place("item", marked("Review"), "read_item"),
    Place("brokers", marked("Brokers"), "read_broker"),
    Place("broker", marked("Broker"), "read_broker", in_menu=False),
    Place("referrals", marked("Referrals"), "propose"),
    Place("referral", marked("Referral"), "propose", in_menu=False),
    Place("replies", marked("Replies"), "take_reply"),
    Place("history", marked("History"), "read_item"),
    Place("check", marked("Check a text"), "check_text"),
    Place("overview", marked("Overview"), "read_overview"),
    Place("sites", marked("Sources"), "read_sites"),
    Place("quality", marked("Quality"), "read_quality"),
    Place("models", marked("Models"), "read_models"),
    Place("audit", marked("Audit"), "read_audit"),
    Place("accounts", marked("Accounts"), "manage_accounts"),
    Place("erasures", marked("Requests to erase"), "erase"),
    Place("settings", marked("Settings"), "change_settings"),
)
_LEADING = (LEADER, ADMINISTRATOR)


def pages_of(person: Person) -> list[StreamlitPage]:
    """Return the pages that a person may open; the first is where they begin. Others do not exist for them."""
    begins = begins_with(person)
    return [
        st.Page(
            f"views/{place.view}_page.py",
            title=_(place.title),
            url_path=place.view,
            default=place.view == begins,
            visibility="visible" if place.in_menu else "hidden",
        )
        for place in PLACES
        if person.may(place.deed)
    ]


def begins_with(person: Person) -> str:
    """Return the page that a person begins with: how the work stands for whoever answers for it, else the work."""
    return "overview" if person.role in _LEADING else next((one.view for one in PLACES if person.may(one.deed)), "")
