"""What an attack came to: how often it was tried, and what was let through."""

import re
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

_MOST_SHOWN = 5


@dataclass(slots=True)
class Tally:
    """One kind of attack."""

    kind: str
    done: str
    """What was done, in a phrase; figures of bounds belong in it."""
    times: int = 0
    faults: list[str] = field(default_factory=list)
    """What was let through: a sentence each, with the input shortened."""

    def try_one(self, call: Callable[[], Any], shown: object, *, refusals: tuple[type[Exception], ...] = ()) -> Any:
        """Make one attempt: a refusal is right, any other exception was let through."""
        self.times += 1
        try:
            return call()
        except refusals as error:
            if not str(error).strip():
                self.fault(shown, "refused without a word")
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked for
            last = traceback.extract_tb(error.__traceback__)[-1]
            place = f"{last.filename.rpartition('/')[2]}:{last.lineno}"
            self.fault(shown, f"{type(error).__name__} at {place}: {str(error)[:160]}")
        return None

    def fault(self, shown: object, what: str) -> None:
        """Note what was let through."""
        self.faults.append(f"{what} ← {_short(repr(shown))}")

    def told(self) -> list[str]:
        """Return a sentence for each different fault, at most a few."""
        by_cause = {re.sub(r"\d+", "0", fault.partition(" ← ")[0]): fault for fault in self.faults}
        return list(by_cause.values())[:_MOST_SHOWN]


def drawn(strategy: st.SearchStrategy[Any], attack: Callable[[Any], None], *, rounds: int, start: int) -> None:
    """Hand so many drawn inputs to an attack, the same ones for the same seed."""

    @seed(start)
    @settings(
        max_examples=rounds,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def attempt(value: Any) -> None:
        attack(value)

    attempt()


def _short(text: str, most: int = 240) -> str:
    return text if len(text) <= most else f"{text[: most // 2]} … {text[-most // 2 :]}"
