"""A database that is gone for a minute: wait for it rather than lose the night."""

import logging
import time
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Engine
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.orm import Session

from storage.database import unit_of_work

logger = logging.getLogger(__name__)

PATIENCE = 120.0
"""Seconds after which a database counts as gone for good."""

_PAUSE = 2.0
_NO_USE_WAITING = ("full", "readonly", "read-only", "no such table")
Result = TypeVar("Result")


def patiently(
    engine: Engine,
    work: Callable[[Session, bool], Result],
    *,
    patience: float = PATIENCE,
    pause: float = _PAUSE,
    is_durable: bool = True,
) -> Result:
    """Do work in one unit of work, again and again while the database does not answer; return what it returned.

    The work is told whether it is tried again: then the time before may have been kept after all.

    Raises:
        DBAPIError: the database did not come back, or waiting would be of no use.
    """
    end = time.monotonic() + patience
    is_again = False
    while True:
        try:
            with unit_of_work(engine, is_durable=is_durable) as session:
                return work(session, is_again)
        except (OperationalError, InterfaceError) as error:
            hopeless = any(words in str(error.orig).lower() for words in _NO_USE_WAITING)
            if hopeless or time.monotonic() >= end:
                raise
            logger.warning("the database does not answer, trying again: %s", error.orig)
            is_again = True
            time.sleep(pause)
