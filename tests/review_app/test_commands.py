"""The commands as cron and an administrator use them."""

from pathlib import Path

import pytest
import typer
from sqlalchemy import Engine
from typer.testing import CliRunner

from review_app.commands import register
from review_app.service import logins
from storage.settings import settings

app = typer.Typer()
register(app)
run = CliRunner()


@pytest.mark.usefixtures("cookies")
def test_an_account_is_added_and_can_log_in() -> None:
    said = run.invoke(
        app, ["account", "add", "Lan", "--full-name", "Lê Thị Lan", "--password-stdin"], input="mot-hai-ba-bon\n"
    )

    assert said.exit_code == 0, said.output
    assert isinstance(logins.log_in("lan", "mot-hai-ba-bon", old_token=None), str)
    assert "lan\tofficer\tactive\tLê Thị Lan" in run.invoke(app, ["account", "list"]).output


@pytest.mark.usefixtures("engine")
def test_the_password_is_asked_for_twice() -> None:
    said = run.invoke(
        app, ["account", "add", "lan"], input="mot-hai-ba-bon\nkhac-han-roi\nmot-hai-ba-bon\nmot-hai-ba-bon\n"
    )

    assert said.exit_code == 0, said.output


@pytest.mark.usefixtures("cookies")
@pytest.mark.parametrize(
    ("arguments", "typed", "code", "sentence"),
    [
        (["account", "add", "lan", "--password-stdin"], "ngan\n", 2, "at least 10 characters"),
        (["account", "add", "hanh", "--password-stdin"], "mot-hai-ba-bon\n", 2, "already taken"),
        (["account", "add", "lan", "--role", "king", "--password-stdin"], "mot-hai-ba-bon\n", 2, "unknown role"),
        (["account", "disable", "nobody"], "", 2, "there is no account"),
    ],
)
def test_wrong_use_is_one_sentence_on_stderr(arguments: list[str], typed: str, code: int, sentence: str) -> None:
    said = run.invoke(app, arguments, input=typed)

    assert said.exit_code == code
    assert sentence in said.stderr
    assert said.stderr.count("\n") == 1
    assert said.stdout == ""


def test_a_disabled_account_is_out(cookies: dict[str, str]) -> None:
    assert run.invoke(app, ["account", "disable", "hanh"]).exit_code == 0

    assert logins.who(cookies["hanh"]) is None
    assert "hanh\tofficer\tdisabled" in run.invoke(app, ["account", "list"]).output


def test_the_audit_chain_is_checked(cookies: dict[str, str], engine: Engine) -> None:
    assert cookies
    assert run.invoke(app, ["audit", "verify"]).exit_code == 0
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER audit_event_refuses_update")
        connection.exec_driver_sql("UPDATE audit_event SET action = 'nothing' WHERE number = 2")

    said = run.invoke(app, ["audit", "verify"])

    assert said.exit_code == 1
    assert "audit event 2 was changed" in said.output


def test_a_database_that_cannot_be_opened_is_one_sentence(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOITIN_DATABASE_URL", f"sqlite:///{home.parent}")
    settings.cache_clear()

    said = run.invoke(app, ["account", "list"])

    assert said.exit_code == 2
    assert said.stderr.count("\n") == 1
    assert "cannot open the database" in said.stderr
