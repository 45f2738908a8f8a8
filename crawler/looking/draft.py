"""A survey written down as a `site.yml`: each line with what it was guessed from, in Vietnamese and English."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.addresses import host_of
from crawler.looking.fields import Learnt
from crawler.looking.samples import STRUCTURED, read_advert
from crawler.looking.survey import Survey
from crawler.site_file import SiteFile
from storage.folding import fold
from storage.records import ExtractedAdvert

DELAY = 3.0
"""Seconds between requests where robots.txt asks for nothing."""

_SURE = ("title", "employer_name", "text", "posted_on")
"""Fields that a whole site can be held to after a look at three adverts; others are often empty."""

_SMALL_ADS = re.compile(r"rao vặt|mua bán|đăng tin|chợ|người đăng|tin vặt", re.IGNORECASE)
_BETWEEN = re.compile(r" [|–—·-] ")
_SHARE_OF_SEEN = 0.7
_MANY = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What whoever asks for a draft has decided."""

    name: str
    contact: str
    demo: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What sort of site it is, and why we think so."""

    name: str
    because: str


def name_of(base: str) -> str:
    """Return a short name for a site from its host: https://www.viec-lam.example → viec_lam_example."""
    host = host_of(base).removeprefix("www.")
    name = re.sub(r"[^a-z0-9]+", "_", host).strip("_")
    return (name if name[:1].isalpha() else f"site_{name}")[:80]


def kind_of(survey: Survey) -> Kind:
    """Tell a company's own site by the licence in its footer, small ads by their words."""
    if survey.licence:
        return Kind(name="company", because=f"chân trang ghi giấy phép / the footer names licence {survey.licence}")
    structured = sum(survey.sources[source] for source in STRUCTURED)
    if structured:
        return Kind(name="board", because=f"{structured} tin có JobPosting / adverts with JobPosting data")
    source = survey.listing.page.source if survey.listing else ""
    if (match := _SMALL_ADS.search(source)) or "employer_name" not in survey.selectors():
        words = f'có chữ "{match.group()}" / it says so' if match else "không thấy tên nơi tuyển / no employer is named"
        return Kind(name="classifieds", because=words)
    return Kind(name="board", because="tin có tên nơi tuyển / adverts name an employer")


def title_of(survey: Survey) -> str:
    """Return the name of a site: what it calls itself, or what all its titles end with."""
    pages = [*([survey.listing.page] if survey.listing else []), *survey.pages]
    for page in pages:
        named = page.html.css("meta[property='og:site_name']::attr(content)").get("").strip()
        if named:
            return named[:200]
    titles = [_BETWEEN.split(" ".join(page.html.css("title::text").get("").split())) for page in pages]
    shared = {fold(title[-1]) for title in titles}
    last = titles[0][-1]
    return last[:200] if last and len(titles) > 1 and len(shared) == 1 else host_of(survey.base)


def draft(survey: Survey, wishes: Wishes, kind: Kind, expected: Sequence[str]) -> str:
    """Return the text of a site file."""
    return "\n".join(_lines(survey, wishes, kind, expected)) + "\n"


def expected_of(survey: Survey, site: SiteFile) -> list[str]:
    """Return the fields that every sample fills when it is read by a site file; news among them does not count."""
    read = [read_advert(sample, site) for sample in survey.samples]
    adverts = [advert for advert in read if isinstance(advert, ExtractedAdvert)]
    return [name for name in _SURE if adverts and all(getattr(advert, name) for advert in adverts)]


def _lines(survey: Survey, wishes: Wishes, kind: Kind, expected: Sequence[str]) -> Iterator[str]:
    yield from _head(survey, wishes, kind)
    yield "start:"
    yield from _start(survey)
    yield from _addresses(survey)
    yield "max_pages: 3000   # mỗi lượt không tải quá số này / a run fetches no more"
    yield from _pace(survey, wishes)
    yield "schedule: daily"
    contact = "" if wishes.contact else "   # nơi chủ trang khiếu nại / where its owner can complain: SOITIN_CONTACT"
    yield f"contact: {_quoted(wishes.contact)}{contact}"
    yield f"# các tin đã đọc đều có / all adverts that were read have them; cách đọc / read by: {_sources(survey)}"
    yield f"expected: [{', '.join(expected)}]"
    yield from _counts(survey)
    yield from _selectors(survey.selectors(), kind)


def _head(survey: Survey, wishes: Wishes, kind: Kind) -> Iterator[str]:
    yield "# Bản nháp do `soitin site new` lập sau khi xem vài trang; hãy đọc từng dòng và sửa."
    yield "# Drafted by `soitin site new` from a few pages; read and correct every line. `soitin site check` tries it."
    yield "# Điều khoản của trang có cho phép? / do its terms allow this? Ai xem, ngày nào / who looked, when:"
    yield f"name: {_quoted(wishes.name)}"
    yield f"title: {_quoted(title_of(survey))}   # tên trang tự gọi / what the site calls itself"
    yield f"kind: {kind.name}   # {kind.because}"
    if wishes.demo:
        yield "demo: true   # đứng trên máy này / stands on this machine"
    yield f"base: {_quoted(survey.base)}"


def _addresses(survey: Survey) -> Iterator[str]:
    links, read = len(survey.shape.urls), len(survey.adverts)
    yield f"# {links} liên kết có dạng này, {read} trang đã mở đọc được là tin /"
    yield f"# {links} links are built so, {read} that were opened read as adverts"
    yield f"advert_url: {_quoted(survey.shape.pattern)}"
    if survey.next_page:
        second = _path(survey.next_page.because)
        yield f"# từ danh sách sang / leads from the list to {second}, có tin khác / other adverts"
        yield f"next_page: {_quoted(survey.next_page.css)}"


def _start(survey: Survey) -> Iterator[str]:
    if survey.sitemaps:
        named = sum(survey.shape.fits(url) for sitemap in survey.sitemaps for url in sitemap.addresses)
        yield f"  # {named} địa chỉ tin trong sitemap / addresses of adverts in sitemaps"
        yield f"  sitemaps: [{', '.join(_quoted(_path(sitemap.url)) for sitemap in survey.sitemaps)}]"
    if survey.listing:
        pages = [survey.listing.url, *survey.numbered]
        if survey.numbered:
            yield "  # chỉ có số trang, không có nút sang trang / pages have numbers only, nothing says next"
        yield f"  listings: [{', '.join(_quoted(_path(url)) for url in pages)}]"


def _pace(survey: Survey, wishes: Wishes) -> Iterator[str]:
    asked = survey.robots.crawl_delay
    if asked:
        yield f"delay: {max(asked, 0.0 if wishes.demo else DELAY):g}   # robots.txt: Crawl-delay {asked:g}"
    else:
        said = "robots.txt không nêu / asks for none" if survey.robots.found else "không có robots.txt / there is none"
        yield f"delay: {0 if wishes.demo else DELAY:g}   # giây / seconds; {said}"


def _counts(survey: Survey) -> Iterator[str]:
    seen = len(survey.seen)
    yield f"# đã thấy {seen} địa chỉ; chưa biết cả trang có bao nhiêu: sửa sau lượt đầu / {seen} addresses were seen;"
    yield "# how many there are nobody knows yet: correct both after the first good run"
    yield f"counts: {{min: {max(1, int(seen * _SHARE_OF_SEEN))}, max: {max(seen * _MANY, 200)}}}"


def _selectors(learnt: dict[str, Learnt], kind: Kind) -> Iterator[str]:
    if not learnt:
        yield "# không thấy chỗ nào giống nhau cho tiêu đề và nội dung / no one place for title and text was found"
        return
    yield "# dùng khi trang không có dữ liệu JobPosting / used where a page has no JobPosting data"
    yield "selectors:"
    for name, found in learnt.items():
        if not (kind.name == "company" and name == "employer_name"):
            yield f"  {name}: {_quoted(found.css)}   # {found.because}"


def _sources(survey: Survey) -> str:
    return ", ".join(f"{count} {source}" for source, count in survey.sources.items())


def _path(url: str) -> str:
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _quoted(text: str) -> str:
    """Return text as YAML takes it whatever is in it; single quotes, so that patterns stay readable."""
    return "'" + text.replace("'", "''") + "'"
