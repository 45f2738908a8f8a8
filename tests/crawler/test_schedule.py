from datetime import UTC, datetime, timedelta

import pytest
from pydantic import TypeAdapter, ValidationError

from crawler.schedule import Schedule, last_time, next_time, why_due
from storage.tables import CrawlRun

NOW = datetime(2026, 11, 20, 18, 0, 5, tzinfo=UTC)
"""Five seconds past one in the morning in Vietnam."""


def run(hours_ago: float, outcome: str | None = "good", code: str = "") -> CrawlRun:
    return CrawlRun(started_at=NOW - timedelta(hours=hours_ago), outcome=outcome, cause_code=code)


@pytest.mark.parametrize(
    ("schedule", "last", "following"),
    [
        ("daily", "2026-11-21T01:00", "2026-11-22T01:00"),
        ("hourly", "2026-11-21T01:00", "2026-11-21T02:00"),
        ("weekly", "2026-11-16T01:00", "2026-11-23T01:00"),
        ("30 2 * * 1-5", "2026-11-20T02:30", "2026-11-23T02:30"),
        ("*/15 * * * *", "2026-11-21T01:00", "2026-11-21T01:15"),
    ],
)
def test_a_schedule_is_read_in_the_time_of_vietnam(schedule: str, last: str, following: str) -> None:
    assert last_time(schedule, NOW).isoformat() == f"{last}:00+07:00"
    assert next_time(schedule, NOW).isoformat() == f"{following}:00+07:00"


def test_the_very_minute_counts_as_come() -> None:
    assert last_time("daily", NOW.replace(second=0)).isoformat() == "2026-11-21T01:00:00+07:00"


@pytest.mark.parametrize("wrong", ["nightly", "61 1 * * *", "1 1 * *", "0 0 1 * * *", "0 1 31 2 *", "@daily", ""])
def test_what_is_no_schedule_is_refused(wrong: str) -> None:
    with pytest.raises(ValidationError, match="neither hourly, daily, weekly nor a cron expression"):
        TypeAdapter(Schedule).validate_python(wrong)


@pytest.mark.parametrize(
    ("last", "says"),
    [
        (None, "never crawled"),
        (run(24), "last crawled 2026-11-19 18:00 UTC"),
        (run(300), "last crawled"),
        (run(24, "bad", "too_few_adverts"), "last crawled"),
        (run(0.001), None),
        (run(0.001, "bad", "too_few_adverts"), None),
        (run(0.001, "stopped", "kept_out"), None),
        (run(0.001, "stopped", "too_many_failures"), None),
        (run(0.001, "stopped", "killed"), "was interrupted"),
        (run(0.001, "stopped", "no_room"), "was interrupted"),
        (run(0.001, None), "was interrupted"),
        (run(-0.05), None),
        (run(-30), "the clock has gone back since"),
    ],
)
def test_the_last_crawl_says_whether_a_site_is_due(last: CrawlRun | None, says: str | None) -> None:
    why = why_due("daily", last, now=NOW)

    assert (why is None) == (says is None)
    assert says is None or says in str(why)
