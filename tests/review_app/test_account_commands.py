"""Accounts as an administrator at the machine makes and changes them."""

import json

import pytest
import typer
from sqlalchemy import Engine
from typer.testing import CliRunner

from review_app.commands import register
from review_app.service import logins
from storage.database import reading
from storage.tables import AuditEvent

app = typer.Typer()
register(app)
run = CliRunner()
PASSWORD = "mot-hai-ba-bon"


def _say(*arguments: str, typed: str = f"{PASSWORD}\n") -> str:
    said = run.invoke(app, ["account", *arguments], input=typed)
    assert said.exit_code == 0, said.output
    return said.output


def _refused(*arguments: str, typed: str = f"{PASSWORD}\n") -> str:
    said = run.invoke(app, ["account", *arguments], input=typed)
    assert said.exit_code == 2, said.output
    assert said.stderr.count("\n") == 1
    assert said.stdout == ""
    return said.stderr


def _line(name: str) -> list[str]:
    lines = [line.split("\t") for line in _say("list").splitlines()]
    return next(line for line in lines if line[0] == name)


def _last_event(engine: Engine) -> AuditEvent:
    with reading(engine) as session:
        event = session.query(AuditEvent).order_by(AuditEvent.number.desc()).first()
    assert event is not None
    return event


def test_provinces_and_countries_are_taken_by_name_or_code_and_shown(engine: Engine) -> None:
    provinces = ("--province", "nghe an", "--province", "Nam Định", "--province", "79")
    countries = ("--destination", "JP", "--destination", "đài loan", "--destination", "Hàn Quốc")
    _say("add", "lan", "--password-stdin", *provinces, *countries)

    named = "Ninh Bình, Nghệ An, Thành phố Hồ Chí Minh"
    assert _line("lan") == ["lan", "officer", "active", "lan", named, "JP, KR, TW", "password to be changed"]
    codes = {"provinces": ["37", "40", "79"], "destinations": ["JP", "KR", "TW"]}
    assert json.loads(_last_event(engine).detail) == {"role": "officer", "by": "command", **codes}
    assert _last_event(engine).account_id is None


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--province", "Nghê Anh"], "did you mean Nghệ An"),
        (["--province", "VN-22"], "there is no province 'VN-22'"),
        (["--province", ""], "there is no province ''"),
        (["--province", "x\u0000y" * 50], "there is no province"),
        (["--destination", "Nhật Bổn"], "did you mean Nhật Bản"),
        (["--destination", "ZZ"], "there is no country 'ZZ'"),
        (["--role", "waiting"], "unknown role 'waiting'"),
        (["--role", ""], "unknown role ''"),
    ],
)
def test_an_unknown_place_or_role_is_refused_with_what_looks_like_it(arguments: list[str], says: str) -> None:
    assert says in _refused("add", "lan", "--password-stdin", *arguments)


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize("name", [" ", "a\u0000b", "a\tb", "x" * 81, "?", "a\u202eb"])
def test_a_name_that_cannot_be_typed_or_seen_is_refused(name: str) -> None:
    assert "account name" in _refused("add", name, "--password-stdin")


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("ngan", "at least 10 characters"),
        ("", "at least 10 characters"),
        ("x" * 501, "more than 500"),
        ("nguyenlan123", "account's name"),
        ("NguyễnLan!!1", "account's name"),
        ("0900000112", "no letter"),
        ("22-11-2026 10:30", "no letter"),
        ("matkhau12345", "commonest"),
        ("Mật.Khẩu.2026", "commonest"),
        ("Password@2026", "commonest"),
        ("1q2w3e4r5t", "commonest"),
        ("aaaaaaaaaaab", "commonest"),
    ],
)
def test_a_password_that_would_be_guessed_is_refused(password: str, says: str) -> None:
    assert says in _refused("add", "nguyenlan", "--password-stdin", typed=f"{password}\n")


@pytest.mark.usefixtures("engine")
def test_the_first_password_is_to_be_changed_unless_it_is_said_otherwise() -> None:
    _say("add", "lan", "--password-stdin")
    _say("add", "mai", "--password-stdin", "--keep-password")

    for name, to_be_changed in (("lan", True), ("mai", False)):
        token = logins.log_in(name, PASSWORD, old_token=None)
        assert isinstance(token, str)
        person = logins.who(token)
        assert person is not None
        assert person.must_change_password is to_be_changed


def test_another_role_holds_for_the_session_that_is_open(cookies: dict[str, str], engine: Engine) -> None:
    said = _say("change", "hanh", "--role", "analyst", "--province", "Huế")

    assert said == "account hanh is analyst, provinces: Huế, countries: all\n"
    person = logins.who(cookies["hanh"])
    assert person is not None
    assert (person.role, person.provinces, person.may("decide")) == ("analyst", ("46",), False)
    assert json.loads(_last_event(engine).detail) == {
        "before": {"role": "officer", "provinces": None, "destinations": None},
        "after": {"role": "analyst", "provinces": ["46"], "destinations": None},
        "by": "command",
    }


@pytest.mark.usefixtures("cookies")
def test_what_is_not_said_stays_and_everywhere_takes_the_places_away() -> None:
    _say("change", "hanh", "--province", "Huế", "--destination", "JP")
    _say("change", "hanh", "--role", "leader")
    assert _line("hanh")[1:6] == ["leader", "active", "Nguyễn Thị Mỹ Hạnh", "Huế", "JP"]

    _say("change", "hanh", "--everywhere")
    assert _line("hanh")[4:6] == ["all", "all"]


def test_a_change_that_changes_nothing_leaves_no_trace(cookies: dict[str, str], engine: Engine) -> None:
    assert cookies
    before = _last_event(engine).number

    _say("change", "hanh", "--role", "officer")

    assert _last_event(engine).number == before


def test_a_reset_password_is_shown_once_and_ends_the_sessions(cookies: dict[str, str], engine: Engine) -> None:
    said = _say("reset", "hanh")

    password = said.rstrip("\n").rpartition(" ")[2]
    assert logins.who(cookies["hanh"]) is None
    token = logins.log_in("hanh", password, old_token=None)
    assert isinstance(token, str)
    with reading(engine) as session:
        assert not session.query(AuditEvent).filter(AuditEvent.detail.contains(password)).count()


def test_a_disabled_account_comes_back_as_what_it_was(cookies: dict[str, str]) -> None:
    _say("disable", "hanh")
    assert logins.who(cookies["hanh"]) is None

    _say("enable", "HANH ")

    assert logins.who(cookies["hanh"]) is None, "what has ended stays ended"
    assert _line("hanh")[1:3] == ["officer", "active"]


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize("command", ["change", "disable", "enable", "reset"])
@pytest.mark.parametrize("name", ["nobody", "", "a\u0000b", "'; DROP TABLE account; --"])
def test_nobody_is_said_so(command: str, name: str) -> None:
    assert "there is no account" in _refused(command, name)
