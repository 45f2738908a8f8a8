"""Pages whose advert was made unreadable: the bytes stay, proven by their hashes, and nobody is shown them any more.

A WARC record cannot be taken out or blackened without breaking the hash in its row, and the chain of evidence of all
pages in the same file; so access is closed instead.
"""

from sqlalchemy import ColumnElement, String, cast, literal, select
from sqlalchemy.orm import Session

from storage.errors import StorageError
from storage.tables import AdvertVersion, Capture, Erasure, Extraction


class ClosedCapture(StorageError):
    """Raised when somebody wants to see or take out a page that is closed; its message says since when."""


def is_closed() -> ColumnElement[bool]:
    """Return the condition under which a row of `capture` is closed: what was read from it was made unreadable."""
    read = (
        select(Extraction.id)
        .join(Erasure, Erasure.subject == literal("advert_version:") + cast(Extraction.version_id, String))
        .where(Extraction.capture_id == Capture.id, Erasure.ended_at.is_not(None))
    )
    made = (
        select(AdvertVersion.id)
        .join(Erasure, Erasure.subject == literal("advert_version:") + cast(AdvertVersion.id, String))
        .where(AdvertVersion.capture_id == Capture.id, Erasure.ended_at.is_not(None))
    )
    return read.exists() | made.exists()


def require_open(session: Session, capture_id: int) -> None:
    """Do nothing if a capture, and the one whose body it repeats, may be shown.

    Raises:
        ClosedCapture: what was read from it was made unreadable.
    """
    row = session.get(Capture, capture_id)
    wanted = [one for one in (capture_id, row.revisit_of if row else None) if one is not None]
    closed = session.scalars(select(Capture.id).where(Capture.id.in_(wanted), is_closed())).first()
    if closed is not None:
        msg = (
            f"capture {capture_id} is closed: what is personal in it was made unreadable by a retention clock or on "
            "request; its bytes stay, and `soitin capture verify` still proves them"
        )
        raise ClosedCapture(msg)
