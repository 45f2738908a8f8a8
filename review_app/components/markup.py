"""The one way in which HTML is drawn: as Markup, so that every character from outside was escaped on its way in."""

import re

import streamlit as st
from markupsafe import Markup

# Characters that steer or hide text: C0 and C1 controls, zero-width ones but the joiner of emoji, direction overrides.
_STEERING = re.compile("([\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff])")


def draw(html: Markup) -> None:
    """Draw HTML; plain strings are refused, since nobody would have escaped them."""
    if not isinstance(html, Markup):
        msg = "draw() takes Markup only"
        raise TypeError(msg)
    st.html(str(html))


def foreign(text: str) -> Markup:
    """Return text from outside as inert HTML: escaped, its direction kept to itself, hidden characters made visible."""
    return Markup('<bdi class="foreign">{}</bdi>').format(visible(text))


def visible(text: str) -> Markup:
    """Escape text and replace every steering character by a sign that names it; lines stay lines."""
    parts = _STEERING.split(text.replace("\r\n", "\n"))
    signs = (
        Markup('<span class="steering">U+{:04X}</span>').format(ord(part)) if odd % 2 else Markup.escape(part)
        for odd, part in enumerate(parts)
    )
    return Markup("").join(signs)


def one_line(text: str, at_most: int = 160) -> Markup:
    """Return foreign text cut to a line."""
    flat = " ".join(text.split())
    return foreign(flat if len(flat) <= at_most else flat[: at_most - 1] + "…")
