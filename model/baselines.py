"""What the model has to beat, as learners: words from warnings, length and contacts, plain TF-IDF, underthesea's own.

None of them is used for anything but the table of `soitin evaluate`.
"""

import math
from collections.abc import Sequence

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from model.artefact import Floats
from model.dataset import Example, Integers
from model.evaluation.held_out import Scorer
from model.fit import SEED
from storage.folding import fold

KEYWORDS = (
    "viec nhe luong cao", "luong cao", "viec nhe", "khong can kinh nghiem", "khong can bang cap", "bao an o",
    "bao ve xe", "bay ngay", "xuat canh nhanh", "khong can visa", "visa du lich", "campuchia", "myanmar", "tam thai tu",
    "dat coc", "coc truoc", "phi giu cho", "chong tron", "chuyen khoan truoc", "nop phi", "giu cccd", "giu ho chieu",
    "giu bang goc", "cam ket dau", "bao dau", "lam tai nha", "chot don", "cong tac vien online", "thich tha tim",
    "hoa hong", "rut tien ngay", "telegram", "thue tai khoan", "tai khoan ngan hang", "ban than", "mang thai ho",
)  # fmt: skip
"""Words that public warnings repeat; what a careful person would search for without any model."""
_CONTACTS = ("phone", "zalo", "telegram", "facebook", "email", "web", "bank", "viber", "wechat", "line")


def keyword_list(_examples: Sequence[Example], _labels: Integers) -> Scorer:
    """Count words of warnings; nothing is learnt."""

    def score(others: Sequence[Example]) -> Floats:
        texts = [fold(f"{example.advert.title}\n{example.advert.text}") for example in others]
        return np.array([float(sum(word in text for word in KEYWORDS)) for text in texts])

    return score


def length_and_contacts(examples: Sequence[Example], labels: Integers) -> Scorer:
    """Learn from length, lines and kinds of contact alone; near chance on a corpus that gives nothing away by style."""
    model = make_pipeline(StandardScaler(), LogisticRegression(C=1.0, max_iter=1000))
    model.fit(_shapes(examples), labels)
    return lambda others: np.asarray(model.decision_function(_shapes(others)), dtype=np.float64)


def plain_tfidf(examples: Sequence[Example], labels: Integers) -> Scorer:
    """Learn words and pairs of words as scikit-learn's own vectoriser counts them: no masking, facts or indicators."""
    model = make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True),
        LogisticRegression(C=10.0, solver="liblinear", random_state=SEED),
    )
    model.fit(_texts(examples), labels)
    return lambda others: np.asarray(model.decision_function(_texts(others)), dtype=np.float64)


def underthesea_classifier(examples: Sequence[Example], labels: Integers) -> Scorer:
    """Learn with `underthesea_core.TextClassifier`; its fits differ from run to run.

    Raises:
        ImportError: underthesea_core is not there, or has no such class any more.
    """
    from underthesea_core import TextClassifier  # type: ignore[import-untyped] # noqa: PLC0415 - a baseline only

    model = TextClassifier(ngram_range=(1, 2))
    model.fit(_texts(examples), ["1" if label else "0" for label in labels.tolist()])

    def score(others: Sequence[Example]) -> Floats:
        said = model.predict_with_scores(_texts(others))
        return np.array([sure if label == "1" else 1.0 - sure for label, sure in said])

    return score


def _texts(examples: Sequence[Example]) -> list[str]:
    return [f"{example.advert.title}\n{example.advert.text}".lower() for example in examples]


def _shapes(examples: Sequence[Example]) -> Floats:
    return np.array([_shape(example) for example in examples])


def _shape(example: Example) -> list[float]:
    text = example.advert.text
    length = math.log(len(text) + 1)
    kinds = {contact.partition(":")[0] for contact in example.contacts}
    lines = math.log(text.count("\n") + 1)
    return [
        length,
        length * length,
        lines,
        float(bool(example.advert.title)),
        *(float(kind in kinds) for kind in _CONTACTS),
    ]
