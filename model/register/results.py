"""What the register says of the enterprise that an advert names: a small record with its sentence."""

from dataclasses import dataclass
from datetime import date

from storage.records import ListedEnterprise

STALE_DAYS = 90
"""Age of a list, on the day of the advert, beyond which absence from it proves nothing."""

LICENSED, EXPIRED, SUSPENDED, REVOKED, UNKNOWN = "licensed", "expired", "suspended", "revoked", "unknown"
NOT_FOUND, LOOK_ALIKE, DIFFERENT, BRANCH = "not_found", "look_alike", "different_enterprises", "branch_may_not_collect"

_SENTENCES = {
    LICENSED: "{named} có trong danh bạ doanh nghiệp được cấp phép ngày {day}: {entry}.",
    EXPIRED: "{named} có trong danh bạ ngày {day} nhưng giấy phép đã hết hạn: {entry}.",
    SUSPENDED: "{named} có trong danh bạ ngày {day} nhưng đang tạm dừng hoặc bị đình chỉ: {entry}.",
    REVOKED: "{named} có trong danh bạ ngày {day} nhưng giấy phép đã bị thu hồi hoặc nộp lại: {entry}.",
    UNKNOWN: "{named} có trong danh bạ ngày {day}, tình trạng ghi ở đó không đọc được: {entry}.",
    NOT_FOUND: "Không thấy {named} trong danh bạ doanh nghiệp được cấp phép ngày {day}.",
    LOOK_ALIKE: "{named} gần trùng với doanh nghiệp trong danh bạ ngày {day} ({entry}) nhưng khác {differs}.",
    DIFFERENT: "{number} và {named} thuộc hai doanh nghiệp khác nhau trong danh bạ ngày {day}: {entry}; {other}.",
    BRANCH: "{named} là chi nhánh (danh bạ ngày {day}: {entry}); chi nhánh không được thu tiền của người lao động.",
}
_STALE = " Danh bạ này đã cũ {age} ngày: không có trong đó chưa nói lên điều gì."


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterResult:
    """The register's answer for one advert."""

    outcome: str
    """licensed | expired | suspended | revoked | unknown | not_found | look_alike | different_enterprises |
    branch_may_not_collect"""
    matched_by: str
    """licence_number | tax_code | name | trade_name | phone | website; what was looked up where nothing was found"""
    named: str
    """The very words or number of the advert that were looked up."""
    entry: ListedEnterprise | None
    """The entry found, imitated, or owning the number."""
    other: ListedEnterprise | None = None
    """The entry that the name belongs to, where number and name differ."""
    number: str = ""
    """The number of the advert that belongs to another enterprise, or that the imitated one does not have."""
    differs: str = ""
    """In what a look-alike differs, Vietnamese."""
    listed_on: date
    age_days: int
    """Age of the list on the day of the advert; below zero where it is younger."""

    @property
    def stale(self) -> bool:
        """The list is too old for absence from it to mean anything."""
        return self.age_days > STALE_DAYS

    @property
    def entry_words(self) -> str:
        """The entry as the list prints it."""
        return words_of(self.entry)

    @property
    def sentence(self) -> str:
        """What a person reads, Vietnamese."""
        said = _SENTENCES[self.outcome].format(
            named=f"“{self.named}”",
            day=f"{self.listed_on:%d/%m/%Y}",
            entry=words_of(self.entry),
            other=words_of(self.other),
            number=self.number,
            differs=self.differs,
        )
        return said + (_STALE.format(age=self.age_days) if self.outcome == NOT_FOUND and self.stale else "")


def words_of(entry: ListedEnterprise | None) -> str:
    """Return what a list prints of an enterprise: name, number, state."""
    return " · ".join(filter(None, (entry.name, entry.licence_number, entry.status_text))) if entry else ""
