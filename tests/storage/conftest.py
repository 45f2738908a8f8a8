"""Builders of rows, so that a test says only what it is about."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from storage.adverts import keep_advert
from storage.captures import CaptureWriter
from storage.database import unit_of_work
from storage.people.accounts import add_account
from storage.records import ExtractedAdvert, KeptAdvert, NewCapture
from storage.runs import site_named, start_run
from storage.tables import Capture

BODY = "<html><h1>Thợ may</h1></html>".encode()
ADVERT = ExtractedAdvert(
    title="Thợ may chuyền áo sơ mi",
    employer_name="Xưởng may Gió Lành",
    text="Thợ may chuyền áo sơ mi\nLương 9 triệu/tháng, nghỉ chủ nhật. Gọi 0901 000 234.",
    source="json_ld",
    canonical_url="https://viec.example/tho-may-1",
    province="Nam Định",
)


@dataclass
class Office:
    """A database with one site, one run, and people."""

    engine: Engine
    warc: Path
    now: datetime
    site_id: int
    run_id: int

    def keep_page(self, url: str = "https://viec.example/tho-may-1", body: bytes = BODY) -> int:
        """Keep one page and return the number of its capture."""
        writer = CaptureWriter(self.warc, site="viec", site_id=self.site_id, run_id=self.run_id)
        page = NewCapture(
            url=url,
            fetched_at=self.now,
            status=200,
            reason="OK",
            headers=[("Content-Type", "text/html; charset=utf-8")],
            body=body,
            kind="advert",
        )
        with unit_of_work(self.engine) as session:
            return writer.keep(session, page).id

    def keep(self, **changes: Any) -> KeptAdvert:
        """Keep an advert like `ADVERT` with some fields changed."""
        advert = replace(ADVERT, **changes)
        capture_id = self.keep_page(advert.canonical_url or "file:x")
        with unit_of_work(self.engine) as session:
            return keep_advert(session, session.get_one(Capture, capture_id), advert, now=self.now)

    def person(self, name: str) -> int:
        """Add an officer and return the key."""
        with unit_of_work(self.engine) as session:
            account = add_account(
                session, name=name, full_name=f"Cán bộ {name}", role="officer", password="mat-khau-dai", now=self.now
            )
            return account.id


@pytest.fixture
def make_office(now: datetime) -> Callable[[Engine, Path], Office]:
    """Make an office that has just begun, in an empty database."""

    def make(engine: Engine, warc: Path) -> Office:
        with unit_of_work(engine) as session:
            site = site_named(session, "viec", title="Việc Mẫu", now=now)
            run = start_run(session, site, now=now)
            site_id, run_id = site.id, run.id
        return Office(engine=engine, warc=warc, now=now, site_id=site_id, run_id=run_id)

    return make


@pytest.fixture
def office(engine: Engine, tmp_path: Path, make_office: Callable[[Engine, Path], Office]) -> Office:
    """An office that has just begun."""
    return make_office(engine, tmp_path / "warc")


@pytest.fixture
def screening_row() -> Callable[..., dict[str, Any]]:
    """A row as the model hands it over."""

    def make(score: float = 0.9, band: str = "high", **changes: Any) -> dict[str, Any]:
        quote = {"start": 0, "end": 7, "text": "Thợ may"}
        row: dict[str, Any] = {
            "score": score,
            "band": band,
            "typologies": ["id_retention"],
            "facts": {"phones": [{"value": "0901000234", "quote": quote}], "contract_months": 12, "wages": []},
            "findings": [
                {
                    "code": "keeps_original_papers",
                    "strength": "strong",
                    "sentence": "Câu.",
                    "quotes": [quote],
                    "law": [],
                }
            ],
            "reasons": [{"name": "other", "contribution": 1.5}],
            "logit": 1.0,
            "intercept": -0.5,
        }
        return row | changes

    return make
