"""The adverts of the demo board; what is said of them for learning (`truth`) is never served."""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

ADVERTS = Path(__file__).parent / "adverts.jsonl"
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


def load_adverts(path: Path = ADVERTS, *, today: date) -> list[DemoAdvert]:
    """Return the adverts of a file, their dates counted back from a day."""
    lines = path.read_text("utf-8").splitlines()
    return [_advert(json.loads(line), index, today) for index, line in enumerate(lines) if line.strip()]


def _advert(row: dict[str, Any], index: int, today: date) -> DemoAdvert:
    posted = today - timedelta(days=row["posted_days_ago"])
    said = {key: row[key] for key in row if key not in ("truth", "posted_days_ago", "valid_days")}
    return DemoAdvert(
        **said, posted_on=posted, expires_on=posted + timedelta(days=row["valid_days"]), quirk=QUIRKS.get(index, "")
    )
