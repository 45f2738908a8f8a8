"""`soitin reprocess`: read kept captures again after an extractor or a site file was mended; nothing is fetched.

A reading adds a row for its capture, and a version where the advert's content came out otherwise than before. What is
kept stays: no version is changed, no advert is marked as removed, runs keep their counts.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from sqlalchemy import Engine, Select, func, select, tuple_
from sqlalchemy.orm import Session

from crawler.addresses import canonical_address
from crawler.errors import WrongSiteFile
from crawler.extract.advert import extract_advert
from crawler.files.entry import Entry
from crawler.files.reading import EntryReader
from crawler.reading import Refusal, read_or_refuse
from crawler.site_file import SiteFile, load_site
from storage.adverts import content_sha256, latest_reading, read_into_refusal, read_into_version
from storage.captures import read_capture
from storage.closed_captures import is_closed
from storage.database import reading, unit_of_work
from storage.errors import DamagedCapture
from storage.records import CapturedPage, ExtractedAdvert
from storage.tables import AdvertVersion, Capture, Site

_BATCH = 50
_READ = ("advert", "file")
"""Kinds of captures that may hold an advert."""


@dataclass(slots=True, kw_only=True)
class Reprocessed:
    """What reading again came to."""

    readings: Counter[str] = field(default_factory=Counter)
    """Captures that gave the same as before, changed, gained an advert, or lost it (nothing kept is lost by that)."""
    versions: Counter[str] = field(default_factory=Counter)
    """new, edited, older; a dry run adds none."""
    damaged: list[str] = field(default_factory=list)
    """A sentence for each capture whose bytes could not be read."""

    @property
    def captures(self) -> int:
        """How many captures were read."""
        return self.readings.total() + len(self.damaged)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Again:
    """One capture, read again."""

    capture_id: int
    result: ExtractedAdvert | Refusal


class Reprocessor:
    """Reads captures in the order of their time, a batch a unit of work, so that it may be stopped at any moment."""

    def __init__(self, engine: Engine, warc_folder: Path, *, site: str = "", dry_run: bool = False) -> None:
        """Take all captures, or those of one site."""
        self.report = Reprocessed()
        self._engine, self._warc_folder = engine, warc_folder
        self._site, self._dry_run = site, dry_run
        self._files = EntryReader()

    def count(self) -> int:
        """Return how many captures there are to read."""
        with reading(self._engine) as session:
            return session.scalar(select(func.count()).select_from(self._captures().subquery())) or 0

    def run(self) -> Iterator[int]:
        """Read everything again; yields the number of captures done so far, for progress."""
        after: tuple[datetime, int] | None = None
        while True:
            with reading(self._engine) as session:
                rows = self._next(session, after)
                read = [again for capture, site in rows if (again := self._read(session, capture, site))]
            if not rows:
                return
            with reading(self._engine) if self._dry_run else unit_of_work(self._engine) as session:
                for again in read:
                    self._compare(session, again)
                    if not self._dry_run:
                        self._keep(session, again)
            after = (rows[-1][0].fetched_at, rows[-1][0].id)
            yield self.report.captures

    def _captures(self) -> Select[Capture, str]:
        query = select(Capture, Site.name).join(Site, Site.id == Capture.site_id).where(Capture.kind.in_(_READ))
        query = query.where(~is_closed())  # reading those again would bring back what was made unreadable
        return query.where(Site.name == self._site) if self._site else query

    def _next(self, session: Session, after: tuple[datetime, int] | None) -> list[tuple[Capture, str]]:
        query = self._captures().order_by(Capture.fetched_at, Capture.id).limit(_BATCH)
        if after is not None:
            query = query.where(tuple_(Capture.fetched_at, Capture.id) > after)
        return [(capture, site) for capture, site in session.execute(query)]

    def _read(self, session: Session, capture: Capture, site: str) -> _Again | None:
        try:
            page = read_capture(session, capture.id, self._warc_folder)
        except DamagedCapture as damage:
            self.report.damaged.append(str(damage))
            return None
        return _Again(capture_id=capture.id, result=self._result(capture, page, site))

    def _result(self, capture: Capture, page: CapturedPage, site: str) -> ExtractedAdvert | Refusal:
        if capture.kind == "file":
            content_type = capture.content_type.partition(";")[0]
            entry = Entry(name=page.url, address=page.url, content_type=content_type, body=page.body)
            return self._files.read(entry)[1]
        result = read_or_refuse(lambda: extract_advert(page, _site_file(site)))
        if isinstance(result, ExtractedAdvert) and result.canonical_url is None:
            return replace(result, canonical_url=canonical_address(page.url))
        return result

    def _compare(self, session: Session, again: _Again) -> None:
        before = latest_reading(session, again.capture_id)
        known = session.get(AdvertVersion, before.version_id) if before and before.version_id else None
        if isinstance(again.result, Refusal):
            self.report.readings["lost" if known else "same"] += 1
        elif known is None:
            self.report.readings["gained"] += 1
        else:
            same = known.content_sha256 == content_sha256(again.result)
            self.report.readings["same" if same else "changed"] += 1

    def _keep(self, session: Session, again: _Again) -> None:
        now = datetime.now(UTC)
        capture = session.get_one(Capture, again.capture_id)
        if isinstance(again.result, Refusal):
            reason = again.result.sentence.replace("\x00", "")
            read_into_refusal(session, capture, outcome=again.result.outcome, reason=reason, now=now)
            return
        change = read_into_version(session, capture, again.result, now=now).change
        if change != "unchanged":
            self.report.versions[change] += 1


@cache
def _site_file(name: str) -> SiteFile | None:
    """Return the site file of a name; None where there is none, or a broken one, which `site list` names."""
    try:
        return load_site(name)
    except WrongSiteFile:
        return None


Progress = Callable[[int, int], None]


def reprocess(
    engine: Engine, warc_folder: Path, *, site: str = "", dry_run: bool = False, on_progress: Progress
) -> Reprocessed:
    """Read every capture again, or those of one site; `on_progress` gets captures done and all of them.

    Raises:
        WrongSiteFile: the site is unknown to the database.
    """
    with reading(engine) as session:
        if site and session.scalars(select(Site.id).where(Site.name == site)).first() is None:
            known = ", ".join(session.scalars(select(Site.name).order_by(Site.name))) or "none"
            msg = f"nothing of a site {site!r} is kept; sites with captures: {known}"
            raise WrongSiteFile(msg)
    _site_file.cache_clear()
    reprocessor = Reprocessor(engine, warc_folder, site=site, dry_run=dry_run)
    total = reprocessor.count()
    for done in reprocessor.run():
        on_progress(done, total)
    return reprocessor.report
