import pytest

from model.facts.contacts import read_contacts
from model.facts.phones import find_phones
from model.text import align


def contacts_in(text: str) -> list[tuple[str, str]]:
    aligned = align(text)
    return [(one.kind, one.value) for one in read_contacts(aligned, find_phones(aligned))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zalo: 0703001955 - Mỹ Duyên", [("zalo", "0703001955")]),
        ("0932.700.001 (zalo số thầy Kiệt)", [("zalo", "0932700001")]),
        ("da lô: 0772 không không ba 148", [("zalo", "0772003148")]),
        ("Viber/Zalo 0769.000.843", [("viber", "0769000843"), ("zalo", "0769000843")]),
        ("ib z 0703001955", [("zalo", "0703001955")]),
        ("Kêu Hai: 0703001955 hoặc Zalo số con gái tui 0794000258", [("zalo", "0794000258")]),
        ("FB Quyên Đức Ngữ (fb.com/quyen.ducngu)", [("facebook", "quyen.ducngu")]),
        ("Facebook: fb.me/ausfarm.dinhcu", [("facebook", "ausfarm.dinhcu")]),
        ("Zalo OA: Hoa Gạo Labour", [("zalo", "Hoa Gạo Labour")]),
        ("tele @hr_manila", [("telegram", "hr_manila")]),
        ("t.me/+hrmaesot99x", [("telegram", "+hrmaesot99x")]),
        ("k.b tele: @ m y m y _ 0 4 , k nghe", [("telegram", "mymy_04")]),
        ("nhắn @baidaxanh_nhansu", [("telegram", "baidaxanh_nhansu")]),
        ("FB: Vỏ Sò Trắng Careers", [("facebook", "Vỏ Sò Trắng Careers")]),
        ("facebook.com/khoqua.locvung", [("facebook", "khoqua.locvung")]),
        ("wechat LyASinh761, QQ 2810000761", [("wechat", "LyASinh761"), ("qq", "2810000761")]),
        ("LINE ID: minhthu.osk", [("line", "minhthu.osk")]),
        ("mail A.B@Xy.com.vn", [("email", "a.b@xy.com.vn")]),
        ("mail vieclam (a còng) gmail chấm com", [("email", "vieclam@gmail.com")]),
        ("xem https://hoamovang.vn/", [("web", "hoamovang.vn")]),
    ],
)
def test_a_contact_comes_out_as_one_would_type_it(text: str, expected: list[tuple[str, str]]) -> None:
    assert contacts_in(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "máy bàn 0234 3000 152, mình không xài zalo",
        "Muốn đi làm nhắn vô nhóm viber hoặc gọi 0919 000 842",
        "Nhân viên trực fanpage và trả lời bình luận Facebook",
        "làm ở line 3, trả lương qua ZaloPay",
        "@Mai Linh c ơi visa bên em làm được",
    ],
)
def test_a_network_that_is_only_spoken_of_is_no_contact(text: str) -> None:
    assert contacts_in(text) == []
