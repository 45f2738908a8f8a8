"""Every sentence has its Vietnamese, and no translation is left over."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import review_app
from review_app import language

PACKAGE = Path(review_app.__file__).parent
KEYWORDS = {"_": None, "marked": None, "ngettext": (1, 2)}
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2")]


def _said() -> set[str]:
    messages = (row[2] for row in extract_from_dir(str(PACKAGE), method_map=METHODS, keywords=KEYWORDS))
    return {message[0] if isinstance(message, tuple) else message for message in messages}


def _messages(code: str) -> list[Message]:
    """The entries of every file, one that stands in two of them twice."""
    return [
        message for path in language.po_files(code) for message in read_po(path.open("rb"), locale=code) if message.id
    ]


def _entries(code: str) -> dict[str, tuple[str, ...]]:
    entries = {}
    for message in language.read_catalogue(code):
        if message.id:
            key = message.id if isinstance(message.id, str) else message.id[0]
            entries[key] = (message.string,) if isinstance(message.string, str) else tuple(message.string)
    return entries


TRANSLATED = [code for code in language.LANGUAGES if code != "en"]


@pytest.mark.parametrize("code", TRANSLATED)
def test_no_entry_is_missing_and_none_unused(code: str) -> None:
    assert set(_entries(code)) == _said()


@pytest.mark.parametrize("code", TRANSLATED)
def test_no_entry_stands_in_two_files(code: str) -> None:
    ids = [str(message.id) for message in _messages(code)]

    assert sorted(one for one in set(ids) if ids.count(one) > 1) == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_no_entry_is_empty_or_guessed(code: str) -> None:
    assert not [key for key, strings in _entries(code).items() if not all(strings)]
    assert not [message.id for message in _messages(code) if message.fuzzy]


@pytest.mark.parametrize("code", TRANSLATED)
def test_placeholders_are_the_same(code: str) -> None:
    def holes(text: str) -> set[str]:
        return set(re.findall(r"\{\w+\}", text))

    wrong = [key for key, strings in _entries(code).items() if any(holes(key) != holes(s) for s in strings)]

    assert wrong == []


def test_vietnamese_is_the_default_and_an_unknown_language_falls_back_to_it() -> None:
    language.use_language("fr")

    assert language._("Queue") == "Hàng đợi"


def test_english_needs_no_catalogue() -> None:
    language.use_language("en")
    said = language._("Queue")
    language.use_language(None)

    assert said == "Queue"
