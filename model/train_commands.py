"""`soitin train`: from the corpus, and from what inspectors decided, to a model in a folder."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from model.terminal import MISUSED, WRONG, bar, stop

if TYPE_CHECKING:
    from model.corpus import CorpusRow


def train(
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", help="Folder for the model; the default one, or the kept ones with decisions."),
    ] = None,
    limit: Annotated[int | None, typer.Option(help="Use only so many pairs, for a quick try.", min=10)] = None,
    *,
    with_decisions: Annotated[
        bool, typer.Option("--with-decisions", help="Also learn from the database and from imported labels.")
    ] = False,
    if_stale: Annotated[
        bool, typer.Option("--if-stale", help="Do nothing if corpus and code are those it was made of.")
    ] = False,
) -> None:
    """Train the model; the same rows and versions give the same bytes. Decisions make a candidate for `promote`."""
    from model.corpus import BadCorpus, read_corpus
    from model.freshness import is_fresh, remember
    from model.score import DEFAULT_MODEL

    if with_decisions and if_stale:
        stop(MISUSED, "--if-stale is about the default model, which learns from the corpus alone")
    folder = out or DEFAULT_MODEL
    if if_stale and is_fresh(folder):
        print(f"the model in {folder} is up to date", file=sys.stderr)
        return
    from model.train import train as train_model

    decided = _decided() if with_decisions else []
    try:
        total = len(read_corpus()) + len(decided)
        with bar("Đọc ngữ liệu / reading the corpus", total) as step:
            options: dict[str, Any] = {"limit": limit, "decided": decided, "progress": step}
            name = _train_candidate(options) if with_decisions and out is None else train_model(folder, **options)
    except BadCorpus as error:
        stop(WRONG, str(error))
    except OSError as error:
        stop(MISUSED, f"cannot write the model: {error.strerror or error}")
    if not with_decisions:
        remember(folder)
    print(name)


def _train_candidate(options: dict[str, Any]) -> str:
    """Train into the folder of kept models, under the model's own name; the model in use is not touched."""
    from model.champion import folder_to_train_in, keep_model
    from model.train import train as train_model

    with folder_to_train_in() as folder:
        name = train_model(folder, **options)
        keep_model(folder)
    return name


def _decided() -> "list[CorpusRow]":
    """Gather decided rows and say on stderr what was left out and why."""
    from model.corpus import BadCorpus
    from model.gathering import gather_from
    from model.label_files import BadLabels
    from storage.database import open_database
    from storage.errors import StorageError
    from storage.settings import settings

    try:
        gathered = gather_from(open_database(settings().url))
    except (BadCorpus, BadLabels) as error:
        stop(WRONG, str(error))
    except StorageError as error:
        stop(MISUSED, str(error))
    deceptive = sum(row.deceptive for row in gathered.rows)
    print(f"{len(gathered.rows)} decided adverts join the corpus, {deceptive} deceptive", file=sys.stderr)
    for reason, count in sorted(gathered.left_out.items()):
        print(f"left out: {count} {reason}", file=sys.stderr)
    for cause in gathered.causes:
        print(f"contradiction: {cause}; decide one of them anew", file=sys.stderr)
    return gathered.rows
