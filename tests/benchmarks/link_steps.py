"""What adding adverts to a grouping costs, beside forming it: the pure functions fed as storage feeds them."""

import time
from collections import defaultdict
from typing import Any

from model.brokers import contact_uses, link_brokers
from model.campaigns import CampaignIndex, in_time
from model.linking.link_file import row_of
from model.linking.reading import read_link
from model.linking.records import LinkReading


def add_one_in_a_hundred(rows: list[dict[str, Any]]) -> dict[str, float]:
    """Form the groups of 99 in a hundred, then add the newest; seconds of `linking` all and of the `added` part."""
    ordered = sorted(rows, key=lambda row: (row["posted_at"], row["id"]))
    fresh = ordered[-max(1, len(rows) // 100) :]
    old = in_time(read_link(row_of(row)) for row in ordered[: len(ordered) - len(fresh)])
    index = CampaignIndex()
    campaigns = {reading.id: index.add(reading).campaign for reading in old}
    begun = time.perf_counter()
    known = dict(link_brokers(old, campaigns).brokers)
    linking = time.perf_counter() - begun
    uses = contact_uses(old)
    under: dict[tuple[str, str], list[LinkReading]] = defaultdict(list)
    for reading in old:
        for point in reading.contacts:
            under[point.key].append(reading)
    begun = time.perf_counter()
    new = [read_link(row_of(row)) for row in fresh]
    campaigns |= {reading.id: index.add(reading).campaign for reading in in_time(new)}
    beside = {one.id: one for reading in new for point in reading.contacts for one in _beside(under, point.key)}
    link_brokers([*beside.values(), *new], campaigns, uses=uses, known=known, fresh={reading.id for reading in new})
    return {"linking": linking, "added": time.perf_counter() - begun}


def _beside(under: dict[tuple[str, str], list[LinkReading]], key: tuple[str, str]) -> list[LinkReading]:
    # names of persons make no pairs by themselves
    return [] if key[0] == "person" else under.get(key, [])
