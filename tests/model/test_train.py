"""Training: copies on the training side only, decisions by the same path, every row left out counted."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from model.artefact import FAMILIES, ModelRefused, load_artefact
from model.copies import KINDS, copy_of
from model.corpus import CorpusRow, fingerprint, read_corpus
from model.dataset import build_dataset
from model.decisions import gather, is_frozen
from model.fit import Fitted, Recipe, fit_examples, logits
from model.freshness import made_from
from model.indicators import INDICATORS
from model.label_files import BadLabels, as_csv, as_jsonl, read_labels, write_rows
from model.linear import Linear
from model.records import AdvertText
from model.train import TRAINING_DAY, train
from storage.labels import Label

CODES = tuple(indicator.code for indicator in INDICATORS)
WHEN = datetime(2026, 11, 19, 2, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def rows() -> list[CorpusRow]:
    return read_corpus()[:80]


def label(number: int, text: str, *, deceptive: bool = True, campaign: int | None = None) -> Label:
    return Label(
        version_id=number,
        campaign_id=number if campaign is None else campaign,
        campaign_snapshot_id=number,
        deceptive=deceptive,
        decided_at=WHEN,
        site="viec",
        title="",
        employer_name="",
        text=text,
    )


TRAINED = next(number for number in range(1, 99) if not is_frozen(f"campaign-{number}"))
KEPT = next(number for number in range(1, 99) if is_frozen(f"campaign-{number}"))


def test_what_training_computes_is_what_serving_computes(rows: list[CorpusRow], small_model: Path) -> None:
    linear = Linear(load_artefact(small_model, indicators=CODES))
    examples = build_dataset(rows, on=TRAINING_DAY).examples
    artefact = linear.artefact
    families = {key: getattr(artefact, key) for key in FAMILIES}
    fitted = Fitted(families=families, intercept=artefact.intercept)
    trained = logits(fitted, [example.features for example in examples])

    assert max(abs(linear.explain(example.features)[0] - said)
               for example, said in zip(examples, trained.tolist(), strict=True)) < 1e-9  # fmt: skip


@pytest.mark.parametrize("recipe", [Recipe(), Recipe(margin=True, strength=0.3), Recipe(copies=True)])
def test_every_recipe_learns_what_it_is_shown(rows: list[CorpusRow], recipe: Recipe) -> None:
    dataset = build_dataset(rows, on=TRAINING_DAY, copies=KINDS)
    scores = logits(fit_examples(dataset.examples, dataset.labels, recipe), dataset.features)

    assert scores[dataset.labels == 1].mean() > scores[dataset.labels == 0].mean() + 1
    assert np.mean((scores > 0) == dataset.labels) > 0.9


def test_copies_are_made_for_training_and_are_not_among_the_rows(rows: list[CorpusRow]) -> None:
    dataset = build_dataset(rows, on=TRAINING_DAY, copies=KINDS)

    assert len(dataset.examples) == len(rows)
    assert all(len(example.copies) == len(KINDS) for example in dataset.examples)
    alone = build_dataset(rows, on=TRAINING_DAY)
    assert [item.words for item in dataset.features] == [item.words for item in alone.features]


def test_a_copy_says_the_same_in_other_letters_each_time_alike() -> None:
    advert = AdvertText(text="Tuyển gấp thợ may lương 9 triệu, gọi 0901 000 234 nhé mọi người ơi.", title="Thợ may")
    plain, disguised = (copy_of(advert, kind) for kind in KINDS)

    assert plain.text == "Tuyen gap tho may luong 9 trieu, goi 0901 000 234 nhe moi nguoi oi."
    assert disguised == copy_of(advert, "disguised")
    with pytest.raises(ValueError, match="unknown kind of copy 'louder'"):
        copy_of(advert, "louder")


def test_the_manifest_names_what_was_seen_and_until_when_people_decided(tmp_path: Path, rows: list[CorpusRow]) -> None:
    decided = replace(rows[0], id="decision-1", pair="campaign-1", source="decisions", decided_at=WHEN,
                      advert=AdvertText(text="Một tin do cán bộ kết luận, không có trong ngữ liệu."))  # fmt: skip
    train(tmp_path, limit=30, decided=[decided])
    manifest = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))

    assert manifest["decided"] == {"rows": 1, "first": WHEN.isoformat(), "last": WHEN.isoformat()}
    assert fingerprint(decided.advert.text) in manifest["seen"]
    assert manifest["by_source"]["decisions"] == 1


def test_a_decision_changes_the_hash_of_the_data(tmp_path: Path, small_model: Path, rows: list[CorpusRow]) -> None:
    decided = replace(rows[0], id="d", pair="d", advert=AdvertText(text="Một tin khác hẳn, thêm vào sau."))
    train(tmp_path, limit=60, decided=[decided])
    before, after = (
        json.loads((folder / "manifest.json").read_text(encoding="utf-8")) for folder in (small_model, tmp_path)
    )

    assert before["data_sha256"] != after["data_sha256"]
    assert before["weights_sha256"] != after["weights_sha256"]


def test_a_model_of_another_library_version_is_refused(tmp_path: Path) -> None:
    train(tmp_path, limit=20)
    manifest = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    manifest["versions"]["scikit-learn"] = "0.1.2"
    del manifest["manifest_sha256"]  # as that other version would have written it before manifests were sealed
    (tmp_path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")

    with pytest.raises(ModelRefused, match=r"was made with scikit-learn 0\.1\.2, here is"):
        load_artefact(tmp_path, indicators=CODES)
    assert len(made_from()) == 64


def test_every_decision_is_trained_on_kept_apart_or_left_out_for_a_reason(rows: list[CorpusRow]) -> None:
    gathered = gather(
        [
            label(TRAINED, "Tin thứ nhất."),
            label(TRAINED + 500, "Tin  thứ NHẤT.", campaign=TRAINED),
            label(KEPT, "Tin thứ hai."),
            label(901, "   "),
            label(902, "Tin cãi nhau.", deceptive=True),
            label(903, "Tin cãi nhau.", deceptive=False),
            label(904, rows[0].advert.text, deceptive=rows[0].deceptive),
        ],
        unsure=3,
        imported=[],
        corpus=rows,
    )

    assert [row.id for row in gathered.rows] == [f"decision-{TRAINED}"]
    assert [row.id for row in gathered.frozen] == [f"decision-{KEPT}"]
    assert gathered.rows[0].decided_at == WHEN
    assert gathered.left_out == {
        "decided as unsure": 3,
        "copy of another decided text": 1,
        "kept for comparing models": 1,
        "without text": 1,
        "contradictory labels on one text": 2,
        "text of the corpus": 1,
    }
    assert gathered.causes == ["decision-902 calls deceptive what decision-903 calls honest, word for word"]


def test_a_decision_against_the_corpus_is_named(rows: list[CorpusRow]) -> None:
    against = label(7, rows[0].advert.text, deceptive=not rows[0].deceptive)
    gathered = gather([against], unsure=0, imported=[], corpus=rows)

    assert gathered.rows == gathered.frozen == []
    assert rows[0].id in gathered.causes[0]


def test_a_campaign_is_kept_apart_as_a_whole_and_for_ever() -> None:
    versions = [label(number, f"Bản {number} của tin.", campaign=KEPT) for number in range(5)]
    gathered = gather(versions, unsure=0, imported=[], corpus=[])

    assert len(gathered.frozen) == 5
    assert sum(is_frozen(f"campaign-{number}") for number in range(2000)) == pytest.approx(400, rel=0.2)


@pytest.mark.parametrize(("suffix", "write"), [(".csv", as_csv), (".jsonl", as_jsonl)])
def test_labels_go_out_and_come_in_again(tmp_path: Path, suffix: str, write: object) -> None:
    labels = [label(1, '=HYPERLINK("x")\nXuống dòng, phẩy "ngoặc"'), label(2, "Tin thật.", deceptive=False)]
    file = tmp_path / f"nhan{suffix}"
    file.write_text(write(labels), encoding="utf-8")  # type: ignore[operator]
    rows = read_labels(file)

    assert [(row.advert.text, row.deceptive, row.decided_at) for row in rows] == [
        (one.text, one.deceptive, WHEN) for one in labels
    ]
    again = tmp_path / "nhan.jsonl"
    again.write_text(write_rows(rows), encoding="utf-8")
    assert [(row.pair, row.advert) for row in read_labels(again)] == [(row.pair, row.advert) for row in rows]


def test_no_cell_of_a_spreadsheet_runs_as_a_formula() -> None:
    assert "\n" + "deceptive,'=1+1" in as_csv([label(1, "=1+1")])


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.csv", "", "has no rows"),
        ("a.csv", "label,text\nmaybe,x", "row 2: label 'maybe'"),
        ("a.csv", "label,text\nhonest,", "row 2: label 'honest'; say deceptive or honest, with a text"),
        ("a.jsonl", "{", "row 1: no JSON"),
        ("a.jsonl", "[1]", "row 1: label None"),
        ("a.jsonl", '{"label": "honest", "text": "x", "decided_at": "hôm qua"}', "decided_at 'hôm qua' is no time"),
        ("a.csv", "label,text\nhonest,Một tin\ndeceptive,một  TIN", "a-2 and a-3 have the same text and contradictory"),
    ],
)
def test_a_bad_file_of_labels_is_refused_with_the_row(tmp_path: Path, name: str, content: str, says: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")

    with pytest.raises(BadLabels, match=says):
        read_labels(tmp_path / name)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"\xff\xfe\x00")

    with pytest.raises(BadLabels, match=r"cannot read .*a\.csv"):
        read_labels(tmp_path / "a.csv")
