"""From the content of a referral to the words of its document: what stands between the braces of a template."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from review_app.case_file.annexes import (
    About,
    advert_row,
    capture_row,
    foot,
    made_by,
    method,
    notes,
    text_cut,
)
from review_app.case_file.law_words import law_words
from review_app.case_file.vietnamese import figure, moment, short_day, vnd, vnd_in_words
from review_app.case_file.wording import CONTACTS, DOCUMENTS, FEES, UNVERIFIED, requests

_DOTS = "…………………………………"
MOST_QUOTES, MOST_ROWS = 4, 40
"""Quotes of a sign and rows of a table that are printed; the JSON of the bundle has all."""
_ELSEWHERE = ("fees", "phones", "contacts", "companies", "tax_codes")
"""Facts that stand above with their sums in words, or in the table of the source."""
_ASIDE = {
    *("headcount", "sex", "diploma", "board", "lodging", "days_per_week", "probation_months"),
    *("departure_days", "travel_paid_by"),
}
"""Terms that no sign rests on; the JSON of the bundle has them."""
Json = dict[str, Any]


def context_of(content: Json, about: About) -> Json:
    """Return the words of a document, plain text each."""
    document = DOCUMENTS[about.kind]
    office = content["office"]
    return {
        "parent": office.get("parent") or "TÊN CƠ QUAN CHỦ QUẢN",
        "office": office.get("name") or "TÊN CƠ QUAN BAN HÀNH",
        "title": document.title,
        "subject": document.subject,
        "addressee": content["recipient"].get("addressee") or _DOTS,
        "intro": _intro(content, about),
        "urgent": bool(content["recipient"].get("urgent")),
        "source": _source(content),
        "more_adverts": _more(content, about),
        "told": list(_told(content))[:MOST_ROWS],
        "left_out": _left_out(content),
        "signs_intro": _signs_intro(content, about),
        "signs": [_sign(number, one) for number, one in enumerate(content["findings"], 1)],
        "laws": _laws(content["findings"]),
        "arithmetic": [line for one in content["arithmetic"] for line in _arithmetic(one)],
        "register": _register(content),
        "requests": _requests(content, about),
        "basis": _basis(content) if about.kind == "takedown_request" else "",
        "closing": f"Đề nghị {_you(about)} quan tâm, phối hợp./.",
        "contact_point": f"Đầu mối liên hệ: {_DOTS} Điện thoại: …………………",
        "answer_by": "Thời hạn trả lời đề nghị: trước ngày ……/……/………",
        "receivers": _receivers(content),
        "adverts": [advert_row(number, one) for number, one in enumerate(content["adverts"], 1)],
        "captures": [capture_row(number, one["capture"]) for number, one in enumerate(content["adverts"], 1)],
        "method": method(content),
        "made_by": made_by(content, about),
        "annexed_to": (document.title.capitalize() or "Công văn") + " số ………/…………… ngày ……/……/………",
        "text": content["text"].split("\n"),
        "text_cut": text_cut(content),
        "notes": list(notes(content)),
        "foot": foot(about),
    }


def _intro(content: Json, about: About) -> str:
    number = content["adverts_in_all"]
    if about.kind == "online_record":
        return (
            f"Tiến hành ghi nhận {number} tin tuyển dụng đăng công khai trên mạng, có dấu hiệu cần xác minh, như sau:"
        )
    return (
        f"Qua rà soát thông tin tuyển dụng công khai trên mạng, cơ quan chúng tôi ghi nhận {number} tin tuyển dụng"
        f" có dấu hiệu cần xác minh, thuộc lĩnh vực {_you(about)} quản lý. Các dấu hiệu nêu dưới đây được"
        " phần mềm hỗ trợ phát hiện và cán bộ kiểm tra xem xét; đây là thông tin ban đầu để xác minh, chưa phải"
        " kết luận về vi phạm của tổ chức, cá nhân nào."
    )


def _you(about: About) -> str:
    """Return how the recipient is addressed; what is to be verified is asked of enterprises and platforms too."""
    return "Quý cơ quan, đơn vị" if about.kind == "verification_letter" else "Quý cơ quan"


def _source(content: Json) -> list[Json]:
    first = content["adverts"][0]
    capture = first["capture"]
    lines = [
        ("Tiêu đề tin", " ".join(content["title"].split()) or "(không có)"),
        ("Đơn vị tuyển dụng nêu trong tin", content["employer_name"] or "(không nêu)"),
        ("Nền tảng", first["site"]),
        ("Địa chỉ", first["url"] or capture["url"]),
        ("Ngày đăng ghi trên tin", short_day(date.fromisoformat(first["posted_on"])) if first["posted_on"] else ""),
        ("Thời điểm thu thập", moment(datetime.fromisoformat(capture["fetched_at"]))),
        ("Nơi làm việc, địa bàn nêu trong tin", content["place"]),
        ("Số tin có nội dung giống nhau", str(content["adverts_in_all"]) if content["adverts_in_all"] > 1 else ""),
        *_contacts(content),
    ]
    return [{"name": name, "words": words} for name, words in lines if words]


def _contacts(content: Json) -> Iterator[tuple[str, str]]:
    """Yield the ways to reach the poster, kind by kind; they stand in an advert in any order."""
    by_kind: dict[str, list[str]] = {}
    for one in content["contacts"][:MOST_ROWS]:
        by_kind.setdefault(one["kind"], []).append(one["shown"])
    for kind, name in CONTACTS.items():
        if kind in by_kind and kind != "company":
            yield name, "; ".join(dict.fromkeys(by_kind[kind]))


def _more(content: Json, about: About) -> str:
    shown = len(content["adverts"]) if about.kind == "takedown_request" else 1
    rest = content["adverts_in_all"] - shown
    place = ", địa chỉ tại Phụ lục I" if len(content["adverts"]) == content["adverts_in_all"] else ""
    return f"Cùng nội dung này còn {rest} tin khác{place}." if rest > 0 else ""


def _told(content: Json) -> Iterator[Json]:
    for fee in content["fees"]:
        yield {"name": "Khoản thu", "words": _fee(fee), "quote": _quoted(fee["quote"])}
    for fact in content["facts"]:
        if fact["kind"] not in _ELSEWHERE and fact.get("what") not in _ASIDE:
            yield {"name": fact["name"], "words": fact["words"], "quote": _quoted(fact["quote"])}


def _fee(fee: Json) -> str:
    if fee["vnd"] is None:
        said = f"{figure(fee['amount'])} {fee['currency']}" if fee["amount"] is not None else "không nêu số tiền"
        return f"{fee['name']}: {said}"
    words = f"{fee['name']}: {vnd(int(fee['vnd']))} ({vnd_in_words(int(fee['vnd']))})"
    return (
        words if fee["currency"] == "VND" else f"{words}, quy đổi ước tính từ {figure(fee['amount'])} {fee['currency']}"
    )


def _quoted(quote: str) -> str:
    return f"“{quote}”" if quote else "–"


def _left_out(content: Json) -> str:
    number = content["third_persons_left_out"]
    return f"Đã lược {number} cách liên hệ của bên thứ ba không liên quan (đánh dấu •)." if number else ""


def _signs_intro(content: Json, about: About) -> str:
    if not content["findings"]:
        return (
            "Tin không có dấu hiệu do phần mềm phát hiện; cán bộ kiểm tra đề nghị xác minh theo lý do tại tờ đề xuất."
        )
    on = short_day(about.law_date)
    return f"Quy định áp dụng tại ngày {on}. Mỗi dấu hiệu kèm trích nguyên văn trong tin:"


def _sign(number: int, finding: Json) -> Json:
    quotes = dict.fromkeys(_quoted(quote) for quote in finding["quotes"])
    return {"number": number, "sentence": finding["sentence"], "quotes": list(quotes)[:MOST_QUOTES]}


def _laws(findings: list[Json]) -> list[str]:
    """Return each provision once, with the numbers of the signs that touch it."""
    touched: dict[str, list[str]] = {}
    for number, finding in enumerate(findings, 1):
        for words in dict.fromkeys(law_words(law) for law in finding["law"]):
            touched.setdefault(words, []).append(str(number))
    return [f"{words.removesuffix('.')}; ứng với dấu hiệu {', '.join(numbers)}." for words, numbers in touched.items()]


def _arithmetic(reckoned: Json) -> Iterator[str]:
    steps = []
    for step in reckoned["steps"]:
        law = f" ({step['law']}{'' if step['verified'] else f', {UNVERIFIED}'})" if step["law"] else ""
        steps.append(f"{step['sentence']}{law}")
    name = FEES.get(reckoned["kind"], FEES["other"])
    missing = f"; còn thiếu: {', '.join(reckoned['missing'])}" if reckoned["missing"] else ""
    yield f"{name[0].upper()}{name[1:]}: {'; '.join(steps)}{missing}."


def _register(content: Json) -> list[str]:
    return [content["register"]["sentence"]] if content["register"] else []


def _requests(content: Json, about: About) -> list[str]:
    asked = requests(about.kind, frozenset(fact["kind"] for fact in content["facts"]), abroad=content["abroad"])
    return [f"{letter}) {sentence}" for letter, sentence in zip("abcdđeghiklm", asked, strict=False)]


def _basis(content: Json) -> str:
    recipient = content["recipient"]
    words = ", ".join(part for part in (recipient.get("article"), recipient.get("document")) if part)
    return f"{words} ({UNVERIFIED})" if words and not recipient.get("verified") else words


def _receivers(content: Json) -> list[str]:
    copies = [f"- {name} (để phối hợp);" for name in content["recipient"].get("copy_to", ())]
    return ["- Như trên;", *copies, "- Lưu: VT, hồ sơ vụ việc."]
