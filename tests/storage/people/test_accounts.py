"""People: logins, lock-out, sessions that the server ends."""

from datetime import timedelta
from typing import Any

import pytest
from argon2 import PasswordHasher

from storage.database import unit_of_work
from storage.errors import LoginRefused, UnknownAccount
from storage.people import accounts, password_logins, passwords
from storage.people.accounts import NewAccount, Post, account_named, add_account, disable_account, make_account
from storage.people.password_logins import check_password
from storage.people.sessions import account_of, end_session, start_session
from storage.tables import AuditEvent, LoginSession


@pytest.fixture(autouse=True)
def _cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    hasher = PasswordHasher(time_cost=1, memory_cost=64)
    monkeypatch.setattr(passwords, "_hasher", hasher)
    monkeypatch.setattr(passwords, "_NOBODY", hasher.hash("nobody"))


def attempt(office: Any, password: str, later: timedelta = timedelta()) -> bool:
    with unit_of_work(office.engine) as session:
        return check_password(session, "AN ", password, now=office.now + later) is not None


def test_the_right_password_opens_whatever_the_case_of_the_name(office: Any) -> None:
    office.person("an")

    assert attempt(office, "mat-khau-dai")
    assert not attempt(office, "mat-khau-sai")


def test_wrong_passwords_lock_for_longer_and_longer(office: Any) -> None:
    office.person("an")
    for _ in range(password_logins.FREE_ATTEMPTS):
        assert not attempt(office, "sai-mat-khau")

    with pytest.raises(LoginRefused, match="try again in 3"):
        attempt(office, "mat-khau-dai")
    assert not attempt(office, "sai-mat-khau", timedelta(seconds=31))
    with pytest.raises(LoginRefused):
        attempt(office, "mat-khau-dai", timedelta(seconds=80))
    assert attempt(office, "mat-khau-dai", timedelta(minutes=5))


def test_refused_logins_are_audited(office: Any) -> None:
    office.person("an")
    attempt(office, "sai-mat-khau")

    with unit_of_work(office.engine) as session:
        assert session.query(AuditEvent).filter(AuditEvent.action == "log_in_refused").count() == 1


def test_a_session_ends_on_logout_on_time_and_with_the_account(office: Any) -> None:
    office.person("an")
    with unit_of_work(office.engine) as session:
        account = session.get_one(accounts.Account, 1)
        tokens = [start_session(session, account, now=office.now) for _ in range(2)]
        assert session.query(LoginSession).filter(LoginSession.token_sha256.in_(tokens)).count() == 0, "only hashes"
        end_session(session, tokens[0], now=office.now)

        assert account_of(session, tokens[0], now=office.now) is None
        assert account_of(session, tokens[1], now=office.now) is account
        assert account_of(session, tokens[1], now=office.now + timedelta(hours=13)) is None
        disable_account(session, "an", now=office.now)
        assert account_of(session, tokens[1], now=office.now) is None
    assert not attempt(office, "mat-khau-dai")


@pytest.mark.parametrize("token", [None, "", "x", "'; DROP TABLE session; --"])
def test_a_made_up_cookie_belongs_to_nobody(office: Any, token: str | None) -> None:
    with unit_of_work(office.engine) as session:
        assert account_of(session, token, now=office.now) is None


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"name": "an"}, "already taken"),
        ({"name": " "}, "is empty"),
        ({"role": "boss"}, "unknown role 'boss'"),
        ({"password": "ngan"}, "at least 10"),
    ],
)
def test_what_makes_no_account_is_one_sentence(office: Any, changes: dict[str, str], says: str) -> None:
    office.person("an")
    good = {"name": "moi", "full_name": "Người mới", "role": "officer", "password": "mat-khau-dai"}

    with pytest.raises(ValueError, match=says), unit_of_work(office.engine) as session:
        add_account(session, **(good | changes), now=office.now)


def test_disabling_nobody_is_said(office: Any) -> None:
    with pytest.raises(UnknownAccount, match="there is no account 'ma'"), unit_of_work(office.engine) as session:
        disable_account(session, "ma", now=office.now)


def test_a_name_typed_in_parts_is_the_same_name(office: Any) -> None:
    composed, in_parts = "h\u1ea1nh", "ha\u0323nh"
    with unit_of_work(office.engine) as session:
        account = make_account(session, new_account(composed), by=None, now=office.now)
        assert account_named(session, in_parts).id == account.id

    with pytest.raises(ValueError, match="already taken"), unit_of_work(office.engine) as session:
        make_account(session, new_account(in_parts), by=None, now=office.now)


def new_account(name: str) -> NewAccount:
    return NewAccount(name=name, full_name="B\u00e0 H\u1ea1nh", password="thanh-tra-2026", post=Post(role="officer"))
