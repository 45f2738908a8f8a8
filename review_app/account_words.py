"""The words for roles, for what an account works on, and for what stands in the audit chain."""

from collections.abc import Sequence

from review_app import written
from review_app.language import _, marked
from storage.provinces import province_name

ROLES = {
    "officer": marked("Officer"),
    "leader": marked("Leader"),
    "analyst": marked("Analyst"),
    "operator": marked("Hotline operator"),
    "administrator": marked("Administrator"),
    "waiting": marked("Waiting to be let in"),
}


def role(code: str) -> str:
    """Return the name of a role."""
    return _(ROLES[code]) if code in ROLES else code


def places(provinces: Sequence[str] | None, destinations: Sequence[str] | None) -> str:
    """Say what an account works on in one line."""
    if provinces is None and destinations is None:
        return _("everything")
    parts = []
    if provinces is not None:
        parts.append(", ".join(province_name(code) for code in provinces) or _("no province"))
    if destinations is not None:
        parts.append(", ".join(written.country(code) for code in destinations) or _("no country"))
    return " · ".join(parts)


STATES = {
    "active": ("●", marked("Active")),
    "waiting": ("○", marked("Waits to be let in")),
    "locked": ("■", marked("Locked for a while")),
    "disabled": ("✕", marked("Disabled")),
}


def state(code: str) -> tuple[str, str]:
    """Return the sign and the words for the state of an account."""
    sign, words = STATES[code]
    return sign, _(words)
