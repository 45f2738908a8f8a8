"""Kept items that a text resembles, each with a way to it."""

import streamlit as st
from markupsafe import Markup

from review_app import written
from review_app.components import band
from review_app.components.markup import draw, one_line
from review_app.language import _, ngettext
from review_app.service.masking import masked_title
from storage.known import KnownItem, KnownItems

_ROW = Markup('<div class="row-title">{title}</div><div class="row-facts">{facts}</div>')


def show(found: KnownItems, key: str) -> None:
    """Draw the items, or nothing where there is none."""
    for item in found.items:
        with st.container(key=f"row-{key}-{item.campaign_id}", horizontal=True, vertical_alignment="center"):
            draw(_html(item))
            if st.button(_("Open"), key=f"open-{key}-{item.campaign_id}"):
                st.switch_page("views/item_page.py", query_params={"item": str(item.campaign_id)})
    beyond = ngettext("and {number} more item", "and {number} more items", found.left_out)
    outside = ngettext(
        "{number} item outside what you work on", "{number} items outside what you work on", found.outside
    )
    for number, words in ((found.left_out, beyond), (found.outside, outside)):
        if number:
            draw(Markup('<p class="soft">{}</p>').format(words.format(number=written.count(number))))


def _html(item: KnownItem) -> Markup:
    adverts = ngettext("{number} advert", "{number} adverts", item.adverts).format(number=written.count(item.adverts))
    facts = [Markup.escape(adverts)]
    if item.first_seen_at:
        facts.insert(0, Markup.escape(_("seen {moment}").format(moment=written.moment(item.first_seen_at))))
    if item.verdict:
        facts.append(band.verdict(item.verdict))
    elif not item.score_hidden:
        facts.append(band.band(item.band, None))
    title = one_line(masked_title(item.title)) if item.title else Markup("<i>{}</i>").format(_("(no title)"))
    return _ROW.format(title=title, facts=Markup(' <span class="dot">·</span> ').join(facts))
