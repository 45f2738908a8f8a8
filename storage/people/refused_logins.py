"""Refused logins in the audit chain: a burst is a few events with its number, however long somebody goes on guessing.

Nothing is ever taken out of the chain, so whoever can make it grow without having logged in could fill the disk. The
first refusal of a burst is told at once, then the tenth, the hundredth and so on, and the last one when the next login
of anybody finds the burst over. The count lives in the server's memory: a server that is stopped in the middle has told
the burst up to the last power of ten.
"""

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from storage.audit_chain.audit import append_event

BURST = timedelta(hours=1)
"""Refusals of one kind from one address within this time are one burst."""
MOST_ADDRESSES = 20
"""Addresses that are counted apart at one time; whoever commands more of them is counted together."""
NOBODY, ELSEWHERE = "?", "*"
"""In place of the name of an account where there is none of it, and of an address beyond the most."""
PASSWORD, LOCKED, WAITING = "password", "locked", "waiting"
"""Why: a wrong password, an account that is locked for a while, one that no administrator has let in."""
_LONGEST_ADDRESS = 45


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """What of a burst is to be told now."""

    name: str
    """Of the account, or `NOBODY`: what was typed is not kept unless it is a name."""
    why: str
    address: str
    number: int
    """Refusals so far."""
    since: datetime
    at: datetime
    """The last of them."""


@dataclass(slots=True)
class _Burst:
    since: datetime
    last: datetime
    number: int = 0
    told: int = 0


@dataclass(slots=True)
class RefusedLogins:
    """The bursts of one server; several threads may count at once."""

    _bursts: dict[tuple[str, str, str], _Burst] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, name: str, why: str, address: str, *, now: datetime) -> Sequence[Refused]:
        """Count a refusal; return what the chain has to be told, mostly nothing."""
        with self._lock:
            told = self._over(now)
            key = (name, why, self._counted_apart(address))
            burst = self._bursts.setdefault(key, _Burst(since=now, last=now))
            burst.number, burst.last = burst.number + 1, now
            if burst.number == max(1, burst.told * 10):
                told.append(_told(key, burst))
            return told

    def over(self, *, now: datetime) -> Sequence[Refused]:
        """Return the ends of bursts that are over, each once."""
        with self._lock:
            return self._over(now)

    def _over(self, now: datetime) -> list[Refused]:
        # a clock that was put back ends a burst as well
        ended = [(key, one) for key, one in self._bursts.items() if not one.since <= now < one.since + BURST]
        for key, _ in ended:
            del self._bursts[key]
        return [_told(key, one) for key, one in ended if one.number > one.told]

    def _counted_apart(self, address: str) -> str:
        plain = address if len(address) <= _LONGEST_ADDRESS and address.isascii() and address.isprintable() else NOBODY
        known = {one for *_, one in self._bursts}
        return plain if plain in known or len(known) < MOST_ADDRESSES else ELSEWHERE


def append_refused(session: Session, refused: Iterable[Refused]) -> None:
    """Append what has to be told to the audit chain."""
    for one in refused:
        detail = {"why": one.why, "address": one.address, "number": one.number, "since": one.since.isoformat()}
        subject = f"account:{one.name}"
        append_event(session, action="log_in_refused", subject=subject, account_id=None, at=one.at, detail=detail)


def _told(key: tuple[str, str, str], burst: _Burst) -> Refused:
    name, why, address = key
    burst.told = burst.number
    return Refused(name=name, why=why, address=address, number=burst.number, since=burst.since, at=burst.last)
