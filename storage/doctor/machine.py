"""Is the machine fit: room on the disk, and no way in that the demo left open."""

import shutil
from collections.abc import Iterator

from sqlalchemy import select

from storage.doctor.place import Place
from storage.tables import Account

DEMO_FULL_NAMES = {
    "officer": "Cán bộ thử nghiệm",
    "leader": "Lãnh đạo thử nghiệm",
    "analyst": "Người phân tích thử nghiệm",
    "administrator": "Quản trị thử nghiệm",
}
"""Role → name of the account that `soitin demo` makes for it; an office must have none of them."""

_MB = 1024 * 1024


def find_demo_left_behind(place: Place) -> Iterator[str]:
    """Yield the demo's accounts where they can log in outside the demo: their passwords were printed on a screen."""
    if place.is_demo:
        return
    query = select(Account.name).where(Account.full_name.in_(DEMO_FULL_NAMES.values()), Account.disabled_at.is_(None))
    for name in place.session.scalars(query):
        yield f"the demo's account {name} can log in here; end it with `soitin account disable {name}`"


def find_little_room(place: Place) -> Iterator[str]:
    """Yield a sentence where less is free than a crawl needs to begin."""
    if not place.home.is_dir():
        yield f"the folder {place.home} is not there; check SOITIN_HOME"
        return
    free = shutil.disk_usage(place.home).free // _MB
    if free < place.least_free_mb:
        yield f"{free} MB are free in {place.home}, a crawl needs {place.least_free_mb} to begin"
