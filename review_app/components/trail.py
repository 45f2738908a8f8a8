"""The audit chain as a table, and whether it holds."""

from collections.abc import Sequence

from markupsafe import Markup

from review_app import audit_details, audit_subjects, audit_words, written
from review_app.components.markup import draw, one_line
from review_app.language import _, ngettext
from review_app.service.audit_trail import Verdict
from storage.audit_chain.audit_trail import TrailEvent

_TABLE = Markup(
    '<div class="trail-scroll"><table class="trail"><thead><tr><th>{number}</th><th>{when}</th><th>{who}</th>'
    "<th>{what}</th><th>{about}</th><th>{details}</th></tr></thead><tbody>{rows}</tbody></table></div>"
)
_ROW = Markup(
    '<tr><td class="nth">{number}</td><td class="when">{when}</td><td>{who}</td><th scope="row">{what}</th>'
    '<td class="about">{about}</td><td class="more">{details}<details><summary>{original}</summary>'
    "<code>{kept}</code></details></td></tr>"
)
_LONGEST = 1000
"""Signs of the original that a row shows; a download has all."""
_GOOD = Markup('<div class="notice good" role="status">✓ {said}</div>')
_BAD = Markup('<div class="notice bad" role="alert">✕ {said}<ul class="breaks">{breaks}</ul></div>')


def show(events: Sequence[TrailEvent]) -> None:
    """Draw events, newest first."""
    rows = Markup("").join(
        _ROW.format(
            number=event.number,
            when=written.moment(event.at),
            who=_who(event),
            what=audit_words.deed(event.action, event.detail),
            about=one_line(audit_subjects.of(event), 120),
            details=one_line(audit_details.detail(event.detail), 300),
            original=_("original"),
            kept=one_line(f"{event.subject} {event.detail}", _LONGEST),
        )
        for event in events
    )
    heads = {
        "number": "№",
        "when": _("When"),
        "who": _("Who"),
        "what": _("What"),
        "about": _("About"),
        "details": _("Details"),
    }
    draw(_TABLE.format(rows=rows, **heads))


def _who(event: TrailEvent) -> Markup:
    if event.who:
        return one_line(event.who)
    return Markup("<i>{}</i>").format(_("a command")) if audit_words.is_of_command(event.detail) else Markup("–")


def show_verdict(verdict: Verdict) -> None:
    """Draw whether the chain holds."""
    moment, events = written.moment(verdict.at), written.count(verdict.events)
    if not verdict.breaks:
        said = _("The chain of {events} events is whole; checked {moment}.").format(events=events, moment=moment)
        draw(_GOOD.format(said=said))
        return
    number = ngettext("{number} break", "{number} breaks", len(verdict.breaks)).format(number=len(verdict.breaks))
    said = _(
        "The chain of {events} events does not hold: {number}; checked {moment}. Keep everything and ask who could."
    )
    breaks = Markup("").join(Markup("<li>{}</li>").format(one_line(sentence, 300)) for sentence in verdict.breaks)
    draw(_BAD.format(said=said.format(events=events, number=number, moment=moment), breaks=breaks))
