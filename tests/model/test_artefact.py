"""A model on disk: refused when damaged, foreign or missing; never a pickle."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from model.artefact import ModelRefused, load_artefact
from model.indicators import INDICATORS
from model.train import train

CODES = tuple(indicator.code for indicator in INDICATORS)


@pytest.fixture
def folder(small_model: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(small_model, tmp_path / "copy"))


def test_what_was_saved_is_loaded(small_model: Path) -> None:
    artefact = load_artefact(small_model, indicators=CODES)

    assert artefact.name.startswith("linear-")
    assert artefact.indicators.names == CODES
    assert set(artefact.thresholds) == {"high", "medium"}
    assert artefact.calibration[0] > 0, "the map from logit to score must be monotone"


def test_training_twice_gives_the_same_bytes(small_model: Path, tmp_path: Path) -> None:
    train(tmp_path, limit=60)

    for name in ("weights.npz", "manifest.json"):
        assert (tmp_path / name).read_bytes() == (small_model / name).read_bytes()


@pytest.mark.parametrize("place", [0, 200, -30])
def test_one_changed_byte_is_refused(folder: Path, place: int) -> None:
    content = bytearray((folder / "weights.npz").read_bytes())
    content[place] ^= 1
    (folder / "weights.npz").write_bytes(bytes(content))

    with pytest.raises(ModelRefused, match="is damaged: weights"):
        load_artefact(folder, indicators=CODES)


def test_a_truncated_file_is_refused(folder: Path) -> None:
    (folder / "weights.npz").write_bytes((folder / "weights.npz").read_bytes()[:100])

    with pytest.raises(ModelRefused, match="is damaged"):
        load_artefact(folder, indicators=CODES)


def test_a_model_of_other_indicators_is_refused_by_name(folder: Path) -> None:
    with pytest.raises(ModelRefused, match=r"trained on other indicators \(a_new_one differ\)"):
        load_artefact(folder, indicators=(*CODES, "a_new_one"))


@pytest.mark.parametrize(
    ("manifest", "says"),
    [("{", "manifest.json is no JSON"), ("{}", "has format None"), ('{"format": 99}', "has format 99")],
)
def test_a_manifest_that_is_none_is_refused(folder: Path, manifest: str, says: str) -> None:
    (folder / "manifest.json").write_text(manifest)

    with pytest.raises(ModelRefused, match=says):
        load_artefact(folder, indicators=CODES)


def test_a_missing_model_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(ModelRefused, match="make setup"):
        load_artefact(tmp_path, indicators=CODES)


def test_nothing_in_it_needs_a_pickle(small_model: Path) -> None:
    with np.load(small_model / "weights.npz", allow_pickle=False) as arrays:
        assert {arrays[name].dtype.kind for name in arrays.files} <= {"f", "u"}


def test_the_manifest_says_what_it_was_made_of(small_model: Path) -> None:
    manifest = json.loads((small_model / "manifest.json").read_text(encoding="utf-8"))

    assert manifest["pairs"] == 60
    assert manifest["rows"] == 120
    assert {"data_sha256", "seed", "versions", "metrics", "thresholds", "law_date"} <= manifest.keys()
