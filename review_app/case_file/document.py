"""Fill a template in: text of adverts stays text, whatever signs of XML, of templates or of control stand in it."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docxtpl import DocxTemplate
from jinja2.sandbox import SandboxedEnvironment

from review_app.case_file.annexes import About
from review_app.case_file.context import context_of

TEMPLATES = Path(__file__).parents[1] / "templates"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""Time of every part of an archive, so that the same content gives the same bytes."""

# What XML cannot hold, and what steers or hides text; line feed and tab stay
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)


class _Template(DocxTemplate):  # type: ignore[misc]  # docxtpl has no types
    """A template that puts in what it is given and then leaves it alone."""

    def render_xml_part(self, src_xml: str, part: Any, context: dict[str, Any], jinja_env: Any = None) -> str:
        """Fill a part in; docxtpl's own would turn "{_{" of an advert into braces."""
        self.current_rendering_part = part
        filled: str = self.resolve_listing(jinja_env.from_string(src_xml).render(context))
        return filled


def make_document(content: dict[str, Any], about: About) -> bytes:
    """Return the .docx of a referral; the same content gives the same bytes."""
    template = _Template(str(TEMPLATES / f"{about.kind}.docx"))
    template.render(_plain(context_of(content, about)), jinja_env=SandboxedEnvironment(autoescape=True))
    properties = template.docx.core_properties
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.title = f"DỰ THẢO – đề xuất số {about.referral_id}"
    properties.created = properties.modified = about.proposed_at.replace(tzinfo=None, microsecond=0)
    buffer = BytesIO()
    template.save(buffer)
    return _without_times(buffer.getvalue())


def plain(text: str) -> str:
    """Return text in which every steering character is named instead of obeyed: [U+202E]."""
    return _UNSEEN.sub(lambda match: f"[U+{ord(match[0]):04X}]", text.replace("\r\n", "\n"))


def _plain(value: Any) -> Any:
    match value:
        case str():
            return plain(value)
        case list() | tuple():
            return [_plain(one) for one in value]
        case dict():
            return {key: _plain(one) for key, one in value.items()}
    return value


def _without_times(archive: bytes) -> bytes:
    buffer = BytesIO()
    with ZipFile(BytesIO(archive)) as made, ZipFile(buffer, "w", ZIP_DEFLATED) as again:
        for part in made.infolist():
            about = ZipInfo(part.filename, LONG_AGO)
            about.compress_type, about.external_attr = ZIP_DEFLATED, 0o600 << 16
            again.writestr(about, made.read(part))
    return buffer.getvalue()
