"""A press on a page about brokers: asks again who is there, says what came of it; a second press does nothing."""

from collections.abc import Callable, Hashable, Sequence

import streamlit as st
from sqlalchemy.exc import SQLAlchemyError

from review_app import desk, person
from review_app.language import _
from review_app.service.broker_deeds import Outcome
from review_app.service.logins import Person

_LAST = "broker-last-press"


def act(press: Hashable, do: Callable[[Person], Outcome], forget: Sequence[str] = ()) -> None:
    """Do something for whoever is there now, and leave its sentence for the next drawing.

    Args:
        press: what exactly was pressed, with all that it was drawn for; the same again is a double click.
        do: the deed.
        forget: fields to empty once it was done.
    """
    reader = person.present()
    if reader is None or st.session_state.get(_LAST) == press:
        return
    try:
        outcome = do(reader)
    except SQLAlchemyError:
        desk.notify(_("The database does not answer. Nothing was lost; try again in a minute."), good=False)
        return
    desk.notify(outcome.said, good=outcome.kept)
    if outcome.kept:
        st.session_state[_LAST] = press
        for key in forget:
            st.session_state.pop(key, None)
    if outcome.broker_id:
        st.query_params["broker"] = outcome.broker_id


def why(key: str, label: str) -> str:
    """Draw the field of a reason; it is not cut, so that one that is too long can be shortened."""
    st.text_area(label, key=key, height=68)
    return key


def written(key: str) -> str:
    """Return what stands in a field now."""
    return str(st.session_state.get(key, ""))
