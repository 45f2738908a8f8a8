"""The set words of the documents, Vietnamese whatever language the reader of the pages has chosen.

They never accuse: an advert has *dấu hiệu cần xác minh*, and what is wrong is for the recipient to find.
"""

from typing import NamedTuple


class Document(NamedTuple):
    """What a kind of document is called, in a title and in a file name."""

    title: str
    """Type of document, or empty for a letter, which has none."""
    subject: str
    """Trích yếu."""
    file: str


DOCUMENTS = {
    "transfer_slip": Document("PHIẾU CHUYỂN", "Tin tuyển dụng có dấu hiệu cần xác minh", "phieu-chuyen-tin"),
    "verification_letter": Document("", "đề nghị xác minh thông tin tuyển dụng lao động", "cong-van-xac-minh"),
    "takedown_request": Document(
        "", "đề nghị xem xét gỡ bỏ tin tuyển dụng có dấu hiệu cần xác minh", "cong-van-go-tin"
    ),
    "online_record": Document("BIÊN BẢN", "Ghi nhận thông tin trên mạng", "bien-ban-ghi-nhan"),
}

UNVERIFIED = "chưa đối chiếu"
"""Mark of law that was not read in the legal text."""

FEES = {
    "service": "tiền dịch vụ",
    "brokerage": "tiền môi giới",
    "deposit": "tiền đặt cọc, ký quỹ",
    "selection": "tiền hồ sơ, tuyển chọn",
    "training": "tiền đào tạo",
    "uniform": "tiền đồng phục",
    "seat": "tiền giữ chỗ",
    "other": "khoản thu khác",
}

CONTACTS = {
    "phone": "Điện thoại",
    "zalo": "Zalo",
    "telegram": "Telegram",
    "facebook": "Facebook",
    "viber": "Viber",
    "wechat": "WeChat",
    "line": "LINE",
    "qq": "QQ",
    "kakao": "KakaoTalk",
    "instagram": "Instagram",
    "email": "Thư điện tử",
    "web": "Trang mạng",
    "bank": "Tài khoản ngân hàng",
    "tax_code": "Mã số thuế",
    "licence": "Giấy phép nêu trong tin",
    "company": "Tên đơn vị nêu trong tin",
    "address": "Địa chỉ nêu trong tin",
    "person": "Tên người nêu trong tin",
}


def requests(kind: str, facts: frozenset[str], *, abroad: bool) -> list[str]:
    """Return what a document asks its recipient to do, by the kinds of facts that the advert gives."""
    if kind == "takedown_request":
        return [
            "Xem xét theo thẩm quyền việc yêu cầu gỡ bỏ, ngăn chặn các tin tại địa chỉ nêu trên.",
            "Lưu giữ dữ liệu về tin và tài khoản đăng tin trước khi gỡ bỏ, để phục vụ xác minh.",
            "Thông báo kết quả cho cơ quan gửi văn bản này.",
        ]
    if kind == "transfer_slip":
        return [
            "Xem xét, xác minh và xử lý theo thẩm quyền.",
            "Thông báo kết quả cho cơ quan chuyển tin để theo dõi.",
        ]
    return [sentence for needs, sentence in _to_verify(abroad=abroad) if needs is None or needs & facts]


def _to_verify(*, abroad: bool) -> list[tuple[frozenset[str] | None, str]]:
    """Return what is to be verified, each with the kinds of facts of which one must be given; None asks for none."""
    who = "Tên, địa chỉ, tư cách pháp lý của tổ chức, cá nhân đăng tin và người sử dụng các cách liên hệ nêu trong tin."
    going = [
        (None, "Đơn vị đăng tin có giấy phép hoạt động dịch vụ đưa người lao động đi làm việc ở nước ngoài hay không."),
        (None, "Hợp đồng cung ứng lao động cho đơn hàng này đã được chấp thuận hoặc đăng ký hay chưa."),
    ]
    return [
        (None, who),
        (frozenset(("licences",)), "Số giấy phép nêu trong tin: cấp cho doanh nghiệp nào, còn hiệu lực hay không."),
        *(going if abroad else []),
        (
            frozenset(("fees", "bank_accounts")),
            "Các khoản tiền nêu trong tin: có thu hay không, thu của ai, bao nhiêu, theo thoả thuận nào.",
        ),
        (frozenset(("papers_kept",)), "Việc yêu cầu nộp bản gốc giấy tờ của người lao động nêu trong tin."),
        (frozenset(("ages",)), "Độ tuổi tuyển dụng thực tế so với nội dung nêu trong tin."),
        (None, "Người lao động đã liên hệ, nộp tiền hoặc đi làm theo tin này (nếu có)."),
    ]
