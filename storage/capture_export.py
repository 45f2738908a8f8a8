"""Captures taken out of the store: a WARC file of their own, whose records are byte for byte those that are kept."""

import os
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session
from warcio.warcwriter import WARCWriter

from storage.captures import kept_record
from storage.closed_captures import require_open
from storage.errors import DamagedCapture
from storage.tables import Advert, AdvertVersion, Capture, Extraction
from storage.warc_file import SOFTWARE


def captures_of_advert(session: Session, advert_id: int) -> Sequence[int]:
    """Return every capture of the addresses that an advert was read from, oldest first: also those that show it gone.

    Raises:
        DamagedCapture: there is no such advert.
    """
    advert = session.get(Advert, advert_id)
    if advert is None:
        msg = f"there is no advert {advert_id}"
        raise DamagedCapture(msg)
    read = (
        select(Capture.url)
        .join(Extraction, Extraction.capture_id == Capture.id)
        .join(AdvertVersion, AdvertVersion.id == Extraction.version_id)
        .where(AdvertVersion.advert_id == advert_id)
    )
    query = select(Capture.id).where(
        Capture.site_id == advert.site_id, Capture.url.in_([*session.scalars(read), advert.url or ""])
    )
    return session.scalars(query.order_by(Capture.fetched_at, Capture.id)).all()


def export_captures(session: Session, capture_ids: Sequence[int], warc_folder: Path, target: Path) -> list[int]:
    """Write captures into a WARC file and return their numbers; `target` is replaced only when the new file is whole.

    A capture that repeats an earlier one's body is preceded by that one, so that every `revisit` finds its original.

    Raises:
        DamagedCapture: a capture is missing or its bytes differ from its row.
        ClosedCapture: what is personal in one was made unreadable.
        OSError: the file cannot be written.
    """
    rows = list(_with_originals(session, capture_ids))
    half = target.with_name(f".{target.name}.half")
    try:
        with half.open("wb") as file:
            file.write(_about(target.name, rows))
            for row in rows:
                file.write(kept_record(row, warc_folder))
            file.flush()
            os.fsync(file.fileno())
        half.replace(target)
    finally:
        half.unlink(missing_ok=True)
    return [row.id for row in rows]


def _with_originals(session: Session, capture_ids: Sequence[int]) -> Iterator[Capture]:
    done: set[int] = set()
    for capture_id in capture_ids:
        require_open(session, capture_id)
        row = session.get(Capture, capture_id)
        if row is None:
            msg = f"there is no capture {capture_id}; `soitin runs` names the runs that there are"
            raise DamagedCapture(msg)
        for one in (session.get_one(Capture, row.revisit_of), row) if row.revisit_of else (row,):
            if one.id not in done:
                done.add(one.id)
                yield one


def _about(name: str, rows: Sequence[Capture]) -> bytes:
    """Return the first record: whose file this is, and for each capture the hashes that its row holds."""
    about = {"software": SOFTWARE, "format": "WARC File Format 1.1", "created": datetime.now(UTC).isoformat()}
    about |= {
        f"capture-{row.id}": f"{row.url} fetched {row.fetched_at.isoformat()} record-sha256 {row.warc_sha256} "
        f"body-sha256 {row.body_sha256}"
        for row in rows
    }
    buffer = BytesIO()
    writer = WARCWriter(buffer, gzip=True, warc_version="1.1")
    writer.write_record(writer.create_warcinfo_record(name, about))
    return buffer.getvalue()
