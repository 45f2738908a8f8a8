"""The reference: the same contacts linked by Splink as its tutorial has it, weights estimated on the spot."""

import time
from collections.abc import Mapping
from typing import Any

import pandas as pd
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from model.linking.link_file import row_of
from model.linking.reading import read_link

COLUMNS = ("phone", "telegram", "bank", "web", "company", "person")


def plain_seconds(rows: list[dict[str, Any]]) -> float:
    """Return the seconds from contacts to clusters: u by sampling, EM twice, predict, connected components."""
    frame = pd.DataFrame([_first_of_each(row) for row in rows])
    begun = time.perf_counter()
    api = DuckDBAPI()
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[cl.ExactMatch(column).configure(term_frequency_adjustments=True) for column in COLUMNS],
        blocking_rules_to_generate_predictions=[block_on(column) for column in ("phone", "telegram", "bank", "web")],
    )
    linker = Linker(api.register(frame), settings, log_level=None)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for column in ("phone", "telegram"):
        linker.training.estimate_parameters_using_expectation_maximisation(block_on(column))
    predicted = linker.inference.predict(threshold_match_probability=0.9)
    linker.clustering.cluster_pairwise_predictions_at_threshold(predicted, threshold_match_probability=0.9)
    return time.perf_counter() - begun


def _first_of_each(row: dict[str, Any]) -> Mapping[str, str | None]:
    found: dict[str, str | None] = dict.fromkeys(COLUMNS)
    for point in reversed(read_link(row_of(row)).contacts):
        if point.kind in found:
            found[point.kind] = point.value
    return {"unique_id": row["id"], **found}
