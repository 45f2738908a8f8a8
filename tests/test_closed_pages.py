"""Page bytes are read in few places, and each that hands them to a person asks first whether the page is closed."""

from pathlib import Path

ROOT = Path(__file__).parents[1]
READS = ("read_capture(", "kept_record(", "read_record(")
ASKS = ("require_open(", "is_closed(")
WITHOUT = {
    "storage/captures.py": "is what reads",
    "storage/doctor/evidence.py": "compares hashes and shows nothing",
    "storage/doctor/__init__.py": "the same",
    "crawler/page_desk.py": "compares with the page just fetched, and reads what an interrupted run left unread",
}
"""Files that read page bytes and need not ask, with the reason."""


def test_every_reader_of_page_bytes_is_known() -> None:
    files = [
        path for package in ("crawler", "model", "review_app", "storage") for path in (ROOT / package).rglob("*.py")
    ]
    reading = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in files}
    silent = [name for name, text in reading.items()
              if any(call in text for call in READS) and not any(call in text for call in ASKS)]  # fmt: skip

    assert set(silent) <= set(WITHOUT), "call storage.closed_captures.require_open before page bytes are shown or kept"
