"""An invented list of forty, as a file and as the model looks into it."""

from datetime import date
from pathlib import Path

import pytest

from model.register.index import Register
from model.register.listing import read_listing

INVENTED = Path(__file__).with_name("invented.csv")


@pytest.fixture(scope="session")
def invented() -> Path:
    """The list as a file."""
    return INVENTED


@pytest.fixture(scope="session")
def register() -> Register:
    """The list of 1 November 2026."""
    return Register(name="2026-11-01-invented", listed_on=date(2026, 11, 1), entries=read_listing(INVENTED).enterprises)
