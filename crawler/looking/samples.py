"""Three adverts of a site: the first shape of addresses of which three can be read is that of its adverts."""

from collections import Counter
from collections.abc import Sequence

from crawler.extract.advert import extract_advert
from crawler.extract.main_text import speaks_of_work
from crawler.looking.entrance import Sitemap
from crawler.looking.listing import Listing
from crawler.looking.shapes import Shape, shapes_of
from crawler.looking.visitor import NotVisited, Visitor
from crawler.reading import Refusal, read_or_refuse
from crawler.site_file import SiteFile
from storage.records import CapturedPage, ExtractedAdvert

SAMPLES = 3
STRUCTURED = ("json_ld", "microdata")
_STATED = 3
"""What an advert that states a JobPosting is worth."""
_MOST_TRIED = 7
_MOST_SHAPES = 3
_FEWEST_LINKS = 3

Sample = tuple[CapturedPage, ExtractedAdvert]


class NothingFound(Exception):
    """Raised when no page of the site shows adverts that can be read; says what was looked at."""


def any_site(base: str, *, demo: bool = False) -> SiteFile:
    """Return a site file that takes every page of a site for an advert, however little it says."""
    return SiteFile.model_validate(
        {"name": "look", "title": "look", "kind": "classifieds", "base": base, "start": {"listings": ["/"]},
         "advert_url": "://", "counts": {"min": 0, "max": 1}, "demo": demo}
    )  # fmt: skip


def find_adverts(
    visitor: Visitor, site: SiteFile, listings: Sequence[Listing], sitemaps: Sequence[Sitemap]
) -> tuple[Shape, list[Sample]]:
    """Return the shape of the adverts' addresses, and three adverts; fewer where no shape has three.

    Raises:
        NothingFound: of none of the likeliest shapes a page could be read as an advert.
    """
    tried = _likeliest(listings, sitemaps)
    refused: Counter[str] = Counter()
    best: tuple[Shape, list[Sample]] | None = None
    for shape in tried:
        samples = _read_some(visitor, site, shape, refused)
        if samples and (best is None or _worth(samples) > _worth(best[1])):
            best = shape, samples
        if best is not None and _worth(best[1]) == SAMPLES * _STATED:
            break
    if best is None:
        looked = ", ".join(shape.pattern for shape in tried) or "no group of three links that are built alike"
        why = "; ".join(f"{count} × {sentence}" for sentence, count in refused.most_common(3))
        msg = f"no advert could be read; tried addresses like {looked}{f' ({why})' if why else ''}. "
        raise NothingFound(msg + "Name a page that lists adverts")
    return best


def _worth(samples: Sequence[Sample]) -> int:
    """Tell adverts from other pages: those that state a JobPosting count most, then those whose words are of work."""
    return sum(
        _STATED if advert.source in STRUCTURED else 2 if speaks_of_work(advert.text) else 1 for _, advert in samples
    )


def _likeliest(listings: Sequence[Listing], sitemaps: Sequence[Sitemap]) -> list[Shape]:
    """Return the shapes worth trying: those of the lists first, then those of the sitemaps."""
    shapes = [shape for listing in listings for shape in listing.shapes]
    named = [url for sitemap in sitemaps for url in sitemap.addresses]
    in_sitemaps = {url: url.rstrip("/").rpartition("/")[2].replace("-", " ") for url in named}
    shapes = sorted(shapes, key=lambda shape: -shape.weight) + shapes_of(in_sitemaps)
    tried: dict[str, Shape] = {}
    for shape in shapes:
        if len(shape.urls) >= _FEWEST_LINKS and len(tried) < _MOST_SHAPES:
            tried.setdefault(shape.pattern, shape)
    return list(tried.values())


def _read_some(visitor: Visitor, site: SiteFile, shape: Shape, refused: Counter[str]) -> list[Sample]:
    """Return three adverts of a shape, from the beginning, the end and the middle of a list."""
    order = [shape.urls[0], shape.urls[-1], shape.urls[len(shape.urls) // 2], *shape.urls]
    found: list[Sample] = []
    for url in list(dict.fromkeys(order))[:_MOST_TRIED]:
        try:
            page = visitor.visit(url)
        except NotVisited as error:
            refused[error.kind] += 1
            continue
        advert = read_advert(page, site)
        if isinstance(advert, Refusal):
            refused[advert.sentence] += 1
        elif shape.fits(page.url):
            found.append((page, advert))
        if len(found) == SAMPLES:
            break
    return found


def read_advert(page: CapturedPage, site: SiteFile) -> ExtractedAdvert | Refusal:
    """Return what a page says as an advert of a site, or why it is none."""
    return read_or_refuse(lambda: extract_advert(page, site))
