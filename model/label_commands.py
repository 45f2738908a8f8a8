"""`soitin labels`: carry decisions out to a spreadsheet, and labelled files in."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from model.terminal import MISUSED, WRONG, stop

app = typer.Typer(no_args_is_help=True, help="Labels for training: decisions out, labelled files in.")


@app.command("export")
def export_labels(
    out: Annotated[Path, typer.Option("-o", "--out", help="Where to write: .csv for a spreadsheet, or .jsonl.")],
) -> None:
    """Write every decision in force, `unsure` ones left out; the export is an event of the audit chain.

    Numbers and names of persons other than the poster are covered.
    """
    from model.label_files import as_csv, as_jsonl
    from storage.audit_chain.audit import append_event
    from storage.database import open_database, unit_of_work
    from storage.errors import StorageError
    from storage.labels import count_unsure, labels_to_export
    from storage.settings import settings

    if out.suffix not in (".csv", ".jsonl"):
        stop(MISUSED, f"cannot write {out}: the name must end in .csv or .jsonl")
    try:
        with unit_of_work(open_database(settings().url)) as session:
            labels, unsure = list(labels_to_export(session)), count_unsure(session)
            detail = {"file": out.name, "labels": len(labels)}
            now = datetime.now(UTC)
            append_event(session, action="export_labels", subject="labels:all", account_id=None, at=now, detail=detail)
            # a spreadsheet takes UTF-8 for what it is only with a byte order mark before it
            encoding, content = ("utf-8-sig", as_csv(labels)) if out.suffix == ".csv" else ("utf-8", as_jsonl(labels))
            out.write_text(content, encoding=encoding)
    except StorageError as error:
        stop(MISUSED, str(error))
    except OSError as error:
        stop(MISUSED, f"cannot write {out}: {error.strerror or error}")
    print(f"{len(labels)} labels written to {out}; {unsure} decided as unsure are none", file=sys.stderr)


@app.command("import")
def import_labels(
    file: Annotated[
        Path, typer.Argument(help="Labelled rows: .csv or .jsonl with label (deceptive, honest) and text.")
    ],
) -> None:
    """Keep a labelled file for `soitin train --with-decisions`, whole or not at all."""
    from model.corpus import BadCorpus, contradictions, read_corpus
    from model.gathering import imported_rows, labels_folder
    from model.label_files import BadLabels, read_labels, write_rows

    try:
        rows = read_labels(file)
        others = [row for row in imported_rows() if row.source != file.stem]
        for one, other in contradictions([*read_corpus(), *others, *rows]):
            stop(
                WRONG, f"{file} was refused whole: {other.id} has the text of {one.id} and the other label; correct one"
            )
        folder = labels_folder()
        folder.mkdir(parents=True, exist_ok=True)
        temporary = folder / f".{file.stem}.part"
        temporary.write_text(write_rows(rows), encoding="utf-8")
        temporary.replace(folder / f"{file.stem}.jsonl")
    except (BadLabels, BadCorpus) as error:
        stop(WRONG, str(error))
    except OSError as error:
        stop(MISUSED, f"cannot keep {file}: {error.strerror or error}")
    deceptive = sum(row.deceptive for row in rows)
    print(f"{len(rows)} labels kept, {deceptive} deceptive; `soitin train --with-decisions` learns from them")
