"""The pages of one run: looked up, kept before anything else, then read; each in a unit of work of its own."""

from collections.abc import Callable, Iterator
from datetime import datetime

from sqlalchemy import Engine, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, make_transient

from crawler.errors import LeaseLost, PageNotKept
from crawler.extract.advert import extract_advert
from crawler.opening import OpenRun
from crawler.patience import patiently
from crawler.reading import Refusal, keep_result, read_or_refuse
from crawler.room import require_room
from crawler.site_file import SiteFile
from storage.adverts import keep_unchanged
from storage.captures import CaptureWriter, is_whole, read_capture
from storage.cycles import unread_in_cycle
from storage.database import reading
from storage.errors import DamagedCapture
from storage.records import CapturedPage, NewCapture
from storage.revisits import SeenBefore, seen_before
from storage.settings import settings
from storage.tables import Capture, CrawlIssue, CrawlRun, Extraction
from storage.worklist.leases import database_clock, renew_lease

_READ = ("new", "edited", "unchanged")
_RESERVE = 5
"""A run begins with `least_free_mb` and ends when a fifth of it is left: the database needs some room to say so."""


class PageDesk:
    """Where the pages of one run are kept and read; writes rows, counts nothing in memory."""

    def __init__(self, engine: Engine, site: SiteFile, run: OpenRun) -> None:
        """Take an open run."""
        self._engine, self._site, self._run = engine, site, run
        self._unchanged: dict[int, int] = {}
        self._writer = CaptureWriter(settings().warc_folder, site=site.name, site_id=run.site_id, run_id=run.run_id)

    def seen_before(self, url: str) -> SeenBefore | None:
        """Return what is known of a page from earlier captures, so that the server can be asked for news only."""
        with reading(self._engine) as session:
            return seen_before(session, site_id=self._run.site_id, url=url)

    def body_of(self, seen: SeenBefore) -> CapturedPage:
        """Return the earlier capture of a page.

        Raises:
            DamagedCapture: its bytes are missing or changed.
        """
        with reading(self._engine) as session:
            return read_capture(session, seen.capture_id, settings().warc_folder)

    def has_body_of(self, seen: SeenBefore) -> bool:
        """Tell whether the bytes of the earlier capture are whole, so that a later one may point to them."""
        with reading(self._engine) as session:
            return is_whole(session, seen.capture_id, settings().warc_folder)

    def keep(self, page: NewCapture, seen: SeenBefore | None = None, body: bytes = b"") -> CapturedPage:
        """Put a page on disk and into the database before anybody looks at it; with `seen`, as repeating its body.

        Raises:
            PageNotKept: disk or database refused.
            LeaseLost: another run has taken the site over.
        """
        try:
            require_room(settings().home, settings().least_free_mb // _RESERVE)
            row = self._writer.append(page, seen, body)
            # the record is on disk; a row that a power cut takes is one page that is fetched again
            patiently(
                self._engine,
                lambda session, is_again: self._add_row(session, row, is_again=is_again),
                is_durable=False,
            )
        except (OSError, SQLAlchemyError) as error:
            msg = f"{page.url} could not be kept: {' '.join(str(error).split())[:300]}"
            raise PageNotKept(msg) from error
        if seen is not None and seen.version_id is not None:
            self._unchanged[row.id] = seen.version_id
        return CapturedPage(
            id=row.id, url=page.url, fetched_at=page.fetched_at, status=page.status, headers=page.headers,
            body=page.body,
        )  # fmt: skip

    def read(self, page: CapturedPage, *, now: datetime, is_revisit: bool) -> str:
        """Read a kept page and keep its advert, or why there is none; return the change, or the kind of refusal."""
        version_id = self._unchanged.pop(page.id, None)
        if version_id is not None:
            self._write(page, lambda session, row: _same(session, row, version_id, now), is_revisit=is_revisit)
            return "advert"
        result = read_or_refuse(lambda: extract_advert(page, self._site))
        self._write(page, lambda session, row: keep_result(session, row, result, now=now), is_revisit=is_revisit)
        return result.kind if isinstance(result, Refusal) else "advert"

    def unread(self) -> Iterator[tuple[CapturedPage, bool]]:
        """Yield the pages that the interrupted runs kept and did not come to read, and whether that was tried before.

        A damaged one is left to `soitin capture verify`; its page is fetched again.
        """
        with reading(self._engine) as session:
            captures = unread_in_cycle(session, self._run.cycle[1:])
            told = select(CrawlIssue.url).where(
                CrawlIssue.run_id.in_(self._run.cycle[1:]), CrawlIssue.kind == "read_again"
            )
            tried = set(session.scalars(told))
        for capture_id in captures:
            try:
                with reading(self._engine) as session:
                    page = read_capture(session, capture_id, settings().warc_folder)
            except DamagedCapture:
                continue
            yield page, page.url in tried

    def refuse(self, page: CapturedPage, refusal: Refusal, *, now: datetime) -> None:
        """Keep why a page is not read at all."""
        self._write(page, lambda session, row: keep_result(session, row, refusal, now=now), is_revisit=False)

    def _write(self, page: CapturedPage, work: Callable[[Session, Capture], str], *, is_revisit: bool) -> None:
        def write(session: Session, is_again: bool) -> None:  # noqa: FBT001 - called by `patiently`
            row = session.get_one(Capture, page.id)
            if is_again and session.scalars(select(Extraction.id).where(Extraction.capture_id == row.id)).first():
                return
            if work(session, row) in _READ and is_revisit:
                session.get_one(CrawlRun, self._run.run_id).revisited += 1

        patiently(self._engine, write)

    def _add_row(self, session: Session, row: Capture, *, is_again: bool) -> None:
        if is_again:
            at = select(Capture).where(Capture.warc_path == row.warc_path, Capture.warc_offset == row.warc_offset)
            kept = session.scalars(at).first()
            make_transient(row)
            row.id = kept.id if kept else None  # type: ignore[assignment]  # the database numbers it
            if kept:
                return
        if not renew_lease(session, self._run.run_id, now=database_clock(session)):
            msg = f"run {self._run.run_id} does not hold {self._site.name} any more"
            raise LeaseLost(msg)
        session.add(row)
        session.get_one(CrawlRun, self._run.run_id).pages += 1
        session.flush()


def _same(session: Session, row: Capture, version_id: int, now: datetime) -> str:
    return keep_unchanged(session, row, version_id, now=now).change
