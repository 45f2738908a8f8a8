"""What people said of pairs, closed over: who is the same by their word, who must stay apart, and what contradicts."""

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from model.linking.groups import Groups
from model.linking.records import Judgement, JudgementConflict


class Judged(NamedTuple):
    """Judgements without contradictions."""

    same: Groups[str]
    apart: Mapping[str, frozenset[str]]
    """What stands for a group of `same` → those of the groups that it must never be joined with."""
    unsure: frozenset[frozenset[str]]
    conflicts: tuple[JudgementConflict, ...]


def close(judgements: Iterable[Judgement], adverts: Collection[str]) -> Judged:
    """Close judgements over: same of same is same, different of same is different.

    The newest word on a pair counts. A *different* between two that a chain of *same* joins is a conflict: the chain is
    older or newer, one of them is wrong, and only a person knows which. Then the two stay apart, because a wrong merge
    harms somebody: the newest *same* of the chain is left out, and both are reported.
    """
    newest = _newest(judgements, adverts)
    different = [one for one in newest if one.verdict == "different"]
    same = [one for one in newest if one.verdict == "same"]
    conflicts: list[JudgementConflict] = []
    for one in different:
        while path := _chain(same, one.a, one.b):
            weakest = max(path, key=_age)
            conflicts.append(_conflict(one, weakest, path))
            same.remove(weakest)
    groups: Groups[str] = Groups()
    for one in same:
        groups.join(*sorted((groups.of(one.a), groups.of(one.b))))
    apart: dict[str, set[str]] = defaultdict(set)
    for one in different:
        first, second = groups.of(one.a), groups.of(one.b)
        apart[first].add(second)
        apart[second].add(first)
    unsure = frozenset(frozenset((one.a, one.b)) for one in newest if one.verdict == "unsure")
    return Judged(groups, {one: frozenset(others) for one, others in apart.items()}, unsure, tuple(conflicts))


def _newest(judgements: Iterable[Judgement], adverts: Collection[str]) -> list[Judgement]:
    latest: dict[frozenset[str], Judgement] = {}
    for one in sorted(judgements, key=_age):
        if one.a != one.b and one.a in adverts and one.b in adverts:
            latest[frozenset((one.a, one.b))] = one
    return sorted(latest.values(), key=_age)


def _age(one: Judgement) -> tuple[str, str, str, str]:
    first, second = sorted((one.a, one.b))
    return (one.made_at.isoformat() if one.made_at else "", one.id, first, second)


def _chain(same: Iterable[Judgement], first: str, last: str) -> list[Judgement]:
    """Return the shortest chain of *same* between two adverts, empty where there is none."""
    beside: dict[str, list[tuple[str, Judgement]]] = defaultdict(list)
    for one in same:
        beside[one.a].append((one.b, one))
        beside[one.b].append((one.a, one))
    came: dict[str, tuple[str, Judgement] | None] = {first: None}
    waiting = deque([first])
    while waiting and last not in came:
        here = waiting.popleft()
        for there, one in beside[here]:
            if there not in came:
                came[there] = (here, one)
                waiting.append(there)
    path = []
    step = came.get(last)
    while step is not None:
        path.append(step[1])
        step = came[step[0]]
    return path[::-1]


def _conflict(different: Judgement, left_out: Judgement, path: list[Judgement]) -> JudgementConflict:
    adverts = tuple(dict.fromkeys(advert for one in path for advert in (one.a, one.b)))
    chain = " – ".join(adverts)
    return JudgementConflict(
        judgement=left_out,
        path=adverts,
        sentence=(
            f"{different.a} và {different.b} được kết luận là khác nhau, nhưng cũng là một qua {chain}; tạm bỏ "
            f"kết luận “một” giữa {left_out.a} và {left_out.b} / judged different and, by a chain, the same; the "
            f"newest “same” of the chain is left out until somebody decides"
        ),
    )
