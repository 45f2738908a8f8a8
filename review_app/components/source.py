"""Where the text comes from: address, capture, hash, earlier versions; an address is text here, never a link."""

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from review_app import written
from review_app.components import advert_text
from review_app.components.markup import draw, foreign
from review_app.language import _, ngettext
from review_app.service.item import Source, Version

_LINE = Markup("<dt>{name}</dt><dd>{value}</dd>")


def show(source: Source, earlier: Sequence[Version]) -> None:
    """Draw the source and the earlier versions."""
    lines = [
        (_("Source"), foreign(source.site)),
        (_("Address"), _code(source.url or source.capture_url)),
        (_("Captured"), Markup.escape(written.moment(source.captured_at))),
        ("SHA-256", _code(source.sha256)),
        (_("Capture"), Markup.escape(f"#{source.capture_id}")),
    ]
    rows = Markup("").join(_LINE.format(name=name, value=value) for name, value in lines)
    draw(Markup('<dl class="source">{}</dl>').format(rows))
    _show_earlier(earlier)


def _show_earlier(earlier: Sequence[Version]) -> None:
    if not earlier:
        return
    number = len(earlier)
    said = ngettext("{number} earlier version", "{number} earlier versions", number).format(number=number)
    with st.expander(said, key="earlier-versions"):
        for version in earlier:
            words = _("Version {number}, seen {moment}, capture #{capture}").format(
                number=version.number, moment=written.moment(version.seen_at), capture=version.capture_id
            )
            draw(Markup('<p class="soft">{}</p>').format(words))
            advert_text.show_plain(version.text)


def _code(text: str) -> Markup:
    return Markup('<code class="address">{}</code>').format(foreign(text))
