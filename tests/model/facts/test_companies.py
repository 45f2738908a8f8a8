import pytest

from model.facts.companies import find_companies, read_companies
from model.text import align


def names_in(text: str) -> list[str]:
    aligned = align(text)
    return [one.name for one in read_companies(aligned, find_companies(aligned))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Công ty TNHH May Vạn Thảo Lam, MST 1", ["Công ty TNHH May Vạn Thảo Lam"]),
        ("Công ty TNHH Kết nối Mùa vụ Bắc Cực (MST", ["Công ty TNHH Kết nối Mùa vụ Bắc Cực"]),
        ("CTY BẢO VỆ LONG HẢI SƠN TUYỂN 50 BẢO VỆ", ["CTY BẢO VỆ LONG HẢI SƠN"]),
        ("Cty CP Dau tu Nhan luc Bien Bac, giay phep", ["Cty CP Dau tu Nhan luc Bien Bac"]),
        ("Quán bún bò O Dẻo đường Chi Lăng", ["Quán bún bò O Dẻo"]),
        ("Bên tuyển: Jadran Sunce d.o.o.", ["Jadran Sunce d.o.o."]),
        ("C.ô.n.g t.y T.N.H.H Lam Giang Vũ", ["C.ô.n.g t.y T.N.H.H Lam Giang Vũ"]),
        ("công ty đang cần người, kho ở Hà Nội", []),
        ("Đơn vị tiếp nhận: Klinikum Lindental gGmbH (Thüringen)", ["Klinikum Lindental gGmbH"]),
        ("Cong ty van tai Duong Bien Xanh - Hai Phong", ["Cong ty van tai Duong Bien Xanh"]),
        ("NHÀ MÁY ỐC VÍT – CAO HÙNG", []),
        ("THỊ TRƯỜNG NHẬT BẢN, công ty Nhật trả vé", []),
        ("CAN 30 BAN DI PHILIPPINES LAM VAN PHONG", []),
        ("wifi, xe về trung tâm Phan Thiết tối thứ Tư.", []),
        ("Resort Phú Quốc cần người làm vườn", []),
    ],
)
def test_a_name_is_read_as_printed(text: str, expected: list[str]) -> None:
    assert names_in(text) == expected
