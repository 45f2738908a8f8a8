import pytest

from model.facts.papers import read_papers_kept
from model.text import align


def papers_in(text: str) -> list[str]:
    return [one.what for one in read_papers_kept(align(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nộp CCCD bản gốc cho phòng nhân sự", ["identity_card"]),
        ("Hỏi: Qua đó chủ giữ hộ chiếu thì sao? Đáp: Hộ chiếu là của mình.", []),
        ("Có bị giữ hộ chiếu không? Dạ không ạ", []),
        ("Công ty giữ hộ chiếu đúng không? Dạ đúng, hết hạn mới trả", ["passport"]),
        ("g1ữ h0 ch1ếu g0c", ["passport"]),
        ("Hộ chiếu nộp lại cho quản lý cất giùm", ["passport"]),
        ("thì gửi sổ đỏ lại văn phòng", ["land_title"]),
        ("Giữ giúp bằng lái gốc", ["driving_licence"]),
        ("cà vẹt xe làm tin", ["other"]),
        ("Nộp giấy khai sinh bản gốc cho công ty giữ", ["birth_certificate"]),
        ("GPLX gốc gửi công ty giữ tới ngày bay", ["driving_licence"]),
        ("đem bằng tốt nghiệp bản chính (công ty giữ)", ["diploma"]),
        ("Hộ chiếu do công ty quản lý trong thời gian làm việc", ["passport"]),
        ("ho chieu xuong cam toi khi het no", ["passport"]),
        ("thu hộ chiếu ngay khi xuống sân bay", ["passport"]),
        ("Giữ sổ hộ khẩu gốc/giấy tờ nhà đất làm tin", ["household_book", "land_title"]),
        ("để lại bằng THPT gốc hoặc đăng ký xe máy", ["diploma", "other"]),
        ("Gửi bản gốc bằng đại học và sổ hộ khẩu qua bưu điện để lưu hồ sơ", ["diploma", "household_book"]),
        ("lên ghe là gom hết căn cước lại", ["identity_card"]),
        ("nop cccd goc cho quan ly", ["identity_card"]),
        ("giấy tờ tuỳ thân chị giữ giùm cho khỏi mất", ["identity_card"]),
        ("Nhưng phải để lại cho tui cái sổ hộ khẩu", ["household_book"]),
        ("passport còn hạn 4 năm để lại văn phòng", ["passport"]),
        ("CCCD với điện thoại để chị giữ khi làm", ["identity_card", "other"]),
        ("CCCD để lại bản gốc", ["identity_card"]),
        ("bên em giữ cccd gốc tới khi hết hợp đồng", ["identity_card"]),
        ("Thợ nào đi gọi chú Hai, hộ chiếu chủ cầm để làm thẻ", ["passport"]),
        ("chủ cầm cccd tới hết vụ", ["identity_card"]),
        ("mang cccd gốc nộp phòng nhân sự", ["identity_card"]),
        ("Tới công trình nộp căn cước bản chính cho thư ký", ["identity_card"]),
        ("Gọi chị Tư. Các chị em đi đường xa, giấy tờ chị giữ giùm", ["other"]),
    ],
)
def test_an_original_that_must_be_left(text: str, expected: list[str]) -> None:
    assert papers_in(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Mang theo CCCD photo công chứng",
        "Xem CCCD gốc để đối chiếu rồi trả lại ngay",
        "không giữ giấy tờ gốc của nhân viên",
        "gửi ảnh hộ chiếu qua zalo",
        "không ai được giữ hộ chiếu của chị em",
        "Giữ xe miễn phí",
        "mang CMND/CCCD bản gốc để đối chiếu khi phỏng vấn",
        "xem bản gốc CCCD tại chỗ, không thu",
        "vay không cần thế chấp sổ đỏ",
        "có người nhà bảo lãnh bằng uy tín",
        "hộ chiếu tự giữ, công ty chỉ photo",
        "Hồ sơ gồm: sơ yếu lý lịch, bằng tốt nghiệp, CCCD",
        "nộp bằng tiền mặt tại quầy",
        "quản lý bộ hồ sơ tín dụng gốc",
        "điện thoại quản lý: gọi giờ hành chính",
        "Chạy xe nhớ mang theo bằng gốc, quên là không cho ra bến",
        "mang theo bằng gốc để đối chiếu",
        "Sáng mai bà con cầm theo căn cước",
        "cầm cccd tới check tuổi rồi vô thử bàn",
        "qua trạm xong cầm căn cước về",
        "Giấy tờ cô giữ, em chỉ chụp một bản",
        "Nhà cần một cô trông bé, giấy tờ cô giữ",
        "chị giữ hồ sơ bản chính, chỉ cần gửi bản dịch",
        "giấy tờ tự lo gồm hộ chiếu, phiếu khám",
        "đem căn cước cho họ xem rồi cất",
        "đem cccd để bảo vệ cho vào cổng",
        "hộ chiếu ai người nấy giữ",
        "giấy tờ đi lại công ty thu xếp",
        "có người xưng là cán bộ xuống thu CCCD",
    ],
)
def test_copies_and_promises_are_not_keeping(text: str) -> None:
    assert papers_in(text) == []
