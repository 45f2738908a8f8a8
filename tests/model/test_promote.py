"""The life of models: promoted only where it proved better, refused with the figure, taken back, never in between."""

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine
from typer.testing import CliRunner, Result

from model.artefact import Artefact, ModelRefused
from model.champion import (
    champion_screener,
    find_model,
    folder_of,
    folder_to_train_in,
    keep_model,
    kept_models,
    load_model,
)
from model.corpus import CorpusRow, read_corpus
from model.dataset import Dataset, build_dataset
from model.promote import ALARMS, Comparison, PromotionRefused, compare, figures_of, require_better, unseen
from model.train import TRAINING_DAY, train
from soitin import app
from storage.champions import champion, promote_model, roll_back_model
from storage.database import open_database, reading, unit_of_work
from storage.settings import settings


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home of its own; the settings are read anew from it."""
    monkeypatch.setenv("SOITIN_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("SOITIN_DATABASE_URL", raising=False)
    settings.cache_clear()
    yield tmp_path / "home"
    settings.cache_clear()


@pytest.fixture
def soitin(home: Path) -> Callable[..., Result]:
    """Run one command."""
    assert settings().home == home
    return lambda *words: CliRunner().invoke(app, list(map(str, words)), env={"COLUMNS": "200"})


@pytest.fixture(scope="module")
def larger_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("larger")
    train(folder, limit=300)
    return folder


@pytest.fixture(scope="module")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of so few pairs that the corpus makes a difference, however much the rules know already."""
    folder = tmp_path_factory.mktemp("tiny")
    train(folder, limit=15)
    return folder


@pytest.fixture(scope="module")
def fresh_rows() -> list[CorpusRow]:
    """Rows of pairs that neither of the two models was trained on."""
    corpus = read_corpus()
    late = set(sorted({row.pair for row in corpus})[300:])
    return [row for row in corpus if row.pair in late]


@pytest.fixture(scope="module")
def frozen(fresh_rows: list[CorpusRow]) -> Dataset:
    return build_dataset(fresh_rows, on=TRAINING_DAY)


def test_a_frozen_row_that_a_model_has_seen_is_left_out(
    small_model: Path, larger_model: Path, fresh_rows: list[CorpusRow]
) -> None:
    small, larger = load_model(small_model), load_model(larger_model)

    assert unseen(read_corpus(), small, larger) == fresh_rows
    with pytest.raises(PromotionRefused, match=r"0 deceptive and 0 honest rows .* 20 of each are needed"):
        unseen(read_corpus()[:100], larger)


def test_many_times_the_corpus_is_better_and_the_other_way_round_is_refused(
    tiny_model: Path, larger_model: Path, frozen: Dataset
) -> None:
    small, larger = load_model(tiny_model), load_model(larger_model)
    forth, back = compare(small, larger, frozen), compare(larger, small, frozen)

    assert forth[0].candidate > forth[0].champion + 0.01
    assert [one.champion for one in forth] == [one.candidate for one in back]
    assert figures_of(forth)["all"][0] == len(frozen.rows)
    with pytest.raises(PromotionRefused, match="a candidate must be better by"):
        require_better(back)


def strata(whole: float, stratum: float, alarms: float) -> list[Comparison]:
    return [
        Comparison(group="all", rows=100, champion=0.90, candidate=whole),
        Comparison(group="length up to 200", rows=50, champion=0.90, candidate=stratum),
        Comparison(group=ALARMS, rows=50, champion=0.01, candidate=alarms),
    ]


def test_a_candidate_needs_the_margin_and_may_lose_nowhere() -> None:
    require_better(strata(0.92, 0.88, 0.014))
    for found, says in (
        (strata(0.905, 0.95, 0.0), r"is 0\.905, the champion's is 0\.900"),
        (strata(0.99, 0.86, 0.0), r"in the stratum length up to 200 is 0\.860"),
        (strata(0.99, 0.95, 0.02), r"2\.0% of honest frozen rows fall into the high band"),
    ):
        with pytest.raises(PromotionRefused, match=says):
            require_better(found)


def test_the_promoted_model_screens_until_it_is_taken_back(
    home: Path, engine: Engine, small_model: Path, larger_model: Path, now: datetime
) -> None:
    def promote(folder: Path) -> Artefact:
        artefact = load_model(keep_model(folder))
        with unit_of_work(engine) as session:
            promote_model(session, artefact.name, artefact.manifest, reason="x", figures={}, now=now)
        return artefact

    small = promote(small_model)
    assert champion_screener(engine).model_version == small.name
    larger = promote(larger_model)
    assert champion_screener(engine).model_version == larger.name
    with unit_of_work(engine) as session:
        roll_back_model(session, reason="x", now=now)
    assert champion_screener(engine).model_version == small.name
    assert {name for name, _ in kept_models()} == {"default", small.name, larger.name}
    assert folder_of(small.name).is_relative_to(home)


def test_a_damaged_model_in_use_says_how_to_go_back(
    home: Path, engine: Engine, small_model: Path, now: datetime
) -> None:
    artefact = load_model(keep_model(small_model))
    with unit_of_work(engine) as session:
        promote_model(session, artefact.name, artefact.manifest, reason="x", figures={}, now=now)
    (home / "models" / artefact.name / "weights.npz").write_bytes(b"x")

    with pytest.raises(ModelRefused, match=r"the model in use, linear-.*cannot be loaded.*is damaged.*soitin rollback"):
        champion_screener(engine)


def test_keeping_a_model_is_whole_and_can_be_repeated(home: Path, small_model: Path) -> None:
    kept = keep_model(small_model)

    assert keep_model(small_model) == keep_model(kept) == kept
    assert sorted(path.name for path in kept.iterdir()) == ["manifest.json", "weights.npz"]
    assert [path.name for path in (home / "models").iterdir()] == [kept.name]
    assert find_model(kept.name) == kept


def test_a_kept_model_is_not_taken_away_to_be_kept_again_and_a_damaged_one_is_mended(
    home: Path, small_model: Path
) -> None:
    kept = keep_model(small_model)
    untouched = kept.stat().st_ino

    keep_model(small_model)
    assert kept.stat().st_ino == untouched
    (kept / "weights.npz").write_bytes(b"x")
    keep_model(small_model)

    assert (home / "models" / load_model(kept).name) == kept


def test_what_a_killed_training_left_goes_at_the_next_and_what_a_living_one_has_stays(
    home: Path, small_model: Path
) -> None:
    left = [home / "models" / name for name in (".train8x1k", ".linear-0.new")]
    for folder in left:
        shutil.copytree(small_model, folder / "model")

    with folder_to_train_in() as living, folder_to_train_in() as mine:
        shutil.copytree(small_model, mine)
        kept = keep_model(mine)
        assert {path.name for path in kept.parent.iterdir()} == {kept.name, living.parent.name, mine.parent.name}

    assert [path.name for path in kept.parent.iterdir()] == [kept.name]


def test_a_damaged_candidate_is_refused_and_nothing_changes(
    soitin: Callable[..., Result], small_model: Path, tmp_path: Path
) -> None:
    damaged = Path(shutil.copytree(small_model, tmp_path / "damaged"))
    (damaged / "weights.npz").write_bytes(b"x")
    answer = soitin("promote", damaged, "--reason", "thử")

    assert answer.exit_code == 1
    assert "is damaged" in answer.stderr
    assert "the model in use stays" in answer.stderr
    assert not (settings().models_folder / "damaged").exists()


def test_a_candidate_without_frozen_rows_is_refused(
    soitin: Callable[..., Result], small_model: Path, home: Path
) -> None:
    answer = soitin("promote", small_model, "--reason", "thử")

    assert answer.exit_code == 1
    assert "not promoted: the frozen set has 0 deceptive and 0 honest rows" in answer.stderr
    assert "the model in use stays" in answer.stderr
    assert not (home / "models").exists()


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("promote", "nowhere", "--reason", "x"), 1, "there is no model 'nowhere'"),
        (("promote", "nowhere", "--reason", " "), 2, "--reason is empty"),
        (("rollback", "--reason", "x"), 1, "no model was promoted yet"),
        (("rollback", "--reason", ""), 2, "--reason is empty"),
        (("labels", "export", "-o", "x.doc"), 2, "must end in .csv or .jsonl"),
        (("labels", "import", "gone.csv"), 1, "cannot read gone.csv"),
        (("train", "--with-decisions", "--if-stale"), 2, "--if-stale is about the default model"),
    ],
)
def test_wrong_use_ends_in_one_sentence(
    soitin: Callable[..., Result], words: tuple[str, ...], code: int, says: str
) -> None:
    answer = soitin(*words)

    assert (answer.exit_code, says in answer.stderr) == (code, True), answer.stderr


def test_models_are_listed_with_the_one_in_use(soitin: Callable[..., Result], small_model: Path) -> None:
    kept = keep_model(small_model)
    (settings().models_folder / "broken").mkdir()
    (settings().models_folder / "broken" / "manifest.json").write_text("{")
    answer = soitin("models")

    assert answer.exit_code == 0
    assert kept.name in answer.stdout
    assert "→" in answer.stdout
    assert "cannot be used" in answer.stdout


def test_labels_come_in_whole_and_make_a_candidate_that_waits_for_promotion(
    soitin: Callable[..., Result], tmp_path: Path, home: Path
) -> None:
    file = tmp_path / "tinh.jsonl"
    rows = [{"label": ("honest", "deceptive")[place % 2], "text": f"Tin đã kết luận số {place}, kho hàng ven sông."}
            for place in range(20)]  # fmt: skip
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert "20 labels kept, 10 deceptive" in soitin("labels", "import", file).stdout
    trained = soitin("train", "--with-decisions", "--limit", "20")

    assert trained.exit_code == 0, trained.stderr
    assert "decided adverts join the corpus" in trained.stderr
    assert "kept for comparing models" in trained.stderr
    manifest = json.loads((home / "models" / trained.stdout.strip() / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["by_source"]["tinh"] == 20 - int(trained.stderr.split("left out: ")[1].split()[0])
    with reading(open_database(settings().url)) as session:
        assert champion(session) == "default"


def test_labels_that_contradict_the_corpus_are_refused_whole(soitin: Callable[..., Result], tmp_path: Path) -> None:
    written = read_corpus()[0]
    file = tmp_path / "tinh.jsonl"
    row = {"label": "honest" if written.deceptive else "deceptive", "text": written.advert.text}
    file.write_text(json.dumps(row), encoding="utf-8")
    answer = soitin("labels", "import", file)

    assert answer.exit_code == 1
    assert f"was refused whole: tinh-1 has the text of {written.id} and the other label" in answer.stderr
    assert not (settings().home / "labels").exists()


def test_labels_go_out_with_an_event_and_a_sample_of_nothing_says_so(
    soitin: Callable[..., Result], tmp_path: Path
) -> None:
    out = tmp_path / "nhan.csv"

    assert "0 labels written" in soitin("labels", "export", "-o", out).stderr
    assert out.read_text(encoding="utf-8-sig").startswith("label,text,title")
    answer = soitin("sample", "--n", "10")
    assert answer.exit_code == 0
    assert "nothing waits that was screened" in answer.stderr
    assert "no estimate of what is missed yet" in answer.stderr
