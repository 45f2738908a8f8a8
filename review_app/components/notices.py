"""Sentences about what just happened, and states in which there is nothing else to draw."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st
from markupsafe import Markup
from sqlalchemy.exc import SQLAlchemyError

from review_app import desk
from review_app.components.markup import draw, visible
from review_app.language import _
from storage.errors import StorageError

_NOTICE = Markup('<div class="notice {kind}" role="status"><span aria-hidden="true">{sign}</span> {said}</div>')
_BESIDE = Markup('<p class="notice-beside {kind}"><span aria-hidden="true">{sign}</span> {said}</p>')
_DRAWN = "notice-drawn"
_EMPTY = Markup('<div class="empty"><p>{said}</p><p class="soft">{hint}</p></div>')


def show_notice() -> None:
    """Draw the sentence that the last press left, if any."""
    notice = desk.take_notice()
    st.session_state[_DRAWN] = notice
    if notice is not None:
        kind, sign = ("good", "✓") if notice.good else ("bad", "⚠")
        draw(_NOTICE.format(kind=kind, sign=sign, said=visible(notice.said)))


def show_beside(form: str) -> None:
    """Draw the same sentence once more at the form whose button was pressed, however far the page was scrolled."""
    notice = st.session_state.get(_DRAWN)
    if notice is not None and notice.beside == form:
        sign = "✓" if notice.good else "⚠"
        draw(_BESIDE.format(kind="good" if notice.good else "bad", sign=sign, said=notice.said))


def show_empty(said: str, hint: str = "") -> None:
    """Draw that there is nothing here, and what to do."""
    draw(_EMPTY.format(said=said, hint=hint))


@contextmanager
def errors_drawn() -> Iterator[None]:
    """Draw a sentence instead of the page where the database does not answer."""
    try:
        yield
    except (SQLAlchemyError, StorageError):
        said = _("The database does not answer. Nothing was lost; try again in a minute.")
        draw(_NOTICE.format(kind="bad", sign="⚠", said=said))
