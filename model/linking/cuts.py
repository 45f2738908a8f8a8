"""Giant groups: parted at their weakest places, where one advert alone ties many contacts to many others."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

GIANT_CONTACTS = 40
"""Contacts of one broker; the biggest known crews change numbers some twenty times."""
GIANT_ADVERTS = 2_000
_FEWEST, _WEAK = 4, 2
"""A side has at least so many contacts; a tie of more than so many adverts is no accident."""

Contact = str
Tie = tuple[Contact, Contact]


class Parted(NamedTuple):
    """One cut: contacts on the two sides, and the adverts whose tie was taken out."""

    left: frozenset[Contact]
    right: frozenset[Contact]
    ties: tuple[int, ...]


def is_giant(contacts: Iterable[Contact], adverts: int) -> bool:
    """Tell whether a group is too big to be believed without a look."""
    count = len(set(contacts))
    return count > GIANT_CONTACTS or (adverts > GIANT_ADVERTS and count > _FEWEST)


def parts_of(adverts: Mapping[int, Sequence[Contact]]) -> tuple[list[frozenset[Contact]], list[Parted]]:
    """Part the contacts of a giant group: adverts by number, each with its contacts.

    Cuts at bridges of the graph of contacts, the weakest first, as long as a part is giant. A group without such a
    place stays whole: it is dense, and only a person can tell.
    """
    ties: dict[Tie, list[int]] = defaultdict(list)
    beside: dict[Contact, set[Contact]] = defaultdict(set)
    for number, contacts in adverts.items():
        for first, second in combinations(sorted(set(contacts)), 2):
            ties[first, second].append(number)
            beside[first].add(second)
            beside[second].add(first)
        for contact in contacts:
            beside.setdefault(contact, set())
    counts = Counter(contact for contacts in adverts.values() for contact in set(contacts))
    waiting, done, cuts = [frozenset(beside)], [], []
    while waiting:
        part = waiting.pop()
        found = _best_cut(part, beside, ties) if is_giant(part, sum(counts[one] for one in part)) else None
        if found is None:
            done.append(part)
            continue
        left, right, tie = found
        beside[tie[0]].discard(tie[1])
        beside[tie[1]].discard(tie[0])
        cuts.append(Parted(left, right, tuple(ties[tie])))
        waiting += [left, right]
    return sorted(done, key=sorted), cuts


def _best_cut(
    part: frozenset[Contact], beside: Mapping[Contact, set[Contact]], ties: Mapping[Tie, list[int]]
) -> tuple[frozenset[Contact], frozenset[Contact], Tie] | None:
    """Return the bridge of fewest adverts that parts most evenly, with its two sides."""
    best: tuple[tuple[int, int, Tie], frozenset[Contact]] | None = None
    for tie, below in _bridges(part, beside):
        smaller = min(len(below), len(part) - len(below))
        if smaller < _FEWEST or len(ties[tie]) > _WEAK:
            continue
        rank = (len(ties[tie]), -smaller, tie)
        if best is None or rank < best[0]:
            best = (rank, below)
    return None if best is None else (best[1], part - best[1], best[0][2])


def _bridges(part: frozenset[Contact], beside: Mapping[Contact, set[Contact]]) -> list[tuple[Tie, frozenset[Contact]]]:
    """Return every tie whose loss parts the graph, with the contacts on its far side; without recursion."""
    root = min(part)
    order: dict[Contact, int] = {root: 0}
    lowest = {root: 0}
    below: dict[Contact, list[Contact]] = {root: [root]}
    found = []
    stack = [(root, "", iter(sorted(beside[root] & part)))]
    while stack:
        here, above, others = stack[-1]
        there = next(others, None)
        if there is None:
            stack.pop()
            if above:
                lowest[above] = min(lowest[above], lowest[here])
                if lowest[here] > order[above]:
                    found.append((tuple(sorted((here, above))), frozenset(below[here])))
                below[above] += below[here]
        elif there not in order:
            order[there] = lowest[there] = len(order)
            below[there] = [there]
            stack.append((there, here, iter(sorted(beside[there] & part))))
        elif there != above:
            lowest[here] = min(lowest[here], order[there])
    return found  # type: ignore[return-value]
