"""What a referral says and what happened to it, drawn for whoever settles or follows it."""

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from review_app import referral_wording, written
from review_app.components import referral_row
from review_app.components.markup import draw, foreign, one_line
from review_app.language import _, ngettext
from review_app.service.referral_records import Event, ReferralPage

_HEAD = Markup(
    '<div class="head"><h1>{kind} #{id}</h1><div class="row-facts">{pill}{urgent} <span class="dot">·</span> {who}'
    "</div></div>"
)
_FACTS = Markup('<dl class="source">{}</dl>')
_FACT = Markup("<dt>{}</dt><dd>{}</dd>")
_EVENT = Markup('<li>{pill} <b>{day}</b>{fine} <span class="soft">{who}</span>{note}</li>')


def show_head(page: ReferralPage) -> None:
    """Draw what it is and where it stands."""
    line = page.line
    who = _("proposed by {who}, {moment}").format(who=line.proposer, moment=written.moment(line.at))
    draw(
        _HEAD.format(
            kind=referral_wording.kind(line.kind).capitalize(),
            id=line.id,
            pill=referral_row.pill(line.status),
            urgent=referral_row.urgent() if line.urgent else "",
            who=one_line(who),
        )
    )
    if not page.decision_stands:
        said = _("The decision it rests on is not in force any more. If it was sent, tell its recipient.")
        draw(Markup('<div class="notice bad"><span aria-hidden="true">⚠</span> {}</div>').format(said))


def show_content(page: ReferralPage) -> None:
    """Draw what the document says, in short; the whole of it is in the draft."""
    unverified = Markup(' <span class="unverified">⚠ {}</span>').format(_("not verified yet"))
    routed = one_line("; ".join(page.route.get("to", ())), 300)
    rows = [
        (_("Advert"), one_line(page.line.title, 200)),
        (_("Recipient"), one_line(page.line.addressee or _("none: it stays in our file"), 300)),
        *([(_("By the routing table"), routed + ("" if page.route.get("verified") else unverified))] if routed else []),
        (_("Law as of"), Markup.escape(written.day(page.law_date))),
        (_("Captures"), Markup.escape(_captures(page.captures))),
        (_("Why"), foreign(page.why)),
    ]
    draw(_FACTS.format(Markup("").join(_FACT.format(name, value) for name, value in rows)))
    st.subheader(_("Signs to verify"), anchor=False)
    _show_list([_sign(*one) for one in page.findings], _("No indicator fired on this advert."))
    if page.laws:
        count = len(page.laws)
        title = ngettext("{number} provision of law", "{number} provisions of law", count).format(number=count)
        with st.expander(title, key=f"referral-laws-{page.line.id}"):
            _show_list([one_line(law, 600) for law in page.laws], "")


def _captures(number: int) -> str:
    return ngettext("{number} capture", "{number} captures", number).format(number=written.count(number))


def show_events(events: Sequence[Event]) -> None:
    """Draw what happened, in the order in which it was entered."""
    st.subheader(_("What happened"), anchor=False)
    if not events:
        draw(Markup('<p class="soft">{}</p>').format(_("Nothing yet: it waits for another person.")))
        return
    lines = (_event(one, events[:nth]) for nth, one in enumerate(events))
    draw(Markup('<ul class="past">{}</ul>').format(Markup("").join(lines)))


def _event(event: Event, before: Sequence[Event]) -> Markup:
    fine = Markup(" {}").format(written.money(event.fine_vnd)) if event.fine_vnd else ""
    anew = any(one.kind == event.kind == "sent" for one in before)
    put_right = Markup(" {}").format(_("(puts the line above right)")) if anew else ""
    who = _("entered by {who}, {moment}").format(who=event.who, moment=written.moment(event.at))
    return _EVENT.format(
        pill=referral_row.pill(event.kind),
        day=written.day(event.happened_on),
        fine=fine + put_right,
        who=one_line(who),
        note=Markup("<blockquote>{}</blockquote>").format(foreign(event.note)) if event.note else "",
    )


def _sign(sentence: str, quotes: Sequence[str]) -> Markup:
    quoted = (Markup("<blockquote>{}</blockquote>").format(one_line(quote, 200)) for quote in quotes)
    return one_line(sentence, 500) + Markup("").join(quoted)


def _show_list(lines: Sequence[Markup], empty: str) -> None:
    if not lines:
        draw(Markup('<p class="soft">{}</p>').format(empty))
        return
    items = Markup("").join(Markup("<li>{}</li>").format(line) for line in lines)
    draw(Markup('<ol class="said">{}</ol>').format(items))
