"""One broker in the list; it opens by id."""

import streamlit as st
from markupsafe import Markup

from review_app import written
from review_app.components import band
from review_app.components.markup import draw, one_line
from review_app.language import _, ngettext
from review_app.service.brokers import Line

_DOT = Markup(' <span class="dot">·</span> ')
_ROW = Markup(
    '<div class="row broker-row"><div class="row-band">{risk}</div><div class="row-body">'
    '<div class="row-title">{name}</div><div class="row-facts">{facts}</div>{more}</div></div>'
)
_RISK = Markup('<span class="broker-risk"><span class="soft">{said}</span> <b>{score}</b></span>')


def show(line: Line) -> bool:
    """Draw a row; True when it was just opened."""
    with st.container(key=f"row-{line.broker_id}", horizontal=True, vertical_alignment="center"):
        draw(
            _ROW.format(
                risk=_risk(line.risk),
                name=one_line(line.name) if line.name else Markup("<i>{}</i>").format(_("(no name)")),
                facts=_DOT.join(_facts(line)),
                more=_more(line),
            )
        )
        return st.button(_("Open"), key=f"open-{line.broker_id}")


def _risk(risk: float | None) -> Markup:
    if risk is None:
        return Markup('<span class="soft">{}</span>').format(_("not screened yet"))
    return _RISK.format(said=_("highest score"), score=written.score(risk))


def _facts(line: Line) -> list[Markup]:
    counted = [
        ngettext("{number} advert", "{number} adverts", line.adverts).format(number=written.count(line.adverts)),
        ngettext("{number} item", "{number} items", line.campaigns).format(number=written.count(line.campaigns)),
        ngettext("{number} source", "{number} sources", line.sites).format(number=written.count(line.sites)),
        _("seen {first} – {last}").format(
            first=written.day(line.first_seen_at.astimezone(written.ZONE)),
            last=written.day(line.last_seen_at.astimezone(written.ZONE)),
        ),
        line.broker_id,
    ]
    return [Markup.escape(one) for one in counted]


def _more(line: Line) -> Markup:
    pills = Markup(" ").join(verdict_count(verdict, count) for verdict, count in line.verdicts.most_common())
    others = Markup("")
    if line.other_names:
        names = ", ".join(line.other_names[:3]) + (" …" if len(line.other_names) > 3 else "")  # noqa: PLR2004
        others = Markup('<div class="row-why">{} {}</div>').format(_("also as"), one_line(names, 200))
    return others + (Markup('<div class="row-verdict">{}</div>').format(pills) if pills else Markup(""))


def verdict_count(verdict: str, count: int) -> Markup:
    """Return the pill of a verdict with how many items have it."""
    return band.verdict(verdict) + Markup(" <b>{}</b>").format(written.count(count))
