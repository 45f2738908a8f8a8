"""The copies of one offer: the words that they share once, then a table of what differs."""

import streamlit as st
from markupsafe import Markup

from review_app import wording, written
from review_app.components import pager
from review_app.components.markup import draw, one_line, visible
from review_app.language import _, ngettext
from review_app.service.copies import CopiesHead, Copy, Slot

_SHOWN_WORDS = 4_000
_TABLE = Markup(
    '<div class="wide"><table class="facts copies"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'
)


def page_asked(campaign_id: int) -> int:
    """Return which page of the copies of an item is wanted."""
    return int(st.session_state.get(f"copies-page-{campaign_id}", 1))


def show(campaign_id: int, copies: CopiesHead) -> None:
    """Draw them; nothing but a sentence where the advert is alone."""
    if copies.total <= 1:
        draw(Markup('<p class="soft">{}</p>').format(_("No copy of this advert is known.")))
        return
    said = ngettext("{number} advert with these words", "{number} adverts with these words", copies.total)
    draw(Markup("<p>{}</p>").format(said.format(number=written.count(copies.total))))
    if copies.template:
        with st.expander(_("The words that they share"), key="copies-template"):
            draw(Markup('<div class="advert shared">{}</div>').format(_shared(copies)))
    draw(_table(copies))
    if copies.more_slots:
        more = ngettext("{number} more place differs.", "{number} more places differ.", copies.more_slots)
        draw(Markup('<p class="soft">{}</p>').format(more.format(number=copies.more_slots)))

    def turn(number: int) -> None:
        st.session_state[f"copies-page-{campaign_id}"] = number

    pager.show("copies", copies.number, last=copies.pages, more=copies.number < copies.pages, turn=turn)


def _shared(copies: CopiesHead) -> Markup:
    left = _SHOWN_WORDS
    pieces = []
    for piece in copies.template:
        if left <= 0:
            pieces.append(Markup("…"))
            break
        if isinstance(piece, Slot):
            pieces.append(_hole(piece))
        else:
            pieces.append(visible(piece[:left]))
            left -= len(piece)
    return Markup("").join(pieces)


def _hole(slot: Slot) -> Markup:
    return Markup('<span class="hole"><sup>{}</sup>{}</span>').format(slot.number, wording.slot_kind(slot.kind))


def _table(copies: CopiesHead) -> Markup:
    names = [_("Source"), _("Day"), _("Score")]
    heads = Markup("").join(Markup('<th scope="col">{}</th>').format(name) for name in names)
    heads += Markup("").join(Markup('<th scope="col">{}</th>').format(_hole(slot)) for slot in copies.slots)
    return _TABLE.format(heads=heads, rows=Markup("").join(map(_row, copies.rows)))


def _row(copy: Copy) -> Markup:
    drawn = Markup(' <span class="tag">{}</span>').format(_("shown here")) if copy.is_drawn else ""
    score = written.score(copy.score) if copy.score is not None else "–"
    cells = [one_line(copy.site, 40) + drawn, Markup.escape(written.day_of(copy.on)), Markup.escape(score)]
    cells += [one_line(value, 60) if value else Markup('<span class="soft">–</span>') for value in copy.values]
    row = Markup("").join(Markup("<td>{}</td>").format(cell) for cell in cells)
    return Markup('<tr class="{}">{}</tr>').format("drawn" if copy.is_drawn else "", row)
