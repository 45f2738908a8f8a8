"""The findings in order of strength: sentence, quotes, the law they touch."""

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from review_app import written
from review_app.components import band
from review_app.components.markup import draw, one_line
from review_app.language import _, ngettext
from review_app.service.item_records import FindingRow

SHOWN_QUOTES = 4

_FINDING = Markup(
    '<li class="finding"><div class="finding-head"><span class="number">{number}</span>{strength}</div>'
    '<p class="sentence">{sentence}</p>{quotes}{law}</li>'
)
_QUOTE = Markup("<blockquote>{}</blockquote>")
_LAW = Markup('<li><span class="law-place">{place}</span>{act}{fines}{mark}</li>')


def show(findings: Sequence[FindingRow]) -> None:
    """Draw the findings, or that none fired."""
    if not findings:
        draw(Markup('<p class="soft">{}</p>').format(_("No indicator fired on this advert.")))
        return
    draw(Markup('<ol class="findings">{}</ol>').format(Markup("").join(map(_finding, findings))))


def _finding(finding: FindingRow) -> Markup:
    return _FINDING.format(
        number=finding.number,
        strength=band.strength(finding.strength),
        sentence=one_line(finding.sentence, 500),
        quotes=_quotes(finding.quotes),
        law=_laws(finding.law),
    )


def _quotes(quotes: Sequence[Mapping[str, Any]]) -> Markup:
    shown = Markup("").join(_QUOTE.format(one_line(str(quote.get("text", "")), 300)) for quote in quotes[:SHOWN_QUOTES])
    left = len(quotes) - SHOWN_QUOTES
    if left <= 0:
        return shown
    more = ngettext("and {number} more place in the text", "and {number} more places in the text", left)
    return shown + Markup('<p class="soft">{}</p>').format(more.format(number=left))


def _laws(rows: Sequence[Mapping[str, Any]]) -> Markup:
    if not rows:
        return Markup("")
    return Markup('<ul class="law">{}</ul>').format(Markup("").join(map(_law, rows)))


def _law(row: Mapping[str, Any]) -> Markup:
    place = ", ".join(str(row[part]) for part in ("article", "document") if row.get(part))
    act = Markup(": {}").format(row["act"]) if row.get("act") else ""
    mark = Markup(" ") + band.unverified() if row.get("verified") is False else ""
    return _LAW.format(place=place, act=act, fines=_fines(row), mark=mark)


def _fines(row: Mapping[str, Any]) -> Markup:
    named = (
        (_("fine for a person: {amount}"), row.get("fine_vnd_individual")),
        (_("fine for an organisation: {amount}"), row.get("fine_vnd_organisation")),
    )
    said = [words.format(amount=written.money_range(fine[0], fine[1])) for words, fine in named if fine]
    return Markup('<span class="fines">{}</span>').format(" · ".join(said)) if said else Markup("")
