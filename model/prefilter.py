"""Look an advert over once, so that only patterns that could match in it are run: most of a hundred never could.

google-re2 knows from a pattern which letters a match must contain; one pass over the text for all of them together
costs as much as running a handful of patterns.
"""

import threading
from collections.abc import Iterator
from typing import Any, ClassVar

import re2


class Pattern:
    """A pattern for the folded text, which is passed over where the text that was looked over cannot hold it."""

    _all: ClassVar[list[bytes]] = []
    """Every pattern of the process, in the order of their numbers."""
    _filter: ClassVar[Any] = None
    _seen: ClassVar[Any] = threading.local()
    """Per thread: the text looked over last, and the numbers of the patterns that it could hold."""

    def __init__(self, pattern: bytes) -> None:
        """Compile a pattern.

        Raises:
            re2.error: it is none.
        """
        self._compiled = re2.compile(pattern)
        self._number = len(Pattern._all)
        Pattern._all.append(pattern)
        Pattern._filter = None

    @staticmethod
    def look_over(folded: bytes) -> None:
        """Note which patterns this text could hold; the note serves as long as the very same object is searched."""
        if Pattern._filter is None:
            Pattern._filter = _filter_of(Pattern._all)
        elif getattr(Pattern._seen, "text", None) is folded:
            return
        Pattern._seen.text = folded
        Pattern._seen.possible = frozenset(Pattern._filter.Match(folded, True) or ())

    def finditer(self, folded: bytes) -> Iterator[Any]:
        """Return every match in order."""
        if self._impossible_in(folded):
            return iter(())
        found: Iterator[Any] = self._compiled.finditer(folded)
        return found

    def search(self, folded: bytes) -> Any:
        """Return the first match or None."""
        return None if self._impossible_in(folded) else self._compiled.search(folded)

    def match(self, folded: bytes) -> Any:
        """Return the match at the beginning, or None."""
        return None if self._impossible_in(folded) else self._compiled.match(folded)

    def _impossible_in(self, folded: bytes) -> bool:
        seen = Pattern._seen
        return getattr(seen, "text", None) is folded and self._number not in seen.possible


def _filter_of(patterns: list[bytes]) -> Any:
    made = re2.Filter()
    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1
    for pattern in patterns:
        made.Add(pattern, options)
    made.Compile()
    return made
