import pytest

from crawler.bounds import Counts
from crawler.health import Tally
from crawler.verdict import judge_run, most_pages_fail

COUNTS = Counts(min=10, max=100)


def tally(pages: int = 50, adverts: int = 40, failed: int = 0, **issues: int) -> Tally:
    return Tally(pages=pages, adverts=adverts, failed=failed, issues=issues)


@pytest.mark.parametrize(
    ("found", "reason", "outcome", "cause"),
    [
        (tally(), "finished", "good", None),
        (tally(expired=9, gone=9), "finished", "good", None),
        (tally(failed=3), "finished", "good", None),
        (tally(pages=0, adverts=0, failed=2, unreachable=2), "finished", "bad", "cannot be reached (2 unreachable)"),
        (tally(adverts=3), "finished", "bad", "3 adverts, at least 10 were expected"),
        (tally(adverts=3, captcha=40), "finished", "bad", "(40 captcha)"),
        (tally(adverts=101), "finished", "bad", "101 adverts, at most 100 were expected"),
        (tally(failed=20, no_title=20), "finished", "bad", "20 pages failed or kept us out (20 no_title)"),
        (tally(login_wall=20), "finished", "bad", "20 pages failed or kept us out"),
        (tally(), "shutdown", "stopped", "it was stopped before it was done"),
        (tally(), "too_many_failures", "stopped", "most pages failed"),
        (tally(), "closespider_timeout", "stopped", "closespider_timeout"),
    ],
)
def test_a_run_is_judged_by_what_it_kept(found: Tally, reason: str, outcome: str, cause: str | None) -> None:
    verdict = judge_run(found, COUNTS, reason=reason)

    assert verdict.outcome == outcome
    assert (cause is None and verdict.cause is None) or (cause is not None and cause in str(verdict.cause))
    assert verdict.outcome == "good" or verdict.code


def test_a_run_goes_on_until_most_pages_fail() -> None:
    assert not most_pages_fail(tally(failed=24, adverts=0))
    assert not most_pages_fail(tally(failed=25, adverts=40))
    assert most_pages_fail(tally(failed=25, adverts=10))
    assert most_pages_fail(tally(captcha=30, adverts=0))
