from collections.abc import Callable

import pytest

from crawler.errors import NotAnAdvert
from crawler.extract.advert import extract_advert
from storage.records import CapturedPage

ADVERT = (
    "<p>Xưởng cần tuyển 5 thợ may, yêu cầu có kinh nghiệm, lương 9 triệu, phụ cấp ăn ca, hồ sơ nộp tại cổng số 2, "
    "liên hệ phòng nhân sự trong giờ hành chính để được hướng dẫn. Quyền lợi theo luật định.</p>"
)
LINKS = "".join(f'<li><a href="/viec/{n}">Tuyển nhân viên kho ca đêm số {n} lương cao</a></li>' for n in range(30))


@pytest.mark.parametrize(
    ("body", "status", "kind"),
    [
        ("", 200, "empty_page"),
        ("  \n", 200, "empty_page"),
        ("<html><body></body></html>", 200, "empty_page"),
        ("<h1>Không tìm thấy</h1>", 404, "gone"),
        ("<h1>Lỗi</h1>", 500, "error_page"),
        ("<h1>Cần quyền</h1>", 401, "login_wall"),
        ("<title>Just a moment...</title><p>Checking your browser</p>", 403, "captcha"),
        ("<title>Xác minh bạn là con người</title><div>chờ một chút</div>", 200, "captcha"),
        ('<h1>Một chút</h1><p>Xin chờ</p><div class="g-recaptcha"></div>', 200, "captcha"),
        ('<p>Vui lòng đăng nhập để xem tin tuyển dụng này</p><input type="password">', 200, "login_wall"),
        (
            "<title>Đăng nhập</title><form><input type=password></form><p>Quên mật khẩu? Bấm vào đây</p>",
            200,
            "login_wall",
        ),
        (f"<h1>Thợ may</h1><p>Tin tuyển dụng này đã hết hạn nộp hồ sơ</p>{ADVERT}", 200, "expired"),
        (f"<h1>Thợ may</h1><p>Việc làm đã hết hạn</p>{ADVERT}", 200, "expired"),
        (f"<h1>Thợ may</h1><div>Đã hết hạn nộp hồ sơ</div>{ADVERT}", 200, "expired"),
        (f"<h1>1.234 việc làm</h1><ul>{LINKS}</ul>", 200, "list_page"),
        (f"<h1>Việc làm</h1>{ADVERT * 20}<ul>{LINKS}</ul><ul class=pagination><li>2</li></ul>", 200, "list_page"),
        (
            "<h1>Giới thiệu</h1><p>Chúng tôi là một trang hư cấu, không có gì ở đây cả, xin cảm ơn.</p>",
            200,
            "no_advert_text",
        ),
    ],
)
def test_what_is_no_advert_is_refused_with_its_kind(
    capture: Callable[..., CapturedPage], body: str, status: int, kind: str
) -> None:
    with pytest.raises(NotAnAdvert) as caught:
        extract_advert(capture(body, status=status))

    assert caught.value.kind == kind


@pytest.mark.parametrize(
    "around",
    [
        '<div class="modal"><p>Tin tuyển dụng bạn đang xem đã hết hạn</p></div>',
        "<template><p>Tin tuyển dụng bạn đang xem đã hết hạn</p></template>",
        '<div style="display: none">Việc làm đã hết hạn</div>',
        '<div class="modal"><form><input type="password"></form><div class="g-recaptcha"></div></div>' + ADVERT,
        "<p>Hồ sơ nộp trước ngày 30/12, hết hạn sẽ không nhận</p>",
        "<p>Mã QR đã hết hạn</p>",
        "<p>Hết hạn nộp hồ sơ: <b>30/12/2026</b></p>",
        "<p>Ở vị trí này bạn đã đóng bảo hiểm đầy đủ từ tháng đầu</p>",
        "<aside><p>Việc làm đã hết hạn</p></aside>",
        "<a href=/dang-nhap>Đăng nhập để ứng tuyển</a>" + ADVERT,
        "<p>Đăng nhập để xem số điện thoại</p>" + ADVERT,
        '<script src="/recaptcha.js"></script>' + ADVERT,
    ],
)
def test_what_only_looks_alarming_stays_an_advert(capture: Callable[..., CapturedPage], around: str) -> None:
    assert extract_advert(capture(f"<h1>Thợ may</h1>{ADVERT}{around}")).title == "Thợ may"


def test_a_pdf_is_not_a_page(capture: Callable[..., CapturedPage]) -> None:
    with pytest.raises(NotAnAdvert) as caught:
        extract_advert(capture(b"%PDF-1.7 \xff\xfe", headers={"Content-Type": "application/pdf"}))

    assert caught.value.kind == "not_html"
