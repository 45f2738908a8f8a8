"""403, 429 and captchas: wait for as long as the site asks, then leave it alone; never around it."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime

import fault_server as faults
import pytest
from sqlalchemy import select

from crawler.back_off import _seconds
from crawler.run import RunSummary, crawl_site
from crawler.schedule import why_due
from storage.database import open_database, reading
from storage.runs import last_crawl
from storage.settings import settings
from storage.tables import Advert, CrawlRun

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
CAPTCHA = "<html><title>Xác minh bạn là con người</title><body><div class='g-recaptcha'></div></body></html>"
PLAIN = range(1, 21)


def code(summary: RunSummary) -> str:
    with reading(open_database(settings().url)) as session:
        return session.get_one(CrawlRun, summary.run_id).cause_code


def kinds(summary: RunSummary) -> Counter[str]:
    return Counter(kind for kind, _, _ in summary.issues)


@pytest.mark.parametrize(
    ("asked", "seconds"),
    [
        ("120", 120), ("0", 0), ("", None), ("soon", None), ("-5", None),
        ("Fri, 20 Nov 2026 08:02:00 GMT", 120), ("Fri, 20 Nov 2026 07:00:00 GMT", 0),
    ],
)  # fmt: skip
def test_a_retry_after_is_understood_both_ways(asked: str, seconds: float | None) -> None:
    assert _seconds(asked, now=NOW) == seconds


def test_a_site_that_asks_for_a_pause_gets_it_before_anything_else_is_asked_for(
    write_site: Callable[..., str],
) -> None:
    made = faults.board(PLAIN)
    pause = faults.say(status=429, headers={"Retry-After": "2"})
    made["/tin/tho-son-5.html"] = faults.in_turn(pause, faults.say(faults.advert(5)))
    with faults.FaultServer(routes=made) as server:
        summary = crawl_site(write_site(server.base))

    assert (summary.outcome, summary.adverts) == ("good", len(PLAIN))
    assert kinds(summary)["kept_out"] == 1
    times = [(at, path) for at, path, _ in server.requested]
    refused = next(index for index, (_, path) in enumerate(times) if path == "/tin/tho-son-5.html")
    assert times[refused + 1][0] - times[refused][0] >= 2


@pytest.mark.parametrize("status", [403, 429])
def test_a_site_that_keeps_us_out_is_left_until_its_next_turn(write_site: Callable[..., str], status: int) -> None:
    made = faults.board(PLAIN)
    for path in list(made)[10:]:
        made[path] = faults.say("<h1>Dừng lại</h1>", status=status, headers={"Retry-After": "0"})
    with faults.FaultServer(routes=made) as server:
        name = write_site(server.base, stop_after=4)
        summary = crawl_site(name)
        assert len([path for path in server.paths("/tin/") if path in list(made)[10:]]) == 4

    assert (summary.outcome, code(summary)) == ("stopped", "kept_out")
    assert "left alone until its next turn" in str(summary.cause)
    assert summary.removed == 0
    with reading(open_database(settings().url)) as session:
        assert why_due("daily", last_crawl(session, name), now=datetime.now(UTC)) is None
        assert session.scalars(select(Advert.id).where(Advert.removed_seen_at.is_not(None))).all() == []


def test_a_site_that_asks_for_a_day_is_left_at_once(write_site: Callable[..., str]) -> None:
    made = faults.board(PLAIN)
    made["/tin"] = faults.say(status=503, headers={"Retry-After": "86400"})
    with faults.FaultServer(routes=made) as server:
        summary = crawl_site(write_site(server.base))

    assert code(summary) == "kept_out"
    assert server.paths() == ["/robots.txt", "/tin"]


def test_captchas_are_counted_and_never_answered(write_site: Callable[..., str]) -> None:
    made = faults.board(PLAIN)
    for path in list(made)[6:]:
        made[path] = faults.say(CAPTCHA)
    with faults.FaultServer(routes=made) as server:
        summary = crawl_site(write_site(server.base, stop_after=3))

    assert (code(summary), kinds(summary)["captcha"]) == ("kept_out", 3)
    assert len(server.paths("/tin/")) <= 8


def test_a_robots_txt_that_says_not_now_allows_nothing(write_site: Callable[..., str]) -> None:
    made = faults.board(PLAIN) | {"/robots.txt": faults.say(status=429, headers={"Retry-After": "0"})}
    with faults.FaultServer(routes=made) as server:
        summary = crawl_site(write_site(server.base))

    assert summary.pages == 0
    assert set(server.paths()) == {"/robots.txt"}
