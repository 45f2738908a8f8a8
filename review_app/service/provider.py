"""The organisation's OpenID provider as the settings describe it, and whether secrets stand where they may."""

import os
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from storage.errors import StorageError
from storage.secrets_kept import read_secret, require_private
from storage.settings import Settings, settings

SHORTEST_SECRET = 16
BACK = "/login/provider/back"
"""Where the provider sends people back to; to be registered there under the public address."""
ENDED = "/login/provider/ended"
"""Where the provider says that a session ended (back-channel logout); to be registered there as well."""

_ON_THIS_MACHINE = ("127.0.0.1", "localhost", "::1")
_PLACEHOLDERS = ("secret", "changeme", "change-me", "password", "example", "demo", "xxx")


class UnfitSettings(StorageError):
    """Raised where settings do not make a provider that may be trusted; nothing is served then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """All that is needed to let an organisation's provider log people in."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    public_address: str
    domains: tuple[str, ...]

    @property
    def configuration(self) -> str:
        """Where the provider describes itself (OpenID Connect Discovery 1.0, 4)."""
        return self.issuer.rstrip("/") + "/.well-known/openid-configuration"

    @property
    def back(self) -> str:
        """The full address that people come back to."""
        return self.public_address + BACK


@cache
def provider() -> Provider | None:
    """Return the provider that the settings name; None where people log in with passwords only.

    Raises:
        UnfitSettings: something of it is missing, or an address is not safe.
        UnsafeSecret: the secret lies open.
    """
    office = settings()
    if not office.oidc_issuer:
        return None
    missing = [name for name in ("oidc_client_id", "public_address") if not getattr(office, name)]
    if missing:
        msg = f"SOITIN_OIDC_ISSUER needs SOITIN_{missing[0].upper()} as well"
        raise UnfitSettings(msg)
    for name in ("oidc_issuer", "public_address"):
        _require_safe(name, getattr(office, name))
    return Provider(
        issuer=office.oidc_issuer,
        client_id=office.oidc_client_id,
        client_secret=_secret(office),
        public_address=office.public_address.rstrip("/"),
        domains=tuple(name.strip().lower().lstrip("@") for name in office.oidc_domains.split(",") if name.strip()),
    )


def is_served_over_tls() -> bool:
    """Tell whether people reach the app by https, whatever a proxy says or leaves out."""
    return settings().public_address.startswith("https://")


def require_kept_secrets() -> None:
    """Refuse secrets in an `.env` that others may read.

    Raises:
        UnsafeSecret: there is one.
    """
    office, file = settings(), Path(".env")
    in_file = {name for name in _secrets_of(office) if not any(name == known.upper() for known in os.environ)}
    if in_file and file.is_file():
        require_private(file, f"the secret in {min(in_file)}")


def _secrets_of(office: Settings) -> set[str]:
    found = {"SOITIN_OIDC_CLIENT_SECRET"} if office.oidc_client_secret.get_secret_value() else set()
    try:
        with_password = bool(office.database_url) and make_url(office.database_url).password is not None
    except ArgumentError:
        with_password = False
    return found | ({"SOITIN_DATABASE_URL"} if with_password else set())


def _secret(office: Settings) -> str:
    secret = office.oidc_client_secret.get_secret_value()
    if not secret and office.oidc_client_secret_file is not None:
        secret = read_secret(office.oidc_client_secret_file)
    if not secret:
        msg = "SOITIN_OIDC_ISSUER needs the client's secret, best in a file that SOITIN_OIDC_CLIENT_SECRET_FILE names"
        raise UnfitSettings(msg)
    if len(secret) < SHORTEST_SECRET or any(secret.lower().startswith(word) for word in _PLACEHOLDERS):
        msg = f"the client's secret is shorter than {SHORTEST_SECRET} characters or an example; take the provider's own"
        raise UnfitSettings(msg)
    return secret


def _require_safe(name: str, address: str) -> None:
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        parts, host = urlsplit(""), None
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and host in _ON_THIS_MACHINE)
    if not host or not is_safe or parts.query or parts.fragment or parts.username or not address.isprintable():
        msg = f"SOITIN_{name.upper()} has to be an https address without query, not {address!r}"
        raise UnfitSettings(msg)
