"""The adverts of the demo board; what is said of them for learning (`truth`) is never served."""

import json
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

ADVERTS = Path(__file__).parent / "adverts.jsonl"
ENDED = Path(__file__).parent / "ended.jsonl"
"""Adverts of the first week that are gone in the second."""

_WEEK = timedelta(days=7)
_NEW = 1
"""Adverts posted at most so many days ago are new in the second week."""

_EDITED = (12, 30, 44)
"""Places in the file of adverts that said less in the first week."""

QUIRKS = {
    5: "mislabelled_charset",
    9: "broken_json_ld",
    11: "no_structured_data",
    2: "fails_once",
    7: "commented_json_ld",
}
"""Which adverts, by place in the file, are served in a broken way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoAdvert:
    """One advert as the board knows it."""

    id: str
    slug: str
    title: str
    employer_name: str
    industry: str
    street: str
    locality: str
    region: str
    posted_on: date
    expires_on: date
    salary_text: str
    salary: dict[str, Any] | None
    employment_type: str
    sections: list[dict[str, Any]]
    quirk: str = ""

    @property
    def path(self) -> str:
        """Where it stands on the board."""
        return f"/viec-lam/{self.slug}-{self.id.lower()}.html"

    @property
    def place(self) -> str:
        """Its workplace in one line."""
        return ", ".join(part for part in (self.street, self.locality, self.region) if part)


def load_adverts(path: Path | None = None, *, today: date, week: int = 2) -> list[DemoAdvert]:
    """Return the adverts of one of two weeks, of a file or of the board's own; `today` is in the second week."""
    rows = _rows(path or ADVERTS)
    shown = [_advert(row, index, today) for index, row in enumerate(rows) if week > 1 or not _is_new(row)]
    if week > 1:
        return shown
    ended = [_advert(row, -1, today) for row in _rows(ENDED)] if path is None else []
    edited = {rows[index]["id"] for index in _EDITED if index < len(rows)}
    return ended + [_as_it_was(advert) if advert.id in edited else advert for advert in shown]


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _is_new(row: dict[str, Any]) -> bool:
    return bool(row["posted_days_ago"] <= _NEW)


def _as_it_was(advert: DemoAdvert) -> DemoAdvert:
    return replace(advert, sections=advert.sections[:-1], salary=None, salary_text="Thoả thuận")


def _advert(row: dict[str, Any], index: int, today: date) -> DemoAdvert:
    posted = (today if _is_new(row) else today - _WEEK) - timedelta(days=row["posted_days_ago"])
    said = {key: row[key] for key in row if key not in ("truth", "posted_days_ago", "valid_days")}
    return DemoAdvert(
        **said, posted_on=posted, expires_on=posted + timedelta(days=row["valid_days"]), quirk=QUIRKS.get(index, "")
    )
