"""The folders of models: where they are kept, which is in use, and the screener that uses it."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from sqlalchemy import Engine

from model.artefact import Artefact, ModelRefused, load_artefact, read_parts
from model.indicators import INDICATORS
from model.one_writer import has_writer, one_writer
from model.score import DEFAULT_MODEL, Screener
from storage.champions import DEFAULT, champion
from storage.database import reading
from storage.settings import settings

_IN_TRAINING = ".train"


def load_model(folder: Path) -> Artefact:
    """Load a model for the indicators of this release.

    Raises:
        ModelRefused: it is missing, damaged or made for other features or libraries.
    """
    return load_artefact(folder, indicators=tuple(indicator.code for indicator in INDICATORS))


def folder_of(name: str) -> Path:
    """Return where the model of a name is kept, whether or not it is there."""
    return DEFAULT_MODEL if name == DEFAULT else settings().models_folder / name


def find_model(named: str) -> Path:
    """Return the folder that a person means by a path or by the name of a kept model.

    Raises:
        ModelRefused: neither is there.
    """
    for folder in (Path(named), folder_of(named)):
        if (folder / "manifest.json").is_file():
            return folder
    where = settings().models_folder
    msg = f"there is no model {named!r}, neither as a folder nor in {where}; `soitin models` lists them"
    raise ModelRefused(msg)


def champion_screener(engine: Engine) -> Screener:
    """Return a screener with the model in use in a database.

    Raises:
        ModelRefused: it cannot be loaded; the sentence says why, and a rollback helps.
    """
    with reading(engine) as session:
        name = champion(session)
    try:
        return Screener(folder_of(name))
    except ModelRefused as error:
        if name == DEFAULT:
            raise
        msg = f"the model in use, {name}, cannot be loaded: {error}; or take it back with `soitin rollback`"
        raise ModelRefused(msg) from error


def keep_model(folder: Path) -> Path:
    """Copy a model into the folder of models under its name, whole or not at all; return where it is.

    Raises:
        ModelRefused: it cannot be loaded, or copied.
    """
    name = load_model(folder).name
    target = folder_of(name)
    if target.resolve() == folder.resolve() or _is_whole(target, name):
        # what is whole is never taken away, not even for a moment: it may be in use
        return target
    temporary = target.with_name(f".{name}.new")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with one_writer(target.parent):
            for left in target.parent.glob(".*.new"):
                shutil.rmtree(left, ignore_errors=True)
            temporary.mkdir()
            for part, content in read_parts(folder)[1].items():
                (temporary / part).write_bytes(content)
            if target.exists():
                shutil.rmtree(target)
            temporary.rename(target)
    except OSError as error:
        msg = f"cannot keep the model in {target}: {error.strerror or error}"
        raise ModelRefused(msg) from error
    return target


@contextmanager
def folder_to_train_in() -> Iterator[Path]:
    """Give a folder beside the kept models while one is trained; what killed trainings left there goes first.

    Raises:
        OSError: the disk refused.
    """
    models = settings().models_folder
    models.mkdir(parents=True, exist_ok=True)
    with ExitStack() as own:
        with one_writer(models):
            for left in models.glob(f"{_IN_TRAINING}*"):
                # another training may end and take its own away at this moment
                with suppress(FileNotFoundError):
                    if not has_writer(left):
                        shutil.rmtree(left)
            around = Path(own.enter_context(tempfile.TemporaryDirectory(dir=models, prefix=_IN_TRAINING)))
            own.enter_context(one_writer(around))
        yield around / "model"


def _is_whole(folder: Path, name: str) -> bool:
    try:
        return load_model(folder).name == name
    except ModelRefused:
        return False


def kept_models() -> Iterator[tuple[str, Path]]:
    """Yield name and folder of the default model and of every kept one, by name."""
    yield DEFAULT, DEFAULT_MODEL
    folder = settings().models_folder
    for path in sorted(folder.glob("*/manifest.json")) if folder.is_dir() else []:
        if not path.parent.name.startswith("."):
            yield path.parent.name, path.parent
