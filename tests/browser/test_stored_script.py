"""No field of an advert, and nothing that people typed, runs as script on any page: shown as text."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Dialog, Page, Request, expect
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from model.link_pending import link_pending
from review_app.navigation import PLACES
from storage.database import unit_of_work
from storage.people.accounts import add_account
from storage.people.roles import ADMINISTRATOR, ANALYST, LEADER, OFFICER, OPERATOR, may
from storage.referring.replies import NewReply, take_reply
from storage.runs import add_issue, finish_run
from storage.tables import Account, BrokerMember, Campaign, CrawlRun, Site
from storage.worklist.queue import QueueFilter
from storage.worklist.reviews import Verdict, record_decision
from storage.worklist.saved_filters import save_filter
from tests.browser.served import Served, free_port
from tests.browser.tab import PATIENCE, SCREEN, enter, wait_until_drawn

pytestmark = pytest.mark.browser
ROLES = (OFFICER, LEADER, ANALYST, OPERATOR, ADMINISTRATOR)
ELSEWHERE = "http://evil.example"
RUNS = "window.ran=(window.ran||0)+1"
ATTACK = (
    f'<script>{RUNS}</script><img src="{ELSEWHERE}/a.png" onerror="{RUNS}"><svg onload="{RUNS}">'
    f'"\' onmouseover="{RUNS}" x="</style></title></textarea><iframe srcdoc="<script>parent.{RUNS}</script>"></iframe>'
    f'<a href="javascript:{RUNS}">bấm</a> [bấm](javascript:{RUNS}) ![ảnh]({ELSEWHERE}/b.png) <{ELSEWHERE}/c>'
    f"\n\n$\\href{{javascript:{RUNS}}}{{x}}$ :material/bolt: :red[đỏ] &lt;script&gt;{RUNS}&lt;/script&gt; {{{{7*7}}}}"
    f"<link rel=stylesheet href={ELSEWHERE}/d.css><meta http-equiv=refresh content='0;url={ELSEWHERE}'>\u202etrái\u202c"
)
SHORT = f'<img src=x onerror="{RUNS}">'
LINK = f'javascript:{RUNS}//"onmouseover="{RUNS}'


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, office: ModuleType) -> Iterator[Served]:
    """An office in which every field that a stranger or a colleague fills holds script."""
    from storage.database import open_database  # noqa: PLC0415 - beside its one use

    folder = tmp_path_factory.mktemp("hostile")
    engine = open_database(f"sqlite:///{folder / 'var' / 'soitin.db'}")
    fill(engine, folder / "var", office)
    served = Served(folder, engine, free_port())
    try:
        served.start()
        yield served
    finally:
        served.stop()
        engine.dispose()


def fill(engine: Engine, home: Path, office: ModuleType) -> None:
    """Put script into every field."""
    now = datetime.now(UTC)
    samples = [hostile_sample(office, sample) for sample in office.SAMPLES]
    with unit_of_work(engine) as session:
        for number, sample in enumerate(samples):
            at = office.MORNING.replace(minute=number)
            office.keep_sample(session, home / "warc", sample, at=at, url=LINK if number == 1 else "")
        for role in ROLES:
            account = add_account(session, name=role, full_name="Bà A", role=role, password=office.PASSWORD, now=now)
            account.full_name = SHORT[:60]
            save_filter(session, account.id, SHORT[:60], QueueFilter(words=SHORT), now=now)
    link_pending(engine, lambda: now, lambda _: None)
    with unit_of_work(engine) as session:
        session.execute(update(Site).values(title=SHORT))
        for run in session.scalars(select(CrawlRun)).all():
            add_issue(session, run.id, kind="bad_sitemap", message=ATTACK, url=LINK, now=now)
            finish_run(session, run.id, outcome="bad", cause=ATTACK, now=now)
        officer = session.scalars(select(Account.id).where(Account.name == OFFICER)).one()
        for number in items(session)[:2]:
            campaign = session.get_one(Campaign, number)
            said = Verdict(
                campaign_id=number, snapshot_id=campaign.current_snapshot_id or 0, note=ATTACK,
                screening_id=campaign.worst_screening_id, verdict="suspicious", typologies=("scam_compound",),
            )  # fmt: skip
            record_decision(session, said, account_id=officer, now=now)
            reply = NewReply(campaign_id=number, received_on=now.date(), from_whom=SHORT, said=ATTACK)
            take_reply(session, reply, account_id=officer, now=now)


def items(session: Session) -> list[int]:
    """Return the items that there are still: copies of one advert are one."""
    return list(session.scalars(select(Campaign.id).where(Campaign.current_snapshot_id.is_not(None)).order_by("id")))


def hostile_sample(office: ModuleType, sample: object) -> object:
    """Return a sample with script in each of its fields, in facts, quotes, sentences and reasons too."""
    value = {"value": SHORT, "kind": SHORT, "country": SHORT, "number": SHORT, "what": SHORT, "currency": SHORT}
    text = f"{ATTACK}\n{sample.text}\n{ATTACK}"  # type: ignore[attr-defined]
    kinds = ("phones", "licences", "papers_kept", "destinations", "contacts", "companies", "bank_accounts", "tax_codes")
    law = {**office.LAW_FEE, "document": SHORT, "article": SHORT, "act": ATTACK}
    finding = ("asks_deposit_where_none_is_lawful", "strong", ATTACK, (ATTACK, SHORT), (law,))
    return replace(
        sample,  # type: ignore[type-var]
        title=SHORT + sample.title,  # type: ignore[attr-defined]
        site_title=SHORT,
        employer=ATTACK[:190],
        province=SHORT[:60],
        text=text.replace("bấm", SHORT, 1),
        findings=(finding, (SHORT, "medium", ATTACK, (SHORT,), ())),
        facts=tuple((kind, value, SHORT) for kind in kinds),
        reasons=((f"word:{SHORT}", 1.0), (SHORT, 0.5), ("other", 0.1)),
    )


@pytest.mark.parametrize("role", [LEADER, ANALYST, OPERATOR, ADMINISTRATOR])
def test_no_script_of_an_advert_runs_on_any_page(
    browser: Browser, hostile: Served, office: ModuleType, role: str
) -> None:
    context = browser.new_context(viewport={"width": SCREEN[0], "height": SCREEN[1]}, bypass_csp=False)
    context.set_default_timeout(2 * PATIENCE)
    expect.set_options(timeout=3 * PATIENCE)
    page, outside, dialogs = context.new_page(), [], []
    page.on("request", lambda request: _note_outside(request, outside))
    page.on("dialog", lambda dialog: _close(dialog, dialogs))
    enter(page, hostile.address, role, office.PASSWORD)
    ran: list[str] = []
    seen = set[str]()
    for language in ("vi", "en") if role == LEADER else ("vi",):
        page.goto(f"{hostile.address}/language?to={language}&next=/")
        for path in pages_of(hostile.engine, role):
            page.goto(f"{hostile.address}/{path}")
            wait_until_drawn(page)
            hover_everything(page)
            ran += [path] if page.evaluate("window.ran || 0") else []
            ran += [f"{path}: a link of script"] if page.locator("a[href^='javascript:' i]").count() else []
            ran += [f"{path}: a foreign part"] if page.locator("[onerror], [onmouseover], [srcdoc]").count() else []
            seen |= {path} if "onerror" in page.locator("body").inner_text() else set()
    context.close()

    assert (ran, outside, dialogs) == ([], [], [])
    if may(role, "read_item"):
        assert any(path.startswith("item?") for path in seen), (
            "the attack has to be there as text, or nothing was proven"
        )


def pages_of(engine: Engine, role: str) -> list[str]:
    """Return every page of a leader, who has an officer's too; of others the item as they see it, and what is theirs.

    Those of one thing come with the key of one.
    """
    with unit_of_work(engine) as session:
        brokers = session.scalars(select(BrokerMember.broker_id).where(BrokerMember.left_at.is_(None)).limit(1)).all()
        one, *others = [f"item={key}" for key in items(session)]
    keys = {"item": (one, *others[:1]), "broker": [f"broker={key}" for key in brokers], "referral": (one,)}
    return [
        f"{place.view}?{key}" if key else place.view
        for place in PLACES
        if may(role, place.deed) and (role == LEADER or place.view == "item" or not may(LEADER, place.deed))
        for key in keys.get(place.view, ("",))
    ]


def hover_everything(page: Page) -> None:
    """Send what a mouse would send to each part of the page, and open what is folded."""
    page.evaluate(
        """() => { for (const part of document.querySelectorAll("details")) part.open = true;
        for (const part of document.querySelectorAll("body *"))
          part.dispatchEvent(new MouseEvent("mouseover", {bubbles: false})); }"""
    )


def _note_outside(request: Request, outside: list[str]) -> None:
    parts = urlsplit(request.url)
    if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname != "127.0.0.1":
        outside.append(request.url)


def _close(dialog: Dialog, dialogs: list[str]) -> None:
    dialogs.append(dialog.message)
    dialog.dismiss()
