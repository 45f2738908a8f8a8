"""The written corpus: adverts in matched pairs, each with its label, the reason for it and the facts in it."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from model.records import AdvertText

FOLDER = Path(__file__).parent / "corpus"
LABELS = ("deceptive", "honest")
CHANNELS = (
    "board", "company_page", "classified", "facebook_group", "zalo", "sms", "telegram", "tiktok", "comment",
    "forwarded", "review",
)  # fmt: skip
"""Where an advert stands; `review` is what inspectors decided on, wherever it came from."""
_LONG_NAMES = {
    "board_posting": "board", "zalo_message": "zalo", "telegram_post": "telegram", "tiktok_caption": "tiktok",
    "forwarded_notice": "forwarded",
}  # fmt: skip


class BadCorpus(Exception):
    """Raised when a corpus cannot be trained on; the sentence names file, line and fault."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusRow:
    """One labelled advert."""

    id: str
    source: str
    """The pass of writing that it comes from; one hand each."""
    pair: str
    """Twins share it; a pair is never split between training and test."""
    deceptive: bool
    typologies: tuple[str, ...]
    channel: str
    """One of `CHANNELS`."""
    advert: AdvertText
    decided_at: datetime | None = None
    """When an inspector decided so; None where it was written with its label."""


def read_corpus(folder: Path = FOLDER) -> list[CorpusRow]:
    """Return every row in the order of file names and lines.

    Raises:
        BadCorpus: no rows, a line that does not parse, an unknown label, an id twice, or only one class.
    """
    rows: list[CorpusRow] = []
    seen: set[str] = set()
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            row = _row(line, f"{path.name}, line {number}")
            if row.id in seen:
                msg = f"{path.name}, line {number}: the id {row.id!r} stands there twice; give each row its own"
                raise BadCorpus(msg)
            seen.add(row.id)
            rows.append(row)
    if len({row.deceptive for row in rows}) < len(LABELS):
        msg = f"the corpus in {folder} has {len(rows)} rows of fewer than two classes; training needs both"
        raise BadCorpus(msg)
    contradicted = contradictions(rows)
    if contradicted:
        one, other = contradicted[0]
        msg = f"{one.id} and {other.id} have the same text and contradictory labels; correct one or take both out"
        raise BadCorpus(msg)
    return rows


def contradictions(rows: Iterable[CorpusRow]) -> list[tuple[CorpusRow, CorpusRow]]:
    """Return rows of one text, up to case and spaces, that are called deceptive here and honest there."""
    first: dict[str, CorpusRow] = {}
    found = []
    for row in rows:
        known = first.setdefault(fingerprint(row.advert.text), row)
        if known.deceptive is not row.deceptive:
            found.append((known, row))
    return found


def corpus_sha256(folder: Path = FOLDER) -> str:
    """Return a hash over the bytes of every corpus file, for the manifest and for knowing when to train anew."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.jsonl")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def fingerprint(text: str) -> str:
    """Return a short hash of a text up to case and spaces; two texts of one hash are the same advert."""
    return hashlib.sha256(" ".join(text.lower().split()).encode()).hexdigest()[:16]


def _row(line: str, where: str) -> CorpusRow:
    try:
        row = json.loads(line)
        if row["label"] not in LABELS or not row["text"].strip():
            msg = (
                f"{where}: label {row['label']!r}, {len(row['text'])} characters; say deceptive or honest, with a text"
            )
            raise BadCorpus(msg)
        return CorpusRow(
            id=row["id"],
            source=row["source"],
            pair=row["pair"],
            deceptive=row["label"] == "deceptive",
            typologies=tuple(row["typologies"]),
            channel=_channel(row["channel"], where),
            advert=AdvertText(text=row["text"], title=row.get("title", ""), employer_name=row.get("employer_name", "")),
        )
    except (ValueError, KeyError, TypeError) as error:
        msg = f"{where}: not a corpus row ({type(error).__name__}: {error})"
        raise BadCorpus(msg) from error


def _channel(written: str, where: str) -> str:
    channel = _LONG_NAMES.get(written, written)
    if channel not in CHANNELS:
        msg = f"{where}: unknown channel {written!r}; one of {', '.join(CHANNELS)}"
        raise BadCorpus(msg)
    return channel
