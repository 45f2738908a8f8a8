"""The adverts of the classifieds board and of the company's site, as they stand in one of two weeks.

What is said of them for learning (`truth`) and of their copies (`campaign`) is never served.
"""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

WEEK = timedelta(days=7)
_SERVED = ("id", "slug", "title", "poster_name", "place", "region", "price_text", "body")


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One advert as its site knows it this week."""

    id: str
    slug: str
    title: str
    poster_name: str
    place: str
    region: str
    price_text: str
    body: str | list[dict[str, Any]]
    posted_on: date
    gone: str = ""
    """404, 410 or expired; empty while it is shown."""
    quirk: str = ""
    """In which broken way its page is served; empty for most."""


def load_posts(path: Path, *, today: date, week: int, quirks: dict[int, str]) -> list[Post]:
    """Return the adverts that the site has or had by a week, newest first; the second week is the one of `today`."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    posts = [
        _post(row, today=today, week=week, quirk=quirks.get(index, ""))
        for index, row in enumerate(rows)
        if row["first_week"] <= week
    ]
    return sorted(posts, key=lambda post: (post.posted_on, post.id), reverse=True)


def _post(row: dict[str, Any], *, today: date, week: int, quirk: str) -> Post:
    now = (row["second_week"] or {}) if week > 1 else {}
    served = {name: now.get(name, row[name]) for name in _SERVED}
    first_day = today if row["first_week"] > 1 else today - WEEK
    posted_on = first_day - timedelta(days=row["posted_days_ago"])
    return Post(**served, posted_on=posted_on, gone=now.get("removed", ""), quirk=quirk)
