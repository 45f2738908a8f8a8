import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.linking.reading import read_link
from model.linking.records import CONTACT_KINDS, LinkRow


def keys(text: str, **row: str) -> dict[tuple[str, str], str]:
    return {point.key: point.whose for point in read_link(LinkRow(id="a", text=text, **row)).contacts}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Chi tiết gọi 0905 112 233", "0905112233"),
        ("Liên hệ: O9O5.112.233 gặp chị Bích", "0905112233"),
        ("Nhắn zalo chín không năm, một một hai, hai ba ba (thêm 0)", "0905112233"),
        ("Máy: 905-11-2233, nhớ thêm số 0 ở đầu giúp em", "0905112233"),
        ("Gọi không chín không năm – một một hai – hai ba ba nhé", "0905112233"),
    ],
)
def test_one_number_is_one_contact_however_it_is_written(text: str, number: str) -> None:
    assert ("phone", number) in keys(text)


def test_an_order_code_is_no_phone() -> None:
    assert keys("Mã đơn: 0912026118, thi tuyển thứ bảy") == {}


def test_an_extension_makes_a_number_of_a_switchboard_another_contact() -> None:
    first, second = keys("Gọi 024 3555 1200 máy lẻ 512"), keys("Gọi 024 3555 1200 máy lẻ 1106")
    assert first.keys().isdisjoint(second)


def test_a_hotline_in_a_line_that_names_its_board_is_the_boards() -> None:
    footer = "Tuyển phụ bếp, gọi 0905112233\nRao Vặt Bến Đá – tư vấn 0799 111 222"
    assert keys(footer, site="raovatbenda.example") == {
        ("phone", "0905112233"): "poster",
        ("phone", "0799111222"): "board",
    }


def test_a_number_that_a_firm_warns_of_is_not_its_own() -> None:
    found = keys("Công ty cảnh báo có người giả danh dùng số 0905112233. Liên hệ đúng: 0866777888")
    assert found["phone", "0905112233"] == "other"
    assert found["phone", "0866777888"] == "poster"


def test_a_name_for_telegram_is_found_without_its_sign() -> None:
    assert ("telegram", "hai_donnhat") in keys("Ai đi thì tìm hai_donnhat ở Telegram nha")


def test_a_page_of_a_free_host_is_its_subdomain_and_the_host_says_nothing() -> None:
    assert ("web", "xuongbut.wordpress.com") in keys("Xem xuongbut.wordpress.com nhé")
    assert keys("Tạo trang miễn phí ở wordpress.com") == {}


def test_a_mailbox_of_a_firms_own_domain_says_what_its_site_says() -> None:
    assert keys("Hồ sơ gửi hr@lamsonha.vn") == {("email", "hr@lamsonha.vn"): "poster", ("web", "lamsonha.vn"): "poster"}
    assert keys("Hồ sơ gửi lamsonha.hr@gmail.com") == {("email", "lamsonha.hr@gmail.com"): "poster"}


@pytest.mark.parametrize("written", ["62/11 Bến Cũ", "62/11 đường Bến Cũ", "hẻm 62/11, Bến Cũ"])
def test_a_house_is_one_address(written: str) -> None:
    assert ("address", "62/11 ben cu") in keys(f"Nộp hồ sơ tại {written}, gặp cô Tư")


def test_an_address_in_a_tower_is_one_of_many() -> None:
    assert set(keys("Đến phòng 9 Sao Mai Tower, 219 đường Nguyễn Cảnh").values()) == {"building"}


@pytest.mark.parametrize("name", ["Công ty", "CTY", "Cá nhân", "", "Nhà tuyển dụng", "Công ty TNHH"])
def test_an_employer_that_is_nobody_names_nobody(name: str) -> None:
    assert keys("Cần hai người phụ hồ", employer_name=name) == {}


def test_contacts_in_the_title_count_and_have_no_quote() -> None:
    reading = read_link(LinkRow(id="a", title="Cần thợ hàn 0905 112 233", text="Lương tuần, bao ăn ở"))
    assert [(point.value, point.quote) for point in reading.contacts] == [("0905112233", None)]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read_and_its_quotes_stand_in_it(text: str) -> None:
    reading = read_link(LinkRow(id="a", text=text))
    quotes = [point.quote for point in reading.contacts] + [slot.quote for slot in reading.template.slots]
    assert all(quote is None or text[quote.start : quote.end] == quote.text for quote in quotes)
    assert all(point.kind in CONTACT_KINDS for point in reading.contacts)


def test_the_site_and_the_mailbox_of_the_board_are_the_boards() -> None:
    found = keys("Ứng tuyển tại bang-viec.example hoặc hotro@bang-viec.example", site="bang-viec.example")
    assert set(found.values()) == {"board"}


def test_a_group_where_many_post_is_nobodys_contact() -> None:
    assert keys("Đăng lại từ facebook.com/groups/vieclammiendong") == {}
    assert ("facebook", "hanh.dailoan") in keys("Xem facebook.com/hanh.dailoan nhé")


@pytest.mark.parametrize(
    "text",
    [
        "Uy tín không lừa đảo, gọi 0905112233",
        "Không thu phí ứng viên, liên hệ 0905112233",
        "Việc làm ở Đồng Nai, gọi 0905112233",
    ],
)
def test_a_poster_who_praises_himself_or_names_the_place_keeps_his_number(text: str) -> None:
    assert keys(text, site="vieclamdongnai.example") == {("phone", "0905112233"): "poster"}
