"""What is told of sites: silent ones, lately counted changes, remarks by kind, who crawls now."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine

from storage.database import reading, unit_of_work
from storage.runs import add_issue, finish_run, site_named, start_run
from storage.site_health import read_sites, silent_sites
from storage.tables import CrawlLease
from storage.worklist.leases import this_process


def _crawl(engine: Engine, name: str, at: datetime, outcome: str | None = "good", *, named: int | None = 3) -> int:
    with unit_of_work(engine) as session:
        site = site_named(session, name, title=name.title(), now=at)
        run = start_run(session, site, now=at)
        run.named, run.new_adverts, run.new_versions, run.removed = named, 3, 2, 1
        run.coverage = {"title": 1.0, "wage": 0.4}
        if outcome is not None:
            finish_run(session, run.id, outcome=outcome, cause="x" if outcome != "good" else None, now=at)
        return run.id


def _silent(engine: Engine, now: datetime, days: int = 3) -> list[str]:
    with reading(engine) as session:
        return [site.title for site in silent_sites(session, days=days, now=now)]


def test_a_site_without_a_good_run_for_days_is_silent_and_the_longest_comes_first(
    engine: Engine, now: datetime
) -> None:
    _crawl(engine, "fresh", now - timedelta(days=1))
    _crawl(engine, "quiet", now - timedelta(days=5))
    _crawl(engine, "quiet", now - timedelta(hours=1), "bad")
    _crawl(engine, "older", now - timedelta(days=9))
    _crawl(engine, "never", now - timedelta(days=4), "stopped")

    assert _silent(engine, now) == ["Never", "Older", "Quiet"]
    assert _silent(engine, now, days=7) == ["Older"]


def test_files_that_were_imported_are_no_silent_site(engine: Engine, now: datetime) -> None:
    _crawl(engine, "import", now - timedelta(days=50), named=None)

    assert _silent(engine, now) == []
    with reading(engine) as session:
        assert read_sites(session, now=now) == []


def test_a_site_is_given_its_days_from_its_first_run(engine: Engine, now: datetime) -> None:
    _crawl(engine, "new", now - timedelta(days=1), "bad")

    assert _silent(engine, now) == []


@pytest.mark.parametrize("days", [1, 90])
def test_no_site_is_no_silence(engine: Engine, now: datetime, days: int) -> None:
    assert _silent(engine, now, days) == []


def test_a_site_tells_its_last_good_run_and_what_changed_in_seven_days(engine: Engine, now: datetime) -> None:
    _crawl(engine, "a", now - timedelta(days=20))
    good = now - timedelta(days=2)
    _crawl(engine, "a", good)
    _crawl(engine, "a", now - timedelta(days=1), "bad")

    with reading(engine) as session:
        (site,) = read_sites(session, now=now)
    assert site.last_good_at == good
    assert (site.new, site.changed, site.gone) == (6, 4, 2)
    assert site.coverage == {"title": 1.0, "wage": 0.4}
    assert site.last_run.outcome == "bad"
    assert site.adverts == 0


def test_remarks_of_the_last_run_are_counted_by_kind_with_a_few_examples(engine: Engine, now: datetime) -> None:
    run_id = _crawl(engine, "a", now)
    with unit_of_work(engine) as session:
        for number in range(5):
            add_issue(session, run_id, kind="captcha", message=f"page {number}", url=None, now=now)
        add_issue(session, run_id, kind="gone", message="an advert", url=None, now=now)

    with reading(engine) as session:
        (site,) = read_sites(session, now=now)
    assert [(issue.kind, issue.number) for issue in site.last_run.issues] == [("captcha", 5), ("gone", 1)]
    assert site.last_run.issues[0].examples == ("page 0", "page 1", "page 2")


def test_whoever_crawls_now_is_named_until_the_lease_runs_out(engine: Engine, now: datetime) -> None:
    _crawl(engine, "a", now - timedelta(days=1))
    run_id = _crawl(engine, "a", now, outcome=None)
    holder = this_process()
    with unit_of_work(engine) as session:
        site_id = site_named(session, "a", now=now).id
        until = now + timedelta(minutes=1)
        session.add(
            CrawlLease(site_id=site_id, run_id=run_id, holder=holder.name, token=holder.token, since=now, until=until)
        )

    with reading(engine) as session:
        assert read_sites(session, now=now)[0].holder == holder.name
        assert read_sites(session, now=now + timedelta(minutes=2))[0].holder == ""
        assert read_sites(session, now=now)[0].last_run.outcome is None
