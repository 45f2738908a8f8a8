"""What came of holding a model against the one in use: the gate's word, figures by group, items judged differently."""

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from model.promote import ALARMS, Comparison
from model.trial import Difference, Trial
from review_app import model_wording, written
from review_app.components import band
from review_app.components.markup import draw, one_line
from review_app.language import _
from review_app.service.masking import masked_title

_VERDICT = Markup('<div class="notice {kind}" role="status"><span aria-hidden="true">{sign}</span> {said}</div>')
_TABLE = Markup(
    '<div class="heat-frame" tabindex="0"><table class="facts"><thead><tr>{heads}</tr></thead>'
    "<tbody>{rows}</tbody></table></div>"
)
_COMPARED = Markup(
    '<tr><th scope="row">{group}</th><td class="amount">{rows}</td><td class="amount">{champion}</td>'
    '<td class="amount">{candidate}</td><td class="amount">{sign} {difference}</td></tr>'
)
_DIFFERS = Markup(
    '<tr><th scope="row"><a href="/item?item={item}" target="_self">{title}</a></th><td>{champion}</td>'
    "<td>{candidate}</td></tr>"
)


def show_verdict(trial: Trial) -> None:
    """Draw whether the gate lets it through, and why not."""
    if trial.refusal:
        said = _("May not be put in use. {why}").format(why=model_wording.refused(trial))
        draw(_VERDICT.format(kind="bad", sign="⚠", said=said))
        return
    said = _("It is better on rows that neither has seen, and worse in no group: it may be put in use.")
    draw(_VERDICT.format(kind="good", sign="✓", said=said))


def show_comparisons(comparisons: Sequence[Comparison]) -> None:
    """Draw the figures of both models by group."""
    if not comparisons:
        return
    amounts = (_("Number"), _("In use now"), _("This one"), _("Difference"))
    draw(_table((_("Group"),), [_compared(one) for one in comparisons], amounts))
    said = _("PR-AUC: 1 is perfect. In the last row, the share of honest adverts in the highest band: less is better.")
    draw(Markup('<p class="soft">{}</p>').format(said))


def show_differences(differences: Sequence[Difference], looked_at: int) -> None:
    """Draw the items that wait on which the two differ most."""
    st.subheader(_("Where the two differ on items that wait"), anchor=False)
    if not looked_at:
        st.caption(_("Nothing waits that was screened."))
        return
    said = _("Both were tried on the first {number} items of the queue; the largest differences stand first.")
    draw(Markup('<p class="soft">{}</p>').format(said.format(number=written.count(looked_at))))
    if not differences:
        st.caption(_("They say nearly the same of all of them."))
        return
    heads = (_("Item"), _("In use now"), _("This one"))
    draw(_table(heads, [_differs(one) for one in differences]))


def _table(heads: Sequence[str], rows: Sequence[Markup], amounts: Sequence[str] = ()) -> Markup:
    head = Markup("").join(Markup('<th scope="col">{}</th>').format(one) for one in heads)
    head += Markup("").join(Markup('<th scope="col" class="amount">{}</th>').format(one) for one in amounts)
    return _TABLE.format(heads=head, rows=Markup("").join(rows))


def _compared(one: Comparison) -> Markup:
    difference = one.candidate - one.champion
    is_better = difference < 0 if one.group == ALARMS else difference > 0
    sign = "=" if abs(difference) < 0.0005 else ("▲" if is_better else "▽")  # noqa: PLR2004 - what three digits show
    return _COMPARED.format(
        group=model_wording.group(one.group),
        rows=written.count(one.rows),
        champion=written.exact(one.champion),
        candidate=written.exact(one.candidate),
        sign=sign,
        difference=written.exact(difference),
    )


def _differs(one: Difference) -> Markup:
    title = one_line(masked_title(one.title), 90) if one.title else Markup("<i>{}</i>").format(_("(no title)"))
    return _DIFFERS.format(
        item=one.campaign_id,
        title=title,
        champion=band.band(one.champion_band, one.champion_score),
        candidate=band.band(one.candidate_band, one.candidate_score),
    )
