"""The model's commands: screen, facts, train. Heavy imports wait until one of them runs."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import IO, Annotated

import typer

import model.broker_commands
import model.evaluation.commands
import model.label_commands
import model.law.commands
import model.linking.commands
import model.model_commands
import model.register.commands
from model.terminal import MISUSED, WRONG
from model.terminal import bar as _bar
from model.terminal import stop as _stop
from model.train_commands import train

OnDate = Annotated[
    datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="Day whose law is applied; today by default.")
]

MOST_TO_LOOK_AT = 256 * 1024 * 1024
"""Bytes of a file whose facts are printed."""


def register(app: typer.Typer) -> None:
    """Mount the commands on the main one."""
    app.command("screen")(screen)
    app.command("facts")(facts)
    app.command("train")(train)
    app.command("link")(model.linking.commands.link)
    app.command("evaluate")(model.evaluation.commands.evaluate)
    model.model_commands.register(app)
    app.add_typer(model.broker_commands.app, name="broker")
    app.add_typer(model.label_commands.app, name="labels")
    app.add_typer(model.law.commands.app, name="law")
    app.add_typer(model.register.commands.app, name="register")


def screen(
    file: Annotated[Path | None, typer.Argument(help="JSONL rows with id and text, also .gz.")] = None,
    out: Annotated[Path | None, typer.Option("-o", "--out", help="Where to write; standard output by default.")] = None,
    on: OnDate = None,
    register: Annotated[
        str | None,
        typer.Option(help="List of licensed enterprises for FILE: .csv, .xlsx, .html, or the name of a kept snapshot."),
    ] = None,
    *,
    pending: Annotated[bool, typer.Option("--pending", help="Screen what waits in the database instead.")] = False,
) -> None:
    """Score adverts and say why: a file without a database, or all that waits in it."""
    if pending == (file is not None):
        _stop(MISUSED, "give either a FILE or --pending")
    if pending and register is not None:
        _stop(MISUSED, "--register goes with a FILE; --pending uses the newest list of `soitin register import`")
    day = on.date() if on else today()
    if file is None:
        _screen_database(day)
    else:
        _screen_file(file, out, day, register)


def facts(
    file: Annotated[Path, typer.Argument(help="A text file, or JSONL rows with id and text, also .gz.")],
    on: OnDate = None,
) -> None:
    """Print what is read from adverts, one line a fact, with its quote."""
    from model.facts import read_facts
    from model.text import align

    day = on.date() if on else today()
    left_out: list[str] = []
    for name, text in _texts(file, left_out):
        print(f"== {name}")
        for kind, values in read_facts(align(text), day).row().items():
            for value in values if isinstance(values, list) else [] if values is None else [{"value": values}]:
                quote = value.pop("quote", None)
                shown = ", ".join(f"{key} {item}" for key, item in value.items() if item is not None)
                print(f"{kind}: {shown}" + (f"  « {quote['text']} » {quote['start']}–{quote['end']}" if quote else ""))
    if left_out:
        raise typer.Exit(WRONG)


def today() -> date:
    """Return the day in Việt Nam."""
    from zoneinfo import ZoneInfo

    return datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()


def _screen_file(file: Path, out: Path | None, day: date, named: str | None) -> None:
    from model.artefact import ModelRefused
    from model.law.tables import BadTable
    from model.register.given import NoSuchRegister, given_register
    from model.score import DEFAULT_MODEL
    from model.screen_file import UnreadableFile, screen_file

    try:
        if not file.is_file():
            msg = f"cannot read {file}: no such file; give a .jsonl or .jsonl.gz file"
            raise UnreadableFile(msg)  # noqa: TRY301 - the same sentence and exit code as for a file that breaks off
        listed = given_register(named) if named else None
        with _output(out) as target, _bar(f"{file.name}", None) as step:
            counts = screen_file(file, target, on=day, model=DEFAULT_MODEL, register=listed, progress=step)
    except (UnreadableFile, NoSuchRegister) as error:
        _stop(MISUSED, str(error))
    except (ModelRefused, BadTable) as error:
        _stop(WRONG, str(error))
    print(f"{counts.rows} rows, {counts.high} in the high band, {counts.errors} could not be screened", file=sys.stderr)
    if counts.errors:
        raise typer.Exit(WRONG)


def _screen_database(day: date) -> None:
    from datetime import UTC

    from model.artefact import ModelRefused
    from model.champion import champion_screener
    from model.law.tables import BadTable
    from model.register.kept import register_on
    from model.screen_pending import screen_pending
    from storage.database import open_database
    from storage.errors import StorageError
    from storage.settings import settings

    try:
        engine = open_database(settings().url)
        screener = champion_screener(engine)
        register = register_on(engine, day)
    except (StorageError, ModelRefused, BadTable) as error:
        _stop(MISUSED, str(error))
    with _bar("Chấm điểm / screening", None) as step:
        done = screen_pending(
            engine,
            screener,
            on=day,
            now=lambda: datetime.now(UTC),
            progress=lambda *_: step(1),
            register=register,
        )
    print(f"{done.versions} adverts screened: {done.high} high, {done.medium} medium")
    for code, count in done.evaluated.most_common():
        print(f"in evaluation, not shown: {code} {count}", file=sys.stderr)


def _texts(file: Path, left_out: list[str]) -> Iterator[tuple[str, str]]:
    import gzip
    import json
    import zlib

    try:
        with gzip.open(file, "rb") if file.suffix == ".gz" else file.open("rb") as packed:
            content = packed.read(MOST_TO_LOOK_AT + 1)
        text = content.decode("utf-8")
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        _stop(MISUSED, f"cannot read {file}: {error}; give a UTF-8 text or JSONL file")
    if len(content) > MOST_TO_LOOK_AT:
        _stop(MISUSED, f"{file} has more than {MOST_TO_LOOK_AT:,} bytes; `soitin screen FILE` is for so much")
    if ".jsonl" not in file.name:
        yield file.name, text
        return
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            yield str(row.get("id", number)), row["text"]
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            left_out.append(f"{file}, line {number}: not a row with id and text ({error}); left out")
            print(left_out[-1], file=sys.stderr)


@contextmanager
def _output(out: Path | None) -> Iterator[IO[str]]:
    """Write to standard output, or to a file that appears whole or not at all."""
    if out is None:
        yield sys.stdout
        return
    temporary = out.with_name(f".{out.name}.part")
    try:
        with temporary.open("w", encoding="utf-8") as target:
            yield target
        temporary.replace(out)
    except OSError as error:
        _stop(MISUSED, f"cannot write {out}: {error.strerror or error}")
    finally:
        temporary.unlink(missing_ok=True)
