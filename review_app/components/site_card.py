"""One site: how its crawl is, what it brings, what stands in the way."""

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from review_app import crawl_wording, written
from review_app.components.markup import draw, one_line
from review_app.language import _, ngettext
from storage.site_health import IssueKind, LastRun, SiteHealth

_HEAD = Markup('<div class="site-head"><span class="row-title">{title}</span> {pill}{busy}</div>')
_PILL = Markup('<span class="pill run-{kind}"><span aria-hidden="true">{sign}</span> {word}</span>')
_LINE = Markup('<div class="row-facts">{}</div>')
_FIGURE = Markup('<div class="figure"><b>{number}</b><span>{name}</span></div>')
_METER = Markup(
    '<li><span class="meter-name">{name}</span><meter min="0" max="1" value="{share}"></meter>'
    '<span class="meter-value">{percent}</span></li>'
)
_ISSUE = Markup(
    '<li><b>{number}×</b> {meaning}<details class="soft"><summary>{written}</summary>'
    '<div lang="en">{examples}</div></details></li>'
)


def show(site: SiteHealth, *, silent: bool) -> None:
    """Draw a site."""
    run = site.last_run
    why = crawl_wording.causes(run.cause_code, run.cause) if run.outcome != "good" else []
    with st.container(key=f"row-site-{run.run_id}"):
        draw(
            _HEAD.format(title=one_line(site.title), pill=_pill(run, silent=silent), busy=_busy(site))
            + _LINE.format(_times(site))
            + Markup("").join(Markup('<p class="site-cause">{}</p>').format(one_line(said, 400)) for said in why)
            + Markup('<div class="figures">{}</div>').format(_figures(site))
        )
        _show_details(site)


def _pill(run: LastRun, *, silent: bool) -> Markup:
    sign, word = crawl_wording.outcome(run.outcome)
    pill = _PILL.format(kind=run.outcome or "open", sign=sign, word=word)
    return pill + Markup(" ") + _PILL.format(kind="silent", sign="⚠", word=_("Silent for long")) if silent else pill


def _busy(site: SiteHealth) -> Markup:
    if not site.holder or site.held_since is None:
        return Markup("")
    words = _("being crawled since {moment} by {holder}")
    said = words.format(moment=written.moment(site.held_since), holder=site.holder)
    return Markup(' <span class="soft">{}</span>').format(one_line(said, 200))


def _times(site: SiteHealth) -> Markup:
    good = written.moment(site.last_good_at) if site.last_good_at else _("never yet")
    said = _("last good run {good} · last run {last}")
    return one_line(said.format(good=good, last=written.moment(site.last_run.started_at)), 200)


def _figures(site: SiteHealth) -> Markup:
    shown = (
        (site.adverts, _("adverts kept")),
        (site.new, _("new in 7 days")),
        (site.changed, _("changed in 7 days")),
        (site.gone, _("gone in 7 days")),
        (site.last_run.failed, _("pages failed in the last run")),
    )
    return Markup("").join(_FIGURE.format(number=written.count(number), name=name) for number, name in shown)


def _show_details(site: SiteHealth) -> None:
    number = sum(issue.number for issue in site.last_run.issues)
    said = ngettext("{number} remark of the last run", "{number} remarks of the last run", number)
    title = _("Fields that adverts state") + " · " + said.format(number=written.count(number))
    with st.expander(title, key=f"site-details-{site.last_run.run_id}"):
        left, right = st.columns(2, gap="medium")
        with left:
            draw(_coverage(site))
        with right:
            draw(_issues(site.last_run.issues))


def _coverage(site: SiteHealth) -> Markup:
    if not site.coverage:
        return Markup('<p class="soft">{}</p>').format(_("No good run has said yet what its adverts state."))
    order = {name: place for place, name in enumerate(crawl_wording.FIELDS)}
    rows = Markup("").join(
        _METER.format(name=crawl_wording.field(name), share=f"{share:.3f}", percent=written.percent(share))
        for name, share in sorted(site.coverage.items(), key=lambda pair: order.get(pair[0], len(order)))
    )
    return Markup('<ul class="meters">{}</ul>').format(rows)


def _issues(issues: Sequence[IssueKind]) -> Markup:
    if not issues:
        return Markup('<p class="soft">{}</p>').format(_("The last run had nothing to remark."))
    return Markup('<ul class="issues">{}</ul>').format(Markup("").join(map(_issue, issues)))


def _issue(issue: IssueKind) -> Markup:
    examples = Markup("<br>").join(one_line(sentence, 200) for sentence in issue.examples)
    return _ISSUE.format(
        number=written.count(issue.number),
        meaning=crawl_wording.issue(issue.kind),
        written=_("as the crawler wrote it"),
        examples=examples,
    )
