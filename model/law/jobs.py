"""Jobs that ceilings and terms make a difference for, and the words that tell which one an advert is about."""

from functools import cache
from typing import Any

import re2

ANY, OTHER = "any", "other"
"""Every market or job; every market or job that no other row of the table names."""

JOBS = {
    ANY: "mọi công việc",
    OTHER: "công việc khác",
    "transport_ship_crew": "sĩ quan, thuyền viên tàu vận tải biển",
    "far_sea_crew": "thuyền viên tàu cá xa bờ",
    "near_sea_crew": "thuyền viên tàu cá gần bờ",
    "care_institution": "hộ lý, y tá tại bệnh viện hoặc viện dưỡng lão",
    "home_care": "khán hộ công gia đình",
    "domestic_work": "giúp việc gia đình",
    "agriculture": "nông nghiệp",
    "trainee_3": "thực tập sinh kỹ năng số 3 (cùng công ty, cùng nghiệp đoàn)",
    "skilled_after_training": "lao động kỹ năng đặc định sau thực tập sinh số 2, số 3",
    "trainee": "thực tập sinh kỹ năng",
    "skilled_worker": "lao động kỹ năng đặc định",
    "highly_skilled": "lao động trình độ cao",
    "designated_building": "hoạt động đặc định ngành xây dựng, đóng tàu",
    "skilled": "lao động có tay nghề",
    "intermediate_skilled": "lao động kỹ thuật bậc trung",
    "unskilled": "lao động phổ thông",
}

_WORDS = {
    "transport_ship_crew": (
        r"(?:thuyen vien|thuy thu|si quan)[^.\n]{0,30}tau (?:van tai|hang|dau|container|vien duong)"
        r"|\btau (?:hang roi|cho hang|container|hang bach hoa)\b[^\n]{0,60}(?:\btan\b|dwt|thuyen vien|tuyen)"
        r"|\bcrewing\b"
    ),
    "far_sea_crew": r"(?:thuyen vien|tau ca|danh ca|danh bat|cau ca|cau muc)[^.\n]{0,30}xa bo",
    "near_sea_crew": (
        r"(?:thuyen vien|tau ca|danh ca|danh bat)[^.\n]{0,30}(?:gan|ven) bo|\be-?10\b"
        r"|(?:luoi vay|long bay|chai luoi)[^.\n]{0,60}ngay (?:roi )?ve ben"
    ),
    "care_institution": r"\bho ly\b|\by ta\b|(?:khan ho|cham soc)[^.\n]{0,30}(?:vien duong lao|benh vien|trung tam)",
    "home_care": (
        r"khan ho cong (?:tai )?(?:gia dinh|nha)|cham soc [^.\n]{0,20}(?:tai nha|tai gia)"
        r"|\bcham (?:soc )?(?:cac )?(?:cu|ba|ong|nguoi gia|nguoi cao tuoi|me)\b[^.\n]{0,40}"
        r"(?:tai nha|tai gia|trong gia dinh|o nha chu|nha chu)|\bdon cham (?:soc )?(?:cu|ba|ong)\b"
        r"|\b(?:trong|cham|coi)(?: nom| soc)? cu (?:ba|ong)\b(?: [a-z]+){0,3} \d{2}\b"
        r"|\b(?:nha chu|gia dinh|chu nha)\b[^\n]{0,80}\b(?:bo|me|ba|ong|cu|cha)(?: [a-z]+){0,2} "
        r"(?:liet|tai bien|nam mot cho|lan\b)"
        r"|\b(?:cham|trong)(?: nom| soc)? (?:mot )?(?:cu|ba|ong)(?: [a-z]+){0,4}\b[^\n]{0,60}"
        r"\b(?:nha chu|mot gia dinh|gia dinh)\b"
    ),
    "domestic_work": (
        r"\bgiup viec\b|\bosin\b"
        r"|\b(?:riyadh|jeddah|dammam|a rap|a-rap|saudi|dubai|kuwait|qatar|oman)\b[^\n]{0,160}\bnha chu\b"
        r"|\bnha chu\b[^\n]{0,160}\b(?:riyadh|jeddah|dammam|a rap|a-rap|saudi|dubai|kuwait|qatar|oman)\b"
    ),
    "agriculture": r"\bnong (?:nghiep|trai|san|dan)\b|\btrang trai\b|\bhai (?:tao|nho|dau|rau|trai cay)\b",
}
"""Over the folded text: the trade."""
_CREW = r"\bthuyen vien\b|\bthuy thu\b|\btau ca\b|\bdi bien\b"
_SKILLED = (
    r"\bdac dinh\b|\btokutei\b|\bssw\b|\bdon quay lai\b"
    r"|\bcuu (?:tts|thuc tap sinh)\b[^.\n]{0,50}\b(?:hoan thanh|so 2|so hai|so 3|so ba)\b"
)
_WAS_TRAINEE = (
    r"(?:hoan thanh|xong|het)(?: \w+){0,4} (?:thuc tap|tts)\b|(?:thuc tap|tts)(?: sinh)?(?: ky nang)?(?: \w+){0,3} "
    r"(?:xong|ve nuoc)|\bquay lai nhat\b|(?:thuc tap|ky nang) so (?:2|3|hai|ba)\b|\bdon quay lai\b"
    r"|\bcuu (?:tts|thuc tap sinh)\b[^.\n]{0,50}\b(?:hoan thanh|so 2|so hai|so 3|so ba)\b"
)
_BY_EXAM = (
    r"(?:hoac|hay) (?:\w+ ){0,3}(?:do|dau|co chung chi|thi|senmon)|chua (?:tung )?(?:di )?(?:thuc tap|tts)|chua tung di"
)
_DESIGNATED = r"\bhoat dong (?:chi dinh|dac dinh)\b"
_BUILDING = r"\b(?:xay dung|dong tau|gian giao|cop pha|cot thep|ham duong)\b"
_HIGHLY_SKILLED = r"\b(?:lao dong|nhan luc|dien) (?:ky thuat|trinh do) cao\b"


def job_in(folded: bytes) -> str | None:
    """Return the job that a folded text is about: `other` if no word of a special one stands there, None if unclear.

    A Japanese status goes before the trade, as the ceilings do.
    """
    if _has(_DESIGNATED, folded) and _has(_BUILDING, folded):
        return "designated_building"
    if _has(_HIGHLY_SKILLED, folded):
        return "highly_skilled"
    if _has(_SKILLED, folded) and _has(_WAS_TRAINEE, folded):
        return None if _has(_BY_EXAM, folded) else "skilled_after_training"
    found = [job for job, words in _WORDS.items() if _has(words, folded)]
    if not found:
        return None if _has(_CREW, folded) else OTHER
    return found[0] if len(found) == 1 else None


def _has(words: str, folded: bytes) -> bool:
    return _pattern(words).search(folded) is not None


@cache
def _pattern(words: str) -> Any:
    return re2.compile(words.encode("ascii"))
