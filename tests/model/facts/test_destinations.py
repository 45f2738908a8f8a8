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
        ("Đơn hàng xứ hoa anh đào lương 30 củ", ["JP"]),
        ("Tàu cá viễn dương Đài Loan tuyển 40 thuyền viên", ["TW"]),
        ("Cộng đồng Việt tại Phnôm Pênh: nhà hàng lẩu cần phục vụ, gia hạn visa chủ trả", ["KH"]),
        ("E10 E9 E8 gì cũng có, em làm visa 15 năm nay, phí trọn gói 9000$ cọc 30%", ["KR"]),
        ("Visa 482 nông trại, chủ bao ăn ở, lương 27 aud một giờ, phí 9 nghìn đô", ["AU"]),
        ("Diện LMIA hai năm phụ bếp, lương 17 cad một giờ, bay trong tháng ba", ["CA"]),
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
        "Cần người ăn ở lại trông bé, trà sữa Đài Loan chủ đãi, tháng về quê một lần",
        "Nhân viên xử lý hồ sơ visa 482 tại văn phòng, biết tiếng Anh, lương 12 triệu đồng",
        "650 đô Sing",
    ],
)
def test_goods_dishes_persons_and_welding_are_no_countries(text: str) -> None:
    assert countries_in(text) == []


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Nông trại nhà lưới vùng Arava cần 15 nam, lương trả bằng USD", "IL"),
        ("Qua nông trại bên Kratie trồng tiêu", "KH"),
        ("Nông trường chuối huyện Pathoumphone cần 20 người bao buồng", "LA"),
        ("Hội nghề cá Sokcho cần 12 thuyền viên", "KR"),
        ("Bà con đi thời vụ bên huyện Yeongju", "KR"),
        ("Xã bên Seongju cần người hái dưa, visa E8", "KR"),
    ],
)
def test_a_foreign_district_says_the_country(text: str, country: str) -> None:
    assert countries_in(text) == [country]


def test_a_district_here_is_no_country_though_a_foreign_town_has_its_name() -> None:
    assert countries_in("Xưởng gỗ huyện Đông Hưng tuyển 5 thợ mộc") == []
