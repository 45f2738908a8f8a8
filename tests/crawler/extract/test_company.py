from collections.abc import Callable
from typing import Any

import pytest

from crawler.errors import NotAnAdvert
from crawler.extract.advert import extract_advert
from crawler.site_file import SiteFile
from storage.records import CapturedPage

KNOWN: dict[str, Any] = {
    "name": "company",
    "title": "Nhân lực Cầu Ví Dụ",
    "kind": "company",
    "base": "https://board.example",
    "start": {"listings": ["/"]},
    "advert_url": "/viec-lam/",
    "counts": {"min": 0, "max": 9},
}
SELECTORS = {"selectors": {"title": "h1", "text": ".bai"}}
ORDER = (
    "<article><h1>Đơn hàng hàn Osaka</h1><div class=bai><p>Cần 12 nam, lương 180.000 yên/tháng, hợp đồng 3 năm tại "
    "xưởng đóng khung thép ngoại ô Osaka, có ký túc xá gần xưởng cho người ở xa.</p>"
    "<table><tr><th>Khoản</th><th>Số tiền</th></tr><tr><td>Phí dịch vụ</td><td>45 triệu</td></tr></table>"
    "</div></article>"
)
NEWS = (
    "<article><h1>Tổng kết lớp tiếng Nhật khoá 41</h1><div class=bai><p>Hội trường đông chật vì học viên nhận giấy "
    "hoàn thành khoá tiếng. Cô giáo khóc trước cả học viên và mọi người chụp ảnh chung.</p></div></article>"
)
FOOTER = "<footer>Giấy phép đưa người lao động đi làm việc ở nước ngoài số {}</footer>"


def site(**more: Any) -> SiteFile:
    return SiteFile.model_validate(KNOWN | more)


@pytest.mark.parametrize("more", [{}, SELECTORS])
def test_an_article_is_read_with_its_table_as_lines(capture: Callable[..., CapturedPage], more: dict[str, Any]) -> None:
    advert = extract_advert(capture(ORDER), site(**more))

    assert advert.title == "Đơn hàng hàn Osaka"
    assert "\nPhí dịch vụ: 45 triệu" in advert.text
    assert advert.employer_name == "Nhân lực Cầu Ví Dụ"


@pytest.mark.parametrize("more", [{}, SELECTORS])
def test_news_is_no_advert(capture: Callable[..., CapturedPage], more: dict[str, Any]) -> None:
    with pytest.raises(NotAnAdvert) as caught:
        extract_advert(capture(NEWS), site(**more))

    assert caught.value.kind == "no_advert_text"


@pytest.mark.parametrize("licence", ["98417/BNV-GP", "0000/LĐTBXH-GP", "12/2019/LĐ-TBXH-GP", "123 / LDTBXH - GP"])
def test_the_licence_in_the_footer_is_kept(capture: Callable[..., CapturedPage], licence: str) -> None:
    page = capture(ORDER + FOOTER.format(licence))

    assert extract_advert(page, site(**SELECTORS)).stated == {"footer_licence": licence}
    assert extract_advert(page, site(**SELECTORS, kind="board")).stated == {}, "a board's licence is not the employer's"


def test_a_footer_without_licence_states_none(capture: Callable[..., CapturedPage]) -> None:
    assert extract_advert(capture(ORDER + FOOTER.format("0312345678")), site(**SELECTORS)).stated == {}


def test_a_small_ad_may_be_short_where_a_board_would_not_believe_it(capture: Callable[..., CapturedPage]) -> None:
    page = capture(f"<h1>Cần người rửa chén</h1><p>{'Quán phở cần người rửa chén sáng, gọi 0900 000 321. ' * 2}</p>")

    assert "0900 000 321" in extract_advert(page, site(kind="classifieds")).text
    with pytest.raises(NotAnAdvert):
        extract_advert(page, site(kind="board"))


@pytest.mark.parametrize(
    ("location", "kind"),
    [("/dang-nhap?ve=/a", "login_wall"), ("https://x.example/login", "login_wall"), ("/", "redirected")],
)
def test_a_redirect_that_was_not_followed_says_where_to(
    capture: Callable[..., CapturedPage], location: str, kind: str
) -> None:
    with pytest.raises(NotAnAdvert, match="a redirect to") as caught:
        extract_advert(capture("", status=302, headers={"Location": location}))

    assert caught.value.kind == kind
