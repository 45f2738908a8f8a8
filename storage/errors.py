"""The decisions that callers of storage make differently, one exception each."""

from datetime import datetime


class StorageError(Exception):
    """Base of what storage refuses; its message is one sentence for a person, with what to do."""


class NewerDatabase(StorageError):
    """Raised by `open_database` when the schema was written by a newer soitin; nothing was touched."""


class UnreachableDatabase(StorageError):
    """Raised by `open_database` when the address does not answer or is not understood."""


class StaleItem(StorageError):
    """Raised by `record_decision` when the item changed since the person saw it; nothing was written."""

    def __init__(self, message: str, *, gone: bool = False, added: int = 0, removed: int = 0) -> None:
        """Say what changed, for those who word it in another language."""
        super().__init__(message)
        self.gone, self.added, self.removed = gone, added, removed


class AlreadyDecided(StorageError):
    """Raised by `record_decision` when a live decision that the person did not see stands on the very same item."""

    def __init__(self, message: str, *, account_id: int | None = None, full_name: str = "", verdict: str = "") -> None:
        """Say who decided what; nobody's name where two wrote at the same moment."""
        super().__init__(message)
        self.account_id, self.full_name, self.verdict = account_id, full_name, verdict


class NothingToUndo(StorageError):
    """Raised by `undo_decision` when the decision is not live any more, or not the person's own."""

    def __init__(self, message: str, *, foreign: bool = False) -> None:
        """Say whether it is a colleague's decision."""
        super().__init__(message)
        self.foreign = foreign


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

    def __init__(self, message: str, *, seconds: int = 0) -> None:
        """Say for how long still."""
        super().__init__(message)
        self.seconds = seconds


class NothingToJudge(StorageError):
    """Raised by judgements that say nothing new, or something of what is not there; nothing was written."""
