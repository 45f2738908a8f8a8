"""Words on screen: English in code, catalogues in `locale/`; read from the .po itself, so nothing can be stale."""

import gettext
from contextvars import ContextVar
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
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
    write_mo(compiled, read_catalogue(code))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def read_catalogue(code: str) -> Catalog:
    """Return all words of a language; the first file that has a message has the say."""
    whole = Catalog(locale=code)
    for path in po_files(code):
        with path.open("rb") as file:
            for message in read_po(file, locale=code):
                if message.id and message.id not in whole:
                    whole[message.id] = message
    return whole


def po_files(code: str) -> list[Path]:
    """Return where a language's words stand: messages.po for what pages share, one file for each larger part."""
    return sorted((LOCALE / code / "LC_MESSAGES").glob("*.po"))
