"""The line at the top right: who is logged in, the other language, the way out."""

import re
from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup

from review_app.components.markup import draw, foreign
from review_app.language import LANGUAGES, _, language
from review_app.service.logins import Person

_LINE = Markup(
    '<div class="account"><a class="who" href="/my-account" target="_self" title="{mine}">{who}</a>{languages}'
    '<a href="/logout" target="_self">{log_out}</a></div>'
)
_BROKER = re.compile("b-[0-9a-z]{1,38}")
_LANGUAGE = Markup('<a href="/language?{query}" target="_self" lang="{code}">{name}</a>')


def show(person: Person, path: str) -> None:
    """Draw the line; another language comes back to the same page, named by its path, and item or broker."""
    item, broker = st.query_params.get("item", ""), st.query_params.get("broker", "")
    here = f"/{path}?item={item}" if item.isdecimal() else f"/{path}"
    if _BROKER.fullmatch(broker):
        here = f"/{path}?broker={broker}"
    others = Markup("").join(
        _LANGUAGE.format(query=urlencode({"to": code, "next": here}), code=code, name=name)
        for code, name in LANGUAGES.items()
        if code != language()
    )
    draw(_LINE.format(who=foreign(person.full_name), mine=_("My account"), languages=others, log_out=_("Log out")))
