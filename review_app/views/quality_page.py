"""Quality: whether people and model agree, whether the score means what it says, and what is missed."""

from collections import Counter

import streamlit as st
from markupsafe import Markup

from review_app import person, wording, written
from review_app.components import download, notices, quality_charts
from review_app.components.heat_table import HeatRow, heat_table
from review_app.components.markup import draw
from review_app.language import _, ngettext
from review_app.service import quality
from review_app.service.quality import FEW, Quality
from storage.intervals import Interval

_FIGURE = Markup('<div class="figure"><b>{share}</b><span>{name}</span></div>')


def show() -> None:
    """Draw the page."""
    reader = person.require()
    with st.spinner(_("Counting …")):
        found = quality.read(reader)
    _show_agreement(found)
    left, right = st.columns(2, gap="medium")
    with left:
        _show_calibration(found)
    with right:
        _show_missed(found)
        _show_pairs(found)
    download.show(reader, quality.export(), "quality")


def _show_agreement(found: Quality) -> None:
    st.subheader(_("Do people and model agree?"), anchor=False)
    if found.hidden is None and found.shown is None:
        st.caption(_("No decision of these weeks can be held against a score yet."))
        return
    _figures((found.hidden, _("without the score in sight")), (found.shown, _("with the score in sight, or not noted")))
    _say_if_few(found.hidden)
    said = _(
        "Agreement: signs high or medium and found suspicious, or fewer signs and found legitimate. "
        "Only decisions made without the score in sight compare honestly; whoever sees it first tends to follow it."
    )
    draw(Markup('<p class="soft">{}</p>').format(said))
    quality_charts.show_weeks(found.weeks)


def _show_calibration(found: Quality) -> None:
    st.subheader(_("Does the score mean what it says?"), anchor=False)
    if not found.bins:
        st.caption(_("No decision can be held against a score yet."))
        return
    said = (
        _("Only decisions made without the score in sight.")
        if found.bins_are_honest
        else _("All decisions, since fewer than {few} were made without the score in sight: read it with care.").format(
            few=FEW
        )
    )
    draw(Markup('<p class="soft">{}</p>').format(said))
    quality_charts.show_bins(found.bins)


def _show_missed(found: Quality) -> None:
    st.subheader(_("What is missed?"), anchor=False)
    drawn = found.unflagged.drawn
    said = _(
        "Items without signs that were drawn at random: {drawn} drawn, {suspicious} found suspicious, "
        "{legitimate} legitimate, {unsure} unsure."
    )
    numbers = {name: written.count(getattr(drawn, name)) for name in ("drawn", "suspicious", "legitimate", "unsure")}
    draw(Markup("<p>{}</p>").format(said.format(**numbers)))
    if found.missed is None:
        st.caption(_("No estimate yet: none of them is decided."))
        return
    _figures((found.missed, _("of items without signs may deceive")))
    _say_if_few(found.missed)
    waiting = found.unflagged.waiting
    expected = _("Of {waiting} such items that wait, about {about} ({low} to {high}) may deceive.")
    low, about, high = (
        written.count(round(share * waiting)) for share in (found.missed.low, found.missed.share, found.missed.high)
    )
    draw(Markup("<p>{}</p>").format(expected.format(waiting=written.count(waiting), about=about, low=low, high=high)))


def _show_pairs(found: Quality) -> None:
    st.subheader(_("Do two people agree?"), anchor=False)
    share = quality.same_words(found.pairs)
    if share is None:
        st.caption(_("Nothing was decided by two people yet."))
        return
    _figures((share, _("of items that two people decided")))
    _say_if_few(share)
    said = _(
        "The second person sees what the first said, and usually decides only to overrule: true agreement is higher."
    )
    draw(Markup('<p class="soft">{}</p>').format(said))
    counted = Counter((pair.first, pair.second) for pair in found.pairs)
    names = {code: " ".join(wording.verdict(code)) for code in wording.VERDICTS}
    rows = [HeatRow(name, [counted[code, other] for other in names]) for code, name in names.items()]
    draw(heat_table(_("Rows: what the first person said; columns: the second"), "", list(names.values()), rows))


def _figures(*shares: tuple[Interval | None, str]) -> None:
    figures = Markup("").join(
        _FIGURE.format(share=quality.in_words(share), name=f"{name} · n = {share.of if share else 0}")
        for share, name in shares
    )
    draw(Markup('<div class="figures">{}</div>').format(figures))


def _say_if_few(share: Interval | None) -> None:
    number = share.of if share else 0
    if number >= FEW:
        return
    if not number:
        said = _("No decision was made without the score in sight yet, so nothing compares honestly.")
        draw(Markup('<p class="few"><span aria-hidden="true">⚠</span> {}</p>').format(said))
        return
    said = ngettext(
        "Only {number} decision: too few to judge by; the range in brackets says how little is known.",
        "Only {number} decisions: too few to judge by; the range in brackets says how little is known.",
        number,
    ).format(number=number)
    draw(Markup('<p class="few"><span aria-hidden="true">⚠</span> {}</p>').format(said))


st.title(_("Quality"), anchor=False)
notices.show_notice()
with notices.errors_drawn():
    show()
