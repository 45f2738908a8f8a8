"""How the wording of an advert changed from version to version: signs and style, not colour alone."""

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from review_app import written
from review_app.components import advert_text
from review_app.components.markup import draw, visible
from review_app.language import _, ngettext
from review_app.service import versions
from review_app.service.differences import Change
from review_app.service.item_records import Version
from review_app.service.masking import Mask

_LONGEST = 20_000
"""Characters of one change that are drawn."""


def show(now: Version, earlier: Sequence[Version], mask: Mask) -> None:
    """Draw the versions of an advert, one chosen of them against the one before; nothing where there is one only."""
    if not earlier:
        return
    number = len(earlier)
    said = ngettext("{number} earlier version", "{number} earlier versions", number).format(number=number)
    with st.expander(said, key="earlier-versions"):
        every = {one.id: one for one in (now, *earlier)}
        chosen = st.selectbox(
            _("Version"), list(every), key=f"version-{now.id}", format_func=lambda key: _name(every[key], now)
        )
        compared = versions.compare(int(chosen or now.id), mask)
        if compared is None:
            return
        if not compared.has_before:
            draw(_soft(_("This is the first version.")))
            advert_text.show_plain(compared.text)
            return
        draw(_changes(compared.changes))
        if chosen != now.id:
            with st.expander(_("The whole text of this version"), key="version-text"):
                advert_text.show_plain(compared.text)


def _name(version: Version, now: Version) -> str:
    words = _("Version {number}, seen {moment}, capture #{capture}").format(
        number=version.number, moment=written.moment(version.seen_at), capture=version.capture_id
    )
    shown = _("the one shown")
    return f"{words} · {shown}" if version.id == now.id else words


def _changes(changes: Sequence[Change] | None) -> Markup:
    if changes is None:
        return _soft(_("These versions are too long to compare word by word."))
    if not changes:
        return _soft(_("The words did not change; something else of the page did."))
    key = _soft(_("Changed from the version before: [− taken out −] [+ put in +]"))
    pieces = Markup("").join(map(_change, changes))
    return key + Markup('<div class="advert changes">{}</div>').format(pieces)


def _change(change: Change) -> Markup:
    text = visible(change.text[:_LONGEST])
    if change.kind == "removed":
        return Markup('<del><span class="edge">[−</span>{}<span class="edge">−]</span></del>').format(text)
    if change.kind == "added":
        return Markup('<ins><span class="edge">[+</span>{}<span class="edge">+]</span></ins>').format(text)
    return Markup(' <span class="soft">[…]</span> ') if change.kind == "skipped" else text


def _soft(said: str) -> Markup:
    return Markup('<p class="soft">{}</p>').format(said)
