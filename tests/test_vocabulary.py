"""One word for one thing: the model's words for people are those of the review app's catalogue."""

from pathlib import Path

from babel.messages.pofile import read_po

import review_app
from model import wording as model_words
from review_app import wording as app_words

CATALOGUE = Path(review_app.__file__).parent / "locale" / "vi" / "LC_MESSAGES" / "messages.po"


def vietnamese(message: str) -> str:
    with CATALOGUE.open("rb") as file:
        found = read_po(file).get(message)
    return str(found.string) if found else ""


def test_typologies_have_one_name() -> None:
    assert {code: vietnamese(message) for code, message in app_words.TYPOLOGIES.items()} == model_words.TYPOLOGIES


def test_bands_have_one_name() -> None:
    assert {code: vietnamese(message) for code, (_, message) in app_words.BANDS.items()} == model_words.BANDS
