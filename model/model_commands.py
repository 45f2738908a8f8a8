"""The life of models: list them, promote one that proved better, take it back; and where to label next."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from model.terminal import MISUSED, WRONG, bar, stop

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from model.corpus import CorpusRow
    from model.dataset import Dataset
    from model.sample import Missed

Reason = Annotated[str, typer.Option("--reason", help="Why; kept in the audit chain.")]


def register(app: typer.Typer) -> None:
    """Mount the commands on the main one."""
    app.command("models")(models)
    app.command("promote")(promote)
    app.command("rollback")(rollback)
    app.command("sample")(sample)


def models() -> None:
    """List the default model and every kept one: what it learnt from, how it did, which one is in use."""
    from rich.console import Console
    from rich.table import Table

    from model.artefact import ModelRefused
    from model.champion import kept_models, load_model
    from storage.champions import champion, changes
    from storage.database import reading

    with _refusals(), reading(_database()) as session:
        in_use, reasons = champion(session), {change.name: change for change in reversed(changes(session))}
    table = Table("", "model", "rows", "decided", "pair accuracy", "PR-AUC", "in use since", "reason")
    for name, folder in kept_models():
        mark, change = "→" if name == in_use else "", reasons.get(name)
        since = [f"{change.at:%Y-%m-%d}", change.reason] if change else ["", ""]
        try:
            manifest = load_model(folder).manifest
        except ModelRefused as error:
            table.add_row(mark, name, "–", "–", "–", "–", since[0], f"cannot be used: {error}")
            continue
        figures = manifest["metrics"]
        decided = manifest.get("decided", {}).get("rows", 0)
        shown = (str(manifest["rows"]), str(decided), str(figures["pair_accuracy"]), str(figures["average_precision"]))
        table.add_row(mark, name, *shown, *since)
    Console().print(table)


def promote(
    named: Annotated[
        str, typer.Argument(metavar="MODEL", help="Folder of a trained model, or the name of a kept one.")
    ],
    reason: Reason,
    frozen: Annotated[
        Path | None,
        typer.Option(help="Labelled rows (.csv, .jsonl) to compare on; else the decisions kept apart for it."),
    ] = None,
) -> None:
    """Put a model in use if it beats the one in use on rows that neither has seen; else refuse and change nothing."""
    from model.champion import find_model, folder_of, keep_model, load_model
    from model.promote import compare, figures_of, require_better, unseen
    from storage.champions import champion, promote_model
    from storage.database import reading, unit_of_work

    _require_reason(reason)
    with _refusals():
        engine = _database()
        with reading(engine) as session:
            in_use = champion(session)
        candidate, current = load_model(find_model(named)), load_model(folder_of(in_use))
        if candidate.name == current.name:
            stop(WRONG, f"{candidate.name} is in use already; nothing was changed")
        rows = unseen(_frozen_rows(engine, frozen), current, candidate)
        comparisons = compare(current, candidate, _counted(rows))
        for one in comparisons:
            print(f"{one.group}: {one.rows} rows, in use {one.champion:.3f}, candidate {one.candidate:.3f}")
        require_better(comparisons)
        keep_model(find_model(named))
        with unit_of_work(engine) as session:
            promote_model(
                session,
                candidate.name,
                dict(candidate.manifest),
                reason=reason,
                figures=figures_of(comparisons),
                now=datetime.now(UTC),
            )
    print(f"{candidate.name} is in use; `soitin screen --pending` screens with it from now on")


def rollback(reason: Reason) -> None:
    """Put the model in use again that was so before; screenings of the other stay in the history."""
    from model.champion import folder_of, load_model
    from storage.champions import previous_champion, roll_back_model
    from storage.database import reading, unit_of_work

    _require_reason(reason)
    with _refusals():
        engine = _database()
        with reading(engine) as session:
            before = previous_champion(session)
        if before is None:
            stop(WRONG, "no model was promoted yet; nothing was changed")
        load_model(folder_of(before))
        with unit_of_work(engine) as session:
            roll_back_model(session, reason=reason, now=datetime.now(UTC))
    print(f"{before} is in use again")


def sample(
    n: Annotated[int, typer.Option("--n", min=5, help="How many campaigns to propose.")] = 50,
    seed: Annotated[int | None, typer.Option(help="Of the lot; the moment by default.")] = None,
) -> None:
    """Propose what to label next, and estimate what is missed from earlier proposals that were drawn by lot."""
    from model.sample import choose, estimate_missed
    from storage.database import unit_of_work
    from storage.samples import UNFLAGGED, drawn_by_lot, keep_sample, outcome_of_lot, waiting_candidates

    now = datetime.now(UTC)
    with _refusals(), unit_of_work(_database()) as session:
        candidates = waiting_candidates(session)
        unflagged = sum(one.band in UNFLAGGED for one in candidates)
        missed = estimate_missed(outcome_of_lot(session), unflagged=unflagged)
        before = drawn_by_lot(session)
        chosen = choose(candidates, n, seed=int(now.timestamp()) if seed is None else seed, drawn_before=before)
        keys = {why: [one.campaign_id for one in mine] for why, mine in chosen.items()}
        keep_sample(session, keys, unflagged=unflagged, now=now)
    for why, mine in chosen.items():
        for one in mine:
            print(f"{why:12} {one.campaign_id:>7} {one.score:.3f} {one.band:6} {one.title[:70]}")
    if not candidates:
        print("nothing waits that was screened; run `soitin screen --pending`", file=sys.stderr)
    _print_missed(missed)


def _print_missed(missed: "Missed") -> None:
    if not missed.decided:
        print(f"no estimate of what is missed yet: none of {missed.drawn} drawn by lot is decided", file=sys.stderr)
        return
    share, most = missed.share, missed.expected
    print(
        f"missed among unflagged adverts: {share.value:.1%} ({share.low:.1%} to {share.high:.1%}, 95 of 100), from "
        f"{missed.suspicious} suspicious of {missed.decided} decided, {missed.unsure} unsure, {missed.drawn} drawn; "
        f"of {missed.unflagged} that wait about {most.value:.0f} ({most.low:.0f} to {most.high:.0f})"
    )


def _database() -> "Engine":
    from storage.database import open_database
    from storage.settings import settings

    return open_database(settings().url)


def _require_reason(reason: str) -> None:
    if not reason.strip():
        stop(MISUSED, "--reason is empty; say in a sentence why, it is kept in the audit chain")


def _frozen_rows(engine: "Engine", file: Path | None) -> "list[CorpusRow]":
    from model.gathering import gather_from
    from model.label_files import read_labels

    return read_labels(file) if file else gather_from(engine).frozen


def _counted(rows: "list[CorpusRow]") -> "Dataset":
    from model.dataset import build_dataset
    from model.train import TRAINING_DAY

    with bar("Đọc tin đã chốt / reading frozen rows", len(rows)) as step:
        return build_dataset(rows, on=TRAINING_DAY, progress=step)


@contextmanager
def _refusals() -> Iterator[None]:
    """Turn what is refused into one sentence; the model in use stays."""
    from model.artefact import ModelRefused
    from model.corpus import BadCorpus
    from model.label_files import BadLabels
    from model.promote import PromotionRefused
    from storage.errors import StorageError

    try:
        yield
    except PromotionRefused as error:
        stop(WRONG, f"not promoted: {error}; the model in use stays")
    except ModelRefused as error:
        stop(WRONG, f"{error}; the model in use stays")
    except (BadLabels, BadCorpus, StorageError) as error:
        stop(MISUSED, str(error))
