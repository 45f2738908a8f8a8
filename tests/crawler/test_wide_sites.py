"""Classifieds and a company's site over HTTP: two crawls a simulated week apart, each shared by all who look at it."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Engine, select

from crawler.demo_boards.server import DemoServer
from crawler.run import RunSummary, crawl_site
from storage.captures import find_damage
from storage.database import open_database, reading
from storage.settings import settings
from storage.tables import Advert, AdvertVersion, Capture, CrawlIssue


class Twice:
    """What two crawls of a site left behind."""

    def __init__(self, engine: Engine, runs: list[RunSummary], requested: list[str]) -> None:
        self.engine, self.runs, self.requested = engine, runs, requested

    def kinds(self, run: int) -> Counter[str]:
        return Counter(kind for kind, _, _ in self.runs[run].issues)


def crawl_twice(site: str) -> Twice:
    with DemoServer(site, week=1) as board:
        first = crawl_site(site, base=board.base, days_ago=7)
        board.show_week(2)
        second = crawl_site(site, base=board.base)
    return Twice(open_database(settings().url), [first, second], board.requested)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("wide")
        patch.setenv("SOITIN_HOME", str(folder))
        patch.delenv("SOITIN_DATABASE_URL", raising=False)
        patch.delenv("SOITIN_SITES", raising=False)
        settings.cache_clear()
        yield folder
    settings.cache_clear()


@pytest.fixture(scope="module")
def classifieds(home: Any) -> Twice:  # noqa: ARG001 - kept there
    return crawl_twice("demo_classifieds")


@pytest.fixture(scope="module")
def company(home: Any) -> Twice:  # noqa: ARG001 - kept there
    return crawl_twice("demo_company")


def test_small_ads_are_read_whole(classifieds: Twice) -> None:
    first, second = classifieds.runs

    assert (first.outcome, second.outcome) == ("good", "good")
    assert (first.failed, second.failed) == (0, 0)
    assert first.adverts == first.new_adverts >= 40
    assert min(second.new_adverts, second.new_versions, second.removed) >= 5
    with reading(classifieds.engine) as session:
        versions = session.scalars(
            select(AdvertVersion).join(Advert).where(Advert.url.contains("/rao/"))  # ids of the other site end in .html
        ).all()
    assert {version.source for version in versions} == {"selectors"}
    assert all(version.employer_name and version.posted_on for version in versions)
    assert not [version.title for version in versions if "�" in version.text]


def test_an_edited_advert_keeps_both_versions_and_a_removed_one_everything(classifieds: Twice) -> None:
    with reading(classifieds.engine) as session:
        numbers = Counter(
            session.scalars(
                select(AdvertVersion.advert_id)
                .join(Capture, Capture.id == AdvertVersion.capture_id)
                .where(Capture.url.contains("/rao/"))
            )
        )
        removed = session.scalars(
            select(Advert).where(Advert.removed_seen_at.is_not(None), Advert.url.contains("/rao/"))
        ).all()
        assert list(find_damage(session, settings().warc_folder)) == []
    assert list(numbers.values()).count(2) == classifieds.runs[1].new_versions
    assert len(removed) == classifieds.runs[1].removed
    assert all(advert.id in numbers for advert in removed)


def test_pages_without_end_are_left(classifieds: Twice, company: Twice) -> None:
    assert classifieds.kinds(0)["endless_listing"] == company.kinds(0)["endless_listing"] == 1
    assert len([path for path in classifieds.requested if path.startswith("/viec-lam")]) < 20
    assert classifieds.kinds(0)["max_pages"] == 0


def test_a_login_is_named_for_the_advert_and_not_visited(classifieds: Twice, company: Twice) -> None:
    assert classifieds.kinds(1)["login_wall"] == company.kinds(1)["login_wall"] == 1
    assert classifieds.kinds(1)["empty_page"] == company.kinds(1)["empty_page"] == 1
    assert not [path for path in classifieds.requested + company.requested if "dang-nhap" in path]
    assert not [
        path for path in classifieds.requested + company.requested if path.startswith(("/quan-ly", "/quan-tri"))
    ]


def test_orders_of_a_company_are_read_with_tables_and_licence(company: Twice) -> None:
    first, second = company.runs

    assert (first.outcome, second.outcome, second.failed) == ("good", "good", 0)
    assert min(second.new_adverts, second.new_versions, second.removed) >= 2
    assert company.kinds(1)["no_advert_text"] >= 3, "news among the orders"
    with reading(company.engine) as session:
        versions = session.scalars(select(AdvertVersion).join(Advert).where(Advert.url.contains("/bai-viet/"))).all()
    assert {version.stated["footer_licence"] for version in versions} == {"98417/BNV-GP"}
    assert {version.employer_name for version in versions} == {"Nhân lực Cầu Tre"}
    assert [version for version in versions if "\nTiền dịch vụ" in version.text and " đồng" in version.text]


def test_where_data_and_page_disagree_both_are_kept(company: Twice) -> None:
    with reading(company.engine) as session:
        issue = session.scalars(select(CrawlIssue).where(CrawlIssue.kind == "disagreement")).first()
        version = session.scalars(select(AdvertVersion).where(AdvertVersion.source == "json_ld")).one()
    assert issue
    assert version.stated["visible_title"] in issue.message
    assert version.title in issue.message
