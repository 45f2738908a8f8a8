"""The head of a broker's page: by what names it goes, how far it reaches, what was decided."""

from markupsafe import Markup

from review_app import wording, written
from review_app.components.broker_row import verdict_count
from review_app.components.markup import draw, foreign, one_line
from review_app.language import _, ngettext
from review_app.service.broker import BrokerPage

_DOT = Markup(' <span class="dot">·</span> ')
_HEAD = Markup(
    '<div class="head"><h1>{name}</h1><div class="row-facts">{facts}</div>{names}'
    '<div class="broker-said">{said}</div></div>'
)
_MERGED = Markup('<div class="notice live" role="status"><span aria-hidden="true">↪</span> {}</div>')
_MOST_NAMES = 6


def show(page: BrokerPage) -> None:
    """Draw the head."""
    if page.asked_for:
        said = _("{was} was merged into this broker.").format(was=page.asked_for)
        draw(_MERGED.format(said))
    draw(_HEAD.format(name=foreign(page.name), facts=_DOT.join(_facts(page)), names=_names(page), said=_verdicts(page)))


def _facts(page: BrokerPage) -> list[Markup]:
    counted = [
        page.id,
        ngettext("{number} advert", "{number} adverts", page.adverts).format(number=written.count(page.adverts)),
        ngettext("{number} source", "{number} sources", len(page.sites)).format(number=len(page.sites)),
        _("seen {first} – {last}").format(
            first=written.day(page.first_seen_at.astimezone(written.ZONE)),
            last=written.day(page.last_seen_at.astimezone(written.ZONE)),
        ),
    ]
    bands = [
        f"{wording.band(code)[0]} {wording.band(code)[1]} {written.count(page.bands[code])}"
        for code in (*wording.BANDS, "")
        if page.bands[code]
    ]
    return [Markup.escape(one) for one in (*counted, ", ".join(bands)) if one]


def _names(page: BrokerPage) -> Markup:
    others = page.names[1:_MOST_NAMES]
    if not others:
        return Markup("")
    names = Markup(", ").join(
        Markup("{} ({})").format(one_line(name, 60), written.count(count)) for name, count in others
    )
    left = len(page.names) - _MOST_NAMES
    more = Markup(" …") if left > 0 else Markup("")
    return Markup('<div class="broker-names"><span class="soft">{}</span> {}{}</div>').format(_("also as"), names, more)


def _verdicts(page: BrokerPage) -> Markup:
    if not page.verdicts:
        return Markup('<span class="soft">{}</span>').format(_("Nothing was decided on its items yet."))
    pills = Markup(" ").join(verdict_count(verdict, count) for verdict, count in page.verdicts.most_common())
    if page.risk is None:
        return pills
    share = _("confirmed suspicious: {share} of {of} decided items ({low}–{high})").format(
        share=_percent(page.risk.share), of=page.risk.of, low=_percent(page.risk.low), high=_percent(page.risk.high)
    )
    return pills + Markup(' <span class="soft">{}</span>').format(share)


def _percent(share: float) -> str:
    return f"{round(share * 100)}%"
