"""`soitin account …`: people who may log in, for an administrator at the machine."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from review_app.exits import one_sentence

if TYPE_CHECKING:
    from storage.people.accounts import Post
    from storage.tables import Account

account_app = typer.Typer(no_args_is_help=True, help="People who may log in to the review app.")

Name = Annotated[str, typer.Argument(help="Login name.")]
Role = Annotated[str, typer.Option(help="officer, leader, analyst, operator or administrator.")]
Provinces = Annotated[
    list[str] | None,
    typer.Option(
        "--province", help="Province they work on, by name or code; may be said several times. All if left out."
    ),
]
Destinations = Annotated[
    list[str] | None,
    typer.Option("--destination", help="Country they work on, by name or two letters; likewise. All if left out."),
]


@account_app.command("add")
def add_account(  # noqa: PLR0913 - one parameter an option
    name: Name,
    full_name: Annotated[str, typer.Option(help="Name as shown to colleagues; the login name unless given.")] = "",
    role: Role = "officer",
    provinces: Provinces = None,
    destinations: Destinations = None,
    *,
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help="Read the password from the first line of stdin.")
    ] = False,
    keep_password: Annotated[
        bool,
        typer.Option("--keep-password", help="Do not make them choose a password of their own at the first login."),
    ] = False,
) -> None:
    """Add an account; the password is asked for twice, and its owner changes it at the first login."""
    from review_app.service.database import engine, now
    from review_app.service.scopes import read_destinations, read_provinces
    from storage.database import unit_of_work
    from storage.people.accounts import NewAccount, Post, make_account

    with one_sentence():
        post = Post(
            role=role,
            provinces=read_provinces(provinces or ()),
            destinations=read_destinations(destinations or ()),
        )
        password = sys.stdin.readline().rstrip("\r\n") if password_stdin else _ask_password()
        new = NewAccount(
            name=name, full_name=full_name, password=password, post=post, must_change_password=not keep_password
        )
        with unit_of_work(engine()) as session:
            account = make_account(session, new, by=None, now=now())
            typer.echo(f"account {account.name} added")


@account_app.command("change")
def change_account(
    name: Name,
    role: Annotated[str, typer.Option(help="officer, leader, analyst, operator or administrator.")] = "",
    provinces: Provinces = None,
    destinations: Destinations = None,
    *,
    everywhere: Annotated[
        bool, typer.Option("--everywhere", help="Let them work on all provinces and countries again.")
    ] = False,
) -> None:
    """Give an account another role or other places; who waits is let in by it."""
    from review_app.service.database import engine, now
    from review_app.service.scopes import read_destinations, read_provinces
    from storage.database import unit_of_work
    from storage.people.accounts import Post, account_named, post_of
    from storage.people.accounts import change_account as change

    with one_sentence(), unit_of_work(engine()) as session:
        before = post_of(account_named(session, name))
        post = Post(
            role=role or before.role,
            provinces=read_provinces(provinces or ()) if provinces or everywhere else before.provinces,
            destinations=read_destinations(destinations or ()) if destinations or everywhere else before.destinations,
        )
        account = change(session, name, post, by=None, now=now())
        typer.echo(f"account {account.name} is {_post_line(post)}")


@account_app.command("disable")
def disable_account(name: Name) -> None:
    """Refuse all further logins of an account and end its sessions at once."""
    from review_app.service.database import engine, now
    from storage.database import unit_of_work
    from storage.people import accounts

    with one_sentence(), unit_of_work(engine()) as session:
        typer.echo(f"account {accounts.disable_account(session, name, now=now()).name} disabled")


@account_app.command("enable")
def enable_account(name: Name) -> None:
    """Let a disabled account log in again, as what it was before."""
    from review_app.service.database import engine, now
    from storage.database import unit_of_work
    from storage.people import accounts

    with one_sentence(), unit_of_work(engine()) as session:
        typer.echo(f"account {accounts.enable_account(session, name, now=now()).name} enabled")


@account_app.command("reset")
def reset_password(name: Name) -> None:
    """Give an account a password for one use, printed once, and end its sessions."""
    from review_app.service.database import engine, now
    from storage.database import unit_of_work
    from storage.people import password_logins

    with one_sentence(), unit_of_work(engine()) as session:
        password = password_logins.reset_password(session, name, by=None, now=now())
    typer.echo(f"password of {name.strip().lower()} for one login: {password}")


@account_app.command("list")
def list_accounts() -> None:
    """Print every account: name, role, state, full name, provinces, countries, whether its password is to change."""
    from review_app.service.database import engine
    from storage.database import reading
    from storage.people import accounts

    with one_sentence(), reading(engine()) as session:
        for account in accounts.list_accounts(session):
            first = "password to be changed" if account.must_change_password else ""
            places = _places(account.provinces, account.destinations)
            typer.echo("\t".join((account.name, account.role, _state(account), account.full_name, *places, first)))


def _state(account: "Account") -> str:
    if account.role == "waiting":
        return "waiting"
    return "disabled" if account.disabled_at else "active"


def _post_line(post: "Post") -> str:
    provinces, countries = _places(post.provinces, post.destinations)
    return f"{post.role}, provinces: {provinces}, countries: {countries}"


def _places(provinces: Sequence[str] | None, destinations: Sequence[str] | None) -> tuple[str, str]:
    from storage.provinces import province_name

    names = None if provinces is None else [province_name(code) for code in provinces]
    return _listed(names), _listed(destinations)


def _listed(names: Sequence[str] | None) -> str:
    return "all" if names is None else ", ".join(names) or "none"


def _ask_password() -> str:
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
