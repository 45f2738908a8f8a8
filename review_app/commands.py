"""The commands of the review app: `review`, `account …` and `audit …`."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, NoReturn

import typer

account_app = typer.Typer(no_args_is_help=True, help="People who may log in to the review app.")
audit_app = typer.Typer(no_args_is_help=True, help="The chain of who did what.")


def register(app: typer.Typer) -> None:
    """Mount the commands on the product's own."""
    app.command("review")(review)
    app.add_typer(account_app, name="account")
    app.add_typer(audit_app, name="audit")


def review(
    host: Annotated[str, typer.Option(help="Address to listen on; 127.0.0.1 is this machine only.")] = "127.0.0.1",
    port: Annotated[int | None, typer.Option(help="Port; SOITIN_REVIEW_PORT unless given.", min=1, max=65535)] = None,
) -> None:
    """Serve the web app in which inspectors review adverts."""
    from review_app.server import serve
    from storage.settings import settings

    chosen = port or settings().review_port
    with _one_sentence():
        try:
            serve(host, chosen, announce=lambda address: typer.echo(f"Soi Tin: {address} (Ctrl+C ends it)", err=True))
        except OSError as error:
            _fail(f"cannot listen on {host}:{chosen}: {error.strerror or error}; choose another --port or --host")


@account_app.command("add")
def add_account(
    name: Annotated[str, typer.Argument(help="Login name.")],
    full_name: Annotated[str, typer.Option(help="Name as shown to colleagues; the login name unless given.")] = "",
    role: Annotated[str, typer.Option(help="officer, leader, analyst, operator or administrator.")] = "officer",
    password_stdin: Annotated[bool, typer.Option(help="Read the password from the first line of stdin.")] = False,  # noqa: FBT002
) -> None:
    """Add an account; the password is asked for twice."""
    from review_app.service.database import engine, now
    from storage import accounts
    from storage.database import unit_of_work

    password = sys.stdin.readline().rstrip("\r\n") if password_stdin else _ask_password()
    with _one_sentence(), unit_of_work(engine()) as session:
        accounts.add_account(session, name=name, full_name=full_name or name, role=role, password=password, now=now())
    typer.echo(f"account {name.strip().lower()} added")


@account_app.command("disable")
def disable_account(name: Annotated[str, typer.Argument(help="Login name.")]) -> None:
    """Refuse all further logins of an account and end its sessions at once."""
    from review_app.service.database import engine, now
    from storage import accounts
    from storage.database import unit_of_work

    with _one_sentence(), unit_of_work(engine()) as session:
        accounts.disable_account(session, name, now=now())
    typer.echo(f"account {name.strip().lower()} disabled")


@account_app.command("list")
def list_accounts() -> None:
    """Print every account: name, role, state, full name."""
    from review_app.service.database import engine
    from storage import accounts
    from storage.database import reading

    with _one_sentence(), reading(engine()) as session:
        for account in accounts.list_accounts(session):
            state = "disabled" if account.disabled_at else "active"
            typer.echo(f"{account.name}\t{account.role}\t{state}\t{account.full_name}")


@audit_app.command("verify")
def verify_audit() -> None:
    """Check that no audit event was changed, removed, put elsewhere or cut off; exit code 1 names every break."""
    from review_app.service.database import engine
    from storage.audit import find_breaks
    from storage.checkpoints import find_checkpoint_breaks
    from storage.database import reading
    from storage.settings import settings

    with _one_sentence(), reading(engine()) as session:
        breaks = [*find_breaks(session), *find_checkpoint_breaks(session, settings().home)]
    for sentence in breaks:
        typer.echo(sentence)
    if breaks:
        raise typer.Exit(1)
    typer.echo("the audit chain is whole")


@audit_app.command("sign")
def sign_audit() -> None:
    """Sign the chain as it stands, so that `audit verify` also finds an end that was cut off or all of it made anew."""
    from review_app.service.database import engine, now
    from storage.checkpoints import keep_checkpoint
    from storage.database import reading
    from storage.settings import settings

    try:
        with _one_sentence(), reading(engine()) as session:
            number = keep_checkpoint(session, settings().home, now=now())
    except OSError as error:
        _fail(f"the checkpoint cannot be written: {error}", code=1)
    typer.echo(f"signed {number} events")


@contextmanager
def _one_sentence() -> Iterator[None]:
    """Turn what storage refuses into one sentence on stderr and an exit code."""
    from model.law.tables import BadTable
    from storage.errors import StorageError

    try:
        yield
    except BadTable as error:
        _fail(str(error), code=1)
    except (StorageError, ValueError) as error:
        _fail(str(error))


def _ask_password() -> str:
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))


def _fail(sentence: str, *, code: int = 2) -> NoReturn:
    typer.echo(f"soitin: {sentence}", err=True)
    raise typer.Exit(code)
