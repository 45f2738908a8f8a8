"""`soitin link`, `soitin broker`: on the database, masked unless somebody says why, every look and export noted."""

import json
from pathlib import Path

import pytest
from sqlalchemy import select
from typer.testing import CliRunner

import soitin
from storage.broker_dossiers.find_brokers import find_brokers
from storage.database import reading
from storage.intervals import wilson
from storage.settings import settings
from storage.tables import AuditEvent
from tests.model.desk import SEWING, Desk, offer

runner = CliRunner()


@pytest.fixture
def broker(desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """Two adverts of one phone, linked by the command; the id of the broker."""
    first = desk.add(offer("0912000111"))
    desk.add(SEWING.format(phone="0912000111"))
    monkeypatch.setenv("SOITIN_HOME", str(tmp_path))
    monkeypatch.setenv("SOITIN_DATABASE_URL", desk.engine.url.render_as_string(hide_password=False))
    settings.cache_clear()
    done = runner.invoke(soitin.app, ["link"])
    assert (done.exit_code, done.stdout[:16]) == (0, "2 adverts linked")
    return desk.brokers(first)[0]


def actions(desk: Desk) -> list[tuple[str, str]]:
    """Return what was noted, and with which words."""
    with reading(desk.engine) as session:
        return [(row.action, row.detail) for row in session.scalars(select(AuditEvent).order_by(AuditEvent.number))]


@pytest.mark.parametrize("wanted", ["0912 000 111", "+84912000111", "id"])
def test_a_broker_is_found_by_phone_and_id_and_shown_masked(desk: Desk, broker: str, wanted: str) -> None:
    done = runner.invoke(soitin.app, ["broker", "show", broker if wanted == "id" else wanted])

    assert done.exit_code == 0
    assert broker in done.stdout
    assert "0912•••11" in done.stdout
    assert "0912000111" not in done.stdout
    assert "reveal_broker" not in dict(actions(desk))


def test_contacts_are_shown_whole_for_a_reason_that_is_kept(desk: Desk, broker: str) -> None:
    done = runner.invoke(soitin.app, ["broker", "show", broker, "--reveal", "xác minh vụ 12"])

    assert "0912000111" in done.stdout
    assert "xác minh vụ 12" in dict(actions(desk))["reveal_broker"]


def test_a_reason_of_nothing_is_refused(broker: str) -> None:
    done = runner.invoke(soitin.app, ["broker", "show", broker, "--reveal", " "])

    assert (done.exit_code, "needs a reason" in done.stderr) == (2, True)


def test_an_export_is_whole_and_noted(desk: Desk, broker: str, tmp_path: Path) -> None:
    done = runner.invoke(soitin.app, ["broker", "export", broker, "-o", str(tmp_path / "out")])

    row = json.loads((tmp_path / "out" / f"broker-{broker}.json").read_text("utf-8"))
    assert done.exit_code == 0
    assert len(row["adverts"]) == 2
    assert "0912000111" in {one["value"] for one in row["contacts"]}
    assert all(abs(sum(reason["bits"] for reason in link["reasons"]) - link["bits"]) < 1e-6 for link in row["links"])
    assert "export_broker" in dict(actions(desk))


@pytest.mark.parametrize("wanted", ["b-000000000000", "0999999999", "không ai cả", "", "%"])
def test_somebody_unknown_is_one_sentence(broker: str, wanted: str) -> None:
    done = runner.invoke(soitin.app, ["broker", "show", wanted])

    assert done.exit_code == 1
    assert "no broker goes by" in done.stderr
    assert broker not in done.stderr


def test_an_output_without_a_file_is_wrong_use(broker: str, tmp_path: Path) -> None:
    done = runner.invoke(soitin.app, ["link", "-o", str(tmp_path / "x.jsonl")])

    assert (done.exit_code, broker in done.stdout) == (2, False)


def test_brokers_are_found_by_a_part_of_a_name(desk: Desk, broker: str) -> None:
    desk.add("Công ty TNHH Nhân lực Cánh Diều Xanh tuyển thợ hàn, gọi 0912000777", employer="")
    desk.link()

    with reading(desk.engine) as session:
        found = find_brokers(session, "cánh diều")

    assert len(found) == 1
    assert found != [broker]


@pytest.mark.parametrize(
    ("confirmed", "of", "low", "high"), [(0, 10, 0.0, 0.278), (5, 10, 0.237, 0.763), (10, 10, 0.722, 1.0)]
)
def test_a_share_of_few_has_a_wide_interval(confirmed: int, of: int, low: float, high: float) -> None:
    found = wilson(confirmed, of)

    assert found is not None
    assert (round(found.low, 3), round(found.high, 3)) == (low, high)
    assert wilson(0, 0) is None
