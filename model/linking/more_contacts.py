"""Ways to reach a poster that linking needs and the readers of facts leave out, or that are written to be overlooked.

Kakao and Instagram names, pages of Zalo accounts, names with spaces in them ("@ms _ thuyha _ hr") and sites and
mailboxes told in words ("giupviec cham com cham vn", "viec.hr (a) gmail (dot) com").
"""

import re
from collections.abc import Iterator
from itertools import islice

import re2

from model.text import AlignedText

_MOST = 20
_SPACED_NAME = re2.compile(rb"@ ?([a-z0-9]{2,20}(?: ?_ ?[a-z0-9]{1,20}){1,4})")
_OFFICIAL = re2.compile(rb"zalo\.me ?/ ?(\d{12,22})\b")
_NAMED = re.compile(
    r"(?i)\b(kakao|kakaotalk|katalk|ig|insta|instagram)(?: ?id)?(?: ?talk)?[ :@]{1,4}([a-z0-9][a-z0-9_.]{3,29})(?!\w)",
    re.ASCII,
)
_TOLD = re2.compile(
    rb"\b([a-z0-9][a-z0-9\-]{3,40}) ?(?:\b(?:cham|dot)\b|\(\.\)|\[\.\]) ?"
    rb"(com|net|org|vn|info|vip|top|xyz|online|shop|site|club)(?: ?(?:cham|dot|\(\.\)|\[\.\]|\.) ?(vn))?\b"
)
_MAIL = re2.compile(
    rb"\b([a-z0-9][a-z0-9._\-]{2,40}) ?(?:\(a\)|\(at\)|\[at\]|\[a\]) ?(gmail|yahoo|outlook|hotmail|icloud) ?"
    rb"(?:\(dot\)|\[dot\]|\(\.\)|\[\.\]|cham|dot|\.) ?com(?: ?\. ?(vn))?\b"
)
_NOT_NAMES = re.compile(r"[a-z]{1,7}")


def more_contacts(text: AlignedText) -> Iterator[tuple[str, int, int, str]]:
    """Yield kind, start, end (in the aligned text) and value."""
    yield from _names(text)
    yield from _told(text)


def _names(text: AlignedText) -> Iterator[tuple[str, int, int, str]]:
    if b"@" in text.ascii:
        for match in islice(_SPACED_NAME.finditer(text.ascii), _MOST):
            if b" _" in match[0] or b"_ " in match[0]:
                yield "telegram", match.start(), match.end(), match[1].replace(b" ", b"").decode()
    for match in islice(_OFFICIAL.finditer(text.ascii), _MOST):
        yield "zalo", match.start(), match.end(), match[1].decode()
    # in the original, because reading joins what underscores part
    for match in islice(_NAMED.finditer(text.original), _MOST):
        name = match[2].lower().rstrip(".")
        # a short word of letters only is the next word of the sentence
        if not _NOT_NAMES.fullmatch(name):
            start, end = (int(text.starts.searchsorted(place)) for place in match.span(2))
            yield ("kakao" if match[1].lower().startswith("ka") else "instagram"), start, end, name


def _told(text: AlignedText) -> Iterator[tuple[str, int, int, str]]:
    for match in islice(_TOLD.finditer(text.ascii), _MOST):
        yield "web", match.start(), match.end(), b".".join(part for part in match.groups() if part).decode()
    for match in islice(_MAIL.finditer(text.ascii), _MOST):
        behind = b".vn" if match[3] else b""
        yield "email", match.start(), match.end(), (match[1] + b"@" + match[2] + b".com" + behind).decode()
