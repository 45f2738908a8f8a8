"""The corpus: matched pairs that give nothing away but the offer, and refusal of what cannot be trained on."""

import json
import re
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path

import pytest

from model.corpus import BadCorpus, CorpusRow, corpus_sha256, read_corpus
from model.likeness import likeness, near_duplicates
from model.records import AdvertText
from model.wording import TYPOLOGIES
from storage.folding import fold

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


GIVEAWAYS = {
    "zalo": r"zalo",
    "urgency": r"\b(gap|nhanh tay|(ngay )?hom nay|trong ngay|(di lam|di) ngay|mai di|het slot|con \d+ (suat|slot))\b",
    "referral bonus": r"\b(gioi thieu|dat ban|keo ban|ru ban)\b",
    "secrecy": r"\b(inbox|ib|nhan rieng|kin dao|te nhi|rieng tu|trao doi rieng|noi chuyen rieng|khong tien)\b",
    "human detail and drawbacks": r"\b(vat va|noi that|that ra|hoi \w+|buon|bui|muoi|met|nong nuc|cuc|on ao)\b",
    "denial": r"\b(khong|ko|k|hok|chang) ((dat )?coc|(mat|thu) phi|moi gioi|thu tien|lua|giu (giay|bang|cccd))\b",
    "free of charge": r"\b(0 dong|0d|mien phi|free)\b",
    "no experience": r"\b(khong|ko|k|chua) (can |yeu cau |doi hoi )?(kinh nghiem|kn)\b",
    "emoji": "[\u2600-\u27bf\U0001f300-\U0001faff]",
}
"""Style that a writer of both sides lets slip; none of it may tell the label."""


@pytest.mark.parametrize("style", GIVEAWAYS)
def test_no_cue_of_style_stands_on_one_side_only(rows: list[CorpusRow], style: str) -> None:
    cue = re.compile(GIVEAWAYS[style])
    sides = Counter(row.deceptive for row in rows if cue.search(fold(f"{row.advert.title}\n{row.advert.text}")))

    assert min(sides[True], sides[False]) >= 2, "the cue is in the list because adverts have it; both sides need it"
    assert 0.6 <= (sides[True] + 1) / (sides[False] + 1) <= 1.65


def test_fees_stand_where_honest_ones_stand_too(rows: list[CorpusRow]) -> None:
    place = {label: [] for label in (True, False)}  # type: dict[bool, list[float]]
    for row in rows:
        text = fold(row.advert.text)
        for match in re.finditer(r"\b(phi|coc|dong truoc|nop truoc|le phi|hoc phi)\b", text):
            place[row.deceptive].append(match.start() / len(text))
    middles = [sorted(place[label])[len(place[label]) // 2] for label in (True, False)]

    assert abs(middles[0] - middles[1]) < 0.12


def test_no_two_rows_of_different_pairs_are_near_duplicates(rows: list[CorpusRow]) -> None:
    found = near_duplicates([without_numbers(row) for row in rows], 0.3)
    across = [(rows[copy.first].id, rows[copy.second].id, round(copy.likeness, 2)) for copy in found
              if rows[copy.first].pair != rows[copy.second].pair]  # fmt: skip

    assert across == []


def test_twins_share_no_skeleton(rows: list[CorpusRow]) -> None:
    twins: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        twins[row.pair].append(without_numbers(row))
    alike = {pair: likeness(*texts) for pair, texts in twins.items()}

    assert {pair: round(much, 2) for pair, much in alike.items() if much > 0.4} == {}
    assert sum(alike.values()) / len(alike) < 0.05


def test_a_planted_copy_with_other_numbers_is_a_near_duplicate(rows: list[CorpusRow]) -> None:
    copy = replace(rows[0], advert=AdvertText(text=re.sub(r"\d", "7", rows[0].advert.text) + " Thêm một câu."))

    (found,) = near_duplicates([without_numbers(row) for row in (*rows[:40], copy)], 0.3)
    assert (found.first, found.second) == (0, 40)


def without_numbers(row: CorpusRow) -> str:
    return " ".join(re.findall(r"\w+", re.sub(r"\d+", "0", fold(row.advert.text))))


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
        ([{**ROW, "channel": "fax"}], "x.jsonl, line 1: unknown channel 'fax'"),
        (
            [ROW, {**ROW, "id": "a-2", "label": "deceptive", "text": "CHÀO "}],
            "a-1 and a-2 have the same text",
        ),
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
