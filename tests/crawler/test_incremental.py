"""Later crawls ask only for what may have changed, keep the unchanged as revisits, and look again ever more rarely."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import fault_server as faults
from sqlalchemy import func, select, update

from crawler.run import crawl_site
from storage.captures import find_damage, read_capture
from storage.database import open_database, reading, unit_of_work
from storage.settings import settings
from storage.tables import Advert, AdvertVersion, Capture, CrawlRun, Site

LAST_CHANGED = "Fri, 20 Nov 2026 08:00:00 GMT"


def with_validator(page: str, name: str, value: str, asked: str) -> faults.Answer:
    """An answer that says 304 to whoever names the validator."""

    def answer(handler: Any) -> None:
        if handler.headers.get(asked) == value:
            faults.say(status=304, headers={name: value})(handler)
        else:
            faults.say(page, headers={name: value})(handler)

    return answer


def routes() -> dict[str, faults.Answer]:
    """A listing, and an advert of each kind."""
    made = faults.board(
        range(0),
        etag=with_validator(faults.advert(1), "ETag", '"a1"', "If-None-Match"),
        date=with_validator(faults.advert(2), "Last-Modified", LAST_CHANGED, "If-Modified-Since"),
        plain=faults.say(faults.advert(3)),
        edited=faults.in_turn(faults.say(faults.advert(4)), faults.say(faults.advert(4, title="Thợ sơn (gấp)"))),
    )
    listing = faults.listing(*[path for path in made if path.endswith(".html")])
    return made | {"/tin": with_validator(listing, "ETag", '"l"', "If-None-Match")}


def test_unchanged_pages_are_revisits_and_only_the_edited_advert_gets_a_version(
    write_site: Callable[..., str], home: Path
) -> None:
    with faults.FaultServer(routes=routes()) as server:
        name = write_site(server.base)
        first, second, third = [crawl_site(name) for _ in range(3)]

    assert [run.outcome for run in (first, second, third)] == ["good"] * 3
    assert (first.new_adverts, second.new_versions, third.new_versions) == (4, 1, 0)
    assert second.adverts == third.adverts == 4
    engine = open_database(settings().url)
    with reading(engine) as session:
        rows = session.scalars(select(Capture).where(Capture.run_id == second.run_id)).all()
        kept = {row.url.rpartition("/")[2]: row for row in rows}
        assert {name: (row.status, row.revisit_of is not None) for name, row in kept.items()} == {
            "tin": (304, True),
            "etag-0.html": (304, True),
            "date-0.html": (304, True),
            "plain-0.html": (200, True),
            "edited-0.html": (200, False),
        }
        assert session.scalar(select(func.count()).select_from(AdvertVersion)) == 5
        assert list(find_damage(session, home / "warc")) == []
        assert read_capture(session, kept["etag-0.html"].id, home / "warc").body == faults.advert(1).encode()
        seen = set(session.scalars(select(Advert.last_seen_at)))
        last = session.get_one(CrawlRun, third.run_id)
        assert all(at >= last.started_at for at in seen)


def test_a_page_whose_kept_bytes_are_damaged_is_asked_for_whole(write_site: Callable[..., str], home: Path) -> None:
    with faults.FaultServer(routes=routes()) as server:
        name = write_site(server.base)
        first = crawl_site(name)
        engine = open_database(settings().url)
        with reading(engine) as session:
            row = session.scalars(select(Capture).where(Capture.url.endswith("etag-0.html"))).one()
        path = home / "warc" / row.warc_path
        content = bytearray(path.read_bytes())
        content[row.warc_offset + row.warc_length // 2] ^= 1
        path.write_bytes(bytes(content))
        second = crawl_site(name)

    assert Counter(kind for kind, _, _ in second.issues)["damaged_capture"] == 1
    assert (second.outcome, second.adverts) == ("good", first.adverts)
    with reading(engine) as session:
        again = session.scalars(
            select(Capture).where(Capture.url.endswith("etag-0.html"), Capture.run_id == second.run_id)
        ).one()
        assert (again.status, again.revisit_of) == (200, None)


def test_an_advert_that_has_long_stood_unchanged_is_left_in_peace_and_still_counts(
    write_site: Callable[..., str],
) -> None:
    with faults.FaultServer(routes=faults.board(range(1, 13))) as server:
        name = write_site(server.base, counts={"min": 12, "max": 20})
        crawl_site(name)
        set_back(days=10)
        crawl_site(name)
        asked = len(server.requested)
        third = crawl_site(name)
        asked_then = [path for _, path, _ in server.requested[asked:]]
        set_back(days=6)
        fourth = crawl_site(name)

    assert (third.outcome, third.cause, third.adverts) == ("good", None, 0)
    assert asked_then == ["/robots.txt", "/tin"]
    assert fourth.adverts == 12
    with reading(open_database(settings().url)) as session:
        assert session.get_one(CrawlRun, third.run_id).named == 12


def set_back(*, days: int) -> None:
    """Let so many days pass."""
    by = timedelta(days=days)
    engine = open_database(settings().url)
    with unit_of_work(engine) as session:
        site = session.scalars(select(Site)).one()
        for advert in session.scalars(select(Advert).where(Advert.site_id == site.id)):
            advert.last_seen_at -= by
        for run in session.scalars(select(CrawlRun)):
            run.started_at -= by
        session.connection().exec_driver_sql("DROP TRIGGER IF EXISTS advert_version_refuses_update")
        for version in session.scalars(select(AdvertVersion)):
            session.execute(
                update(AdvertVersion).where(AdvertVersion.id == version.id).values(seen_at=version.seen_at - by)
            )


def test_an_advert_that_the_listing_drops_is_looked_for_and_found_gone(write_site: Callable[..., str]) -> None:
    made = faults.board(range(1, 13))
    with faults.FaultServer(routes=made) as server:
        name = write_site(server.base)
        crawl_site(name)
        made["/tin"] = faults.say(faults.listing(*[f"/tin/tho-son-{number}.html" for number in range(1, 11)]))
        made["/tin/tho-son-11.html"] = faults.say(status=410)
        second = crawl_site(name)

    assert (second.outcome, second.removed) == ("good", 1)
    with reading(open_database(settings().url)) as session:
        run = session.get_one(CrawlRun, second.run_id)
        assert (run.named, run.revisited) == (10, 1)
