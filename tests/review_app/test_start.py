"""What is not served: open secrets, half a provider, and accounts of the demo in an office."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from review_app.demo_accounts import NAMES, add_demo_accounts, table_of_accounts
from review_app.service import logins, provider
from review_app.service.provider import UnfitSettings, require_kept_secrets
from review_app.service.start import DemoLeftBehind, is_without_accounts, require_fit
from storage.database import unit_of_work
from storage.people.roles import DEEDS
from storage.safekeeping.safety_commands import DEMO_HOME
from storage.secrets_kept import UnsafeSecret, read_secret
from storage.settings import settings
from storage.tables import Account

GOOD = {
    "SOITIN_OIDC_ISSUER": "https://dang-nhap.so.example/realms/so",
    "SOITIN_OIDC_CLIENT_ID": "soi-tin",
    "SOITIN_OIDC_CLIENT_SECRET": "4f1b7a60-8f0c-4f6e-9a57-000000000000",
    "SOITIN_PUBLIC_ADDRESS": "https://soitin.so.example",
}


@pytest.fixture(autouse=True)
def _unset(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001 - settings are forgotten with it
    for name in (*GOOD, "SOITIN_OIDC_CLIENT_SECRET_FILE", "SOITIN_OIDC_DOMAINS"):
        monkeypatch.delenv(name, raising=False)
    provider.provider.cache_clear()


def _set(monkeypatch: pytest.MonkeyPatch, **changes: str) -> None:
    for name, value in {**GOOD, **changes}.items():
        monkeypatch.setenv(name, value)
    settings.cache_clear()
    provider.provider.cache_clear()


def test_an_office_without_provider_is_fit(engine: Engine) -> None:
    require_fit()

    assert engine is not None
    assert provider.provider() is None


def test_a_provider_that_is_set_up_wholly_is_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    _set(monkeypatch, SOITIN_OIDC_DOMAINS=" so.example,@khac.example, ")

    require_fit()

    found = provider.provider()
    assert found is not None
    assert found.domains == ("so.example", "khac.example")
    assert found.configuration == "https://dang-nhap.so.example/realms/so/.well-known/openid-configuration"
    assert found.back == "https://soitin.so.example/login/provider/back"
    assert GOOD["SOITIN_OIDC_CLIENT_SECRET"] not in repr(found)
    assert GOOD["SOITIN_OIDC_CLIENT_SECRET"] not in repr(settings())


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"SOITIN_OIDC_CLIENT_ID": ""}, "needs SOITIN_OIDC_CLIENT_ID"),
        ({"SOITIN_PUBLIC_ADDRESS": ""}, "needs SOITIN_PUBLIC_ADDRESS"),
        ({"SOITIN_OIDC_CLIENT_SECRET": ""}, "needs the client's secret"),
        ({"SOITIN_OIDC_CLIENT_SECRET": "short"}, "shorter than 16"),
        ({"SOITIN_OIDC_CLIENT_SECRET": "changeme-changeme-changeme"}, "an example"),
        ({"SOITIN_OIDC_ISSUER": "http://dang-nhap.so.example"}, "has to be an https address"),
        ({"SOITIN_OIDC_ISSUER": "https://dang-nhap.so.example?x=1"}, "has to be an https address"),
        ({"SOITIN_OIDC_ISSUER": "https://[bad"}, "has to be an https address"),
        ({"SOITIN_OIDC_ISSUER": "dang-nhap"}, "has to be an https address"),
        ({"SOITIN_PUBLIC_ADDRESS": "http://soitin.so.example"}, "has to be an https address"),
        ({"SOITIN_PUBLIC_ADDRESS": "https://who@soitin.so.example"}, "has to be an https address"),
    ],
)
def test_half_a_provider_is_refused_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, changes: dict[str, str], says: str
) -> None:
    _set(monkeypatch, **changes)

    with pytest.raises(UnfitSettings, match=says) as refused:
        require_fit()
    assert "\n" not in str(refused.value)


def test_a_secret_comes_from_a_file_that_only_its_owner_reads(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = home / "oidc.secret"
    secret.write_text("4f1b7a60-8f0c-4f6e\n")
    _set(monkeypatch, SOITIN_OIDC_CLIENT_SECRET="", SOITIN_OIDC_CLIENT_SECRET_FILE=str(secret))
    secret.chmod(0o640)
    with pytest.raises(UnsafeSecret, match="chmod 600"):
        require_fit()

    secret.chmod(0o600)
    require_fit()

    found = provider.provider()
    assert found is not None
    assert found.client_secret == "4f1b7a60-8f0c-4f6e"


@pytest.mark.parametrize(
    ("content", "says"), [(b"", "no secret"), (b" \n", "no secret"), (b"\xff\xfe", "cannot be read")]
)
def test_a_file_without_a_secret_is_refused(tmp_path: Path, content: bytes, says: str) -> None:
    (tmp_path / "secret").write_bytes(content)
    (tmp_path / "secret").chmod(0o600)

    with pytest.raises(UnsafeSecret, match=says):
        read_secret(tmp_path / "secret")


def test_a_missing_file_or_a_folder_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none", tmp_path):
        with pytest.raises(UnsafeSecret):
            read_secret(path)


@pytest.mark.parametrize(
    "line",
    [
        "SOITIN_OIDC_CLIENT_SECRET=4f1b7a60-8f0c-4f6e-9a57",
        "SOITIN_DATABASE_URL=postgresql+psycopg://soitin:mat-khau@127.0.0.1/soitin",
    ],
)
def test_a_secret_in_an_env_file_that_others_read_is_refused(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOITIN_DATABASE_URL", raising=False)
    Path(".env").write_text(line + "\n")
    Path(".env").chmod(0o644)
    settings.cache_clear()
    with pytest.raises(UnsafeSecret, match=r"chmod 600 \.env"):
        require_kept_secrets()

    Path(".env").chmod(0o600)
    require_kept_secrets()


def test_an_env_file_without_secrets_may_be_read_by_others() -> None:
    Path(".env").write_text("SOITIN_DATABASE_URL=postgresql+psycopg://soitin@127.0.0.1/soitin\n")
    Path(".env").chmod(0o644)
    settings.cache_clear()

    require_kept_secrets()


def test_the_demo_has_a_person_for_each_role_with_a_screen_of_its_own(engine: Engine) -> None:
    passwords = add_demo_accounts(engine)

    assert set(passwords) == set(NAMES) == set(DEEDS) - {"operator"}
    assert len(set(passwords.values())) == len(NAMES)
    assert table_of_accounts(passwords).row_count == len(NAMES)
    for role, name in NAMES.items():
        assert isinstance(logins.log_in(name, passwords[role], old_token=None), str), name


def test_accounts_of_the_demo_are_not_served_outside_its_folder(engine: Engine) -> None:
    add_demo_accounts(engine)
    with pytest.raises(DemoLeftBehind, match="the demo's account canbo"):
        require_fit()

    with unit_of_work(engine) as session:
        for account in session.query(Account).filter(Account.name.in_(NAMES.values())):
            account.disabled_at = account.created_at
    require_fit()


def test_in_its_own_folder_the_demo_is_served(engine: Engine, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add_demo_accounts(engine)
    folder = Path.cwd() / DEMO_HOME
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.symlink_to(home)
    monkeypatch.setenv("SOITIN_HOME", str(DEMO_HOME))
    settings.cache_clear()

    require_fit()


def test_an_office_without_people_is_told_apart(engine: Engine) -> None:
    assert not is_without_accounts()
    with unit_of_work(engine) as session:
        for account in session.query(Account):
            account.disabled_at = account.created_at

    assert is_without_accounts()
