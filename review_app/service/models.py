"""Models: which there are, which is in use, and putting another in use or taking it back, by a person with a reason."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from model.artefact import ModelRefused
from model.champion import find_model, folder_of, keep_model, kept_models, load_model
from model.promote import PromotionRefused, figures_of, require_better
from model.trial import Difference
from review_app import model_wording
from review_app.language import _
from review_app.service import trials
from review_app.service.database import engine, now
from review_app.service.downloads import Cell, Sheet
from review_app.service.exporting import Export
from review_app.service.logins import Person
from storage.champions import (
    Change,
    champion,
    changes,
    choose_alone,
    previous_champion,
    promote_model,
    roll_back_model,
)
from storage.database import reading, unit_of_work
from storage.known import visible_items
from storage.people.scope import Scope

MAX_REASON = 2_000
_MUCH = 0.05
"""Difference of scores that is worth a look where the band is the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptModel:
    """A model in the folder of models, or the default one."""

    name: str
    """As it is called in commands; `default` for the one made at set-up."""
    in_use: bool
    fault: str
    """Why it cannot be used; empty where it can."""
    rows: int | None
    decided: int | None
    pair_accuracy: float | None
    average_precision: float | None
    since: datetime | None
    """When it was last put in use."""
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Models:
    """All of them."""

    kept: Sequence[KeptModel]
    in_use: str
    before: str | None
    """What a roll-back would put in use; None where nothing was promoted."""
    changes: Sequence[Change]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a press."""

    done: bool
    said: str


def read() -> Models:
    """Return every model that is kept."""
    with reading(engine()) as session:
        in_use, told, before = champion(session), changes(session), previous_champion(session)
    newest = {change.name: change for change in reversed(told)}
    kept = [_kept(name, folder, in_use, newest.get(name)) for name, folder in kept_models()]
    return Models(kept=kept, in_use=in_use, before=before, changes=told)


def start_trial(person: Person, candidate: str) -> Outcome:
    """Start holding a model against the one in use, in a process of its own."""
    if not person.may("promote"):
        return Outcome(done=False, said=_("Your role may not do this."))
    if candidate not in {name for name, _folder in kept_models()}:
        return Outcome(done=False, said=_("There is no model {name} any more.").format(name=candidate))
    if not trials.start(candidate, person.full_name):
        return Outcome(done=False, said=_("Another comparison is under way; wait until it ends."))
    return Outcome(done=True, said="")


def promote(person: Person, candidate: str, drawn_in_use: str, reason: str) -> Outcome:
    """Put a model in use that beat the one in use; what the gate refuses, or what changed meanwhile, is said."""
    refusal = _refusal(person, reason)
    if refusal:
        return Outcome(done=False, said=refusal)
    found = trials.finished(candidate)
    if found is None or found.trial is None:
        return Outcome(done=False, said=_("Compare it with the model in use first."))
    trial = found.trial
    try:
        if trial.refusal:
            return Outcome(done=False, said=model_wording.refused(trial))
        require_better(trial.comparisons)
        artefact = load_model(keep_model(find_model(candidate)))
    except (PromotionRefused, ModelRefused) as error:
        return Outcome(done=False, said=_("Not put in use: {why}").format(why=error))
    with unit_of_work(engine()) as session:
        choose_alone(session)
        if champion(session) != drawn_in_use or drawn_in_use != trial.champion or artefact.name != trial.candidate:
            return Outcome(done=False, said=_("Another model is in use meanwhile. Nothing was changed; compare again."))
        promote_model(
            session,
            artefact.name,
            dict(artefact.manifest),
            reason=reason.strip(),
            figures=figures_of(trial.comparisons),
            now=now(),
            account_id=person.id,
        )
    trials.forget()
    return Outcome(
        done=True,
        said=_("{name} is in use; adverts are screened with it from the next night on.").format(name=artefact.name),
    )


def roll_back(person: Person, drawn_in_use: str, reason: str) -> Outcome:
    """Put the model in use again that was so before the one that was drawn."""
    refusal = _refusal(person, reason)
    if refusal:
        return Outcome(done=False, said=refusal)
    with reading(engine()) as session:
        before = previous_champion(session)
    if before is None:
        return Outcome(done=False, said=_("No model was put in use yet that could be taken back."))
    try:
        load_model(folder_of(before))
    except ModelRefused as error:
        return Outcome(done=False, said=_("Not put in use: {why}").format(why=error))
    with unit_of_work(engine()) as session:
        choose_alone(session)
        if champion(session) != drawn_in_use or previous_champion(session) != before:
            return Outcome(done=False, said=_("Another model is in use meanwhile. Nothing was changed; look again."))
        roll_back_model(session, reason=reason.strip(), now=now(), account_id=person.id)
    trials.forget()
    return Outcome(done=True, said=_("{name} is in use again.").format(name=model_wording.name(before)))


def differences_for(person: Person, differences: Sequence[Difference], most: int) -> list[Difference]:
    """Return the largest differences on items that a person works on."""
    scope = Scope(person.provinces, person.destinations)
    with reading(engine()) as session:
        visible = visible_items(session, [one.campaign_id for one in differences], scope)
    return [one for one in differences if one.campaign_id in visible and _differ(one)][:most]


def _differ(one: Difference) -> bool:
    return one.champion_band != one.candidate_band or abs(one.champion_score - one.candidate_score) >= _MUCH


def export() -> Export:
    """Return the models and their changes as tables to take away."""
    return Export(what="models", subject="model:all", make=_sheets, deed="read_models")


def _refusal(person: Person, reason: str) -> str:
    if not person.may("promote"):
        return _("Your role may not do this.")
    if not reason.strip():
        return _("Give the reason: it is kept with your name.")
    if len(reason) > MAX_REASON:
        return _("The reason is longer than {most} characters; shorten it.").format(most=MAX_REASON)
    return ""


def _kept(name: str, folder: Path, in_use: str, change: Change | None) -> KeptModel:
    manifest, fault = _manifest(folder)
    figures = manifest.get("metrics") or {}
    return KeptModel(
        name=name,
        in_use=name == in_use,
        fault=fault,
        rows=manifest.get("rows"),
        decided=(manifest.get("decided") or {}).get("rows"),
        pair_accuracy=figures.get("pair_accuracy"),
        average_precision=figures.get("average_precision"),
        since=change.at if change else None,
        reason=change.reason if change else "",
    )


def _manifest(folder: Path) -> tuple[dict[str, Any], str]:
    """Return what a model says of itself, and why it cannot be used; its weights are checked, not only its words."""
    parts = (folder / "manifest.json", folder / "weights.npz")
    return _checked(folder, tuple(part.stat().st_mtime_ns if part.is_file() else 0 for part in parts))


@lru_cache(maxsize=64)
def _checked(folder: Path, _written_at: tuple[int, ...]) -> tuple[dict[str, Any], str]:
    try:
        return load_model(folder).manifest, ""
    except ModelRefused as error:
        return {}, str(error)


def _sheets(_person: Person) -> list[Sheet]:
    found = read()
    heads = [
        _("Model"),
        _("In use"),
        _("Rows"),
        _("Of these decided"),
        _("Pair accuracy"),
        _("PR-AUC"),
        _("In use since"),
        _("Reason"),
    ]
    rows: list[list[Cell]] = [
        [
            model_wording.name(one.name),
            "✓" if one.in_use else "",
            one.rows,
            one.decided,
            one.pair_accuracy,
            one.average_precision,
            one.since,
            one.reason,
        ]
        for one in found.kept
    ]
    told: list[list[Cell]] = [
        [
            change.at,
            model_wording.action(change.action),
            model_wording.name(change.name),
            change.reason,
            json.dumps(change.figures),
        ]
        for change in found.changes
    ]
    return [
        Sheet(name=_("Models"), heads=heads, rows=rows),
        Sheet(name=_("Changes"), heads=[_("When"), _("What"), _("Model"), _("Reason"), _("Figures")], rows=told),
    ]
