"""Know when the default model has to be made again: when the corpus or a file that features come from changed."""

import hashlib
from pathlib import Path

from model.artefact import library_versions
from model.corpus import corpus_sha256

STAMP = "made_from.sha256"


def is_fresh(folder: Path) -> bool:
    """Tell whether the model in a folder was made from the corpus and code that stand here now."""
    stamp = folder / STAMP
    return (folder / "manifest.json").exists() and stamp.exists() and stamp.read_text(encoding="ascii") == made_from()


def remember(folder: Path) -> None:
    """Write down what the model in a folder was made from."""
    (folder / STAMP).write_text(made_from(), encoding="ascii")


def made_from() -> str:
    """Return one hash over the corpus, the libraries, and every file of the model's code and tables."""
    digest = hashlib.sha256(corpus_sha256().encode())
    digest.update(repr(sorted(library_versions().items())).encode())
    root = Path(__file__).parent
    for path in sorted([*root.rglob("*.py"), *root.rglob("*.yml")]):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
