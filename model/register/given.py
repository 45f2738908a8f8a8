"""A register that a person names on the command line: a file with a list, or a snapshot kept in the database."""

from pathlib import Path

from model.register.faults import RefusedList
from model.register.grids import UnreadableList
from model.register.index import Register
from model.register.kept import register_named
from model.register.list_date import date_in_name
from model.register.listing import read_listing
from storage.database import open_database
from storage.errors import StorageError
from storage.settings import settings


class NoSuchRegister(Exception):
    """Raised when what was named is no usable list; the sentence says what to do."""


def given_register(named: str) -> Register:
    """Return the list in a file (.csv, .xlsx, .html, dated by its name), or the kept snapshot of that name.

    Raises:
        NoSuchRegister: neither exists, the file is refused, or its name has no date.
    """
    path = Path(named)
    return _from_file(path) if path.is_file() or path.suffix else _from_database(named)


def _from_file(path: Path) -> Register:
    try:
        listing = read_listing(path)
    except (UnreadableList, RefusedList) as error:
        msg = f"the register {path.name} cannot be used: {error}"
        raise NoSuchRegister(msg) from error
    listed_on = date_in_name(path.name)
    if listed_on is None:
        msg = f"which day does {path.name} speak of? Put the day into its name, as in register-2026-11-01.csv"
        raise NoSuchRegister(msg)
    name = f"{listed_on.isoformat()}-{listing.sha256[:12]}"
    return Register(name=name, listed_on=listed_on, entries=listing.enterprises)


def _from_database(name: str) -> Register:
    try:
        register = register_named(open_database(settings().url), name)
    except StorageError as error:
        msg = f"no file is called {name}, and for a kept snapshot: {error}"
        raise NoSuchRegister(msg) from error
    if register is None:
        msg = f"no file and no kept snapshot is called {name}; see `soitin register show`"
        raise NoSuchRegister(msg)
    return register
