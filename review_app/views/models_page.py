"""Models: what they are worth, one held against the one in use, putting it in use, taking it back."""

import streamlit as st
from markupsafe import Markup

from review_app import desk, model_wording, person, written
from review_app.components import download, model_trial, notices
from review_app.components.markup import draw, one_line
from review_app.language import _
from review_app.service import models, trials
from review_app.service.logins import Person
from review_app.service.models import KeptModel, Models
from review_app.service.trials import Finished

_SHOWN = 20
_TABLE = Markup(
    '<div class="heat-frame" tabindex="0"><table class="facts"><thead><tr>{heads}</tr></thead>'
    "<tbody>{rows}</tbody></table></div>"
)


def show() -> None:
    """Draw the page."""
    reader = person.require()
    found = models.read()
    draw(_table(found))
    download.show(reader, models.export(), "models")
    if reader.may("promote"):
        _show_trial(reader, found)
        _show_roll_back(found)
    _show_changes(found)


def _table(found: Models) -> Markup:
    amounts = (_("Rows"), _("Of these decided"), _("Pair accuracy"), _("PR-AUC"))
    heads = Markup("").join(Markup('<th scope="col" class="amount">{}</th>').format(one) for one in amounts)
    plain = [Markup('<th scope="col">{}</th>').format(one) for one in ("", _("Model"), _("In use since"), _("Reason"))]
    rows = Markup("").join(_row(one) for one in found.kept)
    return _TABLE.format(heads=plain[0] + plain[1] + heads + plain[2] + plain[3], rows=rows)


def _row(one: KeptModel) -> Markup:
    mark = Markup('<span class="pill run-good">✓ {}</span>').format(_("in use")) if one.in_use else ""
    numbers = [written.count(one.rows), written.count(one.decided or 0)] if one.rows is not None else ["–", "–"]
    numbers += ["–" if share is None else written.exact(share) for share in (one.pair_accuracy, one.average_precision)]
    cells = Markup("").join(Markup('<td class="amount">{}</td>').format(number) for number in numbers)
    why = one_line(_("cannot be used: {why}").format(why=one.fault), 200) if one.fault else one_line(one.reason, 200)
    since = written.moment(one.since) if one.since else ""
    return Markup('<tr><td>{}</td><th scope="row">{}</th>{}<td>{}</td><td>{}</td></tr>').format(
        mark, one_line(model_wording.name(one.name), 60), cells, since, why
    )


def _show_trial(reader: Person, found: Models) -> None:
    st.subheader(_("Compare with the model in use"), anchor=False)
    others = [one.name for one in found.kept if not one.in_use and not one.fault]
    if not others:
        st.caption(_("There is no other model. “soitin train --with-decisions” makes one of what people decided."))
        return
    with st.container(key="trial", horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(_("Model"), others, key="trial-model", format_func=model_wording.name)
        st.button(
            _("Compare"), key="trial-start", on_click=_start, args=(chosen,), disabled=trials.running() is not None
        )
    if trials.running() is not None:
        _show_progress()
        return
    last = trials.finished(chosen)
    if last is None:
        return
    if last.trial is None:
        st.caption(_no_result(last))
        return
    model_trial.show_verdict(last.trial)
    model_trial.show_comparisons(last.trial.comparisons)
    if not last.trial.refusal:
        _show_promotion(chosen, found.in_use)
    shown = models.differences_for(reader, last.trial.differences, _SHOWN)
    model_trial.show_differences(shown, last.trial.looked_at)


def _no_result(last: Finished) -> str:
    if not last.silent:
        return _("The comparison ended without a result. Try again; the log of the server may say more.")
    minutes = int(trials.SILENT.total_seconds() // 60)
    said = _("The comparison was ended because nothing was heard of it for {minutes} minutes. Try again.")
    return said.format(minutes=minutes)


@st.fragment(run_every=1.0)
def _show_progress() -> None:
    """Draw how far it is, again each second; the rest of the page stays as it is."""
    # this runs by itself, without the page around it: who is there, and their language, are asked anew
    running = trials.running() if person.present() else None
    if running is None:
        st.rerun()
    name = model_wording.name(running.candidate)
    said = _("Comparing {name}, started by {who} …").format(name=name, who=running.full_name)
    st.progress(min(1.0, running.done / running.total) if running.total else 0.0, text=said)
    st.caption(_("This goes on in a process of its own. You may leave the page and come back."))


def _show_promotion(candidate: str, in_use: str) -> None:
    with st.form("promotion"):
        st.text_area(_("Reason, kept with your name"), key="promotion-reason", height=80)
        st.form_submit_button(
            _("Put {name} in use").format(name=model_wording.name(candidate)),
            type="primary",
            on_click=_promote,
            args=(candidate, in_use),
        )


def _show_roll_back(found: Models) -> None:
    if found.before is None:
        return
    with st.expander(_("Take the model in use back"), key="roll-back"), st.form("roll-back-form"):
        said = _("{name} is put in use again; screenings of the other stay in the history.")
        draw(Markup("<p>{}</p>").format(said.format(name=model_wording.name(found.before))))
        st.text_area(_("Reason, kept with your name"), key="roll-back-reason", height=80)
        st.form_submit_button(_("Take back"), on_click=_roll_back, args=(found.in_use,))


def _show_changes(found: Models) -> None:
    st.subheader(_("Changes so far"), anchor=False)
    if not found.changes:
        st.caption(_("The default model has been in use from the beginning."))
        return
    lines = Markup("").join(
        Markup("<li>{} · <b>{}</b> {} · {}</li>").format(
            written.moment(one.at),
            model_wording.action(one.action),
            model_wording.name(one.name),
            one_line(one.reason, 300),
        )
        for one in found.changes
    )
    draw(Markup('<ul class="past">{}</ul>').format(lines))


def _start(candidate: str) -> None:
    reader = person.present()
    if reader is not None:
        outcome = models.start_trial(reader, candidate)
        desk.notify(outcome.said, good=outcome.done)


def _promote(candidate: str, in_use: str) -> None:
    reader = person.present()
    if reader is not None:
        outcome = models.promote(reader, candidate, in_use, str(st.session_state.get("promotion-reason", "")))
        desk.notify(outcome.said, good=outcome.done)


def _roll_back(in_use: str) -> None:
    reader = person.present()
    if reader is not None:
        outcome = models.roll_back(reader, in_use, str(st.session_state.get("roll-back-reason", "")))
        desk.notify(outcome.said, good=outcome.done)


st.title(_("Models"), anchor=False)
notices.show_notice()
with notices.errors_drawn():
    show()
