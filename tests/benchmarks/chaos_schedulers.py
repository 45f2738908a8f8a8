"""Start two schedulers at the same moment on one home: each site is crawled once, nothing is doubled.

The sites are the demo's, served here. Steps of a night are forked off instead of started anew, crawls are not.
"""

import contextlib
import shutil
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import yaml
from chaos_fork import Child, Place, Say, unhealthy
from chaos_kind import Kind
from chaos_stage import POSTGRESQL, SQLITE, Stage, looking
from sqlalchemy import select

import soitin
from crawler import nightly, site_file
from crawler.demo_boards.server import DemoServer
from storage.tables import (
    Advert,
    AdvertVersion,
    BrokerMember,
    CampaignMember,
    Capture,
    CrawlRun,
    Screening,
    Site,
)

_SITES = {"demo_company": ("company/articles.jsonl", 12), "demo_board": ("tidy/adverts.jsonl", 24)}
"""Demo site → its file of adverts, and how many of them are served: enough for several batches and pages."""
_TO_FORK = 0.1
"""Seconds in which all are there."""
_NIGHT, _STEPS = [["nightly"]], [["crawl", "--due"], ["screen", "--pending"], ["link"]]
State = dict[str, Any]


def schedule(_: Say, *, place: Place, arguments: Sequence[str], at: float = 0.0) -> int:
    """Be a scheduler on a machine whose sites are the demo's, and begin at a moment of the monotonic clock."""
    # no night crawls a demo site, and none but those may stand on this machine
    vars(site_file)["names_to_crawl"] = site_file.site_names
    vars(nightly)["run_step"] = partial(_step, place)
    while time.monotonic() < at:
        time.sleep(0.001)
    soitin.main(list(arguments))


def _step(place: Place, arguments: Sequence[str]) -> nightly.Step:
    begun = time.monotonic()
    child = Child(place, partial(schedule, place=place, arguments=arguments))
    code = child.wait() or 0
    print(child.out)
    return nightly.Step(command=" ".join(arguments), code=code, seconds=time.monotonic() - begun)


class Boards:
    """The sites, and their files in a folder."""

    def __init__(self, folder: Path, stack: contextlib.ExitStack, names: Sequence[str]) -> None:
        """Serve some adverts of each."""
        self.folder, self.names = folder / "sites", names
        self._servers: list[DemoServer] = []
        for name in names:
            shown = self.folder / name
            shown.mkdir(parents=True)
            rows, number = _SITES[name]
            few = shown / "rows.jsonl"
            lines = (site_file.SITES.parent / "demo_boards" / rows).read_text("utf-8").splitlines(keepends=True)
            few.write_text("".join(lines[:number]), "utf-8")
            server = stack.enter_context(DemoServer(name, adverts=few))
            own = (site_file.SITES / name / "site.yml").read_text("utf-8")
            said = yaml.safe_load(own) | {"base": server.base, "counts": {"min": 1, "max": 200}}
            (shown / "site.yml").write_text(yaml.safe_dump(said, allow_unicode=True), "utf-8")
            self._servers.append(server)

    def asked(self) -> Counter[tuple[str, str]]:
        """Return how often each address was asked for since the last time that this was asked."""
        both = zip(self.names, self._servers, strict=True)
        found = Counter((name, path) for name, one in both for path in one.requested)
        for server in self._servers:
            server.requested.clear()
            server.show_week(2)
        return found


def rounds(stage: Stage, number: int, *, database: str) -> Iterator[list[str]]:
    """Play so many rounds: each step of a night twice, or two whole nights on an empty home, in turn."""
    with contextlib.ExitStack() as stack:
        folder = stage.folder / f"schedulers-{database}"
        boards = Boards(folder, stack, list(_SITES)[: 1 if stage.is_short else None])
        for count in range(number):
            is_night = bool(count % 2)
            expected, asked, seconds = _alone(stage, boards, is_night=is_night)
            place = _home(stage, database, is_night=is_night)
            waits = [0.0, stage.dice.choice((0.0, 0.0, stage.dice.uniform(0, seconds)))]
            said = _together(place, boards, _NIGHT if is_night else _STEPS, waits if is_night else [0, 0])
            found = [*_untold(said, boards.names), *_differences(expected, kept(place))]
            if more := boards.asked() - asked:
                found += [f"{len(more)} addresses were asked for more often than by one scheduler"]
            yield [*found, *unhealthy(place)]
            stage.drop(place)
        shutil.rmtree(folder)


def _home(stage: Stage, database: str, *, is_night: bool) -> Place:
    """Return an empty home for a night, and one with adverts, so that it takes longer, for its steps."""
    return stage.empty(database) if is_night else stage.fresh(database, "imported")


def _alone(stage: Stage, boards: Boards, *, is_night: bool) -> tuple[State, Counter[tuple[str, str]], float]:
    """Return what one scheduler comes to, which addresses it asks for, and the seconds that it takes."""
    key = f"one scheduler, {is_night}"
    if key not in stage.kept:
        place, begun = _home(stage, SQLITE, is_night=is_night), time.monotonic()
        said = _together(place, boards, _NIGHT if is_night else _STEPS, [0])
        seconds = time.monotonic() - begun
        stage.kept[key] = kept(place), boards.asked(), seconds
        if problems := [*_untold(said, boards.names), *unhealthy(place)]:
            msg = f"undisturbed: {problems}"
            raise RuntimeError(msg)
        stage.drop(place)
    found: tuple[State, Counter[tuple[str, str]], float] = stage.kept[key]
    return found


def _together(place: Place, boards: Boards, steps: list[list[str]], waits: Sequence[float]) -> list[tuple[int, str]]:
    """Run each step in as many processes as there are waits, each begun after its own."""
    found = []
    for arguments in steps:
        gun = time.monotonic() + _TO_FORK
        children = [
            Child(
                place,
                partial(schedule, place=place, arguments=arguments, at=gun + wait),
                SOITIN_SITES=str(boards.folder),
            )
            for wait in waits
        ]
        found += [(child.wait() or 0, child.out) for child in children]
    return found


def _untold(said: list[tuple[int, str]], names: Sequence[str]) -> Iterator[str]:
    """Yield a sentence where a scheduler ended without its own, or with another exit code than that says."""
    crawls = Counter(name for _, out in said for name in names if f"{name}\tgood\t" in out)
    if crawls != Counter(names):
        yield f"sites were crawled {dict(crawls)} times"
    for code, out in said:
        busy = sum(f"soitin: {name} is being crawled: " in out for name in names)
        told = busy + sum(f"{name}: not due" in out or f"{name}\tgood" in out for name in names)
        if "Traceback" in out or code != bool(busy):
            yield f"one ended with {code} where {int(bool(busy))} is right: {out[-1500:]}"
        if names[0] in out and told < len(names):
            yield f"one did not say what became of each site: {out[-1500:]}"


def kept(place: Place) -> State:
    """Return all that a night has come to, by addresses, which are the same on every home."""
    with looking(place) as session:
        adverts = {
            one.id: (site, one.identity.rpartition("/")[2])
            for one, site in session.execute(select(Advert, Site.name).join(Site, Site.id == Advert.site_id))
        }
        versions = session.execute(select(AdvertVersion.advert_id, AdvertVersion.content_sha256))
        screenings = session.execute(
            select(AdvertVersion.advert_id, Screening.score, Screening.band).join(
                AdvertVersion, AdvertVersion.id == Screening.version_id
            )
        )
        runs = session.execute(
            select(Site.name, CrawlRun.outcome)
            .join(Site, Site.id == CrawlRun.site_id)
            .where(CrawlRun.named.is_not(None))
        )
        return {
            "versions": Counter((adverts[key], sha256) for key, sha256 in versions),
            "screenings": Counter((adverts[key], round(score, 6), band) for key, score, band in screenings),
            "runs": Counter(runs.tuples().all()),
            "captures": Counter(url.rpartition("/")[2] for url in session.scalars(select(Capture.url))),
            "campaigns": _groups(session, CampaignMember, CampaignMember.campaign_id, adverts),
            "brokers": _groups(session, BrokerMember, BrokerMember.broker_id, adverts),
        }


def _groups(session: Any, table: Any, key: Any, adverts: dict[int, Any]) -> Counter[frozenset[Any]]:
    found: dict[Any, set[Any]] = {}
    for group, advert in session.execute(select(key, table.advert_id).where(table.left_at.is_(None))):
        found.setdefault(group, set()).add(adverts[advert])
    return Counter(frozenset(group) for group in found.values())


def _differences(expected: State, found: State) -> Iterator[str]:
    for what, wanted in expected.items():
        lost, more = wanted - found[what], found[what] - wanted
        if lost or more:
            yield f"{what}: {lost.total()} lost, {more.total()} too many or other, such as {list({**lost, **more})[:2]}"


KINDS = [
    Kind(
        name=f"two schedulers, {database}",
        done="`soitin nightly`, or each of its steps, twice at the same moment, with the demo's sites: "
        "each is crawled once, the other says so; all as after one",
        rounds=20,
        play=partial(rounds, database=database),
    )
    for database in (SQLITE, POSTGRESQL)
]
