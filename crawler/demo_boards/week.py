"""How the demo's crawls of one week went, in words and as a table."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.table import Table

from crawler.run import RunSummary

_COUNTED = (
    "trang\npages", "tin\nadverts", "mới\nnew", "sửa\nedited", "gỡ\nremoved", "từ chối\nrefused", "lỗi\nfailed",
    "gắn cờ\nflagged",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """The crawls of every demo site on one day."""

    days_ago: int
    runs: list[RunSummary]
    forbidden: int
    """Addresses asked for that a robots.txt closes."""

    @property
    def good(self) -> bool:
        """Whether all went as it should."""
        return not self.forbidden and all(run.outcome == "good" for run in self.runs)

    @property
    def when(self) -> str:
        """The day, for a person."""
        return when(self.days_ago)

    def sentence(self) -> str:
        """Return the sums of all sites."""
        pages, adverts = sum(run.pages for run in self.runs), sum(run.adverts for run in self.runs)
        return (
            f"{self.when}: {pages} trang / pages, {adverts} tin / adverts, "
            f"{self.forbidden} trang bị cấm / disallowed pages requested"
        )

    def remarks(self) -> Iterator[str]:
        """Yield a line for each site: what it complained about, and why it went wrong if it did."""
        for run in self.runs:
            kinds = Counter(kind for kind, _url, _message in run.issues).most_common()
            noted = ", ".join(f"{count} {kind}" for kind, count in kinds) or "–"
            yield f"{run.site}: {noted}" + (f"; went wrong: {run.cause}" if run.outcome != "good" else "")


def when(days_ago: int) -> str:
    """Return a day for a person."""
    return f"{days_ago} ngày trước / days ago" if days_ago else "hôm nay / today"


def table_of_weeks(weeks: Sequence[tuple[Week, Mapping[str, int]]]) -> Table:
    """Return a table with a line for each site and week; each week comes with the flagged campaigns by site."""
    table = Table("trang web / site", "lần thu thập / crawl", *_COUNTED)
    for site in range(len(weeks[0][0].runs)):
        for week, flagged in weeks:
            run = week.runs[site]
            changes = (run.new_adverts, run.new_versions, run.removed)
            row = (run.pages, run.adverts, *changes, run.refused, run.failed, flagged.get(run.site, 0))
            title = "" if week.days_ago else f"{run.title} ({run.site})"
            table.add_row(title, week.when, *map(str, row), style="dim" if week.days_ago else "")
        table.add_section()
    return table
