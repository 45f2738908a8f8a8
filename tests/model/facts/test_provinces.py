import pytest

from model.facts.provinces import read_provinces
from model.text import align


def codes_in(text: str) -> list[str]:
    return [one.code for one in read_provinces(align(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Phụ quán bún ở Thủ Đức", ["79"]),
        ("làm tại Q7 TPHCM", ["79"]),
        ("Kho lạnh Bến Lức, Long An", ["80"]),
        ("Nhà máy ở Việt Yên (Bắc Giang cũ)", ["24"]),
        ("di lam b.duong, thuan an", ["79"]),
        ("viec tai HN, quan ha dong", ["01"]),
        ("2 công trình ở Rạch Giá và Phú Quốc", ["91"]),
        ("văn phòng phường Việt Trì", ["25"]),
        ("Quán ở Phố Huế, Hà Nội", ["01"]),
        ("Shop đường Hải Phòng, quận Hải Châu", ["48"]),
        ("xã Bình Sơn, Long Thành, Đồng Nai", ["75"]),
        ("Quê em ở Quảng Ngãi nhưng xưởng vô Tân Uyên, Bình Dương", ["79"]),
    ],
)
def test_the_workplace_is_one_of_the_34(text: str, expected: list[str]) -> None:
    assert codes_in(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Người quê Hưng Yên, Thái Nguyên đi về trong ngày được",
        "xe đón từ Tây Ninh, Đồng Nai",
        "bà con vùng Đồng Tháp, An Giang",
        "bún bò Huế",
        "dân tộc Kinh, Ê Đê, Gia Rai",
        "anh Phong Quảng Ninh",
    ],
)
def test_homes_buses_and_dishes_are_no_workplaces(text: str) -> None:
    assert codes_in(text) == []
