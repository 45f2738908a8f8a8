"""`soitin evaluate`: judge the model on held-out sources and real adverts; write tables, plots and the model card."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from model.terminal import MISUSED, WRONG, bar, stop

if TYPE_CHECKING:
    from model.corpus import CorpusRow
    from model.dataset import Dataset, Example
    from model.evaluation.negatives import Negative
    from model.evaluation.report import Report


def evaluate(
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="Folder for table, csv and plots; var/evaluation by default.")
    ] = None,
    card: Annotated[Path | None, typer.Option(help="Also write the model card here, with plots beside it.")] = None,
    negatives: Annotated[
        Path | None,
        typer.Option(help="Real adverts, JSONL or .gz; ../shared/data/real_adverts.jsonl.gz where it is there."),
    ] = None,
    *,
    attempts: Annotated[bool, typer.Option("--attempts", help="Also run everything that was tried.")] = False,
) -> None:
    """Judge the model and its baselines on sources held out; stops with exit 1 where figures would mean nothing."""
    from model.copies import KINDS
    from model.corpus import BadCorpus, read_corpus
    from model.evaluate import evaluate as run
    from model.evaluate import models_to_fit
    from model.evaluation.proofs import EvaluationFooled
    from model.fit import RECIPE
    from model.train import TRAINING_DAY
    from storage.settings import settings

    real = _negatives(negatives)
    try:
        rows = read_corpus()
        copies = KINDS if attempts or RECIPE.copies else ()
        dataset, counted = _count(rows, real, copies)
        with bar("Huấn luyện và đo / fitting and measuring", models_to_fit(dataset, attempts=attempts)) as step:
            report = run(dataset, counted, on=TRAINING_DAY, attempts=attempts, progress=step)
    except (BadCorpus, EvaluationFooled) as error:
        stop(WRONG, str(error))
    _write(report, out or settings().home / "evaluation", card)
    for aim in report.aims:
        found = f"{aim.found.value:.3f}" if aim.found else "not measured"
        met = {True: "met", False: "MISSED", None: "open"}[aim.met]
        print(f"{met:7} {aim.name}: {found}, wanted {aim.wanted}")


def _negatives(path: Path | None) -> "list[Negative]":
    from model.evaluation.negatives import DEFAULT, UnreadableNegatives, read_negatives

    if path is None and not DEFAULT.is_file():
        print(f"no real adverts at {DEFAULT}: false alarms are measured on written rows alone", file=sys.stderr)
        return []
    try:
        return list(read_negatives(path or DEFAULT))
    except UnreadableNegatives as error:
        stop(MISUSED, str(error))


def _count(
    rows: "list[CorpusRow]", real: "list[Negative]", copies: tuple[str, ...]
) -> "tuple[Dataset, list[tuple[Negative, Example]]]":
    from model.dataset import build_dataset, count_examples
    from model.train import TRAINING_DAY

    with bar("Đọc ngữ liệu và tin thật / reading adverts", len(rows) + len(real)) as step:
        dataset = build_dataset(rows, on=TRAINING_DAY, copies=copies, progress=step)
        examples = count_examples([negative.advert for negative in real], on=TRAINING_DAY, progress=step)
        return dataset, list(zip(real, examples, strict=True))


def _write(report: "Report", out: Path, card: Path | None) -> None:
    from model.evaluation.card import as_markdown
    from model.evaluation.plots import draw_plots
    from model.evaluation.report import as_csv

    try:
        plots = draw_plots(report, out)
        (out / "evaluation.csv").write_text(as_csv(report), encoding="utf-8")
        (out / "evaluation.md").write_text(as_markdown(report, plots), encoding="utf-8")
        if card is not None:
            beside = card.with_suffix("")
            names = draw_plots(report, beside)
            card.write_text(as_markdown(report, [f"{beside.name}/{name}" for name in names]), encoding="utf-8")
    except OSError as error:
        stop(MISUSED, f"cannot write {error.filename or out}: {error.strerror or error}")
    print(f"written to {out}" + (f" and {card}" if card else ""), file=sys.stderr)
