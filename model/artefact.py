"""A trained model on disk: `manifest.json` and `weights.npz`, whose hash is checked before a byte of it is parsed.

Saving over another model is one step, the replacement of the manifest: before it the new weights lie ready under their
hash, after it they take their own name. Whoever is killed or reads meanwhile has the old model or the new one.
No pickle: arrays are read with `allow_pickle=False`, names are UTF-8 bytes joined by newlines.
"""

import hashlib
import io
import json
import os
import re
import zipfile
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from model.one_writer import one_writer

FORMAT = 3
MANIFEST, WEIGHTS = "manifest.json", "weights.npz"
FAMILIES = ("words", "facts", "measures", "indicators")
_READY = ".weights."
_HASH = re.compile(r"[0-9a-f]{64}")
Floats = npt.NDArray[np.float64]


class ModelRefused(Exception):
    """Raised when an artefact is missing, damaged, or made for other features; the one in use stays in use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """One family of features: names in order, their document weights (idf), their coefficients."""

    names: tuple[str, ...]
    idf: Floats
    coefficients: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Artefact:
    """A model as it is kept: three families, intercept, calibration and thresholds."""

    name: str
    manifest: dict[str, Any]
    words: Family
    facts: Family
    measures: Family
    indicators: Family
    intercept: float

    @property
    def calibration(self) -> tuple[float, float]:
        """Slope and intercept of the monotone map from logit to the logit of the score."""
        slope, offset = self.manifest["calibration"]
        return float(slope), float(offset)

    @property
    def thresholds(self) -> dict[str, float]:
        """Scores from which a band begins."""
        return {band: float(value) for band, value in self.manifest["thresholds"].items()}


def library_versions() -> dict[str, str]:
    """Return the versions of the libraries that weights were fitted with, or are loaded by."""
    return {name: version(name) for name in ("numpy", "scikit-learn", "scipy")}


def save_artefact(folder: Path, manifest: dict[str, Any], families: dict[str, Family], intercept: float) -> str:
    """Write an artefact and return its name, which ends in the hash of its weights."""
    arrays: dict[str, Any] = {"intercept": np.array([intercept])}
    for key, family in families.items():
        arrays[f"{key}_names"] = np.frombuffer("\n".join(family.names).encode(), dtype=np.uint8)
        arrays[f"{key}_idf"] = family.idf
        arrays[f"{key}_coefficients"] = family.coefficients
    weights = _npz(arrays)
    digest = hashlib.sha256(weights).hexdigest()
    full = {**manifest, "format": FORMAT, "weights_sha256": digest, "name": f"linear-{digest[:12]}"}
    full["manifest_sha256"] = hashlib.sha256(_json(full)).hexdigest()
    folder.mkdir(parents=True, exist_ok=True)
    with one_writer(folder):
        ready = _ready(folder, digest)
        _write(ready, weights)
        _write(folder / MANIFEST, _json(full))
        ready.replace(folder / WEIGHTS)
        for left in folder.glob(f"{_READY}*"):
            left.unlink()
    return str(full["name"])


def read_parts(folder: Path) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Return the manifest of a model and the bytes of its two files, which belong together.

    Raises:
        ModelRefused: it is missing, damaged, or of another format or library.
    """
    while True:
        written = _read(folder / MANIFEST)
        manifest = _manifest(written, folder)
        _require_libraries(manifest, folder)
        wanted = str(manifest["weights_sha256"])
        content, digest = _weights(folder, wanted)
        if digest == wanted:
            return manifest, {MANIFEST: written, WEIGHTS: content}
        if _read(folder / MANIFEST) == written:
            msg = f"the model in {folder} is damaged: weights.npz has SHA-256 {digest}, its manifest says {wanted}"
            raise ModelRefused(msg)
        # another model was saved over this one while it was read


def load_artefact(folder: Path, *, indicators: tuple[str, ...]) -> Artefact:
    """Read an artefact whose indicators are those of this release.

    Raises:
        ModelRefused: it is missing, damaged, of another format, or made for other indicators or libraries.
    """
    manifest, parts = read_parts(folder)
    families, intercept = _parsed(parts[WEIGHTS], folder)
    if families["indicators"].names != indicators:
        different = sorted(set(families["indicators"].names) ^ set(indicators))
        msg = (
            f"the model in {folder} was trained on other indicators ({', '.join(different)} differ); run `soitin train`"
        )
        raise ModelRefused(msg)
    artefact = Artefact(name=str(manifest.get("name")), manifest=manifest, intercept=intercept, **families)
    _require_usable(artefact, folder)
    return artefact


def _parsed(content: bytes, folder: Path) -> tuple[dict[str, Family], float]:
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
            return {key: _family(arrays, key) for key in FAMILIES}, float(arrays["intercept"][0])
    except (ValueError, LookupError, TypeError, AttributeError, EOFError, OSError, zipfile.BadZipFile) as error:
        msg = f"the model in {folder} is damaged: weights.npz holds no weights ({error}); run `soitin train`"
        raise ModelRefused(msg) from error


def _require_usable(artefact: Artefact, folder: Path) -> None:
    """Refuse a manifest without what screening takes from it; those of before the seal are looked at by this alone."""
    try:
        is_usable = artefact.calibration[0] > 0 and {"high", "medium"} <= artefact.thresholds.keys()
    except (LookupError, TypeError, ValueError, AttributeError):
        is_usable = False
    if not is_usable:
        msg = f"the model in {folder} is damaged: manifest.json lacks calibration or thresholds; run `soitin train`"
        raise ModelRefused(msg)


def _require_libraries(manifest: dict[str, Any], folder: Path) -> None:
    """Refuse weights of another minor version of a library: nobody has checked that they mean the same there."""
    here, made_with = library_versions(), manifest.get("versions", {})
    if not isinstance(made_with, dict):
        msg = f"the model in {folder} is damaged: manifest.json names no versions"
        raise ModelRefused(msg)
    for name, there in made_with.items():
        if name in here and here[name].split(".")[:2] != str(there).split(".")[:2]:
            msg = f"the model in {folder} was made with {name} {there}, here is {here[name]}; run `soitin train`"
            raise ModelRefused(msg)


def _manifest(written: bytes, folder: Path) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads(written)
    except (ValueError, RecursionError) as error:
        msg = f"the model in {folder} is damaged: manifest.json is no JSON ({error})"
        raise ModelRefused(msg) from error
    if not isinstance(manifest, dict):
        msg = f"the model in {folder} is damaged: manifest.json is no object"
        raise ModelRefused(msg)
    if manifest.get("format") != FORMAT or "weights_sha256" not in manifest:
        found = manifest.get("format")
        msg = f"the model in {folder} has format {found!r}, this release reads {FORMAT}; run `soitin train`"
        raise ModelRefused(msg)
    seal = manifest.pop("manifest_sha256", None)
    if seal is not None and seal != hashlib.sha256(_json(manifest)).hexdigest():
        msg = f"the model in {folder} is damaged: manifest.json was changed after it was written"
        raise ModelRefused(msg)
    return manifest


def _ready(folder: Path, digest: str) -> Path:
    """Return where weights lie until their manifest stands."""
    return folder / f"{_READY}{digest}.npz"


def _weights(folder: Path, wanted: str) -> tuple[bytes, str]:
    """Return weights and their hash; after a kill between manifest and weights, those that lay ready."""
    ready = _ready(folder, wanted) if _HASH.fullmatch(wanted) else folder / WEIGHTS
    try:
        content = ready.read_bytes()
    except OSError:
        content = _read(folder / WEIGHTS)
    return content, hashlib.sha256(content).hexdigest()


def _write(path: Path, content: bytes) -> None:
    """Put a file in its place whole, and on the disk."""
    half = path.with_name(f"{path.name}.new")
    with half.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        msg = f"there is no model at {path} ({error.strerror}); run `make setup` or `soitin train`"
        raise ModelRefused(msg) from error


def _family(arrays: Any, key: str) -> Family:
    names = arrays[f"{key}_names"].tobytes().decode()
    return Family(
        names=tuple(names.split("\n")) if names else (),
        idf=arrays[f"{key}_idf"],
        coefficients=arrays[f"{key}_coefficients"],
    )


def _npz(arrays: dict[str, Any]) -> bytes:
    """Return an .npz whose bytes depend on the arrays alone: numpy itself would write the time of day."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(arrays):
            member = io.BytesIO()
            np.save(member, arrays[name], allow_pickle=False)
            info = zipfile.ZipInfo(f"{name}.npy", date_time=(1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, member.getvalue())
    return out.getvalue()


def _json(manifest: dict[str, Any]) -> bytes:
    return (json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode("utf-8", "surrogatepass")
