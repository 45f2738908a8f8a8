"""The corpus: matched pairs that give nothing away but the offer, and refusal of what cannot be trained on."""

import json
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from model.corpus import BadCorpus, CorpusRow, corpus_sha256, read_corpus
from model.wording import TYPOLOGIES

ROW = {
    "id": "a-1",
    "source": "a",
    "pair": "a-p1",
    "label": "honest",
    "typologies": [],
    "channel": "sms",
    "text": "Chào",
}


@pytest.fixture(scope="module")
def rows() -> list[CorpusRow]:
    return read_corpus()


def test_every_pair_is_one_deceptive_and_one_honest_advert_of_one_channel(rows: list[CorpusRow]) -> None:
    pairs: dict[str, list[CorpusRow]] = defaultdict(list)
    for row in rows:
        pairs[row.pair].append(row)

    assert [pair for pair, twins in pairs.items() if sorted(twin.deceptive for twin in twins) != [False, True]] == []
    assert [pair for pair, twins in pairs.items() if len({twin.channel for twin in twins}) != 1] == []
    assert [pair for pair, twins in pairs.items() if len({twin.source for twin in twins}) != 1] == []


def test_length_gives_nothing_away(rows: list[CorpusRow]) -> None:
    length = {label: sorted(len(row.advert.text) for row in rows if row.deceptive is label) for label in (True, False)}
    middles = [length[label][len(length[label]) // 2] for label in (True, False)]

    assert 0.85 < middles[0] / middles[1] < 1.18


@pytest.mark.parametrize("words", [("zalo",), ("gấp", "gap"), ("giới thiệu",), ("0 đồng", "miễn phí", "không mất phí")])
def test_no_cue_of_style_stands_on_one_side_only(rows: list[CorpusRow], words: tuple[str, ...]) -> None:
    sides = Counter(row.deceptive for row in rows if any(word in row.advert.text.lower() for word in words))

    assert 0.5 <= (sides[True] + 1) / (sides[False] + 1) <= 2.0


def test_every_typology_is_known_and_every_deceptive_row_has_one(rows: list[CorpusRow]) -> None:
    unknown = {code for row in rows for code in row.typologies} - TYPOLOGIES.keys()
    wrong = [row.id for row in rows if bool(row.typologies) is not row.deceptive]

    assert unknown == set()
    assert wrong == []


def test_no_text_stands_there_twice(rows: list[CorpusRow]) -> None:
    counted = Counter(row.advert.text for row in rows)

    assert [text for text, count in counted.items() if count > 1] == []


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ([], "0 rows of fewer than two classes"),
        ([ROW], "1 rows of fewer than two classes"),
        ([ROW, ROW], "the id 'a-1' stands there twice"),
        ([{**ROW, "label": "maybe"}], "x.jsonl, line 1: label 'maybe'"),
        ([{**ROW, "text": " "}], "x.jsonl, line 1: label 'honest', 1 characters"),
        ([{"id": "a"}], "x.jsonl, line 1: not a corpus row"),
        ([[1]], "x.jsonl, line 1: not a corpus row"),
    ],
)
def test_what_cannot_be_trained_on_is_named(tmp_path: Path, lines: list[object], says: str) -> None:
    (tmp_path / "x.jsonl").write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")

    with pytest.raises(BadCorpus, match=says):
        read_corpus(tmp_path)


def test_the_hash_follows_the_bytes(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text("a")
    before = corpus_sha256(tmp_path)
    (tmp_path / "x.jsonl").write_text("b")

    assert corpus_sha256(tmp_path) != before
