"""One small model for all tests of the model: some pairs of the corpus, trained once."""

from pathlib import Path

import pytest

from model.train import train


@pytest.fixture(scope="session")
def small_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a model trained on sixty pairs."""
    folder = tmp_path_factory.mktemp("model")
    train(folder, limit=60)
    return folder
