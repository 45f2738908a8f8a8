"""The page of models: trials in a process of their own, the gate, promotion and the way back."""

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select
from streamlit.testing.v1 import AppTest

from model.champion import keep_model
from model.promote import ALARMS, Comparison
from model.train import train
from model.trial import Difference, Trial, run_trial
from review_app import model_wording, written
from review_app.service import logins, models, trials
from review_app.service.exporting import hand_out
from review_app.service.trials import Finished
from storage.champions import DEFAULT, champion
from storage.database import reading, unit_of_work
from storage.tables import Account, AuditEvent

Open = Callable[..., AppTest]
Words = Callable[[AppTest], str]
BETTER = (
    Comparison(group="all", rows=80, champion=0.90, candidate=0.95),
    Comparison(group="source decisions", rows=80, champion=0.90, candidate=0.95),
    Comparison(group=ALARMS, rows=40, champion=0.05, candidate=0.02),
)


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("model")
    train(folder, limit=15)
    return folder


@pytest.fixture(autouse=True)
def _no_trial_before() -> Iterator[None]:
    trials.forget()
    yield
    trials.forget()


@pytest.fixture
def kept(engine: Engine, trained: Path) -> str:
    """The name of a model that is kept beside the default one."""
    assert engine
    return keep_model(trained).name


@pytest.fixture
def analyst(engine: Engine, cookies: dict[str, str]) -> logins.Person:
    with unit_of_work(engine) as session:
        session.scalars(select(Account).where(Account.name == "quang")).one().role = "analyst"
    found = logins.who(cookies["quang"])
    assert found is not None
    return found


def _tried(named: str, **changes: Any) -> None:
    trial = Trial(**({"champion": DEFAULT, "candidate": named, "comparisons": BETTER} | changes))
    trials._board.finished[named] = Finished(datetime.now(UTC), trial)


def _wait() -> None:
    for thread in threading.enumerate():
        if thread.name.startswith("trial of"):
            thread.join(timeout=120)


def _in_use(engine: Engine) -> str:
    with reading(engine) as session:
        return champion(session)


def test_a_trial_is_a_process_of_its_own_and_its_refusal_is_a_result(
    engine: Engine, analyst: logins.Person, kept: str, filled: list[int]
) -> None:
    assert models.start_trial(analyst, kept).done
    assert not models.start_trial(analyst, kept).done
    _wait()

    found = trials.finished(kept)

    assert filled
    assert trials.running() is None
    assert found is not None
    assert found.trial is not None
    assert found.trial.code == "few"
    assert found.trial.looked_at == 6
    assert "cần 20 tin mỗi loại" in model_wording.refused(found.trial)
    assert not models.promote(analyst, kept, DEFAULT, "vì tốt hơn").done
    assert _in_use(engine) == DEFAULT


def test_the_largest_difference_stands_first(engine: Engine, kept: str, filled: list[int]) -> None:
    differences = run_trial(engine, kept).differences

    assert filled
    gaps = [abs(one.candidate_score - one.champion_score) for one in differences]
    assert gaps == sorted(gaps, reverse=True)


def test_a_model_that_cannot_be_loaded_is_a_result_too(engine: Engine) -> None:
    trial = run_trial(engine, "linear-000000000000")

    assert trial.code == "model"
    assert "Một trong hai mô hình không dùng được" in model_wording.refused(trial)


@pytest.mark.parametrize("said", ["", "no JSON at all", '{"done": 1, "total": 2}', "[1]", "\x00"])
def test_a_process_that_ends_without_a_result_is_said_so(said: str) -> None:
    def spawn(_candidate: str) -> subprocess.Popen[str]:
        program = f"print({said!r})"
        return subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)

    assert trials.start("x", "A", spawn=spawn)
    _wait()

    found = trials.finished("x")
    assert found is not None
    assert found.trial is None


@pytest.mark.parametrize("closes", [False, True], ids=["says nothing", "closes its output"])
def test_one_that_hangs_is_ended_and_the_next_may_start(
    analyst: logins.Person,
    kept: str,
    open_page: Open,
    words_on: Words,
    monkeypatch: pytest.MonkeyPatch,
    *,
    closes: bool,
) -> None:
    def spawn(_candidate: str) -> subprocess.Popen[str]:
        program = "import os, time; os.close(1); time.sleep(3600)" if closes else "import time; time.sleep(3600)"
        return subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)

    monkeypatch.setattr(trials, "SILENT", timedelta(milliseconds=50))
    assert trials.start(kept, "A", spawn=spawn)
    _wait()

    assert analyst
    assert trials.running() is None
    page = open_page("models", who="quang")
    assert "0 phút không có tín hiệu gì" in words_on(page)
    assert trials.start(kept, "B", spawn=spawn)
    _wait()


def test_whoever_beat_the_one_in_use_is_promoted_under_ones_name(
    engine: Engine, analyst: logins.Person, kept: str
) -> None:
    _tried(kept)

    assert models.promote(analyst, kept, DEFAULT, "  tốt hơn hẳn ").done

    assert _in_use(engine) == kept
    with reading(engine) as session:
        event = session.scalars(select(AuditEvent).order_by(AuditEvent.number.desc()).limit(1)).one()
    assert (event.action, event.account_id) == ("promote_model", analyst.id)
    assert json.loads(event.detail)["reason"] == "tốt hơn hẳn"
    again = models.promote(analyst, kept, DEFAULT, "lần nữa")
    assert not again.done
    assert _in_use(engine) == kept


def test_a_model_is_taken_back_once(engine: Engine, analyst: logins.Person, kept: str) -> None:
    _tried(kept)
    models.promote(analyst, kept, DEFAULT, "tốt hơn")

    assert models.roll_back(analyst, kept, "báo nhầm nhiều").done
    assert _in_use(engine) == DEFAULT
    second = models.roll_back(analyst, kept, "bấm hai lần")
    assert not second.done
    assert _in_use(engine) == DEFAULT


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"comparisons": (Comparison(group="all", rows=80, champion=0.9, candidate=0.9), BETTER[2])}, "must be better"),
        (
            {"refusal": "x", "code": "stratum", "figures": {"group": "source decisions", "bound": 0.03}},
            "nguồn “đã kết luận ở đây”",
        ),
        ({"refusal": "an English sentence", "code": "newer"}, "an English sentence"),
        ({"champion": "linear-other"}, "mô hình khác"),
        ({"candidate": "linear-other"}, "mô hình khác"),
    ],
)
def test_the_gate_stands(engine: Engine, analyst: logins.Person, kept: str, changes: dict[str, Any], says: str) -> None:
    _tried(kept, **changes)

    outcome = models.promote(analyst, kept, DEFAULT, "vì")

    assert not outcome.done
    assert says in outcome.said
    assert _in_use(engine) == DEFAULT


@pytest.mark.parametrize("reason", ["", "  ", "x" * 2001])
def test_without_a_fit_reason_nothing_happens(engine: Engine, analyst: logins.Person, kept: str, reason: str) -> None:
    _tried(kept)

    assert not models.promote(analyst, kept, DEFAULT, reason).done
    assert not models.roll_back(analyst, DEFAULT, reason).done
    assert _in_use(engine) == DEFAULT


def test_whoever_may_not_promote_does_not(engine: Engine, cookies: dict[str, str], kept: str) -> None:
    officer = logins.who(cookies["hanh"])
    assert officer is not None
    _tried(kept)

    assert not models.start_trial(officer, kept).done
    assert not models.promote(officer, kept, DEFAULT, "vì").done
    assert not models.roll_back(officer, DEFAULT, "vì").done
    assert _in_use(engine) == DEFAULT


@pytest.mark.parametrize("name", ["../../etc", "--help", "", "linear-gone"])
def test_only_a_kept_model_is_tried(analyst: logins.Person, name: str) -> None:
    assert not models.start_trial(analyst, name).done
    assert trials.running() is None


@pytest.mark.usefixtures("analyst")
def test_with_the_default_model_alone_the_page_says_how_to_make_another(open_page: Open, words_on: Words) -> None:
    page = open_page("models", who="quang")

    assert not page.exception
    assert "soitin train --with-decisions" in words_on(page)
    assert "mô hình mặc định" in words_on(page)


@pytest.mark.usefixtures("analyst", "filled")
def test_the_page_shows_what_came_of_a_trial_and_promotes(
    engine: Engine, open_page: Open, words_on: Words, kept: str
) -> None:
    difference = Difference(
        campaign_id=1, title="<b>Tuyển gấp</b>", champion_score=0.9, champion_band="high", candidate_score=0.1,
        candidate_band="low",
    )  # fmt: skip
    _tried(kept, looked_at=5, differences=(difference,))
    page = open_page("models", who="quang")
    said = words_on(page)
    assert "có thể đưa vào dùng" in said
    assert "&lt;b&gt;Tuyển gấp" in said

    page.text_area(key="promotion-reason").set_value("tốt hơn trên tập để dành")
    next(button for button in page.button if button.label == f"Đưa {kept} vào dùng").click()
    page.run()

    assert not page.exception
    assert _in_use(engine) == kept
    assert "đã được đưa vào dùng" in words_on(page)


@pytest.mark.usefixtures("analyst", "kept")
def test_a_refusal_leaves_no_button_to_promote(open_page: Open, kept: str) -> None:
    _tried(kept, refusal="x", code="few", figures={"deceptive": 1, "honest": 2, "needed": 20, "left_out": 0})

    page = open_page("models", who="quang")

    assert not page.exception
    assert not [button for button in page.button if button.label.startswith("Đưa")]


@pytest.mark.usefixtures("analyst")
def test_a_damaged_model_is_shown_as_such(open_page: Open, words_on: Words, kept: str, home: Path) -> None:
    (home / "models" / kept / "weights.npz").write_bytes(b"x")

    said = words_on(open_page("models", who="quang"))

    assert "không dùng được" in said


def test_the_models_can_be_taken_away(analyst: logins.Person, cookies: dict[str, str], kept: str) -> None:
    assert analyst
    assert kept in hand_out(cookies["quang"], models.export(), "csv").decode("utf-8-sig")


def test_groups_and_figures_are_words_and_stand_under_one_another() -> None:
    assert model_wording.group("channel company_page") == "kênh “trang của công ty”"
    assert model_wording.group("source decisions") == "nguồn “đã kết luận ở đây”"
    assert model_wording.group("source cua-so-lao-dong") == "nguồn “cua-so-lao-dong”"
    assert [written.exact(share) for share in (1.0, 0.98765, -0.0454)] == ["1,000", "0,988", "-0,045"]
