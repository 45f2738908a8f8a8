"""Files that leave the office name the poster and nobody else who happens to stand in the advert."""

from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import soitin
from model.broker_file import dossier_row
from storage.broker_dossiers.dossiers import read_dossier
from storage.broker_dossiers.find_brokers import find_brokers
from storage.database import reading, unit_of_work
from storage.labels import labels_to_export, live_labels
from storage.personal_data.third_persons import without_words
from storage.settings import settings
from storage.tables import AdvertContact, Contact
from tests.storage.posters import HOA, LAN, Posters, posters

PORTER = "0900000888"
SAID = "Tuyển phụ bếp, gọi chị Hoa 0900.000.777. Bảo vệ toà nhà: 0900 000 888."


@pytest.fixture
def filled(office: Any) -> Posters:
    """Adverts of two posters, and in one of them the number of a building's porter."""
    filled = posters(office)
    third = office.keep(title="Phụ bếp", text=SAID, canonical_url="https://viec.example/phu-bep-3")
    start = SAID.index("0900 000 888")
    with unit_of_work(office.engine) as session:
        contact = Contact(kind="phone", value=PORTER, shown=PORTER, first_seen_at=office.now, last_seen_at=office.now)
        session.add(contact)
        session.flush()
        for version_id, quote in ((third.version_id, (start, start + 12)), (filled.second.version_id, None)):
            session.add(
                AdvertContact(
                    version_id=version_id,
                    contact_id=contact.id,
                    whose="building",
                    shown=PORTER,
                    quote_start=quote[0] if quote else None,
                    quote_end=quote[1] if quote else None,
                    quote_text=SAID[quote[0] : quote[1]] if quote else None,
                )
            )
    filled.decide(third.advert_id, "legitimate")
    return filled


def test_an_export_of_labels_covers_the_porter_and_not_the_poster(filled: Posters) -> None:
    with reading(filled.office.engine) as session:
        (label,) = labels_to_export(session)
        (whole,) = live_labels(session)

    assert label.text == SAID.replace("0900 000 888", "•••• ••• •••")
    assert whole.text == SAID, "the model of the office itself learns from the whole"


def test_the_command_writes_it_so(filled: Posters, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    filled.lives_at_home(monkeypatch)
    try:
        done = CliRunner().invoke(soitin.app, ["labels", "export", "-o", str(tmp_path / "labels.jsonl")])
    finally:
        settings.cache_clear()

    assert done.exit_code == 0, done.stderr
    written = (tmp_path / "labels.jsonl").read_text("utf-8")
    assert "0900.000.777" in written
    assert "888" not in written


def test_a_brokers_file_has_no_contact_of_the_building(filled: Posters) -> None:
    with reading(filled.office.engine) as session:
        (broker,) = find_brokers(session, HOA)
        dossier = read_dossier(session, broker)
        assert dossier is not None
        assert {one.value for one in dossier.contacts} >= {PORTER, HOA}
        values = {one["value"] for one in dossier_row(dossier)["contacts"]}

    assert PORTER not in values
    assert {HOA, LAN} <= values


@pytest.mark.parametrize("words", [[], [""], ["abc"], ["(", "[a-z]+", "\\"]])
def test_words_that_are_none_or_odd_cover_nothing_else(words: list[str]) -> None:
    assert without_words("Gọi 0900 000 234 (giờ hành chính)", words) == "Gọi 0900 000 234 (giờ hành chính)"
