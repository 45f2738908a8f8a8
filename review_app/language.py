"""Words on screen: English in code, catalogues in `locale/`; read from the .po itself, so nothing can be stale."""

import gettext
from contextvars import ContextVar
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).parent / "locale"
LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}
"""Code → name in its own language; the first is the default."""
DEFAULT = "vi"

_language: ContextVar[str] = ContextVar("language", default=DEFAULT)


def use_language(code: str | None) -> None:
    """Speak a language from here on in this thread or task; the default for an unknown one."""
    _language.set(code if code in LANGUAGES else DEFAULT)


def language() -> str:
    """Return the code of the language in use."""
    return _language.get()


def _(message: str) -> str:
    """Translate."""
    return catalogue(language()).gettext(message)


def ngettext(one: str, many: str, number: int) -> str:
    """Translate by number."""
    return catalogue(language()).ngettext(one, many, number)


def marked(message: str) -> str:
    """Mark a message for the catalogue where it stands in a table; it is translated when drawn."""
    return message


@cache
def catalogue(code: str) -> gettext.NullTranslations:
    """Return the translations into a language; English is what stands in the code."""
    if code == "en":
        return gettext.NullTranslations()
    compiled = BytesIO()
    with po_file(code).open("rb") as file:
        write_mo(compiled, read_po(file, locale=code))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def po_file(code: str) -> Path:
    """Return where a catalogue stands."""
    return LOCALE / code / "LC_MESSAGES" / "messages.po"
