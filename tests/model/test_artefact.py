"""A model on disk: refused when damaged, foreign or missing; never a pickle."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from model import artefact
from model.artefact import Family, ModelRefused, load_artefact, save_artefact
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


class _Killed(BaseException):
    """Stands for a kill: no handler takes it for an error."""


def _save_another(folder: Path) -> str:
    """Save a model with other weights over the one in a folder; return its name."""
    nothing = np.zeros(0)
    families = {key: Family(names=(), idf=nothing, coefficients=nothing) for key in ("words", "facts", "measures")}
    of_signs = np.zeros(len(CODES))
    families["indicators"] = Family(names=CODES, idf=of_signs, coefficients=of_signs)
    words = {"calibration": [1, 0], "thresholds": {"high": 0.8, "medium": 0.4}, "versions": {}}
    return save_artefact(folder, words, families, 0.25)


def _die_at(monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    """Kill whoever makes the step with this number, of all that write, synchronise or rename a file."""
    left = [step]

    def dies(deed: Callable[..., object]) -> Callable[..., object]:
        def instead(*given: object) -> object:
            left[0] -= 1
            if left[0] < 0:
                raise _Killed
            return deed(*given)

        return instead

    monkeypatch.setattr(os, "fsync", dies(os.fsync))
    for name in ("replace", "unlink"):
        monkeypatch.setattr(Path, name, dies(getattr(Path, name)))


def test_a_kill_at_any_step_of_saving_leaves_the_old_model_or_the_new_one(
    folder: Path, small_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = load_artefact(small_model, indicators=CODES).name, _save_another(tmp_path / "new")
    found = []
    for step in range(20):
        with monkeypatch.context() as patch:
            _die_at(patch, step)
            try:
                _save_another(folder)
            except _Killed:
                found.append(load_artefact(folder, indicators=CODES).name)
            else:
                break
        shutil.rmtree(folder)
        shutil.copytree(small_model, folder)

    assert old != new
    assert found == [old] * 4 + [new], (
        "two files are written and named, and the second naming, of the manifest, decides"
    )
    assert {path.name for path in folder.iterdir()} >= {"manifest.json", "weights.npz"}


def test_what_a_killed_saving_left_is_gone_after_the_next_one(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        _die_at(patch, 4)
        with pytest.raises(_Killed):
            _save_another(folder)
    for left in (f".weights.{'0' * 64}.npz", f".weights.{'0' * 64}.npz.new"):
        (folder / left).write_bytes(b"of another killed one")
    assert len(list(folder.glob(".weights.*"))) == 3

    _save_another(folder)

    assert not list(folder.glob(".*"))


def test_a_model_that_is_replaced_while_it_is_read_comes_out_whole(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, names = artefact._weights, []

    def replaced_first(where: Path, wanted: str) -> tuple[bytes, str]:
        if not names:
            names.append(_save_another(where))
        return read(where, wanted)

    monkeypatch.setattr(artefact, "_weights", replaced_first)

    assert load_artefact(folder, indicators=CODES).name == names[0]


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
