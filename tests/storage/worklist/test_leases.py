"""Two runs of one site never overlap; a dead run's lease ends by itself."""

import subprocess
import sys
import threading
from datetime import datetime, timedelta
from typing import Any

import pytest

from storage.database import reading, unit_of_work
from storage.errors import SiteIsBusy
from storage.runs import start_run
from storage.tables import CrawlLease, Site
from storage.worklist.leases import LEASE, Holder, _machine, _start_of, end_lease, renew_lease, take_lease, this_process

ELSEWHERE = Holder(name="process 7 on may-b", token="another-machine 7 1")
MINUTE = timedelta(minutes=1)


def new_run(office: Any) -> int:
    with unit_of_work(office.engine) as session:
        return start_run(session, session.get_one(Site, office.site_id), now=office.now).id


def take(office: Any, run_id: int, now: datetime, holder: Holder = ELSEWHERE, **more: Any) -> int | None:
    with unit_of_work(office.engine) as session:
        return take_lease(session, office.site_id, run_id, holder, now=now, **more)


def test_a_second_run_is_refused_and_hears_who_holds_the_site_since_when(office: Any) -> None:
    take(office, office.run_id, office.now)

    with pytest.raises(SiteIsBusy, match=r"viec is being crawled: process 7 on may-b .* since 2026-11-20 01:30:00 UTC"):
        take(office, new_run(office), office.now + MINUTE / 2)


def test_a_lease_that_nobody_renews_ends_by_itself_and_names_the_dead_run(office: Any) -> None:
    take(office, office.run_id, office.now)

    assert take(office, new_run(office), office.now + LEASE) == office.run_id


def test_a_renewed_lease_holds_and_a_lost_one_cannot_be_renewed(office: Any) -> None:
    take(office, office.run_id, office.now)
    other = new_run(office)
    with unit_of_work(office.engine) as session:
        assert renew_lease(session, office.run_id, now=office.now + MINUTE / 2)
    with pytest.raises(SiteIsBusy):
        take(office, other, office.now + MINUTE)

    take(office, other, office.now + 2 * MINUTE)

    with unit_of_work(office.engine) as session:
        assert not renew_lease(session, office.run_id, now=office.now)


def test_a_lease_that_was_given_back_is_free(office: Any) -> None:
    take(office, office.run_id, office.now)
    with unit_of_work(office.engine) as session:
        end_lease(session, office.run_id)

    assert take(office, new_run(office), office.now) is None


def test_the_process_started_for_a_run_takes_its_lease_over(office: Any) -> None:
    take(office, office.run_id, office.now)

    assert take(office, office.run_id, office.now, this_process()) is None
    with reading(office.engine) as session:
        assert session.query(CrawlLease).one().holder == this_process().name


@pytest.mark.skipif(not _machine(), reason="this system does not tell processes apart for sure")
def test_a_dead_process_of_this_machine_is_seen_at_once(office: Any) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        dead = Holder(name="it", token=f"{_machine()} {process.pid} {_start_of(process.pid)}")
        take(office, office.run_id, office.now, dead)
        with pytest.raises(SiteIsBusy):
            take(office, new_run(office), office.now, this_process())
        process.kill()
        process.wait()

    assert take(office, new_run(office), office.now, this_process()) == office.run_id


def test_a_number_used_again_by_another_process_does_not_keep_a_lease_alive(office: Any) -> None:
    machine, pid, _start = this_process().token.split(" ")
    take(office, office.run_id, office.now, Holder(name="it", token=f"{machine} {pid} 1"))

    assert take(office, new_run(office), office.now, this_process()) == (office.run_id if machine else None)


def test_a_lease_that_ends_too_far_ahead_is_doubtful_until_it_was_watched(office: Any) -> None:
    """The clock went back an hour after it was taken: nobody would get the site for an hour."""
    take(office, office.run_id, office.now)
    earlier, other = office.now - timedelta(hours=1), new_run(office)
    with pytest.raises(SiteIsBusy) as refused:
        take(office, other, earlier)

    assert refused.value.doubtful == office.now + LEASE
    assert take(office, other, earlier, unrenewed=refused.value.doubtful) == office.run_id


def test_of_many_at_the_same_moment_one_gets_the_site(office: Any) -> None:
    runs = [new_run(office) for _ in range(8)]
    got: list[int] = []
    start = threading.Barrier(len(runs))

    def try_it(run_id: int) -> None:
        start.wait()
        try:
            take(office, run_id, office.now, Holder(name=f"r{run_id}", token=f"m{run_id} 1 1"))
        except SiteIsBusy:
            return
        got.append(run_id)

    threads = [threading.Thread(target=try_it, args=(run_id,)) for run_id in runs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(got) == 1
