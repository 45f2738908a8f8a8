"""Fit the weights of linking on labelled adverts and ship them: `python -m model.linking.fit GOLD.jsonl`.

For every pair of labelled adverts the levels of all comparisons are counted among pairs of one broker (m) and of two
(u), with half a count added everywhere, so that what was never seen is rare and not impossible.
"""

import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

from model.campaigns import group_campaigns, in_time
from model.linking.link_file import row_of
from model.linking.prepared import prepare
from model.linking.profiles import Profile
from model.linking.reading import read_link
from model.linking.scoring import levels_of
from model.linking.weights import COMPARISONS, TABLE

_HALF = 0.5
_BITS = 13.0
"""No comparison weighs more: gold is too small to know better."""
_NUMBERS = ("phone", "handle", "bank", "mail", "web", "address")
_CHANCE, _AS_PAIRS = 1e-4, 5_000
"""Numbers and names in networks of two people are the same by chance or by misreading once in so many pairs; gold has
too few pairs that both have an account, so this counts like so many more of them."""
_KEEPS, _AS_COUNTS = 0.6, 10
"""How often one poster's two adverts show the same number, before any are counted."""
_LEAST_BITS = {
    **{(name, "same"): _BITS for name in ("phone", "handle", "bank", "mail", "web")},
    ("address", "same"): 11.0,
    **{(name, "differs"): -2.0 for name in ("bank", "mail", "web", "address")},
    ("licence", "differs"): -4.0,
}
"""One number, account or mailbox of somebody's own is enough by itself, also beside another name or text: how often
brokers change the others varies from file to file, and what is shared is set aside before."""
_MOST_BITS = {
    ("phone", "same_of_several_firms"): 7.5,
    ("company", "same"): 4.0,
    ("company", "part"): 3.0,
    ("company", "claimed"): 2.0,
    ("person", "same"): 3.0,
    ("person", "same_short"): 1.0,
    ("licence", "same"): 1.0,
    ("address", "same"): 11.0,
    ("text", "same"): 4.0,
}
"""What anybody can print or copy is held down: in gold nobody tries to pass for somebody else as often as in life."""
THRESHOLD = 0.9
"""Probability from which adverts are joined; below it a link is a suggestion."""
SUGGESTED = 0.5


def fit(profiles: Sequence[Profile], brokers: Mapping[str, str]) -> dict[str, Any]:
    """Return the figures for profiles of single adverts whose brokers are known."""
    known = [profile for profile in profiles if profile.members[0] in brokers]
    pairs = [(first.number, second.number) for first, second in combinations(known, 2)]
    of = {profile.number: brokers[profile.members[0]] for profile in known}
    counts: dict[bool, dict[str, Counter[int]]] = {
        same: {name: Counter() for name in COMPARISONS} for same in (True, False)
    }
    same_pairs = 0
    for first, second, *gammas in levels_of(known, pairs):
        same = of[first] == of[second]
        same_pairs += same
        for name, gamma in zip(COMPARISONS, gammas, strict=True):
            counts[same][name][gamma] += 1
    return {
        "prior": round(same_pairs / len(pairs), 6),
        "pairs": [same_pairs, len(pairs) - same_pairs],
        "threshold": THRESHOLD,
        "suggested": SUGGESTED,
        "levels": {name: _figures(name, counts[True][name], counts[False][name]) for name in COMPARISONS},
    }


def _figures(name: str, same: Counter[int], other: Counter[int]) -> dict[str, tuple[float, float]]:
    levels = [level.name for level in reversed(COMPARISONS[name]) if level.name != "unknown"]
    figures = {}
    for gamma, level in enumerate(levels):
        agrees = level != "differs"
        m_before, u_before = _HALF, _HALF
        m_all, u_all = _HALF * len(levels), _HALF * len(levels)
        if name in _NUMBERS:
            m_before = _AS_COUNTS * (_KEEPS / (len(levels) - 1) if agrees else 1 - _KEEPS)
            u_before = _AS_PAIRS * (_CHANCE if agrees else 1 - _CHANCE * (len(levels) - 1))
            m_all, u_all = _AS_COUNTS, _AS_PAIRS
        m = (same[gamma] + m_before) / (_known(same) + m_all)
        u = (other[gamma] + u_before) / (_known(other) + u_all)
        most = _MOST_BITS.get((name, level), _BITS)
        least = _LEAST_BITS.get((name, level), -_BITS)
        u = min(u, m / 2**least)
        figures[level] = (float(f"{m:.6g}"), float(f"{max(u, m / 2**most):.6g}"))
    return figures


def _known(counts: Counter[int]) -> int:
    return sum(count for gamma, count in counts.items() if gamma >= 0)


def fitted(labelled: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the figures for labelled rows, each with its `broker` or none."""
    readings = in_time(read_link(row_of(dict(row))) for row in labelled)
    campaigns = {advert: place.campaign for advert, place in group_campaigns(readings).items()}
    # each advert is counted by itself, also where profiles are the same
    profiles = prepare(readings, campaigns).profiles
    single = [replace(one, number=0, members=(member,)) for one in profiles for member in one.members]
    numbered = [replace(one, number=number) for number, one in enumerate(single)]
    return fit(numbered, {row["id"]: row["broker"] for row in labelled if row.get("broker")})


def main(paths: Sequence[str]) -> None:
    """Fit on the files given and write `weights.json`."""
    lines = [line for path in paths for line in Path(path).read_text(encoding="utf-8").splitlines()]
    labelled = [json.loads(line) for line in lines if line.strip()]
    figures = {"version": 1, "fitted_on": [Path(path).name for path in paths], **fitted(labelled)}
    TABLE.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
