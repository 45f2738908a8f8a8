"""Real adverts that are presumed honest: false alarms are counted on them; nobody trains on them."""

import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from model.records import AdvertText

DEFAULT = Path("../shared/data/real_adverts.jsonl.gz")
"""Where they lie beside a checkout; they carry no licence, so they are no part of the project."""
STRATA = ("blue_collar", "labour_export", "office")


class UnreadableNegatives(Exception):
    """Raised when the file of real adverts cannot be read; the sentence says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Negative:
    """One real advert and the kind of work it is for."""

    advert: AdvertText
    stratum: str
    """blue_collar | labour_export | office, which is all that is neither of the first two"""


def read_negatives(path: Path) -> Sequence[Negative]:
    """Return the adverts of a JSONL file (also .gz) with `text` and perhaps title, company, blue_collar, labour_export.

    Raises:
        UnreadableNegatives: it cannot be read, or a line is no such row.
    """
    try:
        content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        lines = content.decode("utf-8").splitlines()
        return [_negative(json.loads(line)) for line in lines if line.strip()]
    except (OSError, EOFError, ValueError, KeyError, TypeError, AttributeError) as error:
        msg = f"cannot read real adverts from {path} ({type(error).__name__}: {error}); give JSONL rows with a text"
        raise UnreadableNegatives(msg) from error


def _negative(row: dict[str, Any]) -> Negative:
    stratum = "labour_export" if row.get("labour_export") else "blue_collar" if row.get("blue_collar") else "office"
    advert = AdvertText(text=row["text"], title=row.get("title") or "", employer_name=row.get("company") or "")
    return Negative(advert=advert, stratum=stratum)
