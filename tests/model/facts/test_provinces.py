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
        ("shipper giao đồ ăn Biên Hoà, chạy sáng", ["75"]),
        ("Đội thầu nhà phố Long Thành cần thợ", ["75"]),
        ("Tiệm trà sữa Ninh Kiều CT kiếm bạn phụ", ["92"]),
        ("quán ở TT Phú Quốc, KG", ["91"]),
        ("gia sư đường Lạch Tray, Ngô Quyền, Hp", ["31"]),
        ("tuyển nữ KCN Tân Hương, TG", ["82"]),
        ("lầu 3, 88/6 Phan Xich Long, Phu Nhuan", ["79"]),
        ("Kho Shopee Bình Chánh tuyển bốc xếp", ["79"]),
        ("VP: số 5 ngõ 402 Mỹ Đình", ["01"]),
        ("bãi xe (bến xe Miền Tây) cần người", ["79"]),
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
        "bối cảnh giả làm Huế xưa",
        "e Dung 97 Hà Tĩnh có suất đi Úc",
        "tặng vé tham quan Hạ Long",
        "dân tộc Kinh, Ê Đê, Gia Rai",
        "anh Phong Quảng Ninh",
    ],
)
def test_homes_buses_and_dishes_are_no_workplaces(text: str) -> None:
    assert codes_in(text) == []
