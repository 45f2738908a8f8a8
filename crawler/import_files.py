"""`soitin import`: files go through the same steps as pages: kept, then read as adverts or refused with the reason."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from crawler.errors import PageNotKept, UnreadableAdvert, UnreadableFile
from crawler.extract.advert import extract_advert
from crawler.extract.row import extract_row, parse_row
from crawler.file_entries import Entry, file_entries
from crawler.reading import Refusal, keep_result, read_or_refuse
from storage.captures import CaptureWriter
from storage.database import unit_of_work
from storage.records import CapturedPage, ExtractedAdvert, NewCapture
from storage.runs import finish_run, site_named, start_run
from storage.settings import settings
from storage.tables import CrawlRun

_BATCH = 100
_SITE_NAME_LENGTH = 80
DEFAULT_SITE = "import"


@dataclass(slots=True)
class ImportReport:
    """What an import came to."""

    outcomes: Counter[str] = field(default_factory=Counter)
    """new, edited, unchanged, not_an_advert, failed."""
    refused: Counter[str] = field(default_factory=Counter)
    """Kinds of pages and rows that are no adverts."""
    repairs: Counter[str] = field(default_factory=Counter)
    """Kinds of mending, each counted once an advert."""
    problems: list[str] = field(default_factory=list)
    """A sentence for each row that was refused or failed: file, line, cause."""
    unreadable: list[str] = field(default_factory=list)
    """A sentence for each file that could not be read at all, or not to its end."""

    @property
    def adverts(self) -> int:
        """Rows and pages that were read as adverts."""
        return sum(self.outcomes[change] for change in ("new", "edited", "unchanged"))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """Where the rows of one site go during one import."""

    run_id: int
    writer: CaptureWriter


class Importer:
    """One import of some files; a run for each site that their rows name."""

    def __init__(self, engine: Engine) -> None:
        """Start with nothing imported."""
        self.report = ImportReport()
        self._engine = engine
        self._desks: dict[str, _Desk] = {}

    def import_files(self, paths: Iterable[Path]) -> Iterator[int]:
        """Import files and folders; yields the number of entries done so far, for progress.

        A file that cannot be read is reported, and the others go on.

        Raises:
            PageNotKept: disk or database refuse; what was done before is kept.
        """
        done = 0
        for path in paths:
            entries = self._readable(path)
            while batch := list(islice(entries, _BATCH)):
                self._keep(batch)
                done += len(batch)
                yield done
        self._close()

    def _readable(self, path: Path) -> Iterator[Entry]:
        try:
            yield from file_entries(path, on_problem=self.report.unreadable.append)
        except UnreadableFile as error:
            self.report.unreadable.append(str(error))

    def _keep(self, batch: list[Entry]) -> None:
        read = [_read_entry(entry) for entry in batch]
        try:
            with unit_of_work(self._engine) as session:
                for entry, (site, result) in zip(batch, read, strict=True):
                    self._keep_one(session, entry, site, result)
        except (OSError, SQLAlchemyError) as error:
            reason = " ".join(str(getattr(error, "orig", error)).split())
            msg = f"{batch[0].name} and what follows could not be kept: {reason}"
            raise PageNotKept(msg) from error

    def _keep_one(self, session: Session, entry: Entry, site: str, result: ExtractedAdvert | Refusal) -> None:
        now = datetime.now(UTC)
        desk = self._desk(session, site, now)
        capture = desk.writer.keep(session, _new_capture(entry, now))
        session.get_one(CrawlRun, desk.run_id).pages += 1
        outcome = keep_result(session, capture, result, now=now)
        self.report.outcomes[outcome] += 1
        if isinstance(result, Refusal):
            self.report.problems.append(f"{entry.name}: {_word(result)}: {result.sentence}")
            self.report.refused[result.kind] += 1
        else:
            self.report.repairs.update(result.repairs)

    def _desk(self, session: Session, site: str, now: datetime) -> _Desk:
        if site not in self._desks:
            row = site_named(session, site, now=now)
            run = start_run(session, row, now=now)
            writer = CaptureWriter(settings().warc_folder, site=site, site_id=row.id, run_id=run.id)
            self._desks[site] = _Desk(run_id=run.id, writer=writer)
        return self._desks[site]

    def _close(self) -> None:
        with unit_of_work(self._engine) as session:
            for desk in self._desks.values():
                failed = session.get_one(CrawlRun, desk.run_id).failed
                outcome = ("bad", f"{failed} rows failed") if failed else ("good", None)
                finish_run(session, desk.run_id, outcome=outcome[0], cause=outcome[1], now=datetime.now(UTC))


def _read_entry(entry: Entry) -> tuple[str, ExtractedAdvert | Refusal]:
    if entry.content_type == "text/html":
        page = CapturedPage(
            id=0,
            url=entry.address,
            fetched_at=datetime.now(UTC),
            status=200,
            headers=[("Content-Type", entry.content_type)],
            body=entry.body,
        )
        return DEFAULT_SITE, read_or_refuse(lambda: extract_advert(page))
    try:
        row = parse_row(entry.body)
    except UnreadableAdvert as error:
        return DEFAULT_SITE, Refusal(outcome="failed", kind=error.kind, sentence=error.sentence)
    return _site_of(row.get("site") or row.get("source")), read_or_refuse(lambda: extract_row(row))


def _site_of(value: object) -> str:
    name = value.strip() if isinstance(value, str) else ""
    return name if name and len(name) <= _SITE_NAME_LENGTH and name.isprintable() else DEFAULT_SITE


def _new_capture(entry: Entry, now: datetime) -> NewCapture:
    return NewCapture(
        url=entry.address,
        fetched_at=now,
        status=200,
        reason="OK",
        headers=[("Content-Type", entry.content_type)],
        body=entry.body,
        kind="file",
    )


def _word(refusal: Refusal) -> str:
    return "not an advert" if refusal.outcome == "not_an_advert" else "failed"
