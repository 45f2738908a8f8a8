"""`python -m review_app.case_file.make_templates`: make the four Word templates anew; a test holds them to this file.

An office that wants other words opens a template in Word; what stands in braces is filled in by `document.py`.
"""

from pathlib import Path

from docx.document import Document as Draft

from review_app.case_file.layout import (
    LEFT,
    body,
    head,
    heading,
    lined_table,
    new_draft,
    rows_of,
    signatures,
    tag,
    titled,
)
from review_app.case_file.template_parts import (
    addressed,
    annexes,
    closing,
    more_adverts,
    requests,
    signs,
    source,
    told,
    urgent,
)

FOLDER = Path(__file__).parents[1] / "templates"


def transfer_slip() -> Draft:
    """Phiếu chuyển tin."""
    draft = new_draft()
    head(draft, letter=False)
    titled(draft)
    addressed(draft)
    body(draft, "{{ intro }}")
    urgent(draft)
    heading(draft, "1. Nguồn tin")
    source(draft)
    heading(draft, "2. Nội dung nêu trong tin")
    told(draft)
    heading(draft, "3. Dấu hiệu cần xác minh và quy định liên quan")
    signs(draft)
    heading(draft, "4. Nội dung đề nghị")
    requests(draft)
    closing(draft)
    signatures(draft, "", "QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ")
    annexes(draft)
    return draft


def verification_letter() -> Draft:
    """Công văn đề nghị xác minh."""
    draft = new_draft()
    head(draft, letter=True)
    addressed(draft)
    body(draft, "{{ intro }}")
    urgent(draft)
    heading(draft, "1. Thông tin đã ghi nhận")
    source(draft)
    told(draft)
    heading(draft, "2. Dấu hiệu cần xác minh và quy định liên quan")
    signs(draft)
    heading(draft, "3. Nội dung đề nghị xác minh")
    requests(draft)
    closing(draft)
    signatures(draft, "", "QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ")
    annexes(draft)
    return draft


def takedown_request() -> Draft:
    """Công văn đề nghị gỡ bỏ."""
    draft = new_draft()
    head(draft, letter=True)
    addressed(draft)
    body(draft, "{{ intro }}")
    heading(draft, "1. Các tin đề nghị xem xét")
    table = lined_table(draft, ("TT", "Tiêu đề, địa chỉ", "Thời điểm ghi nhận"), (12, 108, 45))
    rows_of(table, "adverts", ("{{ one.number }}", "{{ one.title }}\n{{ one.url }}", "{{ one.captured }}"))
    more_adverts(draft)
    heading(draft, "2. Lý do: dấu hiệu cần xác minh và quy định liên quan")
    signs(draft)
    heading(draft, "3. Nội dung đề nghị")
    requests(draft)
    tag(draft, "if basis")
    body(draft, "Quy định được xem xét áp dụng: {{ basis }}.")
    tag(draft, "endif")
    closing(draft)
    signatures(draft, "", "QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ")
    annexes(draft)
    return draft


def online_record() -> Draft:
    """Biên bản ghi nhận thông tin mạng."""
    draft = new_draft()
    head(draft, letter=False)
    titled(draft)
    body(draft, "Hôm nay, hồi …… giờ …… phút, ngày …… tháng …… năm ………,").alignment = LEFT
    body(draft, "tại …………………………………………………………, chúng tôi gồm:").alignment = LEFT
    for number in (1, 2):
        body(draft, f"{number}. Ông (bà): ……………………………… Chức vụ: …………………………").alignment = LEFT
        body(draft, "    Đơn vị: ……………………………………………………………………").alignment = LEFT
    body(draft, "{{ intro }}")
    heading(draft, "1. Nguồn và thời điểm ghi nhận")
    source(draft)
    heading(draft, "2. Nội dung nêu trong tin")
    told(draft)
    heading(draft, "3. Dấu hiệu cần xác minh và quy định liên quan")
    signs(draft)
    heading(draft, "4. Cách ghi nhận")
    body(
        draft,
        "{{ method }} Mã băm SHA-256 nêu tại Phụ lục I, nội dung nguyên văn nêu tại Phụ lục II.",
    )
    body(
        draft,
        "Người ghi nhận đã mở lại địa chỉ nêu trên lúc …… giờ …… phút, ngày ……/……/………, bằng thiết bị:"
        " …………………………………; kết quả: ☐ tin còn hiển thị   ☐ tin không còn   ☐ nội dung đã thay đổi.",
    )
    body(
        draft,
        "Biên bản kết thúc hồi …… giờ …… phút cùng ngày, gồm …… trang, lập thành …… bản có nội dung như nhau, đã đọc"
        " lại cho những người có tên trên cùng nghe, công nhận là đúng.",
    ).paragraph_format.keep_with_next = True
    signatures(draft, "NGƯỜI CHỨNG KIẾN", "NGƯỜI GHI NHẬN")
    annexes(draft)
    return draft


def main() -> None:
    """Write every template into its folder."""
    for make in TEMPLATES:
        make().save(str(FOLDER / f"{make.__name__}.docx"))


TEMPLATES = (transfer_slip, verification_letter, takedown_request, online_record)


if __name__ == "__main__":
    main()
