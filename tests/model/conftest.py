"""One small model for all tests of the model: some pairs of the corpus, trained once; and a desk to link at."""

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from model.train import train
from tests.model.desk import Desk


@pytest.fixture(scope="session")
def small_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a model trained on sixty pairs."""
    folder = tmp_path_factory.mktemp("model")
    train(folder, limit=60)
    return folder


@pytest.fixture
def desk(engine: Engine, tmp_path: Path, now: datetime) -> Desk:
    """A database into which adverts come, and which is linked."""
    return Desk(engine, tmp_path / "warc", now)
