"""Renew the lease of a run beside its work, in a thread: a slow site or a long page must not let it end."""

import logging
import threading

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from crawler.beside import Beside
from storage.database import unit_of_work
from storage.worklist.leases import RENEW_EVERY, database_clock, renew_lease

logger = logging.getLogger(__name__)


class Heartbeat(Beside):
    """A context manager that renews a run's lease until it is left, or until the lease is lost."""

    def __init__(self, engine: Engine, run_id: int, *, every: float = RENEW_EVERY) -> None:
        """Take a run that holds its site's lease."""
        super().__init__("lease")
        self._engine, self._run_id, self._every = engine, run_id, every
        self._end = threading.Event()
        self.lost = False
        """Whether another run has taken the site over."""

    def _ask_to_end(self) -> None:
        self._end.set()

    def _work(self) -> None:
        while not self._end.wait(self._every) and not self.lost:
            try:
                with unit_of_work(self._engine) as session:
                    self.lost = not renew_lease(session, self._run_id, now=database_clock(session))
            except SQLAlchemyError as error:
                # whether it is lost shows when the database is back: a page is kept under the lease or not at all
                logger.warning("the lease could not be renewed: %s", error)
