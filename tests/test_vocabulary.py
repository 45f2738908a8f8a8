"""One word for one thing: the model's words are those of the catalogues, and the catalogues have no second words."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import review_app
from model import wording as model_words
from review_app import wording as app_words
from review_app.language import read_catalogue

CATALOGUE = Path(review_app.__file__).parent / "locale" / "vi" / "LC_MESSAGES" / "messages.po"


def vietnamese(message: str) -> str:
    with CATALOGUE.open("rb") as file:
        found = read_po(file).get(message)
    return str(found.string) if found else ""


def test_typologies_have_one_name() -> None:
    assert {code: vietnamese(message) for code, message in app_words.TYPOLOGIES.items()} == model_words.TYPOLOGIES


def test_bands_have_one_name() -> None:
    assert {code: vietnamese(message) for code, (_, message) in app_words.BANDS.items()} == model_words.BANDS


GUIDE = Path(__file__).parents[1] / "docs" / "huong-dan-can-bo.md"
SAID = {
    r"items?": "mục",
    r"adverts?": "tin",
    r"employers?": "đơn vị tuyển dụng",
    r"verdicts?|decisions?|decided?|decides": "kết luận",
    r"brokers?": "môi giới",
    r"runs?(?! “)": "lượt",
    r"sources?": "nguồn",
    r"repl(?:y|ies)": "phản hồi",
    r"undone|undo": "hoàn tác",
    r"licensed enterprises|licence register": "danh bạ",
    r"destinations?": "nước đến",
    r"disabled?": "vô hiệu hoá",
    r"contacts?": "liên hệ",
}
"""Word of the code → the one Vietnamese word for it, as the glossary has it; looked for in each message."""
OF_OTHERS = {"the employer": "người sử dụng lao động"}
"""Messages that are about something else of the same name: who pays for the journey, in the words of the law."""
UNSAID = {
    "nhà tuyển dụng": "đơn vị tuyển dụng",
    "danh sách doanh nghiệp": "danh bạ doanh nghiệp",
    "lần thu thập": "lượt thu thập",
    "nơi đến": "nước đến",
    "liên lạc": "liên hệ",
    "quyết định {": "kết luận {",
    "ý kiến phản hồi": "phản hồi",
    "mục tin": "mục",
}
"""Second word → the one that the glossary settled."""
OLD_SPELLING = re.compile(r"\w*(?:[óòỏõọ][ae]|(?<!q)[úùủũụ]y)(?!\w)", re.IGNORECASE)
"""The mark on the first of two last vowels, as in "khóa": settled is "khoá"."""
NAMES = re.compile(r"Thanh Hóa|Khánh Hòa|Hòa Bình")


def messages() -> Iterator[tuple[str, str]]:
    for message in read_catalogue("vi"):
        both = [" ".join(one) if isinstance(one, list | tuple) else str(one) for one in (message.id, message.string)]
        yield both[0], both[1]


def shown() -> Iterator[str]:
    """What people read in Vietnamese: catalogues, the model's sentences, the guide."""
    yield from (string for _, string in messages())
    yield from (*model_words.SENTENCES.values(), *model_words.TYPOLOGIES.values(), *model_words.BANDS.values())
    yield from GUIDE.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(("said", "word"), SAID.items(), ids=SAID.values())
def test_a_word_of_the_glossary_is_said_in_one_way(said: str, word: str) -> None:
    wanted = re.compile(rf"\b(?:{said})\b", re.IGNORECASE)
    of_it = [(id_, string) for id_, string in messages() if wanted.search(re.sub(r"\{\w+\}", "", id_))]
    assert of_it, "the rule is about nothing"
    others = [(id_, string) for id_, string in of_it if word not in string.lower() and OF_OTHERS.get(id_) != string]
    assert others == []


@pytest.mark.parametrize("second", UNSAID)
def test_no_second_word_is_shown(second: str) -> None:
    assert [line for line in shown() if second in line.lower()] == [], f"say “{UNSAID[second]}”"


def test_the_mark_stands_on_the_last_vowel_save_in_names() -> None:
    found = [word[0] for line in shown() for word in OLD_SPELLING.finditer(NAMES.sub("", line))]
    assert found == []
