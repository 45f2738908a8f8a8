"""The line at the top right: who is logged in, the other language, the way out."""

from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup

from review_app.components.markup import draw, foreign
from review_app.language import LANGUAGES, _, language
from review_app.service.logins import Person

_LINE = Markup(
    '<div class="account"><span class="who">{who}</span>{languages}<a href="/logout" target="_self">{log_out}</a></div>'
)
_LANGUAGE = Markup('<a href="/language?{query}" target="_self" lang="{code}">{name}</a>')


def show(person: Person) -> None:
    """Draw the line."""
    item = st.query_params.get("item", "")
    here = f"/item?item={item}" if item.isdecimal() else "/"
    others = Markup("").join(
        _LANGUAGE.format(query=urlencode({"to": code, "next": here}), code=code, name=name)
        for code, name in LANGUAGES.items()
        if code != language()
    )
    draw(_LINE.format(who=foreign(person.full_name), languages=others, log_out=_("Log out")))
