"""What the queue keeps of a campaign is what reckoning everything from scratch gives, whatever happened in between."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select, text

from storage.campaigns import campaigns_of, move_adverts
from storage.database import MIGRATIONS, make_engine, migrate, open_database, reading, unit_of_work
from storage.screenings import keep_screening, model_version
from storage.tables import Advert, AdvertVersion, Campaign, CampaignFacet
from storage.worklist.facets import fill_all
from storage.worklist.queue import QueueFilter, list_queue
from storage.worklist.ranking import Weights, rank_rows
from storage.worklist.reviews import Verdict, last_own_decision, record_decision, undo_decision

COLUMNS = [Campaign.__table__.c[name] for name in (
    *("id", "band", "adverts", "sites", "first_seen_at", "priority", "waits", "drawn_at_random", "score_hidden"),
)]  # fmt: skip
STEPS = st.lists(
    st.tuples(st.sampled_from(["keep", "edit", "screen", "decide", "undo", "move"]), st.integers(0, 5)),
    min_size=1,
    max_size=14,
)
PLACES = ("Nghệ An", "Nam Định", "", "Hà Nội", "nơi nào đó", "TP. Hồ Chí Minh")


def kept(engine: Engine) -> tuple[list[Any], list[Any]]:
    with engine.connect() as connection:
        rows = connection.execute(select(*COLUMNS).order_by(Campaign.id)).all()
        facets = select(CampaignFacet.campaign_id, CampaignFacet.kind, CampaignFacet.code)
        return [tuple(row) for row in rows], sorted(tuple(row) for row in connection.execute(facets))


def reckon_from_scratch(engine: Engine) -> None:
    with engine.begin() as connection:
        fill_all(connection)
        rank_rows(connection, Weights())


class History:
    """Does one thing after the other, as crawl, model, linking and people would."""

    def __init__(self, office: Any, row: Callable[..., dict[str, Any]]) -> None:
        self.office, self.row, self.officer = office, row, office.person("an")

    def keep(self, number: int) -> None:
        self.office.now += timedelta(hours=1)
        self.office.keep(canonical_url=f"https://viec.example/{number}", province=PLACES[number], title=f"Tin {number}")

    def edit(self, number: int) -> None:
        self.office.now += timedelta(hours=1)
        self.office.keep(canonical_url=f"https://viec.example/{number}", text=f"Lời mới {self.office.now}")

    def screen(self, number: int) -> None:
        facts = {"destinations": [{"country": "JP"}, {"country": "TW"}][: number % 3]}
        with unit_of_work(self.office.engine) as session:
            version = session.scalar(select(AdvertVersion.id).order_by(AdvertVersion.id.desc()).offset(number).limit(1))
            if version is not None:
                model = model_version(session, f"m-{self.office.now}-{number}", {}, now=self.office.now)
                row = self.row(number / 6 + 0.05, ("low", "high")[number % 2], facts=facts)
                keep_screening(session, version, row, model=model, law_date=self.office.now.date(), now=self.office.now)
        self.office.now += timedelta(minutes=1)

    def decide(self, number: int) -> None:
        with unit_of_work(self.office.engine) as session:
            for row in list_queue(session, QueueFilter(), now=self.office.now)[number : number + 1]:
                said = Verdict(
                    campaign_id=row.campaign_id, snapshot_id=row.snapshot_id, screening_id=None, verdict="unsure"
                )
                record_decision(session, said, account_id=self.officer, now=self.office.now)

    def undo(self, _: int) -> None:
        with unit_of_work(self.office.engine) as session:
            decision = last_own_decision(session, self.officer)
            if decision is not None:
                undo_decision(session, decision.id, account_id=self.officer, now=self.office.now)

    def move(self, number: int) -> None:
        with unit_of_work(self.office.engine) as session:
            adverts = list(session.scalars(select(Advert.id).order_by(Advert.id)))
            if len(adverts) > 1:
                into = campaigns_of(session, adverts)
                one, other = adverts[number % len(adverts)], adverts[(number + 1) % len(adverts)]
                move_adverts(session, {one: into[other]}, now=self.office.now)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "soitin.db"
    open_database(f"sqlite:///{path}").dispose()
    return path


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_after_any_history_on_sqlite(
    steps: list[tuple[str, int]],
    empty: Path,
    tmp_path_factory: pytest.TempPathFactory,
    screening_row: Callable[..., dict[str, Any]],
    make_office: Callable[[Engine, Path], Any],
) -> None:
    folder = tmp_path_factory.mktemp("history")
    shutil.copy(empty, folder / "soitin.db")
    engine = open_database(f"sqlite:///{folder / 'soitin.db'}")
    history = History(make_office(engine, folder / "warc"), screening_row)
    for step, number in steps:
        getattr(history, step)(number)

    before = kept(engine)
    reckon_from_scratch(engine)

    assert kept(engine) == before
    engine.dispose()


def test_after_one_long_history_on_both(office: Any, screening_row: Callable[..., dict[str, Any]]) -> None:
    history = History(office, screening_row)
    for step, number in [
        *(("keep", n) for n in range(6)), *(("screen", n) for n in range(6)), ("decide", 1), ("decide", 0), ("move", 1),
        ("edit", 3), ("screen", 0), ("undo", 0), ("move", 4), ("decide", 0), ("move", 0), ("edit", 0),
    ]:  # fmt: skip
        getattr(history, step)(number)

    before = kept(office.engine)
    reckon_from_scratch(office.engine)

    assert kept(office.engine) == before


def test_what_was_kept_before_is_reckoned_when_a_database_is_upgraded(database_url: str) -> None:
    """A decided item, a waiting one with a stated province, and one that went into another."""
    engine = make_engine(database_url)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0006")
        for statement in _OLD_ROWS:
            connection.execute(text(statement))
    migrate(engine)

    rows, facets = kept(engine)
    assert [(row[0], row[1], row[2], row[6]) for row in rows] == [
        (1, "high", 1, False), (2, None, 1, True), (3, None, 0, False)]  # fmt: skip
    assert (1, "destination", "JP") in facets
    assert (2, "province", "37") in facets
    assert rows[0][5] > rows[1][5] > rows[2][5]
    with reading(engine) as session:
        (found,) = list_queue(session, QueueFilter(words="tho may"))
        assert found.campaign_id == 2
    engine.dispose()


_AT = "'2026-11-01 00:00:00+00:00'"
_OLD_ROWS = (
    f"INSERT INTO site (name, title, created_at) VALUES ('viec', 'Việc', {_AT})",
    (
        "INSERT INTO crawl_run (site_id, started_at, pages, adverts, new_adverts, new_versions, removed, revisited, "
        f"refused, failed, cause_code) VALUES (1, {_AT}, 0, 0, 0, 0, 0, 0, 0, 0, '')"
    ),
    (
        "INSERT INTO capture (site_id, run_id, url, fetched_at, status, content_type, kind, warc_path, warc_offset, "
        "warc_length, warc_sha256, body_sha256, body_bytes, etag, last_modified) "
        f"VALUES (1, 1, 'u', {_AT}, 200, '', 'advert', 'x', 0, 1, '', '', 1, '', '')"
    ),
    *(
        f"INSERT INTO advert (site_id, identity, first_seen_at, last_seen_at) VALUES (1, 'a{n}', {_AT}, {_AT})"
        for n in (1, 2)
    ),
    *(
        "INSERT INTO advert_version (advert_id, number, capture_id, seen_at, content_sha256, title, employer_name, "
        "text, folded, place, province, salary_text, source, repairs, stated) "
        f"VALUES ({n}, 1, 1, {_AT}, '', 'T', '', 'T', '{words}', '', '{place}', '', 'json_ld', '[]', '{{}}')"
        for n, words, place in ((1, "tho han", ""), (2, "tho may", "Nam Định"))
    ),
    f"INSERT INTO model_version (name, first_used_at, manifest) VALUES ('m', {_AT}, '{{}}')",
    (
        "INSERT INTO screening (version_id, model_version_id, register_snapshot, law_date, at, score, band, logit, "
        f"intercept, typologies, reasons) VALUES (1, 1, '', '2026-11-01', {_AT}, 0.9, 'high', 0, 0, '[]', '[]')"
    ),
    "INSERT INTO fact (screening_id, kind, value) VALUES (1, 'destinations', '{\"country\": \"JP\"}')",
    *(f"INSERT INTO campaign (created_at) VALUES ({_AT})" for _ in range(3)),
    *(f"INSERT INTO campaign_snapshot (campaign_id, created_at) VALUES ({n}, {_AT})" for n in (1, 2)),
    *(f"INSERT INTO snapshot_version (snapshot_id, version_id) VALUES ({n}, {n})" for n in (1, 2)),
    *(f"INSERT INTO campaign_member (campaign_id, advert_id, joined_at) VALUES ({n}, {n}, {_AT})" for n in (1, 2)),
    "UPDATE campaign SET current_snapshot_id = 1, worst_screening_id = 1, risk = 0.9 WHERE id = 1",
    "UPDATE campaign SET current_snapshot_id = 2 WHERE id = 2",
    "UPDATE campaign SET merged_into_id = 1 WHERE id = 3",
    (
        f"INSERT INTO account (name, full_name, role, password_hash, created_at, failed_logins) "
        f"VALUES ('a', 'A', 'officer', '-', {_AT}, 0)"
    ),
    (
        "INSERT INTO decision (snapshot_id, account_id, at, verdict, note, typologies, deed) "
        f"VALUES (1, 1, {_AT}, 'unsure', '', '[]', '')"
    ),
)
