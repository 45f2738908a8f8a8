"""Environment → one `Settings`; nothing is read or made at import."""

from functools import cache
from pathlib import Path

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What an office may set; each name with the prefix `SOITIN_`, all of them listed in `.env.example`."""

    model_config = SettingsConfigDict(env_prefix="SOITIN_", env_file=".env", extra="ignore")

    home: Path = Path("var")
    """Folder of everything kept: the SQLite database, WARC files, promoted models."""

    database_url: str = ""
    """SQLAlchemy address; empty means SQLite in `home`. PostgreSQL: `postgresql+psycopg://user@host/name`."""

    sites: Path | None = None
    """Folder with one sub-folder a site, each with its `site.yml`; empty means `crawler/sites`."""

    contact: str = ""
    """E-mail or address that site owners can write to; part of the crawler's user agent. Required to crawl the web."""

    review_port: int = 8501
    """Port of the review app on this machine."""

    least_free_mb: int = 500
    """Megabytes that must be free in `home` for a crawl to begin; it stops when a fifth of that is left."""

    public_address: str = ""
    """Address of the review app as people type it, `https://…`; needed where a provider logs them in."""

    oidc_issuer: str = ""
    """Issuer of the organisation's OpenID provider; empty means that people log in with passwords only."""

    oidc_client_id: str = ""
    """What the provider calls this app."""

    oidc_client_secret: SecretStr = SecretStr("")
    """The secret that the provider gave this app; or else in the file that the next setting names."""

    oidc_client_secret_file: Path | None = None
    """File with that secret, which only its owner may read (mode 600)."""

    oidc_domains: str = ""
    """Domains of e-mail addresses whose owners may ask to be let in, with commas between; empty means any."""

    @property
    def url(self) -> str:
        """The database address in use."""
        return self.database_url or f"sqlite:///{self.home / 'soitin.db'}"

    @property
    def warc_folder(self) -> Path:
        """Where captures are appended."""
        return self.home / "warc"

    @property
    def models_folder(self) -> Path:
        """Where trained models are kept."""
        return self.home / "models"


@cache
def settings() -> Settings:
    """Return the settings of this process, read once from the environment and `.env`."""
    return Settings()
