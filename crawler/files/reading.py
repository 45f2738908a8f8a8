"""Steps 2 and 3 for an entry of a file: which site it belongs to, what it says, and how it is kept."""

from dataclasses import replace
from datetime import UTC, datetime

from crawler.addresses import canonical_address, host_of
from crawler.errors import UnreadableAdvert, WrongSiteFile
from crawler.extract.advert import extract_advert, extract_archived
from crawler.extract.row import extract_row, parse_row
from crawler.files.entry import Entry
from crawler.reading import Refusal, read_or_refuse
from crawler.site_file import SiteFile, load_site, site_names
from storage.records import CapturedPage, ExtractedAdvert, NewCapture

DEFAULT_SITE = "import"
_SITE_NAME_LENGTH = 80


class EntryReader:
    """Reads entries; pages of the web by the site file of their host, if there is one."""

    def __init__(self) -> None:
        """Read no site file before a page needs it."""
        self._by_host: dict[str, SiteFile | None] = {}

    def read(self, entry: Entry) -> tuple[str, ExtractedAdvert | Refusal]:
        """Return the name of the site, and the advert or why there is none."""
        if entry.content_type == "text/html":
            return self._read_page(entry)
        try:
            row = parse_row(entry.body)
        except UnreadableAdvert as error:
            return DEFAULT_SITE, Refusal(outcome="failed", kind=error.kind, sentence=error.sentence)
        return _site_of(row.get("site") or row.get("source")), read_or_refuse(lambda: extract_row(row))

    def title_of(self, name: str) -> str:
        """Return the name by which people know a site, where a site file says it."""
        return next((site.title for site in self._by_host.values() if site and site.name == name), "")

    def _read_page(self, entry: Entry) -> tuple[str, ExtractedAdvert | Refusal]:
        page = CapturedPage(
            id=0,
            url=entry.address,
            fetched_at=entry.fetched_at or datetime.now(UTC),
            status=entry.status,
            headers=[*entry.headers] or [("Content-Type", entry.content_type)],
            body=entry.body,
        )
        if not entry.is_archived:
            return DEFAULT_SITE, read_or_refuse(lambda: extract_advert(page))
        site = self._site_at(entry.address)
        result = read_or_refuse(lambda: extract_archived(page, site))
        if isinstance(result, ExtractedAdvert) and result.canonical_url is None:
            result = replace(result, canonical_url=canonical_address(entry.address))
        return site.name if site else host_of(entry.address)[:_SITE_NAME_LENGTH], result

    def _site_at(self, url: str) -> SiteFile | None:
        host = host_of(url)
        if host not in self._by_host:
            self._by_host[host] = next((site for site in _site_files() if site.is_own_address(url)), None)
        return self._by_host[host]


def new_capture(entry: Entry, now: datetime) -> NewCapture:
    """Return what is to be kept of an entry: an archived page as the page it was, anything else as a file."""
    return NewCapture(
        url=entry.address,
        fetched_at=entry.fetched_at or now,
        status=entry.status,
        reason="OK",
        headers=[*entry.headers] or [("Content-Type", entry.content_type)],
        body=entry.body,
        kind="advert" if entry.is_archived else "file",
    )


def _site_files() -> list[SiteFile]:
    found = []
    for name in site_names():
        try:
            found.append(load_site(name))
        except WrongSiteFile:
            continue  # `soitin site list` names it; an archive can be read without
    return found


def _site_of(value: object) -> str:
    name = value.strip() if isinstance(value, str) else ""
    return name if name and len(name) <= _SITE_NAME_LENGTH and name.isprintable() else DEFAULT_SITE
