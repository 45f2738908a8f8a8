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
    "transport_ship_crew": r"(?:thuyen vien|thuy thu|si quan)[^.\n]{0,30}tau (?:van tai|hang|dau|container|vien duong)",
    "far_sea_crew": r"(?:thuyen vien|tau ca|danh ca|danh bat)[^.\n]{0,30}xa bo",
    "near_sea_crew": r"(?:thuyen vien|tau ca|danh ca|danh bat)[^.\n]{0,30}(?:gan|ven) bo|\be-?10\b",
    "care_institution": r"\bho ly\b|\by ta\b|(?:khan ho|cham soc)[^.\n]{0,30}(?:vien duong lao|benh vien|trung tam)",
    "home_care": r"khan ho cong (?:tai )?(?:gia dinh|nha)|cham soc [^.\n]{0,20}(?:tai nha|tai gia)",
    "domestic_work": r"\bgiup viec\b|\bosin\b",
    "agriculture": r"\bnong (?:nghiep|trai|san|dan)\b|\btrang trai\b|\bhai (?:tao|nho|dau|rau|trai cay)\b",
}
"""Over the folded text. What cannot be told from words alone (who was a trainee before) stands not here."""
_CREW = r"\bthuyen vien\b|\bthuy thu\b|\btau ca\b|\bdi bien\b"


def job_in(folded: bytes) -> str | None:
    """Return the job that a folded text is about: `other` if no word of a special one stands there, None if unclear."""
    found = [job for job, pattern in _patterns().items() if pattern.search(folded)]
    if not found:
        return None if _crew().search(folded) else OTHER
    return found[0] if len(found) == 1 else None


@cache
def _patterns() -> dict[str, Any]:
    return {job: re2.compile(words.encode("ascii")) for job, words in _WORDS.items()}


@cache
def _crew() -> Any:
    return re2.compile(_CREW.encode("ascii"))
