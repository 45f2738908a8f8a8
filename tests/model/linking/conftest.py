from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from model.linking.reading import read_link
from model.linking.records import LinkReading, LinkRow

Advert = Callable[..., LinkReading]


@pytest.fixture
def advert() -> Advert:
    """Make a read advert of an invented text: `advert("a1", "text", day="2025-03-01", site=…, employer=…)`."""

    def make(
        name: str,
        text: str,
        *,
        day: str = "2025-03-01",
        site: str = "nhom-viec-lam",
        employer: str = "",
        title: str = "",
    ) -> LinkReading:
        posted = datetime.fromisoformat(day).replace(tzinfo=UTC)
        return read_link(LinkRow(id=name, text=text, site=site, posted_at=posted, employer_name=employer, title=title))

    return make
