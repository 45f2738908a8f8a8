"""An invented office for the benchmark of reviewing: adverts, brokers, decisions, as rows of the tables.

Everything is drawn from a seed. The mix of sizes of brokers and campaigns is the same however many adverts there are,
so that what is compared between two offices is the size of the office alone.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from storage.folding import fold
from storage.provinces import PROVINCES

LAST = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
LARGEST = 2_000
"""Adverts of the one broker that an office of four times as many has beside those of the usual sizes."""
_PHONES_OF_LARGEST = 30
_SHARED = 20
"""Telephones that every twentieth campaign prints beside its poster's own."""
_CHUNK = 1_000
_SITES = 8
_PEOPLE = ("Nguyễn Thị Mẫu", "Trần Văn Thử", "Lê Thị Ví Dụ", "Phạm Văn Nháp", "Đỗ Thị Giả Định")
_BANDS = (("high", 0.9), ("medium", 0.6), ("low", 0.1), ("low", 0.05), ("low", 0.2), ("not_enough_information", 0.05))
_TYPOLOGIES = ("scam_compound", "deposit_or_upfront_fee", "excess_or_illegal_fee", "home_piecework", "id_retention")
_COUNTRIES = ("JP", "TW", "KR", "KH", "AE", "RO", "PL", "MY")
_SYLLABLES = (
    "An", "Bình", "Cát", "Đông", "Gia", "Hà", "Khánh", "Lam", "Minh", "Nam", "Phúc", "Quang",
    "Sơn", "Tân", "Thịnh", "Vân", "Xuân", "Yên", "Lộc", "Trường", "Hưng", "Đức", "Hải", "Kim",
)  # fmt: skip
_COUNTERS = ("pages", "adverts", "new_adverts", "new_versions", "removed", "revisited", "refused", "failed")
_STRENGTHS = ("strong", "medium", "weak")
_TRADES = (
    "may công nghiệp", "hàn xì", "chế biến thuỷ sản", "điều dưỡng", "giúp việc nhà", "lái xe tải", "đóng gói",
    "bốc xếp", "trồng nấm", "lắp ráp điện tử", "phụ bếp", "sơn tĩnh điện", "chăm sóc người già", "thu hoạch dâu",
    "giàn giáo", "nhập liệu tại nhà", "xâu vòng hạt cườm", "trực điện thoại", "tiện phay bào", "đóng đế giày",
)  # fmt: skip
_SENTENCES = (
    "Làm tám tiếng một ngày, nghỉ chủ nhật, tăng ca tính theo luật lao động.",
    "Bao ăn ở, có xe đưa đón từ bến về xưởng mỗi sáng.",
    "Không yêu cầu bằng cấp, người chưa biết được chỉ việc tại chỗ.",
    "Hồ sơ gồm sơ yếu lý lịch, giấy khám sức khoẻ và hai ảnh thẻ.",
    "Lương trả ngày mồng năm hàng tháng qua tài khoản, có phiếu lương.",
    "Đóng bảo hiểm ngay từ tháng đầu, thưởng tết bằng một tháng lương.",
    "Cần người đi ngay trong tuần, số lượng còn ít.",
    "Ứng trước năm triệu đồng cho anh em ở xa, trừ dần vào lương.",
    "Đặt cọc ba triệu đồng giữ chỗ, hoàn lại khi nhận việc.",
    "Phí dịch vụ thu sau khi có lịch bay, viết phiếu thu đầy đủ.",
    "Công ty giữ hộ chiếu bản gốc cho đến khi hết hợp đồng.",
    "Phỏng vấn tại văn phòng, mang theo căn cước để đối chiếu.",
    "Ưu tiên người đã từng làm ở nước ngoài, có thể gia hạn hợp đồng.",
    "Ký túc xá cách xưởng năm trăm mét, có bếp nấu chung.",
    "Tiền nhà và bảo hiểm trừ khoảng bốn triệu một tháng.",
    "Thử việc một tháng hưởng tám mươi lăm phần trăm lương.",
)


class Office:
    """Draws brokers of several sizes, the campaigns of each, and all rows that belong to an advert."""

    def __init__(self, adverts: int, seed: int) -> None:
        self.adverts, self.chance = adverts, random.Random(seed)  # noqa: S311 - invented
        self.rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self.ids: dict[str, int] = defaultdict(int)
        self.advert = 0
        self.largest = ""
        """Broker of `LARGEST` adverts, once it is there."""
        self.shared: list[tuple[int, str]] = []

    def chunks(self) -> Iterator[dict[str, list[dict[str, Any]]]]:
        """Yield table → rows, some thousand at a time."""
        self._begin()
        asked = _CHUNK
        while self.advert < self.adverts:
            if self.adverts >= 4 * LARGEST and self.advert >= LARGEST and not self.largest:
                self.largest = self._broker(LARGEST, phones=_PHONES_OF_LARGEST)
            self._broker(min(self._size(), self.adverts - self.advert))
            if self.advert >= asked:
                asked = self.advert + _CHUNK
                yield self.rows
                self.rows = defaultdict(list)
        yield self.rows

    def _add(self, table: str, **row: Any) -> int:
        self.ids[table] += 1
        self.rows[table].append({"id": self.ids[table], **row})
        return self.ids[table]

    def _begin(self) -> None:
        for number in range(_SITES):
            site = self._add("site", name=f"bang-viec-{number}", title=f"Bảng việc {number}", created_at=LAST)
            self._add("crawl_run", site_id=site, started_at=LAST, finished_at=LAST, outcome="good", cause_code="",
                      **dict.fromkeys(_COUNTERS, 0))  # fmt: skip
        self._add("model_version", name="wordlist-1", first_used_at=LAST, manifest={})
        for number, full_name in enumerate(_PEOPLE):
            self._add("account", name=f"can-bo-{number}", full_name=full_name, role="officer", password_hash="-",
                      created_at=LAST, failed_logins=0, must_change_password=False)  # fmt: skip
        for number in range(_SHARED):
            digits = f"0901{number:06d}"
            self.shared.append((self._contact("phone", digits, LAST), digits))
            self._add("shared_contact", contact_id=self.shared[-1][0], why="nhiều nơi / many", found_at=LAST)

    def _size(self) -> int:
        draw: Callable[[], int] = self.chance.choices(
            (
                lambda: 1,
                lambda: self.chance.randint(2, 5),
                lambda: self.chance.randint(6, 20),
                lambda: self.chance.randint(21, 60),
                lambda: 100,
            ),
            (50, 25, 15, 8, 2),
        )[0]
        return draw()

    def _broker(self, adverts: int, phones: int = 1) -> str:
        chance = self.chance
        key = f"b-{chance.getrandbits(48):012x}"
        seen = LAST - timedelta(minutes=chance.randrange(60 * 24 * 400))
        self.rows["broker"].append({"id": key, "created_at": seen, "formed_at": seen})
        firm = f"Công ty TNHH {' '.join(chance.sample(_SYLLABLES, 3))}" if chance.random() < 0.4 else ""
        known = [[self._phone(seen)] for _ in range(phones)]
        if firm:
            known[0].append((self._contact("company", f"{fold(firm)} {self.ids['contact']}", seen), firm))
        before, left = None, adverts
        while left:
            copies = min(left, chance.choice((1, 1, 1, 2, 3, 8)))
            contacts = [*chance.choice(known), *((chance.choice(self.shared),) if chance.random() < 0.05 else ())]
            before = self._campaign(key, copies, seen, firm, contacts, before)
            left -= copies
        return key

    def _phone(self, seen: datetime) -> tuple[int, str]:
        digits = f"0900{self.ids['contact'] % 10**6:06d}"
        return self._contact("phone", digits, seen), digits

    def _contact(self, kind: str, value: str, seen: datetime) -> int:
        return self._add("contact", kind=kind, value=value, shown=value, first_seen_at=seen, last_seen_at=seen)

    def _campaign(
        self, broker: str, copies: int, seen: datetime, firm: str, contacts: list[tuple[int, str]], before: int | None
    ) -> int | None:
        chance = self.chance
        band, middle = chance.choice(_BANDS)
        score = min(0.999, max(0.001, chance.gauss(middle, 0.08)))
        trade, province = chance.choice(_TRADES), chance.choice(list(PROVINCES))
        snapshot, campaign = self.ids["campaign_snapshot"] + 1, self.ids["campaign"] + 1
        worst = None
        for number in range(copies):
            title = f"Tuyển {chance.randint(2, 60)} người {trade} tại {PROVINCES[province][0]}"
            body = "\n".join(chance.sample(_SENTENCES, 9))
            shown = f"{contacts[0][1][:4]} {contacts[0][1][4:7]} {contacts[0][1][7:]}"
            text_ = f"{title}\n{body}\nMức lương {chance.randint(6, 40)} triệu. {firm}\nLiên hệ: {shown}"
            version = self._version(title, text_, firm, PROVINCES[province][0], seen + timedelta(hours=number))
            screening = self._screening(version, text_, score if number == 0 else score * 0.98, band)
            worst = worst or screening
            self._facts(screening, text_, shown, province)
            self._linked(version, broker, contacts, seen, before)
            before = self.advert
            self.rows["campaign_member"].append({
                "id": self.advert, "campaign_id": campaign, "advert_id": self.advert, "joined_at": seen})  # fmt: skip
            self.rows["snapshot_version"].append({"snapshot_id": snapshot, "version_id": version})
        self._add("campaign_snapshot", campaign_id=campaign, created_at=seen)
        self._add("campaign", created_at=seen, current_snapshot_id=snapshot, worst_screening_id=worst, risk=score,
                  band=band, adverts=copies, sites=1, priority=0.0, waits=True, drawn_at_random=False,
                  score_hidden=False)  # fmt: skip
        if chance.random() < 0.05:
            self._decision(snapshot, worst, "suspicious" if score > 0.5 else "legitimate")
        return before

    def _version(self, title: str, words: str, firm: str, province: str, seen: datetime) -> int:
        self.advert += 1
        site = self.advert % _SITES + 1
        url = f"https://bang-viec-{site}.example/tin/{self.advert}"
        sha = f"{self.advert:064x}"
        self._add("capture", site_id=site, run_id=site, url=url, fetched_at=seen, status=200, content_type="text/html",
                  kind="advert", warc_path="x.warc.gz", warc_offset=0, warc_length=1, warc_sha256=sha, body_sha256=sha,
                  body_bytes=1, etag="", last_modified="")  # fmt: skip
        self._add("advert", site_id=site, identity=url, url=url, first_seen_at=seen, last_seen_at=seen)
        return self._add("advert_version", advert_id=self.advert, number=1, capture_id=self.advert, seen_at=seen,
                         content_sha256=sha, title=title, employer_name=firm, text=words, folded=fold(words),
                         place=province, province=province, salary_text="", source="json_ld", repairs=[],
                         stated={})  # fmt: skip

    def _screening(self, version: int, words: str, score: float, band: str) -> int:
        flagged = band in {"high", "medium"}
        kinds = self.chance.sample(_TYPOLOGIES, 2) if flagged else []
        screening = self._add("screening", version_id=version, model_version_id=1, register_snapshot="",
                              law_date=date(2026, 11, 20), at=LAST, score=score, band=band, logit=0.0, intercept=0.0,
                              typologies=kinds, reasons=[{"name": "other", "contribution": 0.0}])  # fmt: skip
        for strength in _STRENGTHS if flagged else ():
            self._add("finding", screening_id=screening, code=f"sign_{strength}", strength=strength,
                      sentence="Đòi đặt cọc hoặc chuyển tiền trước khi đi làm.", law=[],
                      quotes=[{"start": 0, "end": 5, "text": words[:5]}])  # fmt: skip
        return screening

    def _facts(self, screening: int, words: str, phone: str, province: str) -> None:
        facts: list[tuple[str, dict[str, Any], str]] = [
            ("phones", {"value": phone.replace(" ", "")}, phone),
            ("provinces", {"code": province, "name": PROVINCES[province][0]}, PROVINCES[province][0]),
            ("wages", {"min": 9_000_000, "max": 12_000_000, "currency": "VND", "period": "month"}, "Mức lương"),
        ]
        if self.chance.random() < 0.4:
            facts.append(("destinations", {"country": self.chance.choice(_COUNTRIES)}, "Tuyển"))
        for kind, value, quote in facts:
            start = words.index(quote)
            self._add("fact", screening_id=screening, kind=kind, value=value, quote_start=start,
                      quote_end=start + len(quote), quote_text=quote)  # fmt: skip

    def _linked(
        self, version: int, broker: str, contacts: list[tuple[int, str]], seen: datetime, before: int | None
    ) -> None:
        advert = self.advert
        self.rows["link_reading"].append({
            "version_id": version, "advert_id": advert, "read_at": LAST, "posted_at": seen, "tokens": "tuyen <count>",
            "slots": [], "trade": [], "compared_sha256": f"{advert:064x}"})  # fmt: skip
        for contact, shown in contacts:
            self._add("advert_contact", version_id=version, contact_id=contact, whose="poster", shown=shown)
        self._add("broker_member", broker_id=broker, advert_id=advert, version_id=version, joined_at=seen, deed="")
        links = [(before, "linked", 8.1)] if before is not None else []
        if self.chance.random() < 0.1 and advert > 1:
            other = self.chance.randrange(1, advert)
            links += [(other, "suggested", 2.1)] if other != before else []
        for other, status, bits in links:
            self._add("broker_link", advert_a=other, advert_b=advert, probability=0.99, bits=bits, reasons=[],
                      status=status, held_by="", found_at=LAST)  # fmt: skip

    def _decision(self, snapshot: int, screening: int | None, verdict: str) -> None:
        decision = self.ids["decision"] + 1
        who = self.chance.randint(1, len(_PEOPLE))
        self._add("decision", snapshot_id=snapshot, screening_id=screening, account_id=who, at=LAST, verdict=verdict,
                  note="", typologies=[], score_was_shown=True, deed="")  # fmt: skip
        self.rows["audit_event"].append({
            "number": decision, "at": LAST, "account_id": who, "action": "decide", "subject": f"snapshot:{snapshot}",
            "detail": "{}", "previous": f"{decision - 1:064x}", "sha256": f"{decision:064x}"})  # fmt: skip
