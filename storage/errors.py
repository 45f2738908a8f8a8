"""The decisions that callers of storage make differently, one exception each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.exc import OperationalError


class StorageError(Exception):
    """Base of what storage refuses; its message is one sentence for a person, with what to do."""


class NewerDatabase(StorageError):
    """Raised by `open_database` when the schema was written by a newer soitin; nothing was touched."""


class UnreachableDatabase(StorageError):
    """Raised by `open_database` when the address does not answer or is not understood."""


class CodedRefusal(StorageError):
    """Base of refusals of many reasons; `code` says which, for those who word it. Nothing was written."""

    def __init__(self, message: str, *, code: str) -> None:
        """Say why, as a code of one word or two."""
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemChanges:
    """What differs between the item version that a person saw and the one that is there now."""

    added: int = 0
    """Advert versions that are new."""
    removed: int = 0
    """Advert versions that are there no more."""
    joined: int = 0
    """Adverts that came into the item."""
    left: int = 0
    """Adverts that went out of it."""
    titles: int = 0
    """Adverts whose title reads otherwise."""
    lines: int = 0
    """Lines of text that are new or gone, over all adverts that stayed."""
    into: int | None = None
    """The item that has all its adverts now."""


class StaleItem(StorageError):
    """Raised by `record_decision` when the item changed since the person saw it; nothing was written."""

    def __init__(self, message: str, *, gone: bool = False, changes: ItemChanges | None = None) -> None:
        """Say what changed, for those who word it in another language."""
        super().__init__(message)
        self.gone = gone
        self.changes = changes or ItemChanges()


class AlreadyDecided(StorageError):
    """Raised by `record_decision` when a live decision that the person did not see stands on the very same item."""

    def __init__(self, message: str, *, account_id: int, full_name: str, verdict: str, note: str, at: datetime) -> None:
        """Say who decided what, and when."""
        super().__init__(message)
        self.account_id, self.full_name, self.verdict = account_id, full_name, verdict
        self.note, self.at = note, at


class NothingToUndo(StorageError):
    """Raised by `undo_decision` when the decision is not live any more, or not the person's own."""

    def __init__(self, message: str, *, foreign: bool = False) -> None:
        """Say whether it is a colleague's decision."""
        super().__init__(message)
        self.foreign = foreign


class ItemHeld(StorageError):
    """Raised when a colleague holds the item just now; nothing was written."""

    def __init__(self, message: str, *, full_name: str, until: datetime) -> None:
        """Say who holds it, and until when unless they go on working."""
        super().__init__(message)
        self.full_name, self.until = full_name, until


class NotHeld(StorageError):
    """Raised when a person hands back or gives away what they do not hold any more; nothing was written."""


class CannotReceive(StorageError):
    """Raised by `give_item` when the account is disabled, may not decide, or does not work on such items."""

    def __init__(self, message: str, *, why: str) -> None:
        """Say why: disabled | role | scope | holds."""
        super().__init__(message)
        self.why = why


class ChangedSincePreview(StorageError):
    """Raised by `decide_many` when not every item is as its preview showed it; nothing was written."""

    def __init__(self, message: str, *, changed: Sequence[int]) -> None:
        """Say which items, by the keys of their campaigns."""
        super().__init__(message)
        self.changed = tuple(changed)


class NoteTooLong(StorageError, ValueError):
    """Raised by `record_decision` for a note above `MAX_NOTE`; nothing was written."""


class SiteIsBusy(StorageError):
    """Raised by `take_lease` while another run of the same site holds it; its message says who, and since when."""

    def __init__(self, message: str, *, doubtful: datetime | None = None) -> None:
        """Say when the lease ends, if that is so far ahead that the clock must have gone back."""
        super().__init__(message)
        self.doubtful = doubtful


class DamagedCapture(StorageError):
    """Raised when the bytes of a capture are missing or differ from the hash in its row."""


class UnknownAccount(StorageError):
    """Raised when a name does not exist or an account is disabled."""


class LoginRefused(StorageError):
    """Raised by `check_password` while the account is locked."""

    def __init__(self, message: str, *, seconds: int = 0, name: str = "") -> None:
        """Say for how long still, and which account it is."""
        super().__init__(message)
        self.seconds, self.name = seconds, name


class SettingChanged(StorageError):
    """Raised by `change_setting` where a setting is not any more as it was shown; nothing was written."""

    def __init__(self, message: str, *, name: str) -> None:
        """Say which setting."""
        super().__init__(message)
        self.name = name


class NothingToJudge(StorageError):
    """Raised by judgements that say nothing new, or something of what is not there; nothing was written."""


def database_gave_up() -> "type[OperationalError]":
    """Return what a full disk, a lock that lasts or a server that went away raise; imported only once there is one."""
    from sqlalchemy.exc import OperationalError  # noqa: PLC0415 - `soitin --help` must answer at once

    return OperationalError
