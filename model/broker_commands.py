"""`soitin broker`: one broker on a screen, and in a file; what identifies people is masked unless somebody says why."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from model.terminal import MISUSED, WRONG, stop

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from storage.broker_dossiers.dossier_records import Dossier

app = typer.Typer(no_args_is_help=True, help="Who stands behind several campaigns, by their contacts.")
_MOST_NAMED = 20


@app.command("show")
def show(
    wanted: Annotated[str, typer.Argument(metavar="PHONE|NAME|ID", help="A contact, part of a name, or an id (b-…).")],
    reveal: Annotated[
        str | None, typer.Option("--reveal", metavar="REASON", help="Show contacts whole; the reason is kept.")
    ] = None,
) -> None:
    """Print one broker: contacts, adverts, fees, verdicts, register, links with reasons and suggestions."""
    from model.broker_screen import print_dossier

    engine = _database()
    dossier = _dossier(engine, wanted)
    if reveal is not None:
        _note(engine, "reveal_broker", dossier.broker.id, {"reason": _reason(reveal)})
    print_dossier(dossier, whole=reveal is not None)


@app.command("export")
def export(
    broker_id: Annotated[str, typer.Argument(metavar="ID", help="Id of the broker (b-…), as `show` prints it.")],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="DIR|FILE.json", help="Where to write.")],
) -> None:
    """Write all that is kept of a broker as JSON, contacts whole; the export is kept in the audit log."""
    from model.broker_file import dossier_row

    engine = _database()
    dossier = _dossier(engine, broker_id)
    target = out if out.suffix == ".json" else out / f"broker-{dossier.broker.id}.json"
    _note(engine, "export_broker", dossier.broker.id, {"file": target.name})
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.with_name(f".{target.name}.part")
        temporary.write_text(json.dumps(dossier_row(dossier), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        temporary.replace(target)
    except OSError as error:
        stop(MISUSED, f"cannot write {target}: {error.strerror or error}")
    print(f"{target}: {len(dossier.adverts)} adverts, {len(dossier.contacts)} contacts")


def _dossier(engine: "Engine", wanted: str) -> "Dossier":
    from storage.broker_dossiers.dossiers import read_dossier
    from storage.broker_dossiers.find_brokers import find_brokers
    from storage.database import reading

    with reading(engine) as session:
        found = find_brokers(session, wanted, limit=_MOST_NAMED)
        dossier = read_dossier(session, found[0]) if found else None
    if len(found) > 1:
        # one contact or name may be with several; nobody is guessed at
        stop(WRONG, f"{wanted} is with {len(found)} brokers: {', '.join(found)}; give one of these ids")
    if dossier is None:
        stop(WRONG, f"no broker goes by {wanted}; give a phone, a part of a name, or an id, after `soitin link`")
    return dossier


def _note(engine: "Engine", action: str, broker_id: str, detail: dict[str, str]) -> None:
    from datetime import UTC, datetime

    from storage.audit_chain.audit import append_event
    from storage.database import unit_of_work

    with unit_of_work(engine) as session:
        append_event(
            session,
            action=action,
            subject=f"broker:{broker_id}",
            account_id=None,
            at=datetime.now(UTC),
            detail=detail,
        )


def _reason(reveal: str) -> str:
    if not reveal.strip():
        stop(MISUSED, "--reveal needs a reason; it is kept in the audit log")
    return reveal.strip()


def _database() -> "Engine":
    from storage.database import open_database
    from storage.errors import StorageError
    from storage.settings import settings

    try:
        return open_database(settings().url)
    except StorageError as error:
        stop(MISUSED, str(error))
