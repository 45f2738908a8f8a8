"""Sessions, resets and people of a provider, on both databases."""

from datetime import timedelta
from typing import Any

import pytest
from argon2 import PasswordHasher

from storage.database import unit_of_work
from storage.people import passwords
from storage.people.accounts import OneselfOrLast, Post, change_account, disable_account
from storage.people.password_logins import change_password, check_password, reset_password
from storage.people.passwords import WeakPassword, make_password
from storage.people.provider_logins import MOST_WAITING, Identity, TooManyWaiting, account_at_provider
from storage.people.sessions import (
    CLOCKS_DIFFER,
    account_of,
    end_provider_sessions,
    end_sessions,
    list_sessions,
    start_session,
)
from storage.tables import Account, AuditEvent, LoginSession

ISSUER = "https://dang-nhap.example/realms/so_%"


@pytest.fixture(autouse=True)
def _cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    hasher = PasswordHasher(time_cost=1, memory_cost=64)
    monkeypatch.setattr(passwords, "_hasher", hasher)
    monkeypatch.setattr(passwords, "_NOBODY", hasher.hash("nobody"))


def _identity(subject: str = "7f3a", **changes: str) -> Identity:
    return Identity(**({"issuer": ISSUER, "subject": subject, "name": "lien", "full_name": "Lê Thị Liên"} | changes))


def test_sessions_are_listed_newest_first_and_all_but_one_are_ended(office: Any) -> None:
    key = office.person("an")
    with unit_of_work(office.engine) as session:
        account = session.get_one(Account, key)
        tokens = [start_session(session, account, now=office.now + timedelta(minutes=n)) for n in range(3)]
        later = office.now + timedelta(hours=1)

        listed = list_sessions(session, key, token=tokens[1], now=later)
        assert [one.is_this for one in listed] == [False, True, False]
        assert not [one for one in listed if one.key in "".join(tokens)]

        assert end_sessions(session, account, by=key, now=later, keep=tokens[1]) == 2
        assert end_sessions(session, account, by=key, now=later, keep=tokens[1]) == 0
        assert [account_of(session, token, now=later) is account for token in tokens] == [False, True, False]
        assert session.query(AuditEvent).filter(AuditEvent.action == "end_sessions").count() == 1


@pytest.mark.parametrize(
    ("ahead", "is_good"),
    [
        (timedelta(days=365), False),
        (timedelta(hours=1), False),
        (CLOCKS_DIFFER + timedelta(seconds=1), False),
        (CLOCKS_DIFFER, True),
        (timedelta(0), True),
        (timedelta(hours=-11), True),
        (timedelta(hours=-12), False),
    ],
)
def test_a_session_opened_while_the_clock_was_ahead_opens_nothing(
    office: Any, ahead: timedelta, *, is_good: bool
) -> None:
    key = office.person("an")
    with unit_of_work(office.engine) as session:
        account = session.get_one(Account, key)
        token = start_session(session, account, now=office.now + ahead)

        assert (account_of(session, token, now=office.now) is account) == is_good
        assert len(list_sessions(session, key, token=token, now=office.now)) == is_good


def test_a_session_that_names_an_end_far_away_lasts_no_longer_than_others(office: Any) -> None:
    key = office.person("an")
    with unit_of_work(office.engine) as session:
        token = start_session(session, session.get_one(Account, key), now=office.now)
        session.query(LoginSession).one().expires_at = office.now + timedelta(days=365)
        session.flush()

        assert account_of(session, token, now=office.now + timedelta(hours=11)) is not None
        assert account_of(session, token, now=office.now + timedelta(hours=12)) is None


def test_ending_all_sessions_ends_those_of_the_future_too(office: Any) -> None:
    key, later = office.person("an"), office.now + timedelta(days=365)
    with unit_of_work(office.engine) as session:
        account = session.get_one(Account, key)
        token = start_session(session, account, now=later)

        assert end_sessions(session, account, by=None, now=office.now) == 1
        assert account_of(session, token, now=later) is None


@pytest.mark.parametrize("name", ["a\x00b", "\x00", "an\x00", "x" * 100_000, "ｘ", "\n"])
def test_a_name_that_no_database_can_hold_is_a_wrong_one(office: Any, name: str) -> None:
    office.person("an")

    with unit_of_work(office.engine) as session:
        assert check_password(session, name, "mat-khau-dai", now=office.now) is None


def test_a_reset_password_fits_once_it_is_changed_no_more(office: Any) -> None:
    office.person("an")
    with unit_of_work(office.engine) as session:
        password = reset_password(session, "an", by=None, now=office.now)
        account = check_password(session, "an", password, now=office.now)
        assert account is not None
        assert account.must_change_password
        with pytest.raises(WeakPassword, match="the old one"):
            change_password(session, account, password, keep="", now=office.now)

        change_password(session, account, "bon-con-meo", keep="", now=office.now)

        assert not account.must_change_password
        assert check_password(session, "an", password, now=office.now) is None


def test_passwords_that_are_made_up_are_taken_and_never_the_same() -> None:
    made = {make_password() for _ in range(200)}

    assert len(made) == 200
    for password in made:
        passwords.check_new_password(password, name="an")


def test_a_person_of_the_provider_is_known_again_and_waits_until_let_in(office: Any) -> None:
    office.person("lien")
    with unit_of_work(office.engine) as session:
        first = account_at_provider(session, _identity(), now=office.now)
        again = account_at_provider(session, _identity(name="khac", full_name="Khác"), now=office.now)
        other = account_at_provider(session, _identity("7f3b"), now=office.now)

        assert first is again
        assert [first.name, other.name] == ["lien-2", "lien-3"]
        assert first.disabled_at is not None
        assert check_password(session, "lien-2", "", now=office.now) is None
        change_account(session, "lien-2", Post(role="leader"), by=None, now=office.now)
        assert first.disabled_at is None


@pytest.mark.parametrize("subject", ["", "x" * 500, "a\x00b", "a\nb"])
def test_a_subject_that_cannot_be_kept_is_refused(office: Any, subject: str) -> None:
    with pytest.raises(ValueError, match="cannot be kept"), unit_of_work(office.engine) as session:
        account_at_provider(session, _identity(subject), now=office.now)


@pytest.mark.parametrize("name", ["", "\x00\x00", "'; DROP TABLE account; --", "<b>", "x" * 300, "%", "a_b"])
def test_whatever_the_provider_calls_people_makes_a_name_and_no_harm(office: Any, name: str) -> None:
    with unit_of_work(office.engine) as session:
        account = account_at_provider(session, _identity(name=name, full_name="\x00\u202e" + name), now=office.now)

        assert 0 < len(account.name) <= 80
        assert account.full_name.isprintable()


def test_only_so_many_may_wait(office: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.people.provider_logins.MOST_WAITING", 3)
    with unit_of_work(office.engine) as session:
        for number in range(3):
            account_at_provider(session, _identity(str(number)), now=office.now)
        with pytest.raises(TooManyWaiting):
            account_at_provider(session, _identity("more"), now=office.now)
        assert account_at_provider(session, _identity("1"), now=office.now).name == "lien-2"
    assert MOST_WAITING > 3


@pytest.mark.parametrize(
    ("said", "ended"),
    [
        ({"issuer": ISSUER, "subject": "7f3a", "provider_session": None}, 1),
        ({"issuer": ISSUER, "subject": None, "provider_session": "s-1"}, 1),
        ({"issuer": ISSUER, "subject": "7f3a", "provider_session": "s-2"}, 0),
        ({"issuer": ISSUER, "subject": None, "provider_session": None}, 0),
        ({"issuer": "https://dang-nhap.example/realms/so__", "subject": None, "provider_session": "s-1"}, 0),
        ({"issuer": "https://dang-nhap.example/realms/so", "subject": None, "provider_session": "s-1"}, 0),
    ],
)
def test_the_provider_ends_its_own_sessions_and_no_others(office: Any, said: dict[str, Any], ended: int) -> None:
    key = office.person("an")
    with unit_of_work(office.engine) as session:
        own = start_session(session, session.get_one(Account, key), now=office.now)
        account = account_at_provider(session, _identity(), now=office.now)
        change_account(session, account.name, Post(), by=None, now=office.now)
        token = start_session(session, account, now=office.now, kind="provider", provider_session="s-1")

        assert end_provider_sessions(session, **said, now=office.now) == ended

        assert (account_of(session, token, now=office.now) is None) == bool(ended)
        assert account_of(session, own, now=office.now) is not None


def test_two_administrators_may_disable_one_another_but_not_both(office: Any) -> None:
    first, second = office.person("mot"), office.person("hai")
    with unit_of_work(office.engine) as session:
        for name in ("mot", "hai"):
            change_account(session, name, Post(role="administrator"), by=None, now=office.now)
        disable_account(session, "hai", by=first, now=office.now)

        with pytest.raises(OneselfOrLast):
            disable_account(session, "mot", by=second, now=office.now)
        with pytest.raises(OneselfOrLast):
            change_account(session, "mot", Post(role="officer"), by=first, now=office.now)
        disable_account(session, "mot", now=office.now)  # at the machine one may
