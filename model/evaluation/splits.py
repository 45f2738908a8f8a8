"""Which rows a model learns from and which it is measured on; what belongs together never stands on both sides."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.model_selection import GroupKFold

from model.dataset import Dataset, Integers
from model.evaluation.proofs import TwinAcrossSplit
from model.fit import SEED
from model.likeness import near_duplicates

FOLDS = 5
NEAR = 0.5
"""Likeness from which two texts count as copies of one another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """Places of rows by side."""

    name: str
    seen: Integers
    unseen: Integers


def by_source(dataset: Dataset) -> list[Split]:
    """Hold out one pass of writing after the other; whoever shares a contact with it is not learnt from either."""
    sources = np.array([row.source for row in dataset.rows])
    splits = []
    for source in sorted(set(sources.tolist())):
        unseen = np.flatnonzero(sources == source)
        apart = (sources != source) & ~np.isin(dataset.groups, dataset.groups[unseen])
        splits.append(Split(name=source, seen=np.flatnonzero(apart), unseen=unseen))
    return splits


def by_pair(dataset: Dataset) -> list[Split]:
    """Hold out a fifth of the groups after the other."""
    splitter = GroupKFold(n_splits=FOLDS, shuffle=True, random_state=SEED)
    places = np.zeros(len(dataset.rows))
    folds = splitter.split(places, dataset.labels, dataset.groups)
    return [Split(name=f"fold {number}", seen=seen, unseen=unseen) for number, (seen, unseen) in enumerate(folds, 1)]


def require_clean(dataset: Dataset, splits: Sequence[Split]) -> None:
    """Refuse splits that a model could pass by memory.

    Raises:
        TwinAcrossSplit: a pair, or two texts that are copies of one another, stand on both sides.
    """
    pairs = np.array([row.pair for row in dataset.rows])
    copies = near_duplicates([" ".join(features.syllables) for features in dataset.features], NEAR)
    for split in splits:
        torn = set(pairs[split.seen].tolist()) & set(pairs[split.unseen].tolist())
        if torn:
            msg = (
                f"{split.name}: the twins of {', '.join(sorted(torn)[:5])} stand on both sides of the split; {_ADVICE}"
            )
            raise TwinAcrossSplit(msg)
        seen, unseen = set(split.seen.tolist()), set(split.unseen.tolist())
        for copy in copies:
            if (copy.first in seen and copy.second in unseen) or (copy.second in seen and copy.first in unseen):
                first, second = dataset.rows[copy.first].id, dataset.rows[copy.second].id
                msg = f"{split.name}: {first} and {second} are {copy.likeness:.0%} alike and on both sides; {_ADVICE}"
                raise TwinAcrossSplit(msg)


_ADVICE = "a model would be measured on what it learnt by heart, so nothing was measured"
