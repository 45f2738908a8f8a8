"""Was a run good? Judged by what it kept against what the site file expects; `scrapy crawl` exits 0 either way."""

from collections.abc import Mapping
from dataclasses import dataclass

from crawler.site_file import Counts

FAILURES_TO_STOP = 25
_SHARE_TO_STOP = 0.5
_SHARE_TO_FAIL = 0.2
_FEW = 5
BLOCKED = frozenset(("captcha", "login_wall", "error_page", "empty_page"))
"""Refusals that say something about us or the server rather than about the advert."""
GONE = frozenset(("gone", "expired"))
"""Refusals that say that an advert is no longer there."""

_STOPPED = {
    "shutdown": "it was stopped before it was done",
    "too_many_failures": "it was stopped because most pages failed",
    "not_kept": "it was stopped because pages could not be kept",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What a run has come to so far."""

    pages: int
    adverts: int
    failed: int
    issues: Mapping[str, int]
    """How many issues of each kind."""
    revisited: int = 0
    """How many of the adverts no listing and no sitemap named: they were known from earlier runs."""

    @property
    def bad(self) -> int:
        """Pages that failed, and pages that kept us out."""
        return self.failed + sum(count for kind, count in self.issues.items() if kind in BLOCKED)

    @property
    def named(self) -> int:
        """Adverts that the site itself led to; a broken listing must not hide behind what was known before."""
        return self.adverts - self.revisited


def most_pages_fail(tally: Tally) -> bool:
    """Tell whether going on would only bother the site."""
    return tally.bad >= FAILURES_TO_STOP and tally.bad > _SHARE_TO_STOP * (tally.bad + tally.adverts)


def judge_run(tally: Tally, counts: Counts, *, reason: str) -> tuple[str, str | None]:
    """Return outcome (good, bad, stopped) and the cause of the latter two, in a sentence."""
    if reason != "finished":
        return "stopped", _STOPPED.get(reason, f"it was stopped: {reason}")
    if tally.pages == 0:
        return "bad", f"the site cannot be reached{_most_frequent(tally)}"
    if tally.named < counts.min:
        return "bad", f"{tally.named} adverts, at least {counts.min} were expected{_most_frequent(tally)}"
    if tally.named > counts.max:
        return "bad", f"{tally.named} adverts, at most {counts.max} were expected"
    if tally.bad > _FEW and tally.bad > _SHARE_TO_FAIL * (tally.bad + tally.adverts):
        return "bad", f"{tally.bad} pages failed or kept us out{_most_frequent(tally)}"
    return "good", None


def _most_frequent(tally: Tally) -> str:
    if not tally.issues:
        return ""
    kinds = sorted(tally.issues.items(), key=lambda pair: -pair[1])[:3]
    return " (" + ", ".join(f"{count} {kind}" for kind, count in kinds) + ")"
