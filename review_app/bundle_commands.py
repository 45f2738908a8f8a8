"""The command `bundle verify`: prove a bundle on any machine, without a database."""

from pathlib import Path
from typing import Annotated

import typer

bundle_app = typer.Typer(no_args_is_help=True, help="Bundles of referrals: document, captures and their hashes.")


@bundle_app.callback()
def bundles() -> None:
    """Keep `verify` a command of its own, though it is the only one."""


@bundle_app.command("verify")
def verify_bundle(
    file: Annotated[Path, typer.Argument(help="The .zip that was handed on.")],
    key: Annotated[
        Path | None, typer.Option(help="Key that signed it; the one in SOITIN_HOME unless given, if there is one.")
    ] = None,
) -> None:
    """Check every byte of a bundle: exit code 0 whole, 1 names what is damaged, missing or added, 2 no bundle."""
    from review_app.case_file.check_bundle import NotABundle, check_bundle
    from review_app.language import _, ngettext

    try:
        verdict = check_bundle(file, _key(key))
    except NotABundle as error:
        typer.echo(_("This file is no bundle, or cannot be read. In English:"), err=True)
        typer.echo(f"soitin: {error}", err=True)
        raise typer.Exit(2) from error
    if verdict.faults:
        number = len(verdict.faults)
        said = ngettext(
            "The bundle is NOT whole: {number} fault. In English:",
            "The bundle is NOT whole: {number} faults. In English:",
            number,
        )
        typer.echo(said.format(number=number))
    for sentence in verdict.faults:
        typer.echo(sentence)
    if verdict.faults:
        raise typer.Exit(1)
    said = _("The bundle is whole: {files} files, referral {referral}. In English, with its signature:")
    typer.echo(said.format(files=verdict.files, referral=verdict.about.get("referral")))
    typer.echo(f"the bundle is whole: {verdict.files} files, referral {verdict.about.get('referral')}")
    typer.echo(verdict.signed)


def _key(named: Path | None) -> bytes | None:
    """Return the key to check the signature with; a key that was named has to be there."""
    from storage.audit_chain.checkpoints import KEY, CheckpointRefused, read_key
    from storage.settings import settings

    path = named or settings().home / KEY
    if named is None and not path.exists():
        return None
    try:
        return read_key(path)
    except CheckpointRefused as error:
        typer.echo(f"soitin: {error}", err=True)
        raise typer.Exit(2) from error
