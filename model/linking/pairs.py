"""Which profiles are compared: those that share a contact, a name or a text; never all with all."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from model.linking.profiles import STRONG, Profile

_FEW, _NEXT = 8, 2
"""Up to so many profiles under one key all pairs are compared; of more each with the next ones and the first."""


def pairs_of(profiles: Sequence[Profile], settled: Collection[int] = ()) -> list[tuple[int, int]]:
    """Return pairs of profile numbers, the smaller first; a profile of several adverts also with itself.

    No pair of two settled profiles is returned.

    Profiles are in the order of time, so that neighbours are near in time; their number grows with that of profiles and
    not with its square, and what one contact links stays linked, because each is compared with its neighbours.
    """
    under: dict[str, list[int]] = defaultdict(list)
    for profile in profiles:
        for key in _keys(profile):
            under[key].append(profile.number)
    found = {pair for numbers in under.values() for pair in _among(numbers)}
    found |= {(one.number, one.number) for one in profiles if len(one.members) > 1 and one.has_any()}
    return sorted(pair for pair in found if pair[0] not in settled or pair[1] not in settled)


def _keys(profile: Profile) -> Iterator[str]:
    for column in (*STRONG, "address", "firm", "firm_claimed", "licence"):
        # both kinds of number under one key: what it is called may differ between two adverts
        yield from (f"{column.removesuffix('_shared')}:{value}" for value in profile.values[column])
    for name in profile.values["firm_part"]:
        yield f"part:{name}"
        yield from (f"part:{name}:{text}" for text in profile.values["text"])
    for text in profile.values["text"]:
        yield f"text:{text}"
        yield from (f"text:{text}:{name}" for name in profile.values["person"])


def _among(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    count = len(numbers)
    if count <= _FEW:
        yield from ((one, other) for place, one in enumerate(numbers) for other in numbers[place + 1 :])
        return
    for place, one in enumerate(numbers):
        yield from ((one, other) for other in numbers[place + 1 : place + 1 + _NEXT])
        if place > _NEXT:
            yield numbers[0], one
