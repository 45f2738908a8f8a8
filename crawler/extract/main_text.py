"""The last resort: the main text of a page that neither states structured data nor has selectors."""

import re

from crawler.errors import NotAnAdvert
from crawler.extract.job_posting import advert_text
from crawler.extract.page import Page
from crawler.extract.plain_text import tidy
from storage.records import ExtractedAdvert

_CUES = re.compile(
    r"tuyển|ứng tuyển|ứng viên|mức lương|lương|thu nhập|phụ cấp|mô tả công việc|yêu cầu|quyền lợi|hồ sơ|liên hệ|"
    r"địa điểm làm việc|kinh nghiệm|đi làm|xuất khẩu lao động|đơn hàng",
    re.IGNORECASE,
)
_ENOUGH_CUES = 3
_ENOUGH_TEXT = 150


def read_main_text(page: Page) -> ExtractedAdvert:
    """Return the main text as an advert.

    Raises:
        NotAnAdvert: what remains is too little, or does not speak of work on offer.
    """
    import trafilatura  # noqa: PLC0415 - a second to import, and few pages need it

    text = tidy(trafilatura.extract(page.source, include_comments=False, include_tables=True) or "")
    cues = {match.group().lower() for match in _CUES.finditer(text)}
    if len(text) < _ENOUGH_TEXT or len(cues) < _ENOUGH_CUES:
        msg = "its main text does not speak of work on offer"
        raise NotAnAdvert(kind="no_advert_text", sentence=msg)
    title = _title(page) or text.partition("\n")[0][:200]
    return ExtractedAdvert(
        title=title,
        employer_name="",
        text=advert_text(title, {"Nội dung": text}),
        source="main_text",
        repairs=page.repairs,
    )


def _title(page: Page) -> str:
    for css in ("h1", "meta[property='og:title']", "title"):
        for found in page.html.css(css):
            words = " ".join((found.attrib.get("content") or found.xpath("string()").get() or "").split())
            if words:
                return words
    return ""
