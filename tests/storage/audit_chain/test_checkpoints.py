"""A signed checkpoint shows what the chain alone cannot: its end cut off, or all of it made anew."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

import soitin
from storage.audit_chain.audit import FIRST, append_event, event_hash, find_breaks
from storage.audit_chain.checkpoints import CHECKPOINTS, KEY, CheckpointRefused, find_checkpoint_breaks, keep_checkpoint
from storage.database import reading, unit_of_work
from storage.settings import settings
from storage.tables import AuditEvent
from storage.triggers import make_triggers


@pytest.fixture
def home(office: Any, tmp_path: Path) -> Path:
    """The home of an office with a checkpoint of three events, and two events after it."""
    add(office, 3)
    assert sign(office, tmp_path) == 3
    add(office, 2)
    return tmp_path


def add(office: Any, events: int) -> None:
    with unit_of_work(office.engine) as session:
        for _ in range(events):
            append_event(session, action="export", subject="bundle:1", account_id=None, at=office.now)


def sign(office: Any, home: Path) -> int:
    with reading(office.engine) as session:
        return keep_checkpoint(session, home, now=office.now)


def breaks(office: Any, home: Path) -> list[str]:
    with reading(office.engine) as session:
        return list(find_checkpoint_breaks(session, home))


def tamper(office: Any, *, keep: int, subject: str) -> None:
    """Make the first events anew and cut the rest, so that the chain is whole in itself."""
    with unit_of_work(office.engine) as session:
        for action in ("update", "delete"):
            table = " ON audit_event" if office.engine.dialect.name == "postgresql" else ""
            session.execute(text(f"DROP TRIGGER audit_event_refuses_{action}{table}"))
        previous = FIRST
        for event in session.query(AuditEvent).order_by(AuditEvent.number):
            if event.number > keep:
                session.delete(event)
                continue
            event.previous, event.subject = previous, subject
            event.sha256 = previous = event_hash(event)
        session.flush()
        assert list(find_breaks(session)) == []
        make_triggers(session.connection())


def test_a_chain_that_grew_agrees_with_its_checkpoints(office: Any, home: Path) -> None:
    assert breaks(office, home) == []
    assert sign(office, home) == 5
    assert breaks(office, home) == []
    assert (home / KEY).stat().st_mode & 0o777 == 0o600


def test_an_end_that_was_cut_off_is_named_and_not_signed_over(office: Any, home: Path) -> None:
    tamper(office, keep=2, subject="bundle:1")

    (sentence,) = breaks(office, home)
    assert sentence.startswith("the chain ends with event 2, the checkpoint of 2026-11-20T")
    with pytest.raises(CheckpointRefused, match="nothing was signed"):
        sign(office, home)


def test_a_chain_made_anew_is_named(office: Any, home: Path) -> None:
    tamper(office, keep=5, subject="bundle:2")

    (sentence,) = breaks(office, home)
    assert sentence.startswith("audit event 3 is not the one that the checkpoint")


def test_a_changed_file_or_key_is_named(office: Any, home: Path) -> None:
    sign(office, home)
    lines = (home / CHECKPOINTS).read_text("utf-8").splitlines(keepends=True)
    for wrong in (lines[::-1], lines[1:], [lines[0].replace('"number": 3', '"number": 2'), lines[1]], ["?\n", "7\n"]):
        (home / CHECKPOINTS).write_text("".join(wrong), "utf-8")
        assert any("was changed or moved" in sentence for sentence in breaks(office, home))

    (home / CHECKPOINTS).write_text("".join(lines), "utf-8")
    (home / KEY).chmod(0o640)
    assert "can be read by others (mode 640)" in breaks(office, home)[0]
    (home / KEY).unlink()
    assert "cannot be read" in breaks(office, home)[0]
    with pytest.raises(CheckpointRefused, match="put it back"):
        sign(office, home)


def test_the_commands_sign_and_verify(office: Any, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("review_app.service.database.engine", lambda: office.engine)
    monkeypatch.setenv("SOITIN_HOME", str(home))
    settings.cache_clear()
    try:
        signed = CliRunner().invoke(soitin.app, ["audit", "sign"])
        whole = CliRunner().invoke(soitin.app, ["audit", "verify"])
        tamper(office, keep=2, subject="bundle:1")
        cut = CliRunner().invoke(soitin.app, ["audit", "verify"])
        again = CliRunner().invoke(soitin.app, ["audit", "sign"])
    finally:
        settings.cache_clear()

    assert (signed.stdout, whole.exit_code) == ("signed 5 events\n", 0)
    assert (cut.exit_code, cut.stdout.count("it was cut")) == (1, 2)
    assert "nothing was signed" in again.stderr
