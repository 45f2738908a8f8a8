"""When a site is due: cron expressions of its site file, in Vietnam's time, against its last crawl."""

from datetime import datetime, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from croniter import CroniterBadDateError, CroniterError, croniter
from pydantic import AfterValidator

from storage.cycles import INTERRUPTED
from storage.tables import CrawlRun

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
WORDS = {"hourly": "0 * * * *", "daily": "0 1 * * *", "weekly": "0 1 * * 1"}
"""Words that a site file may use in place of a cron expression."""

_FIELDS = 5
_CLOCK_MAY_STEP = timedelta(minutes=10)
"""A clock that is set right at night steps by less."""


def _known(schedule: str) -> str:
    fields = schedule.split()
    try:
        if schedule in WORDS or (len(fields) == _FIELDS and next_time(schedule, datetime.now(VIETNAM))):
            return schedule
    except (CroniterError, CroniterBadDateError, ValueError, KeyError):
        pass
    msg = f"{schedule!r} is neither hourly, daily, weekly nor a cron expression such as '30 1 * * *'"
    raise ValueError(msg)


Schedule = Annotated[str, AfterValidator(_known)]
"""A word of `WORDS`, or five fields: minute, hour, day, month, weekday."""


def last_time(schedule: str, now: datetime) -> datetime:
    """Return the newest moment of a schedule that is not after `now`."""
    # croniter looks for earlier moments only, and to the second
    after = now.astimezone(VIETNAM).replace(microsecond=0) + timedelta(seconds=1)
    found: datetime = croniter(WORDS.get(schedule, schedule), after).get_prev(datetime)
    return found


def next_time(schedule: str, now: datetime) -> datetime:
    """Return the first moment of a schedule after `now`."""
    found: datetime = croniter(WORDS.get(schedule, schedule), now.astimezone(VIETNAM)).get_next(datetime)
    return found


def why_due(schedule: str, last: CrawlRun | None, *, now: datetime) -> str | None:
    """Return why a site is due, in a few words; None if it is not.

    A run that ended, well or badly, is enough until the next moment of the schedule; one that was interrupted on our
    side is taken up at once. A last run in the future says nothing: the clock went back.
    """
    if last is None:
        return "never crawled"
    if last.started_at > now + _CLOCK_MAY_STEP:
        return f"its last crawl says {last.started_at:%Y-%m-%d %H:%M} UTC, and the clock has gone back since"
    if last.started_at < last_time(schedule, now):
        return f"last crawled {last.started_at:%Y-%m-%d %H:%M} UTC"
    if last.outcome is None or last.cause_code in INTERRUPTED:
        return "its last crawl was interrupted"
    return None
