"""Renew the lease of a run beside its work, in a thread: a slow site or a long page must not let it end."""

import logging
import threading
from types import TracebackType
from typing import Self

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from storage.database import unit_of_work
from storage.leases import RENEW_EVERY, database_clock, renew_lease

logger = logging.getLogger(__name__)


class Heartbeat:
    """A context manager that renews a run's lease until it is left, or until the lease is lost."""

    def __init__(self, engine: Engine, run_id: int, *, every: float = RENEW_EVERY) -> None:
        """Take a run that holds its site's lease."""
        self._engine, self._run_id, self._every = engine, run_id, every
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="lease", daemon=True)
        self.lost = False
        """Whether another run has taken the site over."""

    def __enter__(self) -> Self:
        """Begin to beat."""
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop."""
        self._end.set()
        self._thread.join()

    def _beat(self) -> None:
        while not self._end.wait(self._every) and not self.lost:
            try:
                with unit_of_work(self._engine) as session:
                    self.lost = not renew_lease(session, self._run_id, now=database_clock(session))
            except SQLAlchemyError as error:
                # whether it is lost shows when the database is back: a page is kept under the lease or not at all
                logger.warning("the lease could not be renewed: %s", error)
