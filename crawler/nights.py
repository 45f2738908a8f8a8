"""What the last nights brought: a line a night, from noon to noon in Vietnam, and a line a run."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from rich.table import Table
from sqlalchemy.orm import Session

from crawler.schedule import VIETNAM
from storage.runs import runs_since
from storage.tables import CrawlRun, Site

_HALF_A_DAY = timedelta(hours=12)
_COUNTED = ("pages", "adverts", "new", "edited", "removed", "refused", "failed")


def table_of_nights(session: Session, *, nights: int, now: datetime | None = None) -> Table:
    """Return a table with a line a night that had runs, newest first; a night is named by its morning."""
    tonight = night_of(now or datetime.now(UTC))
    noon = datetime.combine(tonight - timedelta(days=nights), datetime.min.time(), VIETNAM) + _HALF_A_DAY
    by_night: dict[date, list[CrawlRun]] = {}
    for _site, run in runs_since(session, noon):
        by_night.setdefault(night_of(run.started_at), []).append(run)
    table = Table("night to", "runs", "good", "bad", "stopped", "unfinished", *_COUNTED)
    for night, runs in sorted(by_night.items(), reverse=True):
        outcomes = [run.outcome for run in runs]
        told = [outcomes.count(outcome) for outcome in ("good", "bad", "stopped", None)]
        sums = [sum(numbers) for numbers in zip(*map(_numbers, runs), strict=True)]
        table.add_row(f"{night:%Y-%m-%d}", *map(str, [len(runs), *told, *sums]))
    return table


def table_of_runs(runs: Sequence[tuple[Site, CrawlRun]]) -> Table:
    """Return a table with a line a run."""
    table = Table("run", "site", "started (UTC)", "outcome", *_COUNTED, "cause")
    for site, run in runs:
        started = f"{run.started_at:%Y-%m-%d %H:%M}"
        table.add_row(
            str(run.id), site.name, started, run.outcome or "unfinished", *map(str, _numbers(run)), run.cause or ""
        )
    return table


def night_of(moment: datetime) -> date:
    """Return the morning of the night that a moment belongs to."""
    return (moment.astimezone(VIETNAM) + _HALF_A_DAY).date()


def _numbers(run: CrawlRun) -> tuple[int, ...]:
    return (run.pages, run.adverts, run.new_adverts, run.new_versions, run.removed, run.refused, run.failed)
