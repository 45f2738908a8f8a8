"""`soitin import`: files go through the same steps as pages: kept, then read as adverts or refused with the reason.

Pages of a web archive that are no adverts stay in the archive they came from, and are only counted.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from crawler.errors import PageNotKept, UnreadableFile
from crawler.files.entry import Ears, Entry
from crawler.files.read import file_entries
from crawler.files.reading import EntryReader, new_capture
from crawler.reading import Refusal, keep_result
from storage.captures import CaptureWriter
from storage.database import unit_of_work
from storage.records import ExtractedAdvert
from storage.runs import add_issue, finish_run, site_named, start_run
from storage.settings import settings
from storage.tables import Capture, CrawlRun

_BATCH = 100
_BATCH_BYTES = 16 * 1024 * 1024
_MOST_SENTENCES = 1000


@dataclass(slots=True)
class ImportReport:
    """What an import came to."""

    outcomes: Counter[str] = field(default_factory=Counter)
    """new, edited, unchanged, older, not_an_advert, failed; of a dry run: readable instead of the first four."""
    refused: Counter[str] = field(default_factory=Counter)
    """Kinds of pages and rows that are no adverts."""
    repairs: Counter[str] = field(default_factory=Counter)
    """Kinds of mending, each counted once an advert."""
    problems: list[str] = field(default_factory=list)
    """A sentence for each row that was refused or failed: file, line, cause; of very many the first thousand."""
    more_problems: int = 0
    """How many sentences were left out."""
    unreadable: list[str] = field(default_factory=list)
    """A sentence for each file that could not be read at all, or not to its end."""
    remarks: list[str] = field(default_factory=list)
    """What was not understood or left out while the rest was read."""
    columns: list[str] = field(default_factory=list)
    """What the columns of each table were taken for."""

    @property
    def adverts(self) -> int:
        """Rows and pages that were read as adverts."""
        return sum(self.outcomes[change] for change in ("new", "edited", "unchanged", "older", "readable"))

    def count(self, entry: Entry, result: ExtractedAdvert | Refusal, outcome: str) -> None:
        """Take note of what became of an entry."""
        self.outcomes[outcome] += 1
        if isinstance(result, ExtractedAdvert):
            self.repairs.update(result.repairs)
            return
        self.refused[result.kind] += 1
        if len(self.problems) < _MOST_SENTENCES:
            word = "not an advert" if result.outcome == "not_an_advert" else "failed"
            self.problems.append(f"{entry.name}: {word}: {result.sentence}")
        else:
            self.more_problems += 1


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """Where the rows of one site go during one import."""

    run_id: int
    writer: CaptureWriter


class Importer:
    """One import of some files; a run for each site that their rows name."""

    def __init__(self, engine: Engine | None) -> None:
        """Start with nothing imported; without a database it is a dry run, which keeps nothing."""
        self.report = ImportReport()
        self._engine = engine
        self._reader = EntryReader()
        self._desks: dict[str, _Desk] = {}

    def import_files(self, paths: Iterable[Path]) -> Iterator[int]:
        """Import files and folders; yields the number of entries done so far, for progress.

        A file that cannot be read is reported, and the others go on.

        Raises:
            PageNotKept: disk or database refuse; what was done before is kept.
        """
        done = 0
        for path in paths:
            for batch in _batches(self._readable(path)):
                self._take(batch)
                done += len(batch)
                yield done
        self._close()

    def _readable(self, path: Path) -> Iterator[Entry]:
        report = self.report
        ears = Ears(unreadable=report.unreadable.append, remark=report.remarks.append, columns=report.columns.append)
        try:
            yield from file_entries(path, ears)
        except UnreadableFile as error:
            report.unreadable.append(str(error))

    def _take(self, batch: list[Entry]) -> None:
        read = [(entry, *self._reader.read(entry)) for entry in batch]
        if self._engine is None:
            for entry, _, result in read:
                self.report.count(entry, result, result.outcome if isinstance(result, Refusal) else "readable")
            return
        try:
            with unit_of_work(self._engine) as session:
                desks = [self._desk(session, site, datetime.now(UTC)) for _, site, _ in read]
                # held, or the session forgets the runs and reads each again for every entry
                runs = {desk.run_id: session.get_one(CrawlRun, desk.run_id) for desk in desks}
                captures = _captures(session, desks, [(entry, result) for entry, _, result in read])
                for (entry, _, result), desk, capture in zip(read, desks, captures, strict=True):
                    self.report.count(entry, result, _keep(session, runs[desk.run_id], capture, entry, result))
        except (OSError, SQLAlchemyError) as error:
            reason = " ".join(str(getattr(error, "orig", error)).split())
            msg = f"{batch[0].name} and what follows could not be kept: {reason}"
            raise PageNotKept(msg) from error

    def _desk(self, session: Session, site: str, now: datetime) -> _Desk:
        if site not in self._desks:
            row = site_named(session, site, title=self._reader.title_of(site), now=now)
            run = start_run(session, row, now=now)
            writer = CaptureWriter(settings().warc_folder, site=site, site_id=row.id, run_id=run.id)
            self._desks[site] = _Desk(run_id=run.id, writer=writer)
        return self._desks[site]

    def _close(self) -> None:
        if self._engine is None:
            return
        now = datetime.now(UTC)
        with unit_of_work(self._engine) as session:
            for desk in self._desks.values():
                failed = session.get_one(CrawlRun, desk.run_id).failed
                outcome = ("bad", f"{failed} rows failed") if failed else ("good", None)
                finish_run(session, desk.run_id, outcome=outcome[0], cause=outcome[1], now=now)
            for desk in list(self._desks.values())[:1]:
                for remark in self.report.remarks:
                    add_issue(session, desk.run_id, kind="import_remark", message=remark, url=None, now=now)


def _captures(
    session: Session, desks: list[_Desk], entries: list[tuple[Entry, ExtractedAdvert | Refusal]]
) -> list[Capture | None]:
    """Keep the bytes of a batch, each site's with one flush to disk; None for what stays in its archive alone."""
    rows: list[Capture | None] = [None] * len(entries)
    now = datetime.now(UTC)
    for desk in {id(desk): desk for desk in desks}.values():
        wanted = [index for index, (entry, result) in enumerate(entries)
                  if desks[index] is desk and not _stays_in_archive(entry, result)]  # fmt: skip
        kept = desk.writer.append_all([new_capture(entries[index][0], now) for index in wanted])
        for index, row in zip(wanted, kept, strict=True):
            rows[index] = row
    session.add_all(row for row in rows if row is not None)
    session.flush()
    return rows


def _stays_in_archive(entry: Entry, result: ExtractedAdvert | Refusal) -> bool:
    return entry.is_archived and isinstance(result, Refusal) and result.outcome == "not_an_advert"


def _keep(
    session: Session, run: CrawlRun, capture: Capture | None, entry: Entry, result: ExtractedAdvert | Refusal
) -> str:
    if capture is None:
        run.refused += 1
        return "not_an_advert"
    run.pages += 1
    return keep_result(session, capture, result, now=datetime.now(UTC), by_time=entry.is_archived)


def _batches(entries: Iterator[Entry]) -> Iterator[list[Entry]]:
    """Yield entries in groups that fit into memory however large they are."""
    batch: list[Entry] = []
    size = 0
    for entry in entries:
        batch.append(entry)
        size += len(entry.body)
        if len(batch) >= _BATCH or size >= _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
