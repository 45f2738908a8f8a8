"""Things joined into groups: a forest that knows the group of each in almost no time."""

from collections import defaultdict
from collections.abc import Hashable
from typing import Generic, TypeVar

Item = TypeVar("Item", bound=Hashable)


class Groups(Generic[Item]):
    """Groups of things that were joined, one by one."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._above: dict[Item, Item] = {}

    def of(self, item: Item) -> Item:
        """Return the thing that stands for the group of `item`; an unknown one is a group by itself."""
        self._above.setdefault(item, item)
        top = item
        while self._above[top] != top:
            top = self._above[top]
        while self._above[item] != top:
            self._above[item], item = top, self._above[item]
        return top

    def join(self, first: Item, second: Item) -> Item:
        """Make one group of two and return what stands for it: what stood for the group of `first`."""
        one, other = self.of(first), self.of(second)
        self._above[other] = one
        return one

    def all(self) -> dict[Item, list[Item]]:
        """Return each group under what stands for it, members in the order they became known."""
        members: dict[Item, list[Item]] = defaultdict(list)
        for item in list(self._above):
            members[self.of(item)].append(item)
        return dict(members)
