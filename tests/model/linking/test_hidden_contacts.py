"""Contacts, places and names as people write them so that the board overlooks them."""

import pytest

from model.linking.reading import read_link
from model.linking.records import LinkRow


def found(text: str, kind: str, employer: str = "") -> set[str]:
    """Return the poster's values of one kind."""
    row = LinkRow(id="a", site="bang-viec.example", text=text, employer_name=employer)
    return {point.value for point in read_link(row).contacts if point.kind == kind and point.whose == "poster"}


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("Phòng nhân sự O287.3O55.I88", "phone", "02873055188"),
        ("zalo o587-4o2-i63", "phone", "0587402163"),
        ("Alo Ba Sển số đuôi 731.846 đầu 0917", "phone", "0917731846"),
        ("goi kho^ng ta'm chi'n ba?y , hai sa'u kho^ng , na(m mo^.t ba?y", "phone", "0897260517"),
        ("Nạp qua MB Bank số 0794518823 (Le Van Cuu)", "bank", "0794518823"),
        ("Nạp qua MB Bank số 0794518823 (Le Van Cuu)", "phone", "0794518823"),
        ("Chuyen khoan Techcombank I9O7 5513 882OI TRAN VAN CUU", "bank", "190755138820" + "1"),
        ("Te le : @ms _ hoamoc _ hr", "telegram", "ms_hoamoc_hr"),
        ("Bấm zalo.me/4418902276135 để gửi ảnh", "zalo", "4418902276135"),
        ("Hỏi Kakao muahau77", "kakao", "muahau77"),
        ("IG: viec.xa_nha", "instagram", "viec.xa_nha"),
        ("Lh giupviecanhoa cham com cham vn", "web", "giupviecanhoa.com.vn"),
        ("vào giupviecanhoa[.]com.vn", "web", "giupviecanhoa.com.vn"),
        ("Mail viec.anhoa (a) gmail (dot) com", "email", "viec.anhoa@gmail.com"),
        ("Hỏi tại K12/5 Trần Văn Cừu", "address", "12/5 tran van cuu"),
        ("Lop hoc o ngo 87 Tran Van Cuu so 5, khai giang thang sau", "address", "5/87 tran van cuu"),
        ("Hỏi quầy 318 đường 30/4 Ninh Hoà", "address", "318 30/4 ninh hoa"),
        ("Hỏi quầy 318 đường 30 Tháng 4, Ninh Hoà", "address", "318 30/4 ninh hoa"),
        ("Hỏi quầy 318 đường Ba Mươi tháng Tư, Ninh Hoà", "address", "318 30/4 ninh hoa"),
        ("Bãi xe km 14 quốc lộ 22, gặp Khôi", "address", "km 14 ql 22"),
        ("Ở ngay bãi km 14 QL22", "address", "km 14 ql 22"),
        ("Quán cà phê Cây Sung, cầu cảng Rạch Mới, hỏi Ba Sển", "address", "cay sung, rach moi"),
        ("Tàu xuất bến ngày rằm. Ba Sển.", "person", "ba sen"),
    ],
)
def test_a_hidden_contact_is_read_in_its_plain_spelling(text: str, kind: str, value: str) -> None:
    assert value in found(text, kind)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Mã tin 0936281570. Hồ sơ gửi tại văn phòng", "phone"),
        ("Chuyến 20 10 hay 05 12 đều còn chỗ, 18 đến 45 tuổi", "phone"),
        ("Nhà máy ở Ba Đình, gần Năm Căn", "person"),
        ("Nhắn kakao cho chị", "kakao"),
        ("Hiện có đối tượng dùng số 0566 190 127 và nick @donglam_tuyen tự xưng công ty", "phone"),
        ("Hiện có đối tượng dùng số 0566 190 127 và nick @donglam_tuyen tự xưng công ty", "telegram"),
    ],
)
def test_what_is_nobodys_contact_is_left_alone(text: str, kind: str) -> None:
    assert found(text, kind) == set()


def test_a_firms_short_form_is_its_long_one() -> None:
    assert found("Cần bảo vệ", "company", "BV An Lạc") == found("Cần bảo vệ", "company", "Bảo vệ An Lạc")


def test_the_foot_that_a_board_writes_is_no_part_of_the_template() -> None:
    offer = "Cần mười thợ may vào làm ngay, lương theo hàng, ở lại tại xưởng, cơm trưa xưởng nấu, nghỉ chủ nhật"
    foot = "\nTin đăng trên Bảng Việc – tổng đài hỗ trợ 1900 6363 (giờ hành chính)"
    plain, footed = (read_link(LinkRow(id="a", site="bang-viec.example", text=text)) for text in (offer, offer + foot))
    assert footed.template.tokens == plain.template.tokens
