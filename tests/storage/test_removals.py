"""An advert that is gone is marked once, on good evidence, and nothing of it is lost."""

from datetime import timedelta
from typing import Any

from storage.adverts import refuse_capture
from storage.database import reading, unit_of_work
from storage.removals import adverts_not_seen, mark_removed
from storage.runs import add_issue, start_run
from storage.tables import Advert, AdvertVersion, Capture, CrawlRun, Site

URL = "https://viec.example/tho-may-1"
KINDS = ("gone", "expired")


def next_run(office: Any, days: int = 7) -> None:
    office.now += timedelta(days=days)
    with unit_of_work(office.engine) as session:
        office.run_id = start_run(session, session.get_one(Site, office.site_id), now=office.now).id


def refuse(office: Any, kind: str = "gone", url: str = URL) -> None:
    capture_id = office.keep_page(url)
    with unit_of_work(office.engine) as session:
        capture = session.get_one(Capture, capture_id)
        refuse_capture(session, capture, outcome="not_an_advert", reason="HTTP 404", now=office.now)
        add_issue(session, office.run_id, kind=kind, message="HTTP 404", url=url, now=office.now)


def mark(office: Any) -> int:
    with unit_of_work(office.engine) as session:
        return mark_removed(session, office.run_id, kinds=KINDS)


def removed_at(office: Any) -> Any:
    with reading(office.engine) as session:
        return session.query(Advert).one().removed_seen_at


def test_what_this_run_has_not_seen_is_named_until_it_is_marked_gone(office: Any) -> None:
    office.keep()
    with reading(office.engine) as session:
        assert list(adverts_not_seen(session, office.run_id)) == []
    next_run(office)
    with reading(office.engine) as session:
        assert list(adverts_not_seen(session, office.run_id)) == [URL]
    refuse(office)
    mark(office)

    next_run(office)

    with reading(office.engine) as session:
        assert list(adverts_not_seen(session, office.run_id)) == []


def test_a_page_that_is_gone_marks_its_advert_once_and_is_counted(office: Any) -> None:
    office.keep()
    next_run(office)
    refuse(office)
    refuse(office)

    assert mark(office) == 1
    first = removed_at(office)
    next_run(office)
    refuse(office)

    assert mark(office) == 0
    assert removed_at(office) == first
    with reading(office.engine) as session:
        assert session.query(AdvertVersion).count() == 1
        assert [run.removed for run in session.query(CrawlRun).order_by(CrawlRun.id)] == [0, 1, 0]


def test_other_refusals_prove_nothing(office: Any) -> None:
    office.keep()
    next_run(office)
    refuse(office, "captcha")

    assert mark(office) == 0
    assert removed_at(office) is None


def test_an_advert_that_comes_back_is_there_again(office: Any) -> None:
    office.keep()
    next_run(office)
    refuse(office)
    mark(office)
    next_run(office)

    assert office.keep().change == "unchanged"
    assert removed_at(office) is None


def test_an_advert_seen_at_another_address_in_the_same_run_is_not_gone(office: Any) -> None:
    office.keep()
    next_run(office)
    office.keep()
    refuse(office)

    assert mark(office) == 0


def test_an_old_address_from_which_it_was_read_counts_as_its_own(office: Any) -> None:
    office.keep(canonical_url="https://viec.example/dep/tho-may-1")
    with unit_of_work(office.engine) as session:
        session.query(Advert).one().identity = "https://viec.example/khac"
    next_run(office)
    refuse(office, url="https://viec.example/dep/tho-may-1")

    assert mark(office) == 1
