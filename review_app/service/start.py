"""Whether the app may be served here: secrets kept, the provider set up rightly, no way in that the demo left open."""

from sqlalchemy import select

from review_app.service.database import engine, now
from review_app.service.provider import provider, require_kept_secrets
from storage.database import reading
from storage.doctor.machine import find_demo_left_behind
from storage.doctor.place import Place
from storage.errors import StorageError
from storage.safekeeping.safety_commands import DEMO_HOME
from storage.settings import settings
from storage.tables import Account


class DemoLeftBehind(StorageError):
    """Raised where an account of the demo, whose password was printed on a screen, could log in outside the demo."""


def require_fit() -> None:
    """Refuse to serve what is not safe to be served.

    Raises:
        UnsafeSecret: a secret may be read by others.
        UnfitSettings: the provider's settings are incomplete or not safe.
        DemoLeftBehind: the demo's accounts are in an office's database.
    """
    require_kept_secrets()
    provider()
    is_demo = settings().home.resolve() == DEMO_HOME.resolve()
    with reading(engine()) as session:
        place = Place(session=session, home=settings().home, now=now(), is_demo=is_demo)
        for sentence in find_demo_left_behind(place):
            raise DemoLeftBehind(sentence)


def is_without_accounts() -> bool:
    """Tell whether nobody could log in."""
    with reading(engine()) as session:
        return session.scalars(select(Account.id).where(Account.disabled_at.is_(None)).limit(1)).first() is None
