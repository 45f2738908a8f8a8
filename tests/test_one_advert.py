"""The life of one advert: the ten steps of docs/flow.md on one saved page, a line or two each."""

from datetime import UTC, date, datetime
from pathlib import Path

from scrapy.http import HtmlResponse
from sqlalchemy import Engine

from crawler.extract.advert import extract_advert
from crawler.links import listing_links
from crawler.site_file import load_site
from model.facts import read_facts
from model.features import raw_features
from model.indicators import find_indicators
from model.indicators.advert import Advert
from model.link_pending import link_pending
from model.records import AdvertText
from model.score import Screener
from model.text import align
from storage.adverts import keep_advert
from storage.broker_dossiers.dossiers import read_dossier
from storage.broker_dossiers.find_brokers import find_brokers
from storage.captures import CaptureWriter, read_capture
from storage.database import reading, unit_of_work
from storage.labels import live_labels
from storage.people.accounts import add_account
from storage.records import NewCapture
from storage.runs import site_named, start_run
from storage.screenings import keep_screening, model_version
from storage.worklist.items import read_item
from storage.worklist.queue import QueueFilter, list_queue
from storage.worklist.reviews import Verdict, record_decision, undo_decision

PAGES = Path(__file__).parent / "pages"
NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
ON = date(2026, 11, 20)
BOARD = "http://127.0.0.1:8400"


def test_the_life_of_one_advert(engine: Engine, tmp_path: Path) -> None:  # noqa: PLR0915 - ten steps on one page is the point
    # 1 find pages: the listing links to one advert, its tracking parameter gone from the identity
    site = load_site("demo_board", base=BOARD)
    listing = HtmlResponse(f"{BOARD}/viec-lam", body=(PAGES / "listing.html").read_bytes(), encoding="utf-8")
    (url,) = listing_links(listing, site).adverts

    # 2 keep the page: bytes to disk, then the row
    with unit_of_work(engine) as session:
        where = site_named(session, site.name, title=site.title, now=NOW)
        run = start_run(session, where, now=NOW)
        writer = CaptureWriter(tmp_path, site=site.name, site_id=where.id, run_id=run.id)
        page = NewCapture(
            url=url,
            fetched_at=NOW,
            status=200,
            reason="OK",
            headers=[("Content-Type", "text/html")],
            body=(PAGES / "advert.html").read_bytes(),
            kind="advert",
        )
        capture = writer.keep(session, page)

        # 3 extract: from the kept bytes, not from the network
        extracted = extract_advert(read_capture(session, capture.id, tmp_path), site)
        assert extracted.employer_name == "Công ty TNHH Kho Mát Bãi Sậy"

        # 4 keep the advert: its first version, in a campaign of its own
        kept = keep_advert(session, capture, extracted, now=NOW)
        assert kept.change == "new"

    # 5 read the facts: each with its quote in the advert's own words
    text = align(extracted.text)
    facts = read_facts(text, ON)
    assert [phone.value for phone in facts.phones] == ["0976000431"]
    assert [paper.what for paper in facts.papers_kept] == ["identity_card"]

    # 6 find indicators: a sentence, quotes, and the law of the day
    advert = AdvertText(text=extracted.text, title=extracted.title, employer_name=extracted.employer_name)
    findings = find_indicators(Advert(advert, text, facts, ON))
    keeps_papers = next(finding for finding in findings if finding.code == "keeps_original_papers")
    assert keeps_papers.law[-1].document == "Nghị định 283/2026/NĐ-CP"
    assert raw_features(advert.title, text, findings).indicators >= {"keeps_original_papers"}

    # 7 score, with reasons: they and the intercept add up to the logit
    screener = Screener()
    screening = screener.screen(advert, ON)
    assert abs(sum(reason.contribution for reason in screening.reasons) + screening.intercept - screening.logit) < 1e-9

    # 8 group and link: alone in its campaign until copies are found, and by its phone with a broker
    link_pending(engine, lambda: NOW, lambda _: None)
    with reading(engine) as session:
        (broker,) = find_brokers(session, "0976 000 431")
        dossier = read_dossier(session, broker)
    assert dossier is not None
    assert [one.version.id for one in dossier.adverts] == [kept.version_id]

    # its screening is kept meanwhile, and somebody begins to work
    with unit_of_work(engine) as session:
        model = model_version(session, screener.model_version, {}, now=NOW)
        keep_screening(session, kept.version_id, screening.row(), model=model, law_date=ON, now=NOW)
        officer = add_account(
            session, name="an", full_name="Cán bộ An", role="officer", password="mot-hai-ba-bon", now=NOW
        )

    # 9 queue, decide: on the exact version that was drawn; undo keeps the row; decide again
    with unit_of_work(engine) as session:
        (waiting,) = list_queue(session, QueueFilter())
        said = Verdict(
            campaign_id=waiting.campaign_id,
            snapshot_id=waiting.snapshot_id,
            screening_id=None,
            verdict="suspicious",
            note="giữ CCCD gốc",
        )
        undo_decision(
            session, record_decision(session, said, account_id=officer.id, now=NOW).id, account_id=officer.id, now=NOW
        )
        record_decision(session, said, account_id=officer.id, now=NOW)

    # 10 learn: the decision in force is a label of that very version
    with reading(engine) as session:
        (label,) = live_labels(session)
        item = read_item(session, waiting.campaign_id)
    assert (label.version_id, label.deceptive) == (kept.version_id, True)
    assert item is not None
    assert len(item.decisions) == 2
