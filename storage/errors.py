"""The decisions that callers of storage make differently, one exception each."""


class StorageError(Exception):
    """Base of what storage refuses; its message is one sentence for a person, with what to do."""


class NewerDatabase(StorageError):
    """Raised by `open_database` when the schema was written by a newer soitin; nothing was touched."""


class UnreachableDatabase(StorageError):
    """Raised by `open_database` when the address does not answer or is not understood."""


class StaleItem(StorageError):
    """Raised by `record_decision` when the item changed since the person saw it; nothing was written."""


class AlreadyDecided(StorageError):
    """Raised by `record_decision` when somebody else's live decision stands on the very same item."""


class NothingToUndo(StorageError):
    """Raised by `undo_decision` when the decision is not live any more, or not the person's own."""


class DamagedCapture(StorageError):
    """Raised when the bytes of a capture are missing or differ from the hash in its row."""


class UnknownAccount(StorageError):
    """Raised when a name does not exist or an account is disabled."""


class LoginRefused(StorageError):
    """Raised by `log_in` for a wrong name or password, or while the account is locked."""
