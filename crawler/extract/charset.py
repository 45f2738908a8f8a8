"""From bytes to characters: what the bytes are counts for more than what their labels say."""

import codecs
import re
import unicodedata

# HTML promises that a charset stands in the first 1,024 bytes; real pages are less strict.
_LABEL = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.IGNORECASE)
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.IGNORECASE)
_LOOKED_AT = 4096
# Letters that Vietnamese has and western Europe has not: the others prove nothing.
_VIETNAMESE = frozenset("đơưăảạắằẳẵặấầẩẫậẻẽẹếềểễệỉĩịỏọốồổỗộớờởỡợủũụứừửữựỳỷỹỵ")
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def decode_text(body: bytes, content_type: str = "") -> tuple[str, list[str]]:
    """Return the text of a page and the kinds of mending its charset needed."""
    for bom, name in _BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(name, "replace"), []
    labels = _labels(body, content_type)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(body, labels)
    wrong = not body.isascii() and any(label != "utf-8" for label in labels)
    return text, ["charset_mislabelled"] if wrong else []


def _labels(body: bytes, content_type: str) -> list[str]:
    found = [match.group(1) for match in [_HEADER.search(content_type)] if match]
    found += [match.group(1).decode("ascii") for match in [_LABEL.search(body[:_LOOKED_AT])] if match]
    return [_known(label) for label in found]


def _known(label: str) -> str:
    try:
        name = codecs.lookup(label).name
    except LookupError:
        return label.lower()
    # Browsers read these two labels as windows-1252 (WHATWG Encoding Standard).
    return "cp1252" if name in ("iso8859-1", "ascii") else name


def _legacy(body: bytes, labels: list[str]) -> tuple[str, list[str]]:
    candidates = list(dict.fromkeys([*labels, "cp1258", "cp1252", "utf-8"]))
    texts = {name: text for name in candidates if (text := _decode(body, name)) is not None}
    best = max(texts, key=lambda name: _looks_vietnamese(texts[name]))
    repairs = [] if best in labels else ["charset_mislabelled" if labels else "charset_guessed"]
    if "�" in texts[best]:
        repairs.append("undecodable_bytes")
    return texts[best], repairs


def _decode(body: bytes, name: str) -> str | None:
    try:
        text = body.decode(name, "replace")
    except (LookupError, UnicodeError):  # some of Python's codecs, such as idna, are no charsets and refuse to mend
        return None
    # windows-1258 writes tone marks apart from their vowels.
    return unicodedata.normalize("NFC", text) if name == "cp1258" else text


def _looks_vietnamese(text: str) -> int:
    lowered = text.lower()
    good = sum(letter in _VIETNAMESE for letter in lowered)
    return good - 5 * lowered.count("�") - sum(unicodedata.combining(letter) > 0 for letter in lowered)
