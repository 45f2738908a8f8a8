"""Does the evidence stand: bytes on disk for every row, and the bytes those that were hashed (invariant 2)."""

from collections.abc import Iterator

from sqlalchemy import func, select

from storage.captures import read_capture
from storage.doctor.place import Place
from storage.errors import DamagedCapture
from storage.tables import Capture


def find_bytes_missing(place: Place) -> Iterator[str]:
    """Yield each WARC file that is missing, or ends before the last byte that a row points at; of all rows."""
    end = func.max(Capture.warc_offset + Capture.warc_length)
    query = select(Capture.warc_path, end, func.count(), func.max(Capture.id)).group_by(Capture.warc_path)
    for name, last_byte, captures, newest in place.session.execute(query.order_by(Capture.warc_path)):
        path = place.warc_folder / name
        try:
            size = path.stat().st_size
        except OSError as error:
            yield f"the WARC file {path} of {captures} captures cannot be read: {error.strerror}"
            continue
        if size < last_byte:
            yield f"the WARC file {path} has {size} bytes, capture {newest} or another of it ends at byte {last_byte}"


def find_captures_damaged(place: Place) -> Iterator[str]:
    """Yield each capture whose bytes are not those of its hash; of all, or of some evenly over all time."""
    newest = place.session.scalar(select(func.max(Capture.id))) or 0
    query = select(Capture.id).order_by(Capture.id)
    if place.most is not None:
        query = query.where(Capture.id % max(1, newest // place.most) == 0)
    for capture_id in place.session.scalars(query).all():
        try:
            read_capture(place.session, capture_id, place.warc_folder)
        except DamagedCapture as damage:
            yield str(damage)
        place.session.expunge_all()
