import pytest

from model.facts.ages import read_ages
from model.text import align


def ages_in(text: str) -> list[tuple[int | None, int | None]]:
    return [(one.min, one.max) for one in read_ages(align(text), 2026)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nữ 18t-30t", [(18, 30)]),
        ("Nữ, 20 – 45.", [(20, 45)]),
        ("18 đến 35 tủi", [(18, 35)]),
        ("tuổi mười tám đôi mươi", [(18, 20)]),
        ("18/35 tuổi", [(18, 35)]),
        ("vợ chồng dưới 50, có con nhỏ cũng được", [(None, 50)]),
        ("quá 45 không nhận", [(None, 45)]),
        ("Ko giữ bằng. 2001 – 2007. Nộp đơn trực tiếp", [(19, 25)]),
        ("Độ tuổi tuyển chọn: 20 đến 38, thị lực tốt", [(20, 38)]),
        ("độ tuổi 1️⃣7️⃣ ~ 2️⃣5️⃣", [(17, 25)]),
        ("trên 18, dưới 45, nặng 55kg", [(18, 45)]),
        ("Tuoi25LaOk TroLen", [(25, None)]),
        ("Nam từ 18, có sức", [(18, None)]),
        ("tuổi dưới 40", [(None, 40)]),
        ("2k6 đến 2k10", [(16, 20)]),
        ("nam 20 đến 30 tuổi (sinh từ 1996 đến 2006)", [(20, 30)]),
        ("không nhận dưới 18 tuổi", [(18, None)]),
        ("tuổi từ mười tám tới ba mươi", [(18, 30)]),
        ("cần 1 bạn nữ sn 91 đến 2006", [(20, 35)]),
        ("Sinh từ 2008 trở về trước", [(18, None)]),
        ("Tuổi: >=18 và <=45", [(18, 45)]),
        ("Điều kiện: từ 21 tuổi. Tiếng Anh. Tuổi tối đa 40.", [(21, 40)]),
        ("nam nữ 18–38, ca đêm không nhận dưới 18", [(18, 38)]),
        ("ko nhận dưới 20 và trên 50 tuổi", [(20, 50)]),
    ],
)
def test_ages_in_the_forms_of_adverts(text: str, expected: list[tuple[int | None, int | None]]) -> None:
    assert ages_in(text) == expected


@pytest.mark.parametrize(
    "text", ["con nhỏ dưới 6 tuổi", "chăm cụ ông 84 tuổi", "lương 15-20t", "tòa nhà 18 tầng", "nữ 20-25 kg"]
)
def test_other_numbers_are_no_ages(text: str) -> None:
    assert ages_in(text) == []
