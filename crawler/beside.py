"""Work in a thread beside a `with` block: begun at its start, ended and waited for at its end."""

import threading
from abc import ABC, abstractmethod
from types import TracebackType
from typing import Self


class Beside(ABC):
    """A context manager whose work goes on until it is left."""

    def __init__(self, name: str) -> None:
        """Name the thread; nothing runs yet."""
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)

    def __enter__(self) -> Self:
        """Begin."""
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Ask the work to end, and wait until it has."""
        self._ask_to_end()
        self._thread.join()

    @abstractmethod
    def _work(self) -> None:
        """Work in the thread until asked to end."""

    @abstractmethod
    def _ask_to_end(self) -> None:
        """Make the work return."""
