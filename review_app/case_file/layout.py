"""Paper, letter and places of an official document by Decree 30/2020/NĐ-CP, Annex I, as pieces for its templates.

Sizes are those of the annex where it leaves a choice the smaller ones, so that most drafts stay short. Whatever is in
double braces is filled in by `document.py`.
"""

from typing import Literal

from docx import Document
from docx.document import Document as Draft
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

FONT = "Times New Roman"
BODY = 13
"""Points of the body; the annex has 13 to 14."""
_SMALL, _NOTE = 11, 10
_ON_PAPER = (60, 105)
"""Millimetres of the two halves of the head; together what the margins leave."""
DRAFT, DOTS = "DỰ THẢO", "……………………………"

Look = Literal["", "bold", "italic", "bold italic"]
Align = WD_ALIGN_PARAGRAPH
LEFT, CENTRE, BOTH = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY


def new_draft() -> Draft:
    """Return an empty A4 document with margins, letter, page numbers and the mark of a draft on every page."""
    draft = Document()
    section = draft.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance, section.footer_distance = Mm(9), Mm(9)
    style = draft.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(BODY)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), FONT)
    style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(0)
    _mark_pages(draft)
    return draft


def line(
    place: Draft | _Cell, text: str, *, size: float = BODY, look: Look = "", align: Align = LEFT, after: float = 0
) -> Paragraph:
    """Add a line; in a cell the first one takes the empty paragraph that every cell has."""
    empty = isinstance(place, _Cell) and len(place.paragraphs) == 1 and not place.paragraphs[0].text
    paragraph = place.paragraphs[0] if empty else place.add_paragraph()
    paragraph.alignment = align
    paragraph.paragraph_format.space_after = Pt(after)
    run(paragraph, text, size=size, look=look)
    return paragraph


def run(paragraph: Paragraph, text: str, *, size: float = BODY, look: Look = "") -> Run:
    """Add words to a paragraph."""
    added = paragraph.add_run(text)
    added.font.size, added.bold, added.italic = Pt(size), "bold" in look, "italic" in look
    return added


def body(draft: Draft, text: str, *, indent: bool = True, look: Look = "") -> Paragraph:
    """Add a paragraph of the body: both edges straight, first line in by 1 cm, 6 points apart."""
    paragraph = line(draft, text, look=look, align=BOTH, after=6)
    if indent:
        paragraph.paragraph_format.first_line_indent = Cm(1)
    return paragraph


def heading(draft: Draft, text: str) -> Paragraph:
    """Add the head of a part, kept with what follows."""
    paragraph = body(draft, text, look="bold")
    paragraph.paragraph_format.space_before = Pt(4)
    paragraph.paragraph_format.keep_with_next = True
    return paragraph


def tag(place: Draft | _Cell, words: str) -> None:
    """Add a paragraph that holds nothing but a tag of the template, and is gone when it is filled in."""
    place.add_paragraph(f"{{%p {words} %}}")


def head(draft: Draft, *, letter: bool) -> None:
    """Add issuing body and number on the left, the nation's name, motto, place and day on the right."""
    table = plain_table(draft, _ON_PAPER)
    left, right = table.rows[0].cells
    line(left, "{{ parent }}", size=12, align=CENTRE)
    line(left, "{{ office }}", size=12, look="bold", align=CENTRE)
    rule(left, inset=18)
    line(left, "Số: ………/……………", align=CENTRE, after=2)
    if letter:
        line(left, "V/v {{ subject }}", size=12, align=CENTRE)
    line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=12, look="bold", align=CENTRE)
    line(right, "Độc lập - Tự do - Hạnh phúc", look="bold", align=CENTRE)
    rule(right, inset=24)
    line(right, "………………, ngày …… tháng …… năm ………", look="italic", align=CENTRE)
    line(draft, "", size=6)


def titled(draft: Draft) -> None:
    """Add type and subject of a document that has a type."""
    line(draft, "{{ title }}", size=14, look="bold", align=CENTRE)
    line(draft, "{{ subject }}", size=14, look="bold", align=CENTRE)
    rule(draft, inset=58)


def rule(place: Draft | _Cell, *, inset: float) -> None:
    """Add a line to its neighbours' width, in by some millimetres on both sides."""
    paragraph = line(place, "", size=4, after=4)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(inset)
    edges = OxmlElement("w:pBdr")
    top = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    edges.append(top)
    # the schema wants borders before indents and spacing
    paragraph._p.get_or_add_pPr().insert_element_before(  # noqa: SLF001 - python-docx has no borders
        edges, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def signatures(draft: Draft, left: str, right: str) -> None:
    """Add who receives it on the left and room to sign on the right; names stay empty in a draft."""
    table = plain_table(draft, (82, 83))
    ours, theirs = table.rows[0].cells
    if left:
        line(ours, left, look="bold", align=CENTRE)
        line(ours, "(ký, ghi rõ họ tên)", look="italic", align=CENTRE, after=48)
        line(ours, DOTS, align=CENTRE)
    else:
        line(ours, "Nơi nhận:", size=12, look="bold italic")
        tag(ours, "for one in receivers")
        line(ours, "{{ one }}", size=_SMALL)
        tag(ours, "endfor")
    line(theirs, right, look="bold", align=CENTRE)
    sign = "(ký, ghi rõ họ tên)" if left else "(chữ ký, dấu của cơ quan)"
    line(theirs, sign, look="italic", align=CENTRE, after=48)
    line(theirs, DOTS, align=CENTRE)
    keep_together(table)


def plain_table(draft: Draft, widths: tuple[float, ...]) -> Table:
    """Add a row of cells without lines."""
    return _sized(draft.add_table(rows=1, cols=len(widths)), widths)


def lined_table(draft: Draft, heads: tuple[str, ...], widths: tuple[float, ...]) -> Table:
    """Add a table with lines and a head that comes again on every page."""
    table = _sized(draft.add_table(rows=1, cols=len(widths)), widths)
    table.style = "Table Grid"
    for cell, words in zip(table.rows[0].cells, heads, strict=True):
        line(cell, words, size=_SMALL, look="bold", align=CENTRE)
    repeat = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeat)  # noqa: SLF001 - python-docx has no repeated heads
    return table


def rows_of(table: Table, many: str, cells: tuple[str, ...], *, sizes: tuple[float, ...] = ()) -> None:
    """Add the rows that a list of the context fills: `one` is each of its elements."""
    for words in (f"{{%tr for one in {many} %}}", None, "{%tr endfor %}"):
        row = table.add_row()  # type: ignore[no-untyped-call]
        for width, cell in zip(table.rows[0].cells, row.cells, strict=True):
            cell.width = width.width
        if words is not None:
            row.cells[0].text = words
            continue
        _keep_whole(row)
        for place, (cell, said) in enumerate(zip(row.cells, cells, strict=True)):
            written = line(cell, said, size=sizes[place] if sizes else _SMALL, after=1)
            written.paragraph_format.space_before = Pt(1)


def inset(draft: Draft, text: str, *, look: Look = "") -> Paragraph:
    """Add a paragraph that stands in by 1 cm as a whole."""
    paragraph = line(draft, text, look=look, align=BOTH, after=3)
    paragraph.paragraph_format.left_indent = Cm(1)
    return paragraph


def note(draft: Draft, text: str) -> Paragraph:
    """Add small words aside."""
    return line(draft, text, size=_NOTE, look="italic", align=BOTH, after=4)


def keep_together(table: Table) -> None:
    """Let no page end within the table."""
    for row in table.rows:
        _keep_whole(row)


def _keep_whole(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - python-docx cannot


def _sized(table: Table, widths: tuple[float, ...]) -> Table:
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    return table


def _mark_pages(draft: Draft) -> None:
    section = draft.sections[0]
    section.different_first_page_header_footer = True
    for header, numbered in ((section.first_page_header, False), (section.header, True)):
        paragraph = header.paragraphs[0]
        paragraph.paragraph_format.tab_stops.clear_all()
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(82.5), CENTRE)
        run(paragraph, DRAFT, size=12, look="bold")
        if numbered:
            run(paragraph, "\t")
            _page_number(paragraph)
    for footer in (section.first_page_footer, section.footer):
        paragraph = footer.paragraphs[0]
        paragraph.alignment = CENTRE
        run(paragraph, "{{ foot }}", size=8)


def _page_number(paragraph: Paragraph) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    number = run(paragraph, "2", size=BODY)
    paragraph._p.append(field)  # noqa: SLF001 - python-docx has no fields
    field.append(number._r)  # noqa: SLF001
