"""From labelled rows to a dataset: features counted by the function that serves, and groups that are never split."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import partial

import numpy as np
import numpy.typing as npt

from model.copies import copy_of
from model.corpus import CorpusRow
from model.fact_records import Facts
from model.features import RawFeatures, raw_features
from model.reading import Reading, read_advert
from model.records import AdvertText
from model.told import told_by

Integers = npt.NDArray[np.int64]
FEW = 300
"""Up to this many adverts one process is quicker than starting others."""
CHUNK = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One advert as learners see it."""

    advert: AdvertText
    features: RawFeatures
    contacts: frozenset[str]
    """Kind and value of every way to reach the poster, as `phone:0912…`."""
    copies: tuple[RawFeatures, ...] = ()
    """Features of its copies; for training only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """Labelled rows with their features counted; everything in the order of the rows."""

    rows: Sequence[CorpusRow]
    examples: Sequence[Example]
    labels: Integers
    groups: Integers
    """Rows with one number share a pair, a campaign or a contact, and stand on one side of every split."""

    @property
    def features(self) -> list[RawFeatures]:
        """The features of every row."""
        return [example.features for example in self.examples]


def build_dataset(
    rows: Sequence[CorpusRow],
    *,
    on: date,
    copies: tuple[str, ...] = (),
    progress: Callable[[int], None] = lambda _: None,
) -> Dataset:
    """Count the features of every row, and of the copies that training may use, under the law of a day."""
    examples = list(count_examples([row.advert for row in rows], on=on, copies=copies, progress=progress))
    return Dataset(
        rows=rows,
        examples=examples,
        labels=np.array([row.deceptive for row in rows], dtype=np.int64),
        groups=groups_of([_keys(row, example) for row, example in zip(rows, examples, strict=True)]),
    )


def count_examples(
    adverts: Sequence[AdvertText],
    *,
    on: date,
    copies: tuple[str, ...] = (),
    progress: Callable[[int], None] = lambda _: None,
) -> Iterator[Example]:
    """Yield the example of every advert in order, by as many processes as there are cores once there are many."""
    count = partial(_count, on=on, copies=copies)
    if len(adverts) <= FEW or (os.cpu_count() or 1) == 1:
        for advert in adverts:
            yield count(advert)
            progress(1)
        return
    with ProcessPoolExecutor() as pool:
        for example in pool.map(count, adverts, chunksize=CHUNK):
            yield example
            progress(1)


def groups_of(keys: Sequence[frozenset[str]]) -> Integers:
    """Number rows so that those which share a key, directly or through others, share a number."""
    parents = list(range(len(keys)))

    def root(place: int) -> int:
        while parents[place] != place:
            parents[place] = parents[parents[place]]
            place = parents[place]
        return place

    first: dict[str, int] = {}
    for place, mine in enumerate(keys):
        for key in sorted(mine):
            parents[root(place)] = root(first.setdefault(key, place))
    numbers: dict[int, int] = {}
    return np.array([numbers.setdefault(root(place), len(numbers)) for place in range(len(keys))], dtype=np.int64)


def _count(advert: AdvertText, *, on: date, copies: tuple[str, ...]) -> Example:
    reading = read_advert(advert, on)
    return Example(
        advert=advert,
        features=_features_of(advert, reading),
        contacts=_contacts(reading.facts),
        copies=tuple(_features_of(copy, read_advert(copy, on)) for copy in (copy_of(advert, kind) for kind in copies)),
    )


def _features_of(advert: AdvertText, reading: Reading) -> RawFeatures:
    told = told_by(reading.facts, advert.employer_name)
    return raw_features(advert.title, reading.text, reading.findings, told)


def _contacts(facts: Facts) -> frozenset[str]:
    found = {f"phone:{phone.value}" for phone in facts.phones}
    found |= {f"{contact.kind}:{contact.value.lower()}" for contact in facts.contacts}
    return frozenset(found | {f"bank:{account.number}" for account in facts.bank_accounts})


def _keys(row: CorpusRow, example: Example) -> frozenset[str]:
    return example.contacts | {f"pair:{row.pair}"}
