"""One kind of fault: how it is played, and how often."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chaos_stage import Stage


class NotRun(Exception):
    """Raised where a machine does not have what a fault needs; the sentence says what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of fault."""

    name: str
    done: str
    """What is done in a round, for the table."""
    rounds: int
    short: int = 1
    """Rounds of the short form."""
    each: int = 1
    """Faults in a round."""
    play: "Callable[[Stage, int], Iterator[list[str]]]"
    """Plays so many rounds; yields what was lost or wrong after each."""
