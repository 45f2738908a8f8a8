import pytest

from model.facts.destinations import read_destinations
from model.text import align


def countries_in(text: str) -> list[str]:
    return [one.country for one in read_destinations(align(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sang Nhật làm cơm hộp, tỉnh Chiba", ["JP"]),
        ("di xuat khau Han", ["KR"]),
        ("sang xứ kim chi nhặt táo", ["KR"]),
        ("don Nh@t Ban nganh thuc pham", ["JP"]),
        ("DiDaiLoan KhongHocTieng", ["TW"]),
        ("qua C.a.m.p.u.c.h.i.a go van ban", ["KH"]),
        ("viec xi-ha-nuc, ca dem", ["KH"]),
        ("Nhận lao động đi Singapore và Macao", ["SG", "MO"]),
        ("Đơn hàng Úc hái nho", ["AU"]),
        ("Thợ xây sang Nga", ["RU"]),
        ("Sang Lào trồng chuối", ["LA"]),
        ("đi lao động ở Ba Lan, chưa được phép đưa sang Hàn Quốc", ["PL"]),
    ],
)
def test_the_country_of_work_by_any_name(text: str, expected: list[str]) -> None:
    assert countries_in(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Thợ hàn điện, hàn hơi đều nhận",
        "Công ty mẹ bên Nhật, nhà máy ở Đông Anh",
        "Anh Đức, chị Nga, cô Ba Lan sẽ đón các bạn",
        "Đứng bếp lẩu Thái, bánh mì Thổ Nhĩ Kỳ",
        "Xe tải chở dưa đi Trung Quốc bị ùn",
        "quả cam, Cam Ranh, cam kết, Thái Nguyên, Mỹ Duyên, thái độ",
        "xuất khẩu lao động",
        "650 đô Sing",
    ],
)
def test_goods_dishes_persons_and_welding_are_no_countries(text: str) -> None:
    assert countries_in(text) == []
