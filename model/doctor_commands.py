"""What `soitin doctor` asks of the model: that the one in use loads, and that the tables of law are sound."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

LAW = Path(__file__).parent / "law"
"""The dated tables of law, which a backup takes along: screenings name what stood in them."""

if TYPE_CHECKING:
    from sqlalchemy import Engine


def find_model_refused(engine: "Engine") -> Iterator[str]:
    """Yield why the model in use cannot be loaded, if it cannot."""
    from model.artefact import ModelRefused
    from model.champion import folder_of, load_model
    from storage.champions import champion
    from storage.database import reading

    with reading(engine) as session:
        name = champion(session)
    try:
        load_model(folder_of(name))
    except ModelRefused as error:
        yield str(error)


def find_law_faults(_engine: "Engine") -> Iterator[str]:
    """Yield each fault in the tables of law."""
    from model.law.catalogue import check_all

    yield from map(str, check_all())


CHECKS: "tuple[tuple[str, Callable[[Engine], Iterator[str]]], ...]" = (
    ("the model in use loads", find_model_refused),
    ("the tables of law are sound", find_law_faults),
)
"""What must hold, and who looks for where it does not."""
