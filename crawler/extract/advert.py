"""Step 3: from a captured page to the advert it states: structured data first, the page's own words last."""

from dataclasses import replace
from typing import Any

from crawler.addresses import canonical_address, host_of
from crawler.errors import NotAnAdvert, UnreadableAdvert
from crawler.extract import json_ld, microdata
from crawler.extract.company import complete_by_site, require_offer
from crawler.extract.disagreement import keep_both
from crawler.extract.is_advert import posting_of_page, require_advert
from crawler.extract.job_posting import read_job_posting
from crawler.extract.main_text import NO_WORK, read_main_text, speaks_of_work
from crawler.extract.page import Page, read_page, read_source
from crawler.extract.selectors import read_by_selectors
from crawler.site_file import SiteFile
from storage.records import CapturedPage, ExtractedAdvert

_REDIRECT = 300


def extract_advert(captured: CapturedPage, site: SiteFile | None = None) -> ExtractedAdvert:
    """Return the advert of a captured page, from its bytes and headers alone.

    Raises:
        NotAnAdvert: the page is something else.
        UnreadableAdvert: the page should be an advert and cannot be read.
    """
    page = read_page(captured)
    repairs = list(page.repairs)
    found = {"json_ld": json_ld.job_postings(page, repairs), "microdata": microdata.job_postings(page)}
    require_advert(page, found["json_ld"] or found["microdata"])
    advert = _from_structured_data(page, found, repairs) or _from_words(page, site, repairs)
    if advert.source == "json_ld":
        advert = keep_both(page, advert, site)
    if site is not None and site.kind == "company":
        advert = complete_by_site(page, advert, site)
    advert = replace(advert, canonical_url=_identity(page, advert, site))
    _require_expected(advert, site)
    return advert


def extract_archived(captured: CapturedPage, site: SiteFile | None = None) -> ExtractedAdvert:
    """Return the advert of a page of a web archive; pages of sites that nobody knows are mostly something else.

    Those that neither state a JobPosting nor speak of work are passed over before they are parsed.

    Raises:
        NotAnAdvert: the page is something else.
        UnreadableAdvert: the page should be an advert and cannot be read.
    """
    if site is None and captured.status < _REDIRECT:
        source, _ = read_source(captured)
        if "JobPosting" not in source and not speaks_of_work(source):
            raise NotAnAdvert(kind="no_advert_text", sentence=NO_WORK)
    return extract_advert(captured, site)


def _from_structured_data(
    page: Page, found: dict[str, list[dict[str, Any]]], repairs: list[str]
) -> ExtractedAdvert | None:
    for source, postings in found.items():
        if not postings:
            continue
        posting = posting_of_page(page, postings) or postings[0]
        tried = list(repairs)
        try:
            return read_job_posting(posting, source=source, repairs=tried)
        except UnreadableAdvert as error:
            repairs.append(f"{source}_{error.kind}")
    return None


def _from_words(page: Page, site: SiteFile | None, repairs: list[str]) -> ExtractedAdvert:
    if site is not None and site.selectors is not None and site.selectors.text is not None:
        advert = read_by_selectors(page, site.selectors)
    else:
        advert = read_main_text(page, among_offers=site is not None and site.kind != "board")
    if site is not None and site.kind == "company":
        require_offer(advert)
    return replace(advert, repairs=tuple(dict.fromkeys([*repairs, *advert.repairs])))


def _identity(page: Page, advert: ExtractedAdvert, site: SiteFile | None) -> str | None:
    """Return the address that stays the same however the page was reached.

    A page may name another address than its own; a crawl believes that only of an advert of the same host.
    """
    if site is None:
        return page.address or advert.canonical_url
    named = page.address
    if named and host_of(named) == host_of(page.url) and site.is_advert_address(named):
        return named
    return canonical_address(page.url)


def _require_expected(advert: ExtractedAdvert, site: SiteFile | None) -> None:
    for field in site.expected if site else []:
        if not getattr(advert, field):
            msg = f"the field {field} is empty, and the site file expects it; has the page changed?"
            raise UnreadableAdvert(kind=f"no_{field}", sentence=msg)
