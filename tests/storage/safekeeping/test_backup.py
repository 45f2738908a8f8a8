"""A backup holds everything, is proven, and comes back the same; a damaged one and a full target are refused."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select
from typer.testing import CliRunner

import soitin
from storage.audit_chain.audit import find_breaks
from storage.audit_chain.checkpoints import KEY, keep_checkpoint
from storage.captures import CaptureWriter
from storage.database import open_database, reading, unit_of_work
from storage.doctor import Place, examine
from storage.office_settings import put_value
from storage.personal_data import pseudonyms
from storage.records import NewCapture
from storage.runs import site_named, start_run
from storage.safekeeping.backup import back_up
from storage.safekeeping.backup_manifest import BackupRefused, Manifest
from storage.safekeeping.restore import restore
from storage.safekeeping.row_copy import table_sums
from storage.screenings import keep_screening, model_version
from storage.settings import settings
from storage.tables import AuditEvent, Campaign, Capture, Setting, Site
from storage.worklist.reviews import Verdict, record_decision

NOW = datetime(2026, 11, 21, tzinfo=UTC)


@pytest.fixture
def filled(office: Any, screening_row: Callable[..., dict[str, Any]]) -> Any:
    """An office with an advert screened and decided on, and a trained model; its home apart from the rest."""
    office.warc = office.warc.parent / "home" / "warc"
    kept = office.keep()
    officer = office.person("an")
    with unit_of_work(office.engine) as session:
        model, today = model_version(session, "linear-1", {"a": 0.1}, now=office.now), office.now.date()
        keep_screening(session, kept.version_id, screening_row(), model=model, law_date=today, now=office.now)
        campaign = session.get_one(Campaign, 1)
        said = Verdict(
            campaign_id=1,
            snapshot_id=campaign.current_snapshot_id or 0,
            screening_id=campaign.worst_screening_id,
            verdict="suspicious",
        )
        record_decision(session, said, account_id=officer, now=office.now)
    write(office.warc.parent / "models" / "linear-1" / "manifest.json", "{}")
    with reading(office.engine) as session:
        keep_checkpoint(session, office.warc.parent, now=office.now)
    write(office.warc.parent.parent / "sites" / "viec" / "site.yml", "title: Việc Mẫu")
    write(office.warc.parent.parent / "law" / "fees.yml", "ceiling: 1")
    write(office.warc.parent / "cases" / "ab" / "abc.docx", "phiếu chuyển")
    write(office.warc.parent / "before-migration-0007.db", "all that was")
    pseudonyms.open_pseudonyms(office.warc.parent, make=True)
    return office


def write(path: Path, words: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(words, "utf-8")


def backed_up(office: Any, name: str = "backup") -> tuple[Path, Manifest]:
    folder = office.warc.parent.parent
    office.now += timedelta(seconds=1)
    product = {"sites": folder / "sites", "law": folder / "law"}
    manifest = back_up(office.engine, office.warc.parent, product, folder / name, now=office.now)
    return folder / name, manifest


def sums(engine: Engine) -> dict[str, list[Any]]:
    with engine.connect() as connection:
        return table_sums(connection)


def healthy(engine: Engine, home: Path, office: Any) -> list[str]:
    with reading(engine) as session:
        place = Place(session=session, home=home, now=office.now, is_full=True)
        return [fault for diagnosis in examine(place) for fault in diagnosis.faults]


def test_what_was_backed_up_comes_back_the_same(filled: Any, database_url: str) -> None:
    """From each kind of database into each kind."""
    before = filled.warc.parent.parent
    backup, manifest = backed_up(filled)
    home = before / "new"
    url = database_url.replace("soitin.db", "new/soitin.db")

    restore(backup, home, url, now=filled.now)

    engine = open_database(url)
    try:
        assert but_for_the_chain(sums(engine)) == but_for_the_chain(manifest.tables)
        assert sums(filled.engine) == manifest.tables
        assert manifest.missing == []
        assert not (home / KEY).exists(), "the key is kept apart"
        (home / KEY).symlink_to(filled.warc.parent / KEY)
        assert healthy(engine, home, filled) == []
        for path in filled.warc.rglob("*.gz"):
            assert (home / "warc" / path.relative_to(filled.warc)).read_bytes() == path.read_bytes()
        with unit_of_work(engine) as session:  # numbering goes on behind what came back
            session.add(Site(name="moi", title="Mới", created_at=filled.now))
    finally:
        engine.dispose()


def but_for_the_chain(tables: dict[str, list[Any]]) -> dict[str, list[Any]]:
    return {name: one for name, one in tables.items() if name != "audit_event"}


def test_settings_that_are_numbers_come_back_the_same(filled: Any, database_url: str) -> None:
    agreed = {"lot_cut": 0.11953727506426736, "lot_seed": 2**62 + 1, "half_life_days": 7.0, "random_share": 0.1}
    with unit_of_work(filled.engine) as session:
        for name, value in agreed.items():
            put_value(session, name, value, account_id=None, now=filled.now)
    home, url = filled.warc.parent.parent / "new", database_url.replace("soitin.db", "new/soitin.db")

    restore(backed_up(filled)[0], home, url, now=filled.now)

    engine = open_database(url)
    with reading(engine) as session:
        assert {name: session.get_one(Setting, name).value for name in agreed} == agreed
    engine.dispose()


def test_a_restore_is_the_next_event_of_the_chain(filled: Any, tmp_path: Path) -> None:
    backup, manifest = backed_up(filled)

    restore(backup, tmp_path / "new", f"sqlite:///{tmp_path}/new/soitin.db", now=filled.now)

    engine = open_database(f"sqlite:///{tmp_path}/new/soitin.db")
    with reading(engine) as session:
        events = session.scalars(select(AuditEvent).order_by(AuditEvent.number)).all()
        assert list(find_breaks(session)) == []
    engine.dispose()
    assert (events[-1].action, manifest.made_at in events[-1].detail) == ("restore", True)
    assert len(events) == manifest.tables["audit_event"][0] + 1


def test_files_come_back_and_keys_and_old_copies_do_not(filled: Any, tmp_path: Path) -> None:
    backup, _ = backed_up(filled)
    home = tmp_path / "new"

    restore(backup, home, f"sqlite:///{home}/soitin.db", now=filled.now)

    assert (home / "models" / "linear-1" / "manifest.json").read_text() == "{}"
    assert (home / "cases" / "ab" / "abc.docx").read_text("utf-8") == "phiếu chuyển"
    assert (home / "restored" / "sites" / "viec" / "site.yml").read_text("utf-8") == "title: Việc Mẫu"
    assert (home / "restored" / "law" / "fees.yml").read_text() == "ceiling: 1"
    assert not (home / pseudonyms.KEY).exists(), "whoever has the backup alone shall not know numbers again"
    assert not list(home.glob("before-migration-*")), "what was erased since must not come back with one"


def test_a_second_backup_adds_what_came_since_and_mends_what_was_damaged(filled: Any) -> None:
    backup, first = backed_up(filled)
    (file,) = (backup / "warc").rglob("*.gz")
    head = file.read_bytes()
    (source,) = filled.warc.rglob("*.gz")
    source.write_bytes(source.read_bytes() + b"half a record")  # a crawl is at it

    backup, second = backed_up(filled)
    assert file.read_bytes() == head, "what no row points at is not taken"
    assert second.files[f"warc/{file.relative_to(backup / 'warc')}"] in first.files.values()

    source.write_bytes(head)
    more = filled.keep_page("https://viec.example/2", b"<p>2</p>" * 999)
    file.write_bytes(head[:-1] + b"?")
    backup, third = backed_up(filled)

    assert list(third.faults(backup)) == []
    assert [path.name for path in (backup / "database").iterdir()] == [Path(third.database).name]
    with reading(filled.engine) as session:
        row = session.scalars(select(Capture).where(Capture.id == more)).one()
        assert (backup / "warc" / row.warc_path).stat().st_size == row.warc_offset + row.warc_length


def test_a_backup_that_fails_leaves_the_one_before(filled: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    backup, first = backed_up(filled)
    filled.keep_page("https://viec.example/2", b"<p>2</p>" * 999)

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("storage.safekeeping.backup._copy_folders", full)
    with pytest.raises(OSError, match="No space"):
        backed_up(filled)

    assert Manifest.read(backup) == first
    assert list(first.faults(backup)) == []


def test_captures_that_are_lost_already_are_said_and_the_rest_is_kept(filled: Any) -> None:
    (source,) = filled.warc.rglob("*.gz")
    source.unlink()

    _, manifest = backed_up(filled)

    assert len(manifest.missing) == 1
    assert "to which rows point" in manifest.missing[0]


@pytest.mark.parametrize("part", ["database/*", "warc/*/*", "contents/*", "backup.json"])
@pytest.mark.parametrize("damage", ["flipped", "cut", "gone"])
def test_a_damaged_backup_is_refused_before_anything_is_touched(
    one_backup: Path, tmp_path: Path, part: str, damage: str
) -> None:
    (path, *_) = sorted(one_backup.glob(part))
    content = path.read_bytes()
    middle = len(content) // 2
    flipped = content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
    try:
        path.unlink()
        if damage != "gone":
            path.write_bytes(flipped if damage == "flipped" else content[:-1])
        with pytest.raises(BackupRefused, match=r"is damaged|there is no backup"):
            restore(one_backup, tmp_path / "new", f"sqlite:///{tmp_path}/new/soitin.db", now=NOW)
    finally:
        path.write_bytes(content)

    assert not (tmp_path / "new").exists()


@pytest.fixture(scope="module")
def one_backup(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of one page, which tests damage and mend."""
    folder, now = tmp_path_factory.mktemp("office"), datetime(2026, 11, 20, tzinfo=UTC)
    (folder / "home").mkdir()
    (folder / "home" / "soitin.db").write_bytes(migrated_sqlite.read_bytes())
    write(folder / "sites" / "site.yml", "title: Việc Mẫu")
    engine = open_database(f"sqlite:///{folder / 'home' / 'soitin.db'}")
    with unit_of_work(engine) as session:
        site = site_named(session, "viec", title="Việc Mẫu", now=now)
        run = start_run(session, site, now=now)
        page = NewCapture(
            url="https://viec.example/1", fetched_at=now, status=200, reason="OK", headers=[], body=b"x", kind="advert"
        )
        CaptureWriter(folder / "home" / "warc", site="viec", site_id=site.id, run_id=run.id).keep(session, page)
    back_up(engine, folder / "home", {"sites": folder / "sites"}, folder / "backup", now=now)
    engine.dispose()
    return folder / "backup"


def test_a_manifest_that_leads_elsewhere_is_refused(one_backup: Path, tmp_path: Path) -> None:
    manifest = Manifest.read(one_backup)
    (content,) = {*manifest.places.values()}
    manifest.places["home/../../outside"] = content
    kept = (one_backup / "backup.json").read_bytes()
    try:
        manifest.write(one_backup)  # by somebody who can seal it
        with pytest.raises(BackupRefused, match="leads out"):
            restore(one_backup, tmp_path / "new", f"sqlite:///{tmp_path}/new/soitin.db", now=NOW)
    finally:
        (one_backup / "backup.json").write_bytes(kept)

    assert not (tmp_path / "new").exists()


def test_a_home_or_database_that_holds_something_is_refused(filled: Any, one_backup: Path, tmp_path: Path) -> None:
    write(tmp_path / "used" / "a.txt", "x")
    with pytest.raises(BackupRefused, match="used is not empty"):
        restore(one_backup, tmp_path / "used", f"sqlite:///{tmp_path}/other.db", now=NOW)

    before = sums(filled.engine)
    url = filled.engine.url.render_as_string(hide_password=False)
    with pytest.raises(BackupRefused, match=r"is not empty|is there already"):
        restore(one_backup, tmp_path / "new", url, now=NOW)

    assert sums(filled.engine) == before
    assert not (tmp_path / "new").exists()


def test_a_folder_with_something_else_or_within_the_home_takes_no_backup(filled: Any, tmp_path: Path) -> None:
    write(tmp_path / "other" / "a.txt", "x")

    with pytest.raises(BackupRefused, match="something that is no backup"):
        backed_up(filled, "other")
    with pytest.raises(BackupRefused, match="is inside"):
        backed_up(filled, "home/backup")


def test_the_commands_back_up_and_restore(filled: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if filled.engine.dialect.name != "sqlite":
        pytest.skip("the commands do the same there")
    monkeypatch.setenv("SOITIN_HOME", str(filled.warc.parent))
    monkeypatch.setenv("SOITIN_DATABASE_URL", filled.engine.url.render_as_string())
    monkeypatch.setenv("SOITIN_SITES", str(tmp_path / "sites"))
    settings.cache_clear()
    try:
        kept = CliRunner().invoke(soitin.app, ["backup", str(tmp_path / "b")])
        again = CliRunner().invoke(soitin.app, ["restore", str(tmp_path / "b")])
        monkeypatch.setenv("SOITIN_HOME", str(tmp_path / "new"))
        monkeypatch.setenv("SOITIN_DATABASE_URL", "")
        settings.cache_clear()
        back = CliRunner().invoke(soitin.app, ["restore", str(tmp_path / "b")])
    finally:
        settings.cache_clear()

    assert (kept.exit_code, again.exit_code, back.exit_code) == (0, 2, 0), kept.output + back.output
    assert "is not empty" in again.stderr
    assert (tmp_path / "new" / "soitin.db").is_file()
    assert list((tmp_path / "new" / "restored" / "law").glob("*.yml"))
    assert (tmp_path / "new" / "restored" / "sites" / "viec" / "site.yml").is_file()
