import pytest

from crawler.files.columns import field_of


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Tiêu đề", "title"), ("TEN CONG VIEC", "title"), ("Vị trí tuyển dụng", "title"), ("Job title", "title"),
        ("Công ty", "employer_name"), ("ten_cong_ty", "employer_name"), ("Nhà tuyển dụng", "employer_name"),
        ("Nội dung", "text"), ("Mô tả công việc:", "text"), ("Quyền lợi", "text"), ("description", "text"),
        ("Mức lương (triệu/tháng)", "salary_text"), ("Lương cơ bản", "salary_text"), ("Mức lương Từ", "salary_text"),
        ("Địa điểm làm việc", "place"), ("Địa chỉ công ty", "place"), ("Tỉnh/Thành phố", "province"),
        ("Ngày đăng", "posted_on"), ("Ngày đăng tin", "posted_on"), ("Hạn nộp hồ sơ", "expires_on"),
        ("Số điện thoại", "contact"), ("SĐT", "contact"), ("Số điện thoại liên hệ", "contact"), ("Zalo", "contact"),
        ("Đường dẫn", "url"), ("Nguồn", "site"), ("STT", "numbering"), ("No.", "numbering"),
        ("Ngày sinh", None), ("Mã số thuế", None), ("Tuổi", None), ("", None), ("(…)", None), ("字", None),
        ("Tuyển công nhân làm việc tại xưởng may, lương 9 triệu", None),
    ],
)  # fmt: skip
def test_a_header_is_recognised_with_and_without_accents(header: str, field: str | None) -> None:
    assert field_of(header) == field
