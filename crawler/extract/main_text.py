"""The last resort: the main text of a page that neither states structured data nor has selectors."""

import html
import re
from typing import Any

from parsel import Selector

from crawler.errors import NotAnAdvert
from crawler.extract.job_posting import advert_text
from crawler.extract.page import Page
from crawler.extract.plain_text import element_text, tidy
from crawler.extract.tables import table_lines
from storage.records import ExtractedAdvert

_WORDS = (
    "tuyển", "ứng tuyển", "ứng viên", "mức lương", "lương", "thu nhập", "phụ cấp", "mô tả công việc", "yêu cầu",
    "quyền lợi", "hồ sơ", "liên hệ", "địa điểm làm việc", "kinh nghiệm", "đi làm", "xuất khẩu lao động", "đơn hàng",
)  # fmt: skip
_CUES = re.compile("|".join(_WORDS), re.IGNORECASE)
_ENOUGH = (150, 3)
"""Characters, and different words that speak of work."""
_ENOUGH_WHERE_WORK_IS_OFFERED = (40, 0)
NO_WORK = "its main text does not speak of work on offer"


def read_main_text(page: Page, *, among_offers: bool = False) -> ExtractedAdvert:
    """Return the main text as an advert; it may be short where the site's addresses promise nothing but offers.

    Raises:
        NotAnAdvert: what remains is too little, or does not speak of work on offer.
    """
    enough_text, enough_cues = _ENOUGH_WHERE_WORK_IS_OFFERED if among_offers else _ENOUGH
    if not speaks_of_work(page.source, enough_cues):
        raise NotAnAdvert(kind="no_advert_text", sentence=NO_WORK)  # whatever its main text is; finding it is dear
    import trafilatura  # noqa: PLC0415 - a second to import, and few pages need it

    text = tidy(trafilatura.extract(_with_tables_as_lines(page), include_comments=False, include_tables=True) or "")
    if len(text) < enough_text or len(_cues(text)) < enough_cues:
        raise NotAnAdvert(kind="no_advert_text", sentence=NO_WORK)
    title = _title(page) or text.partition("\n")[0][:200]
    return ExtractedAdvert(
        title=title,
        employer_name="",
        text=advert_text(title, {"Nội dung": text}),
        source="main_text",
        repairs=page.repairs,
    )


def speaks_of_work(source: str, enough: int = _ENOUGH[1]) -> bool:
    """Tell whether a page holds so many different words that speak of work, whatever its main text may be."""
    text = html.unescape(source) if "&" in source else source
    lowered = text.lower()
    # a word that a pattern finds stands in the text: most pages are done with here, many times faster
    if sum(word in lowered for word in _WORDS) < enough:
        return False
    return len(_cues(text)) >= enough


def _cues(text: str) -> set[str]:
    return {match.group().lower() for match in _CUES.finditer(text)}


def _with_tables_as_lines(page: Page) -> Any:
    if "<table" not in page.source.lower():
        return page.source
    root = Selector(text=page.source, type="html").root
    for table in root.xpath("//table"):
        lines = table_lines(table, element_text)
        if lines is not None:
            block = root.makeelement("div")
            for line in lines:
                row = root.makeelement("p")
                row.text = line
                block.append(row)
            block.tail = table.tail
            table.getparent().replace(table, block)
    return root


def _title(page: Page) -> str:
    for css in ("h1", "meta[property='og:title']", "title"):
        for found in page.html.css(css):
            words = " ".join((found.attrib.get("content") or found.xpath("string()").get() or "").split())
            if words:
                return words
    return ""
