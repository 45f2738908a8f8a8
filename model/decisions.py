"""From what inspectors decided to training rows: one path with the corpus; every row left out is counted by reason."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from model.corpus import CorpusRow, fingerprint
from model.records import AdvertText
from storage.labels import Label

SOURCE = "decisions"
FROZEN_OF = 5
"""One campaign in five is never trained on, so that a candidate and a champion can be compared on it."""
UNSURE, NO_TEXT, CONTRADICTORY, COPY, KNOWN, FROZEN = (
    "decided as unsure", "without text", "contradictory labels on one text", "copy of another decided text",
    "text of the corpus", "kept for comparing models",
)  # fmt: skip


@dataclass(slots=True)
class Gathered:
    """Decided rows by what becomes of them."""

    rows: list[CorpusRow] = field(default_factory=list)
    """For training."""
    frozen: list[CorpusRow] = field(default_factory=list)
    """For comparing models alone."""
    left_out: Counter[str] = field(default_factory=Counter)
    """How many were left out, by reason."""
    causes: list[str] = field(default_factory=list)
    """A sentence for every contradiction, naming both sides."""


def gather(
    labels: Iterable[Label], *, unsure: int, imported: Sequence[CorpusRow], corpus: Sequence[CorpusRow]
) -> Gathered:
    """Sort decisions and imported labels into rows to train on, rows kept apart, and rows left out.

    Args:
        labels: live decisions other than unsure.
        unsure: how many live decisions say so.
        imported: rows of imported label files.
        corpus: the written rows; a decided text that stands there too is left out.
    """
    gathered = Gathered(left_out=Counter({UNSURE: unsure} if unsure else {}))
    by_text: dict[str, list[CorpusRow]] = {}
    for row in (*map(_row, labels), *imported):
        if row.advert.text.strip():
            by_text.setdefault(fingerprint(row.advert.text), []).append(row)
        else:
            gathered.left_out[NO_TEXT] += 1
    written = {fingerprint(row.advert.text): row for row in corpus}
    for mark, rows in by_text.items():
        _sort_in(gathered, rows, written.get(mark))
    return gathered


def is_frozen(group: str) -> bool:
    """Tell whether a campaign is kept for comparing models; the same on every machine and for ever."""
    return hashlib.sha256(group.encode()).digest()[0] % FROZEN_OF == 0


def _sort_in(gathered: Gathered, rows: list[CorpusRow], written: CorpusRow | None) -> None:
    said = {row.deceptive: row for row in (*rows, *([written] if written else []))}
    if len(said) > 1:
        gathered.left_out[CONTRADICTORY] += len(rows)
        gathered.causes.append(f"{said[True].id} calls deceptive what {said[False].id} calls honest, word for word")
    elif written:
        gathered.left_out[KNOWN] += len(rows)
    else:
        gathered.left_out[COPY] += len(rows) - 1
        frozen = is_frozen(rows[0].pair)
        gathered.left_out[FROZEN] += frozen
        (gathered.frozen if frozen else gathered.rows).append(rows[0])
    gathered.left_out += Counter()  # drops reasons that nothing was left out for


def _row(label: Label) -> CorpusRow:
    return CorpusRow(
        id=f"decision-{label.version_id}",
        source=SOURCE,
        pair=f"campaign-{label.campaign_id}",
        deceptive=label.deceptive,
        typologies=(),
        channel="review",
        advert=AdvertText(text=label.text, title=label.title, employer_name=label.employer_name),
        decided_at=label.decided_at,
    )
