"""Where the text comes from: address, capture, hash; an address is text here, never a link."""

from markupsafe import Markup

from review_app import written
from review_app.components.markup import draw, foreign
from review_app.language import _
from review_app.service.item_records import Source

_LINE = Markup("<dt>{name}</dt><dd>{value}</dd>")


def show(source: Source) -> None:
    """Draw the source."""
    lines = [
        (_("Source"), foreign(source.site)),
        (_("Address"), _code(source.url or source.capture_url)),
        (_("Captured"), Markup.escape(written.moment(source.captured_at))),
        ("SHA-256", _code(source.sha256)),
        (_("Capture"), Markup.escape(f"#{source.capture_id}")),
    ]
    rows = Markup("").join(_LINE.format(name=name, value=value) for name, value in lines)
    draw(Markup('<dl class="source">{}</dl>').format(rows))


def _code(text: str) -> Markup:
    return Markup('<code class="address">{}</code>').format(foreign(text))
