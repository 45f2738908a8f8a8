"""What the model counts of an advert, and what it must not see."""

import pytest

from model.features import MOST_CHARACTERS, raw_features
from model.masking import masked_syllables
from model.text import align


@pytest.mark.parametrize(
    ("folded", "left"),
    [
        ("goi 0912 345 678 gap chi lan", "goi 0 gap chi lan"),
        ("luong 15.000.000 - 20,5 trieu", "luong 0 0 trieu"),
        ("15tr/thang, bao an o!", "0 tr thang bao an o"),
        ("xem https://viec-tot.vn/tin?id=3 nhe", "xem trangweb nhe"),
        ("gui cv ve tuyen.dung@abc-food.com.vn truoc 5h", "gui cv ve trangweb truoc 0 h"),
        ("vao abc-food.com de xem", "vao trangweb de xem"),
        ("tele @viecnhe_88 nha", "tele taikhoan nha"),
        ("giam 50% hoa hong 300$", "giam 0 % hoa hong 0 $"),
        ("??? ... !!!", ""),
    ],
)
def test_numbers_and_names_of_posters_are_not_learnt(folded: str, left: str) -> None:
    assert " ".join(masked_syllables(folded.encode())) == left


def test_accents_make_no_difference() -> None:
    with_accents = raw_features("Tuyển gấp", align("Việc nhẹ, lương cao tại Đà Nẵng"), ())
    without = raw_features("Tuyen gap", align("Viec nhe, luong cao tai Da Nang"), ())

    assert with_accents.words == without.words


def test_a_reason_is_spelled_as_the_advert_spells_it() -> None:
    features = raw_features("Tin", align("Cần người giữ hồ sơ gốc"), ())

    assert "giu ho" in features.words
    assert features.spelled("giu ho") == "giữ hồ"
    assert features.spelled("not there") == "not there"


def test_what_stands_far_behind_is_not_counted() -> None:
    features = raw_features("", align("ba " * MOST_CHARACTERS + "zzz"), ())

    assert "zzz" not in features.words
