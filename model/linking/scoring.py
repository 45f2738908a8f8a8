"""Scoring pairs of profiles with Splink: the only file that knows it, and DuckDB."""

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

from model.linking.profiles import COLUMNS, Profile
from model.linking.weights import COMPARISONS, settings, weights


class Scored(NamedTuple):
    """A pair of profiles: probability, match weight in bits, and what each comparison adds to it."""

    first: int
    second: int
    probability: float
    bits: float
    parts: dict[str, float]


def score_pairs(
    profiles: Sequence[Profile], pairs: Sequence[tuple[int, int]], figures: dict[str, Any] | None = None
) -> list[Scored]:
    """Return every pair with its weight, in the order of pairs; nothing is ever estimated here."""
    used = figures or weights()
    prior = math.log2(used["prior"] / (1 - used["prior"]))
    rows = _predicted(profiles, pairs, used, [f"mw_{name}" for name in COMPARISONS])
    return [
        Scored(first, second, probability, bits, {"prior": prior, **dict(zip(COMPARISONS, parts, strict=True))})
        for first, second, probability, bits, *parts in rows
    ]


def levels_of(profiles: Sequence[Profile], pairs: Sequence[tuple[int, int]]) -> list[tuple[int, ...]]:
    """Return (first, second, level of each comparison by its place from the end, -1 unknown) for fitting."""
    # figures whose weights in bits are the numbers of the levels, so that the weights tell which level held
    numbered = {
        name: {level.name: (2.0**place / 1024, 1 / 1024) for place, level in enumerate(reversed(levels), 1)}
        for name, levels in COMPARISONS.items()
    }
    rows = _predicted(profiles, pairs, {"prior": 0.5, "levels": numbered}, [f"mw_{name}" for name in COMPARISONS])
    return [(first, second, *(round(part) - 1 for part in parts)) for first, second, _, _, *parts in rows]


def _predicted(
    profiles: Sequence[Profile], pairs: Sequence[tuple[int, int]], figures: dict[str, Any], wanted: Sequence[str]
) -> list[tuple[Any, ...]]:
    # half a second to load, and only needed where there is something to compare
    import duckdb  # noqa: PLC0415
    import pyarrow as pa  # type: ignore[import-untyped]  # noqa: PLC0415
    from splink import DuckDBAPI, Linker  # noqa: PLC0415

    if not pairs:
        return []
    used = sorted({number for pair in pairs for number in pair})
    with duckdb.connect(":memory:") as connection:
        connection.execute("SET threads = 2")
        api = DuckDBAPI(connection)
        by_number = {profile.number: profile for profile in profiles}
        table: dict[str, Any] = {"number": pa.array(used, pa.int64())}
        for column in COLUMNS:
            table[column] = pa.array([by_number[number].values[column] for number in used], pa.list_(pa.string()))
        configured = {**settings(figures), "additional_columns_to_retain": []}
        linker = Linker(api.register(pa.table(table)), configured, log_level=None)
        blocked = pa.table(
            {
                "match_key": pa.array(["0"] * len(pairs), pa.string()),
                "join_key_l": pa.array([first for first, _ in pairs], pa.int64()),
                "join_key_r": pa.array([second for _, second in pairs], pa.int64()),
            }
        )
        linker.table_management.register_blocked_pairs_for_predict(api.register(blocked))
        predicted = linker.inference.predict(warning_mode="never")
        names = ", ".join(["number_l", "number_r", "match_probability", "match_weight", *wanted])
        query = f"select {names} from {predicted.physical_name} order by number_l, number_r"  # noqa: S608 - our names
        return connection.execute(query).fetchall()
