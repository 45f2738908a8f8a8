"""What changed between two wordings, word by word: pure, and bounded however long they are."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

_WORD = re.compile(r"\s+|\d+(?:[.,]\d+)+|[^\W_]+|[\W_]")
_LINE = re.compile(r"[^\n]+|\n")
_MOST_TOKENS = 6_000
"""Words, else lines, that are compared; more takes minutes and is read by nobody."""
_CONTEXT = 14
"""Tokens that are shown before and behind a change."""


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of text: `same`, `added`, `removed`, or `skipped` where much is the same."""

    kind: str
    text: str


def differences(old: str, new: str, shown_old: str | None = None, shown_new: str | None = None) -> list[Change] | None:
    """Return the new text with what was added and removed, unchanged stretches shortened; [] where nothing differs.

    Args:
        old: the wording before.
        new: the wording after.
        shown_old: what of the old one is shown, of the same length: its masked form.
        shown_new: the same of the new one.

    Returns:
        the changes in order; None where the texts are too long to compare.
    """
    if old == new:
        return []
    for pattern in (_WORD, _LINE):
        before, after = _spans(pattern, old), _spans(pattern, new)
        if max(len(before), len(after)) <= _MOST_TOKENS:
            said_old, said_new = shown_old or old, shown_new or new
            return _joined(_changes((old, before, said_old), (new, after, said_new)))
    return None


_Side = tuple[str, list[tuple[int, int]], str]


def _changes(before: _Side, after: _Side) -> Iterator[Change]:
    (old, old_spans, shown_old), (new, new_spans, shown_new) = before, after
    words_old, words_new = [old[a:b] for a, b in old_spans], [new[a:b] for a, b in new_spans]
    matcher = SequenceMatcher(None, words_old, words_new, autojunk=len(words_old) > _MOST_TOKENS // 4)
    codes = matcher.get_opcodes()
    for place, (tag, a, b, c, d) in enumerate(codes):
        if tag == "equal":
            yield from _same(shown_new, new_spans[c:d], first=place == 0, last=place == len(codes) - 1)
            continue
        if a < b:
            yield Change("removed", _cut(shown_old, old_spans[a:b]))
        if c < d:
            yield Change("added", _cut(shown_new, new_spans[c:d]))


def _same(shown: str, spans: Sequence[tuple[int, int]], *, first: bool, last: bool) -> Iterator[Change]:
    """Yield an unchanged stretch, its middle left out where it is long."""
    if len(spans) <= 2 * _CONTEXT + 2:
        yield Change("same", _cut(shown, spans))
        return
    if not first:
        yield Change("same", _cut(shown, spans[:_CONTEXT]))
    yield Change("skipped", "")
    if not last:
        yield Change("same", _cut(shown, spans[-_CONTEXT:]))


def _joined(changes: Iterator[Change]) -> list[Change]:
    """Put spaces and signs that stand alone between two changes into both, so that phrases are read, not confetti."""
    found = list(changes)
    kept: list[Change] = []
    for place, change in enumerate(found):
        beside = (found[place - 1].kind if place else "", found[place + 1].kind if place + 1 < len(found) else "")
        if change.kind == "same" and not _says(change.text) and "same" not in beside and "" not in beside:
            kept += [Change("removed", change.text), Change("added", change.text)]
        else:
            kept.append(change)
    return _gathered(kept)


def _says(text: str) -> bool:
    return any(letter.isalnum() for letter in text)


def _gathered(changes: Sequence[Change]) -> list[Change]:
    """Gather what was removed and what was added between two unchanged stretches."""
    gathered: list[Change] = []
    edges = [place for place, one in enumerate(changes) if one.kind in ("same", "skipped")]
    for start, end in pairwise([-1, *edges, len(changes)]):
        between = changes[start + 1 : end]
        for kind in ("removed", "added"):
            words = "".join(one.text for one in between if one.kind == kind)
            if words:
                gathered.append(Change(kind, words))
        if end < len(changes):
            gathered.append(changes[end])
    return gathered


def _spans(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [match.span() for match in pattern.finditer(text)]


def _cut(shown: str, spans: Sequence[tuple[int, int]]) -> str:
    return shown[spans[0][0] : spans[-1][1]]
