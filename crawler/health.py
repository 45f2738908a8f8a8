"""Is a run to be trusted? Each check that it violates has a name, and a sentence for a person."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from crawler.bounds import Counts, Health
from storage.runs import PastRun

BLOCKED = frozenset(("captcha", "login_wall", "error_page", "empty_page"))
"""Refusals that say something about us or the server rather than about the advert."""

_FEW_FAILURES = 5
_ENOUGH_TO_JUDGE = 10
"""Of fewer adverts a share says nothing."""
_ENOUGH_RUNS = 2
_USUALLY_STATED = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What a run has come to so far, with the interrupted runs whose work it took up."""

    pages: int
    adverts: int
    failed: int
    issues: Mapping[str, int]
    """How many issues of each kind."""
    revisited: int = 0
    """How many of the adverts no listing and no sitemap named: they were known from earlier runs."""
    not_due: int = 0
    """Known adverts that the site still names and that were not looked at again yet."""
    coverage: Mapping[str, float] = field(default_factory=dict)
    """Share of the adverts read that state each field."""

    @property
    def bad(self) -> int:
        """Pages that failed, and pages that kept us out."""
        return self.failed + sum(count for kind, count in self.issues.items() if kind in BLOCKED)

    @property
    def named(self) -> int:
        """Adverts that the site itself led to; a broken listing must not hide behind what was known before."""
        return self.adverts - self.revisited + self.not_due


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """A check that a run violates."""

    check: str
    """Its name, for counting and for looking up."""
    sentence: str


def violated_checks(tally: Tally, counts: Counts, health: Health, past: Sequence[PastRun]) -> list[Violation]:
    """Return every check that a run violates; `past` are the site's own last good runs."""
    if tally.pages == 0:
        return [Violation(check="unreachable", sentence="the site cannot be reached")]
    return [
        *_numbers(tally, counts, past, health.fall),
        *_failures(tally, health.failed),
        *_fields(tally, health, past),
    ]


def _numbers(tally: Tally, counts: Counts, past: Sequence[PastRun], fall: float) -> Iterator[Violation]:
    if tally.named < counts.min:
        sentence = f"{tally.named} adverts, at least {counts.min} were expected"
        yield Violation(check="too_few_adverts", sentence=sentence)
    if tally.named > counts.max:
        sentence = f"{tally.named} adverts, at most {counts.max} were expected"
        yield Violation(check="too_many_adverts", sentence=sentence)
    usual = median(run.named for run in past) if len(past) >= _ENOUGH_RUNS else 0
    if usual >= _ENOUGH_TO_JUDGE and tally.named < fall * usual:
        sentence = f"{tally.named} adverts, the last good runs had {usual:.0f}"
        yield Violation(check="fewer_adverts", sentence=sentence)


def _failures(tally: Tally, most: float) -> Iterator[Violation]:
    if tally.bad > _FEW_FAILURES and tally.bad > most * (tally.bad + tally.adverts):
        yield Violation(check="failed_pages", sentence=f"{tally.bad} pages failed or kept us out")


def _fields(tally: Tally, health: Health, past: Sequence[PastRun]) -> Iterator[Violation]:
    if tally.adverts < _ENOUGH_TO_JUDGE:
        return
    for name, share in tally.coverage.items():
        least = health.coverage.get(name, 0)  # type: ignore[call-overload]  # names of fields are plain strings here
        if share < least:
            sentence = f"{share:.0%} of the adverts state {name}, at least {least:.0%} should"
            yield Violation(check=f"coverage_{name}", sentence=sentence)
        known = [run.coverage[name] for run in past if name in run.coverage]
        usual = median(known) if len(known) >= _ENOUGH_RUNS else 0
        if usual >= _USUALLY_STATED and share < health.fall * usual:
            sentence = f"{share:.0%} of the adverts state {name}, in the last good runs {usual:.0%} did"
            yield Violation(check=f"fewer_with_{name}", sentence=sentence)
