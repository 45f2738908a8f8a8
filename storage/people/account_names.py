"""Login names: their one spelling, what is fit to be kept, and who gets one that two want at the same moment."""

import unicodedata

from sqlalchemy import text
from sqlalchemy.orm import Session

LONGEST_NAME, LONGEST_FULL_NAME = 80, 200


def hold_names(session: Session) -> None:
    """Let nobody else add an account until the end of the unit of work: neither sees what the other is about to add."""
    if session.get_bind().dialect.name == "postgresql":
        # SQLite's immediate transactions see to that themselves
        session.execute(text("SELECT pg_advisory_xact_lock(hashtext('soitin account'))"))


def plain_name(name: str) -> str:
    """Return a typed login name in its one spelling: composed (NFC), small letters."""
    return unicodedata.normalize("NFC", name).strip().lower()


def fit_name(name: str) -> str:
    """Return a login name as it is kept.

    Raises:
        ValueError: it is empty, too long, or has characters that cannot be seen.
    """
    fit = plain_name(name)
    if not fit:
        msg = f"the account name {fit!r} is empty or already taken; choose another"
        raise ValueError(msg)
    if len(fit) > LONGEST_NAME or not fit.isprintable() or fit == "?" or "\t" in fit:
        msg = (
            f"the account name is longer than {LONGEST_NAME} characters or has some that cannot be seen; choose another"
        )
        raise ValueError(msg)
    return fit


def fit_full_name(full_name: str) -> str:
    """Return a person's name without what cannot be seen, cut to what is kept."""
    seen = "".join(sign if sign.isprintable() else " " for sign in full_name)
    return " ".join(seen.split())[:LONGEST_FULL_NAME]
