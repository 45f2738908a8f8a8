"""Was a run good? Judged by what it kept against what the site file expects; `scrapy crawl` exits 0 either way."""

from collections.abc import Sequence
from dataclasses import dataclass

from crawler.bounds import Counts, Health
from crawler.health import Tally, Violation, violated_checks
from storage.runs import PastRun

FAILURES_TO_STOP = 25
_SHARE_TO_STOP = 0.5
GONE = frozenset(("gone", "expired"))
"""Refusals that say that an advert is no longer there."""

_STOPPED = {
    "shutdown": "it was stopped before it was done",
    "too_many_failures": "it was stopped because most pages failed",
    "not_kept": "it was stopped because pages could not be kept",
    "kept_out": "the site kept us out, and is left alone until its next turn",
    "lease_lost": "another run took the site over",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How a run went."""

    outcome: str
    """good | bad | stopped"""
    cause: str | None = None
    """Why it was not good, in a sentence."""
    code: str = ""
    """The same for programs: why it was stopped, or the checks it violates."""
    violations: tuple[Violation, ...] = ()


def most_pages_fail(tally: Tally) -> bool:
    """Tell whether going on would only bother the site."""
    return tally.bad >= FAILURES_TO_STOP and tally.bad > _SHARE_TO_STOP * (tally.bad + tally.adverts)


def judge_run(
    tally: Tally, counts: Counts, *, reason: str, health: Health | None = None, past: Sequence[PastRun] = ()
) -> Verdict:
    """Return how a run went that ended for a reason of Scrapy's or ours; `past` are the site's last good runs."""
    if reason != "finished":
        cause = _STOPPED.get(reason, f"it was stopped: {reason}")
        return Verdict(outcome="stopped", cause=f"{cause}{_most_frequent(tally)}", code=reason[:200])
    violations = violated_checks(tally, counts, health or Health(), past)
    if not violations:
        return Verdict(outcome="good")
    kinds = [_most_frequent(tally), *([""] * len(violations))]
    cause = "; ".join(f"{one.sentence}{of} [{one.check}]" for one, of in zip(violations, kinds, strict=False))
    code = ",".join(violation.check for violation in violations)[:200]
    return Verdict(outcome="bad", cause=cause, code=code, violations=tuple(violations))


def _most_frequent(tally: Tally) -> str:
    if not tally.issues:
        return ""
    kinds = sorted(tally.issues.items(), key=lambda pair: -pair[1])[:3]
    return " (" + ", ".join(f"{count} {kind}" for kind, count in kinds) + ")"
