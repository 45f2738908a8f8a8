"""What stands behind the signature: evidence with its hashes, the text, and notes for whoever approves."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from review_app.case_file.vietnamese import moment, short_day
from review_app.case_file.wording import UNVERIFIED

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a document states besides its content."""

    referral_id: int
    kind: str
    law_date: date
    proposed_at: datetime
    content_sha256: str


def advert_row(number: int, advert: Json) -> Json:
    """Return an advert as a row of the table of a request."""
    captured = moment(datetime.fromisoformat(advert["capture"]["fetched_at"]))
    return {
        "number": number,
        "title": " ".join(advert["title"].split()) or "(không có tiêu đề)",
        "url": advert["url"] or advert["capture"]["url"],
        "captured": captured,
    }


def capture_row(number: int, capture: Json) -> Json:
    """Return a capture as a row of annex I."""
    return {
        "number": number,
        "url": capture["url"],
        "captured": moment(datetime.fromisoformat(capture["fetched_at"])),
        "capture": capture["id"],
        "bytes": f"{capture['bytes']:,}".replace(",", "."),
        "body_sha256": capture["body_sha256"],
        "warc_sha256": capture["warc_sha256"],
    }


def method(content: Json) -> str:
    """Return how the pages were kept."""
    if any(one["capture"]["url"].startswith("file:") for one in content["adverts"]):
        return "Tin được đọc từ tệp do người cung cấp chuyển đến; tệp được lưu nguyên trạng theo chuẩn WARC 1.1."
    return (
        "Trang được phần mềm tải từ địa chỉ công khai, không đăng nhập; dữ liệu máy chủ gửi về được lưu nguyên trạng"
        " theo chuẩn WARC 1.1."
    )


def made_by(content: Json, about: About) -> str:
    """Return what the hashes are of, and how they are checked."""
    screening = content["screening"]
    model = f" Mô hình: {screening['model']}; luật áp dụng tại ngày {short_day(about.law_date)}." if screening else ""
    return (
        "Mã băm là SHA-256 của nội dung máy chủ gửi (trước khi giải nén) và của bản ghi WARC. Tệp WARC đi kèm trong gói"
        f" hồ sơ; kiểm tra bằng lệnh “soitin bundle verify”.{model}"
    )


def text_cut(content: Json) -> str:
    """Return that the text was cut, where it was."""
    shown, length = len(content["text"]), content["text_length"]
    return f"(In {shown} trên {length} ký tự; toàn bộ nội dung có trong tệp WARC.)" if shown < length else ""


def notes(content: Json) -> Iterator[str]:
    """Yield what whoever approves has to look at before it is issued."""
    yield "Văn bản do phần mềm soạn sẵn từ hồ sơ; số, ký hiệu, địa danh, ngày tháng, người ký để trống."
    recipient = content["recipient"]
    if recipient.get("to"):
        doubt = "" if recipient.get("verified") else f" (suy luận từ nhiệm vụ của các cơ quan, {UNVERIFIED})"
        yield f"Nơi nhận theo bảng gợi ý{doubt}: {'; '.join(recipient['to'])}."
    laws = [law for finding in content["findings"] for law in finding["law"] if not law.get("verified")]
    for words in dict.fromkeys(f"{law.get('document')}, {law.get('article')}" for law in laws):
        yield f"Quy định {UNVERIFIED} với văn bản gốc: {words}."
    if any(step["estimated"] for one in content["arithmetic"] for step in one["steps"]):
        yield "Số tiền quy đổi từ ngoại tệ là ước tính theo bảng tỷ giá của phần mềm."
    if not content["office"].get("name"):
        yield "Chưa cài đặt tên cơ quan: điền vào góc trái, phía trên."
    if content["third_persons_left_out"]:
        yield "Tệp WARC là bản gốc nên vẫn có cách liên hệ của bên thứ ba; chỉ gửi kèm khi nơi nhận cần chứng cứ gốc."


def foot(about: About) -> str:
    """Return the line at the foot of every page."""
    frozen = moment(about.proposed_at)
    return f"Đề xuất số {about.referral_id}, nội dung chốt lúc {frozen}; mã nội dung {about.content_sha256[:16]}"
