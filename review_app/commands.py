"""The commands of the review app: `review`, `account …`, `audit …` and `bundle …`."""

from typing import Annotated

import typer

from review_app.account_commands import account_app
from review_app.bundle_commands import bundle_app
from review_app.exits import fail, one_sentence

audit_app = typer.Typer(no_args_is_help=True, help="The chain of who did what.")


def register(app: typer.Typer) -> None:
    """Mount the commands on the product's own."""
    app.command("review")(review)
    app.add_typer(account_app, name="account")
    app.add_typer(audit_app, name="audit")
    app.add_typer(bundle_app, name="bundle")


def review(
    host: Annotated[str, typer.Option(help="Address to listen on; 127.0.0.1 is this machine only.")] = "127.0.0.1",
    port: Annotated[int | None, typer.Option(help="Port; SOITIN_REVIEW_PORT unless given.", min=1, max=65535)] = None,
) -> None:
    """Serve the web app in which inspectors review adverts."""
    from review_app.server import serve
    from review_app.service.start import is_without_accounts
    from storage.settings import settings

    chosen = port or settings().review_port
    with one_sentence():
        if is_without_accounts():
            typer.echo("nobody can log in yet; add somebody: soitin account add NAME --role administrator", err=True)
        try:
            serve(host, chosen, announce=lambda address: typer.echo(f"Soi Tin: {address} (Ctrl+C ends it)", err=True))
        except OSError as error:
            fail(f"cannot listen on {host}:{chosen}: {error.strerror or error}; choose another --port or --host")


@audit_app.command("verify")
def verify_audit() -> None:
    """Check that no audit event was changed, removed, put elsewhere or cut off; exit code 1 names every break."""
    from review_app.service.database import engine
    from storage.audit_chain.audit import find_breaks
    from storage.audit_chain.checkpoints import find_checkpoint_breaks
    from storage.database import reading
    from storage.settings import settings

    with one_sentence(), reading(engine()) as session:
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
    from storage.audit_chain.checkpoints import keep_checkpoint
    from storage.database import reading
    from storage.settings import settings

    try:
        with one_sentence(), reading(engine()) as session:
            number = keep_checkpoint(session, settings().home, now=now())
    except OSError as error:
        fail(f"the checkpoint cannot be written: {error}", code=1)
    typer.echo(f"signed {number} events")
