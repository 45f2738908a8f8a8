"""Gather decided rows from a database and from the label files kept beside it."""

from pathlib import Path

from sqlalchemy import Engine

from model.corpus import CorpusRow, read_corpus
from model.decisions import Gathered, gather
from model.label_files import read_labels
from storage.database import reading
from storage.labels import count_unsure, live_labels
from storage.settings import settings


def labels_folder() -> Path:
    """Return where imported label files are kept."""
    return settings().home / "labels"


def imported_rows() -> list[CorpusRow]:
    """Return the rows of every imported file, by name.

    Raises:
        BadLabels: somebody changed a file since.
    """
    return [row for path in sorted(labels_folder().glob("*.jsonl")) for row in read_labels(path)]


def gather_from(engine: Engine) -> Gathered:
    """Return what inspectors decided and what was imported, sorted into rows to train on, kept apart and left out.

    Raises:
        BadCorpus: the corpus cannot be read.
        BadLabels: an imported file was changed.
    """
    imported, corpus = imported_rows(), read_corpus()
    with reading(engine) as session:
        return gather(live_labels(session), unsure=count_unsure(session), imported=imported, corpus=corpus)
