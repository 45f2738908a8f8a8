"""Linking night by night finds what linking at once finds: on adverts by hands that have not seen the linker."""

import json
import random
from collections.abc import Mapping
from datetime import datetime
from itertools import combinations
from pathlib import Path

from tests.model.desk import Desk

GOLD = Path(__file__).parents[1] / "gold" / "links_open.jsonl"


def test_adverts_that_come_in_any_order_over_five_nights_get_their_campaigns_and_brokers(desk: Desk) -> None:
    rows = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
    random.Random(3).shuffle(rows)  # noqa: S311 - an order and no secret
    adverts = {}
    for place, row in enumerate(rows):
        adverts[row["id"]] = desk.add(
            row["text"], employer=row["employer_name"], days=days_after(row["posted_at"], desk.now)
        )
        if place * 10 // len(rows) in (6, 7, 8) and place % (len(rows) // 10) == 0:
            desk.link()
    desk.link()

    brokers = dict(zip(adverts, desk.brokers(*adverts.values()), strict=True))
    campaigns = dict(zip(adverts, desk.campaigns(*adverts.values()), strict=True))

    precision, recall = of_pairs(brokers, {row["id"]: row["broker"] for row in rows if row.get("broker")})
    assert (precision >= 0.98, recall >= 0.85) == (True, True)
    precision, recall = of_pairs(campaigns, {row["id"]: row["campaign"] for row in rows if row.get("campaign")})
    assert (precision >= 0.98, recall >= 0.95) == (True, True)


def days_after(posted_at: str | None, now: datetime) -> int:
    """Return how many days a day is after another; 0 where none is stated."""
    return (datetime.fromisoformat(posted_at).date() - now.date()).days if posted_at else 0


def of_pairs(found: Mapping[str, object], said: Mapping[str, str]) -> tuple[float, float]:
    """Return pairwise precision and recall of groups."""
    pairs = [(found[one] == found[other], said[one] == said[other]) for one, other in combinations(sorted(said), 2)]
    both = sum(linked and same for linked, same in pairs)
    return both / sum(linked for linked, _ in pairs), both / sum(same for _, same in pairs)
