"""Parts that several of the documents have: source, what is told, signs, annexes."""

from docx.document import Document as Draft
from docx.enum.text import WD_BREAK

from review_app.case_file.layout import CENTRE, LEFT, body, heading, inset, line, lined_table, note, rows_of, tag


def addressed(draft: Draft) -> None:
    """Add whom it is written to."""
    line(draft, "Kính gửi: {{ addressee }}", size=14, align=CENTRE, after=8)


def urgent(draft: Draft) -> None:
    """Add that it is urgent, where it is."""
    tag(draft, "if urgent")
    body(draft, "Mức độ: KHẨN. Có dấu hiệu liên quan đến an toàn của người lao động, cần xác minh ngay.", look="bold")
    tag(draft, "endif")


def source(draft: Draft) -> None:
    """Add where the advert stands."""
    table = lined_table(draft, ("Mục", "Nội dung"), (45, 120))
    rows_of(table, "source", ("{{ one.name }}", "{{ one.words }}"))
    more_adverts(draft)


def more_adverts(draft: Draft) -> None:
    """Add how many adverts the item has that are not listed."""
    line(draft, "", size=4)
    tag(draft, "if more_adverts")
    note(draft, "{{ more_adverts }}")
    tag(draft, "endif")


def told(draft: Draft) -> None:
    """Add what the advert says, with its own words."""
    tag(draft, "if told")
    table = lined_table(draft, ("Nội dung", "Giá trị", "Trích nguyên văn"), (35, 62, 68))
    rows_of(table, "told", ("{{ one.name }}", "{{ one.words }}", "{{ one.quote }}"))
    line(draft, "", size=4)
    tag(draft, "endif")
    tag(draft, "if left_out")
    note(draft, "{{ left_out }}")
    tag(draft, "endif")


def signs(draft: Draft) -> None:
    """Add the signs with quotes and law, then arithmetic and register."""
    body(draft, "{{ signs_intro }}").paragraph_format.keep_with_next = True
    tag(draft, "for one in signs")
    body(draft, "{{ one.number }}) {{ one.sentence }}").paragraph_format.keep_with_next = True
    tag(draft, "for quote in one.quotes")
    inset(draft, "{{ quote }}", look="italic")
    tag(draft, "endfor")
    tag(draft, "endfor")
    for many, title in (
        ("laws", "Quy định liên quan đến các dấu hiệu trên:"),
        ("arithmetic", "Đối chiếu khoản thu với mức trần:"),
        ("register", "Đối chiếu danh bạ doanh nghiệp được cấp phép:"),
    ):
        tag(draft, f"if {many}")
        heading(draft, title)
        tag(draft, f"for one in {many}")
        body(draft, "- {{ one }}")
        tag(draft, "endfor")
        tag(draft, "endif")


def requests(draft: Draft) -> None:
    """Add what is asked of the recipient."""
    tag(draft, "for one in requests")
    body(draft, "{{ one }}")
    tag(draft, "endfor")


def closing(draft: Draft) -> None:
    """Add the last words and whom to reach."""
    for words in ("{{ contact_point }}", "{{ answer_by }}", "{{ closing }}"):
        paragraph = body(draft, words)
        paragraph.alignment = LEFT
        # the signature does not stand alone on a page
        paragraph.paragraph_format.keep_with_next = True


def annexes(draft: Draft) -> None:
    """Add the annexes and the notes for whoever approves, each on pages of its own."""
    _annex(draft, "I", "DANH MỤC BẢN CHỤP TRANG MẠNG VÀ MÃ BĂM")
    widths = (10, 88, 67)
    table = lined_table(draft, ("TT", "Địa chỉ, thời điểm thu thập (giờ Việt Nam)", "SHA-256"), widths)
    cells = (
        "{{ one.number }}",
        "{{ one.url }}\n{{ one.captured }}\nBản chụp số {{ one.capture }}, {{ one.bytes }} byte",
        "Nội dung:\n{{ one.body_sha256 }}\nBản ghi WARC:\n{{ one.warc_sha256 }}",
    )
    rows_of(table, "captures", cells, sizes=(11, 11, 9))
    line(draft, "", size=4)
    note(draft, "{{ made_by }}")
    _annex(draft, "II", "NỘI DUNG TIN NGUYÊN VĂN")
    tag(draft, "for one in text")
    line(draft, "{{ one }}", size=12, after=3)
    tag(draft, "endfor")
    tag(draft, "if text_cut")
    note(draft, "{{ text_cut }}")
    tag(draft, "endif")
    _notes(draft)


def _annex(draft: Draft, number: str, title: str) -> None:
    paragraph = line(draft, "", align=CENTRE)
    paragraph.add_run().add_break(WD_BREAK.PAGE)
    line(draft, f"PHỤ LỤC {number}", size=14, look="bold", align=CENTRE)
    line(draft, title, size=14, look="bold", align=CENTRE)
    line(draft, "(Kèm theo {{ annexed_to }})", look="italic", align=CENTRE, after=8)


def _notes(draft: Draft) -> None:
    paragraph = line(draft, "", align=CENTRE)
    paragraph.add_run().add_break(WD_BREAK.PAGE)
    line(draft, "GHI CHÚ CHO NGƯỜI DUYỆT (bỏ trang này khi ban hành)", look="bold", align=CENTRE, after=8)
    tag(draft, "for one in notes")
    body(draft, "- {{ one }}", indent=False)
    tag(draft, "endfor")
