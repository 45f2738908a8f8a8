"""What makes a list unsound: merged cells over data, numbers and names that stand twice, states nobody can read."""

from collections import defaultdict
from collections.abc import Callable, Iterator

from model.register.grids import Grid
from model.register.statuses import UNKNOWN
from storage.folding import fold
from storage.records import ListedEnterprise

_MOST_UNKNOWN = 0.1
"""Share of states that may be unreadable; beyond it the column is not what its header says."""
_SHOWN = 20


class RefusedList(Exception):
    """Raised for a list that is not kept, with every fault that was found, each with its rows."""

    def __init__(self, faults: list[str]) -> None:
        """Say what is wrong, a sentence each."""
        super().__init__("; ".join(faults))
        self.faults = faults


def merged_over_data(grid: Grid, header: int) -> Iterator[str]:
    """Yield a sentence where merged cells reach below the header, which is a row's number."""
    rows = sorted({(max(first, header + 1), last) for first, last in grid.merged if last > header})
    if rows:
        shown = ", ".join(f"{first}" if first == last else f"{first}-{last}" for first, last in rows)
        yield f"rows {shown}: merged cells over data; what belongs to whom cannot be told, split them"


def contradictions(enterprises: list[ListedEnterprise]) -> Iterator[str]:
    """Yield a sentence for each number or name that stands twice and cannot, and for states that nobody can read."""
    heads = [one for one in enterprises if not one.branch_of]
    for number, rows in _twice(heads, lambda one: one.licence_number):
        yield f"rows {_rows(rows)}: the licence number {number} stands twice"
    for _, rows in _twice(heads, lambda one: " ".join(fold(one.name).split())):
        if len({one.status for one in rows}) > 1:
            yield f"rows {_rows(rows)}: {rows[0].name} stands twice, in different states"
    unknown = [one for one in enterprises if one.status == UNKNOWN]
    if len(unknown) > max(1, _MOST_UNKNOWN * len(enterprises)):
        yield f"rows {_rows(unknown)}: the state is not understood; is that the right column?"


def _twice(
    enterprises: list[ListedEnterprise], key: Callable[[ListedEnterprise], str]
) -> Iterator[tuple[str, list[ListedEnterprise]]]:
    groups: defaultdict[str, list[ListedEnterprise]] = defaultdict(list)
    for one in enterprises:
        groups[key(one)].append(one)
    yield from ((value, rows) for value, rows in groups.items() if value and len(rows) > 1)


def _rows(enterprises: list[ListedEnterprise]) -> str:
    shown = [str(one.row) for one in enterprises[:_SHOWN]]
    return ", ".join(shown) + (" …" if len(enterprises) > len(shown) else "")
