"""The evaluation: figures by hand, splits that hold, and proofs that stop it where figures would mean nothing."""

import gzip
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from model.artefact import load_artefact
from model.baselines import keyword_list, length_and_contacts, plain_tfidf, underthesea_classifier
from model.corpus import CorpusRow, read_corpus
from model.dataset import Dataset, Example, build_dataset, count_examples, groups_of
from model.evaluate import evaluate
from model.evaluation.alarms import bands_of_model, wilson
from model.evaluation.card import as_markdown
from model.evaluation.held_out import Learner, judge, ours, shuffled_labels, whole_pairs
from model.evaluation.intervals import with_intervals
from model.evaluation.metrics import (
    FIGURES,
    Judged,
    average_precision,
    brier_score,
    calibration_error,
    pair_accuracy,
    precision_of_a_day,
    recall_at_false_alarms,
    roc_auc,
)
from model.evaluation.negatives import Negative, UnreadableNegatives, read_negatives
from model.evaluation.plots import draw_plots
from model.evaluation.proofs import (
    LabelsLeak,
    NothingLearnt,
    ShortcutFound,
    TwinAcrossSplit,
    require_learnt,
    require_no_leak,
    require_no_shortcut,
)
from model.evaluation.report import as_csv
from model.evaluation.slices import slices
from model.evaluation.splits import Split, by_pair, by_source, require_clean
from model.fit import Recipe
from model.indicators import INDICATORS
from model.records import AdvertText
from model.score import Screener
from model.train import TRAINING_DAY
from soitin import app

SOURCES = ("agents", "letters", "street")
PAIRS = 30
"""Pairs of each source: enough to learn from, few enough to be quick."""


@pytest.fixture(scope="module")
def rows() -> list[CorpusRow]:
    corpus = read_corpus()
    wanted = {source: sorted({row.pair for row in corpus if row.source == source})[:PAIRS] for source in SOURCES}
    return [row for row in corpus if row.pair in wanted.get(row.source, ())]


@pytest.fixture(scope="module")
def dataset(rows: list[CorpusRow]) -> Dataset:
    return build_dataset(rows, on=TRAINING_DAY)


def judged(
    deceptive: Sequence[float],
    honest: Sequence[float],
    *,
    negatives: Sequence[Sequence[float]] = ((),),
    folds: Sequence[int] | None = None,
) -> Judged:
    """Scores as if a learner had given them; calibrated scores are the same."""
    bad, good = np.array(deceptive, dtype=float), np.array(honest, dtype=float)
    return Judged(
        deceptive=bad,
        honest=good,
        folds=np.array(folds or [0] * len(bad)),
        negatives=np.array(negatives, dtype=float),
        chances=(bad, good),
    )


def test_pair_accuracy_counts_a_tie_as_half() -> None:
    assert pair_accuracy(judged([0.9, 0.1, 0.5, 0.8], [0.1, 0.9, 0.5, 0.2])) == 0.625


def test_areas_are_those_of_the_whole_order() -> None:
    assert roc_auc(judged([0.9, 0.8], [0.1, 0.2])) == 1.0
    assert roc_auc(judged([0.9, 0.2], [0.1, 0.3])) == 0.75
    assert average_precision(judged([0.9, 0.2], [0.1, 0.3])) == pytest.approx((1 + 2 / 3) / 2)


def test_recall_is_held_against_the_negatives_of_the_very_model() -> None:
    low, high = [i / 100 for i in range(101)], [5 + i / 100 for i in range(101)]

    assert recall_at_false_alarms(judged([0.995, 0.5, 0.995, 5.995], [0] * 4, negatives=[low, high],
                                         folds=[0, 0, 1, 1])) == 0.5  # fmt: skip


def test_without_negatives_recall_is_held_against_honest_rows() -> None:
    assert recall_at_false_alarms(judged([5, 0.5], [0, 1])) == 0.5


def test_a_day_is_weighted_to_its_prevalence() -> None:
    honest = [i / 1000 for i in range(1000)]  # each stands for 19.9 adverts of the day
    above_all = judged([2.0], [0.0], negatives=[honest])
    below_one = judged([0.9985], [0.0], negatives=[honest])
    tied = judged([0.999], [0.0], negatives=[honest])

    assert precision_of_a_day(above_all) == 1.0
    assert precision_of_a_day(below_one) == pytest.approx((50 - 19.9) / 50)
    assert precision_of_a_day(tied) == precision_of_a_day(below_one), "nothing is gained by a tie"


def test_calibration_is_perfect_where_scores_are_shares() -> None:
    honest = judged([0.75, 0.75, 0.75, 0.25], [0.25, 0.25, 0.25, 0.75])

    assert calibration_error(honest) == pytest.approx(0)
    assert brier_score(honest) == pytest.approx((6 * 0.0625 + 2 * 0.5625) / 8)
    assert calibration_error(judged([0.9] * 5, [0.9] * 5)) == pytest.approx(0.4)


def test_an_interval_holds_its_value_and_narrows_with_pairs() -> None:
    chance = np.random.default_rng(1)
    few, many = (judged(chance.normal(1, 1, size).tolist(), chance.normal(0, 1, size).tolist()) for size in (20, 2000))
    wide, narrow = (with_intervals(one, {"a": pair_accuracy}, times=100)["a"] for one in (few, many))

    assert wide.low <= wide.value <= wide.high
    assert narrow.high - narrow.low < (wide.high - wide.low) / 3
    assert with_intervals(few, {"a": pair_accuracy}, times=100)["a"] == wide, "the same each time"


def test_no_hit_among_many_is_no_certainty() -> None:
    assert wilson(0, 100).low == 0
    assert 0.03 < wilson(0, 100).high < 0.05
    assert wilson(0, 0).high == 1


def test_rows_that_share_a_contact_through_others_are_one_group() -> None:
    groups = groups_of([frozenset(keys) for keys in ("a", "ab", "bc", "x", "c", "y")])

    assert groups.tolist() == [0, 0, 0, 1, 0, 2]


def test_who_shares_a_contact_with_the_held_out_source_is_not_learnt_from(dataset: Dataset) -> None:
    groups = dataset.groups.copy()
    street = next(place for place, row in enumerate(dataset.rows) if row.source == "street")
    groups[street] = groups[0]
    split = next(split for split in by_source(replace(dataset, groups=groups)) if split.name == dataset.rows[0].source)

    assert street not in split.seen
    assert street not in split.unseen


@pytest.mark.parametrize("splits", [by_source, by_pair])
def test_every_row_is_measured_once_by_a_model_that_did_not_see_its_twin(dataset: Dataset, splits: object) -> None:
    made = splits(dataset)  # type: ignore[operator]

    assert sorted(place for split in made for place in split.unseen.tolist()) == list(range(len(dataset.rows)))
    require_clean(dataset, made)


def test_a_torn_pair_stops_the_evaluation(dataset: Dataset) -> None:
    places = np.arange(len(dataset.rows))
    torn = Split(name="torn", seen=places[::2], unseen=places[1::2])

    with pytest.raises(TwinAcrossSplit, match=r"torn: the twins of .* stand on both sides"):
        require_clean(dataset, [torn])


def test_a_planted_twin_of_another_source_stops_the_evaluation(rows: list[CorpusRow]) -> None:
    text = rows[0].advert.text.replace("0", "9") + " Gọi sớm nhé."
    planted = [
        replace(row, id=f"street-x{place}", source="street", pair="street-x") for place, row in enumerate(rows[:2])
    ]
    planted[0] = replace(planted[0], advert=AdvertText(text=text))
    planted[1] = replace(planted[1], advert=AdvertText(text="Quán chay ven sông tuyển hai bạn phụ bếp, ca chiều."))

    with pytest.raises(TwinAcrossSplit, match=rf"{rows[0].id} and street-x0 are \d+% alike and on both sides"):
        evaluate(build_dataset([*rows, *planted], on=TRAINING_DAY), [], on=TRAINING_DAY)


def test_shuffled_labels_stop_the_evaluation(dataset: Dataset) -> None:
    told = shuffled_labels(dataset)
    rows = [replace(row, deceptive=bool(label)) for row, label in zip(dataset.rows, told.tolist(), strict=True)]

    assert 0.3 < np.mean(told == dataset.labels) < 0.7
    with pytest.raises(NothingLearnt, match="the labels look shuffled"):
        evaluate(replace(dataset, rows=rows, labels=told), [], on=TRAINING_DAY)


def test_a_length_only_shortcut_stops_the_evaluation(rows: list[CorpusRow]) -> None:
    short = [
        replace(row, advert=replace(row.advert, text=row.advert.text[:120])) if row.deceptive else row for row in rows
    ]

    with pytest.raises(ShortcutFound, match="length and kind of contact alone reach ROC-AUC"):
        evaluate(build_dataset(short, on=TRAINING_DAY), [], on=TRAINING_DAY)


def test_a_leak_that_survives_shuffling_stops_the_evaluation() -> None:
    require_no_leak([judged([0.1, 0.9, 0.5], [0.5, 0.1, 0.9])])
    require_no_leak([judged([0.9] * 5, [0.1] * 5), judged([0.1] * 5, [0.9] * 5)])
    with pytest.raises(LabelsLeak, match=r"trained on shuffled labels reach ROC-AUC 1\.00"):
        require_no_leak([judged([0.9] * 5, [0.1] * 5)])


def test_what_tells_and_what_does_not_pass_their_proofs() -> None:
    require_learnt(judged([0.9] * 5, [0.1] * 5))
    require_no_shortcut(judged([0.1, 0.9, 0.5], [0.5, 0.1, 0.9]))


def test_the_model_beats_every_baseline_on_held_out_sources(dataset: Dataset) -> None:
    splits = by_source(dataset)
    mine = pair_accuracy(judge(dataset, splits, ours(Recipe())))

    assert mine > 0.75
    assert mine > pair_accuracy(judge(dataset, splits, keyword_list))
    assert mine > pair_accuracy(judge(dataset, splits, length_and_contacts))
    assert mine > pair_accuracy(judge(dataset, splits, plain_tfidf))


@pytest.mark.parametrize("learner", [plain_tfidf, underthesea_classifier])
def test_a_baseline_learns_what_it_is_shown(dataset: Dataset, learner: Learner) -> None:
    bad, good = whole_pairs(dataset).deceptive, whole_pairs(dataset).honest
    scores = learner(dataset.examples, dataset.labels)(dataset.examples)

    assert np.mean(scores[bad] > scores[good]) > 0.95


def test_slices_cover_every_pair_once_by_kind(dataset: Dataset) -> None:
    judged_pairs = judge(dataset, by_source(dataset), keyword_list)
    found = slices(dataset, whole_pairs(dataset))
    for kind in ("source", "channel", "length", "accents"):
        assert sum(len(places) for (of, _), places in found.items() if of == kind) == len(judged_pairs.deceptive)


def test_the_report_says_all_that_was_found_and_what_was_not_there(dataset: Dataset, tmp_path: Path) -> None:
    adverts = [AdvertText(text=f"Công ty tuyển kế toán tổng hợp, {years} năm kinh nghiệm, lương thỏa thuận, đóng bảo "
                               "hiểm đầy đủ, nộp hồ sơ tại văn phòng.") for years in range(40)]  # fmt: skip
    real = [(Negative(advert=advert, stratum="office"), example)
            for advert, example in zip(adverts, count_examples(adverts, on=TRAINING_DAY), strict=True)]  # fmt: skip
    report = evaluate(dataset, real, on=TRAINING_DAY)
    card = as_markdown(report, draw_plots(report, tmp_path))

    assert {line.learner for line in report.lines} >= {"model", "keyword list", "length and contacts"}
    assert set(report.lines[0].figures) == set(FIGURES)
    assert [one.group for one in report.real] == ["office", "all"]
    assert report.real[-1].adverts == 40
    assert "| office | 40 |" in card
    assert "high band among real adverts, labour export | ≤ 2.0% | – | not measured" in card
    assert sum(row.startswith("learners,model,leave one source out") for row in as_csv(report).splitlines()) == len(
        FIGURES
    )
    assert all((tmp_path / name).read_text().startswith("<svg") for name in ("drift.svg", "calibration.svg"))


def test_bands_are_those_of_the_screener(small_model: Path, dataset: Dataset) -> None:
    examples: list[Example] = list(dataset.examples[:60])
    artefact = load_artefact(small_model, indicators=tuple(indicator.code for indicator in INDICATORS))
    screener = Screener(small_model)

    assert bands_of_model(artefact, examples) == [screener.screen(one.advert, TRAINING_DAY).band for one in examples]


def test_real_adverts_are_read_with_their_stratum(tmp_path: Path) -> None:
    file = tmp_path / "real.jsonl.gz"
    rows = [
        {"text": "a", "blue_collar": True},
        {"text": "b", "labour_export": True, "blue_collar": True},
        {"text": "c"},
    ]
    file.write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))

    assert [negative.stratum for negative in read_negatives(file)] == ["blue_collar", "labour_export", "office"]


@pytest.mark.parametrize("content", [b"\x1f\x8bx", b'{"title": "x"}', b"[]", b"\xff\xfe"])
def test_a_file_that_is_no_adverts_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "real.jsonl"
    file.write_bytes(content)

    with pytest.raises(UnreadableNegatives, match=r"cannot read real adverts from .*real\.jsonl"):
        read_negatives(file)


def test_the_command_ends_with_one_sentence_where_figures_would_mean_nothing(
    dataset: Dataset, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    told = shuffled_labels(dataset)
    rows = [replace(row, deceptive=bool(label)) for row, label in zip(dataset.rows, told.tolist(), strict=True)]
    monkeypatch.setattr("model.corpus.read_corpus", lambda: rows)
    monkeypatch.setattr("model.evaluation.negatives.DEFAULT", tmp_path / "not_there.jsonl")
    card = tmp_path / "card.md"
    answer = CliRunner().invoke(app, ["evaluate", "-o", str(tmp_path / "out"), "--card", str(card)])

    assert answer.exit_code == 1
    assert "false alarms are measured on written rows alone" in answer.stderr
    assert "soitin: only" in answer.stderr
    assert "the labels look shuffled" in answer.stderr
    assert not card.exists()


def test_negatives_that_are_not_there_are_named() -> None:
    answer = CliRunner().invoke(app, ["evaluate", "--negatives", "gone.jsonl"])

    assert answer.exit_code == 2
    assert "cannot read real adverts from gone.jsonl" in answer.stderr
