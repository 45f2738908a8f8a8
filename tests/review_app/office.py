"""An office to test with: adverts and screenings put into a real database through storage, with nobody real in them."""

import zlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from storage.adverts import keep_advert
from storage.captures import CaptureWriter
from storage.database import unit_of_work
from storage.people.accounts import add_account
from storage.people.sessions import start_session
from storage.records import ExtractedAdvert, NewCapture
from storage.runs import site_named, start_run
from storage.screenings import keep_screening, model_version

MORNING = datetime(2026, 11, 20, 19, 30, tzinfo=UTC)
PASSWORD = "thanh-tra-2026"
INTERCEPT = -1.85

LAW_FEE = {
    "document": "Nghị định 12/2022/NĐ-CP",
    "article": "Điều 8 khoản 2",
    "act": "Thu tiền của người lao động trong hoạt động dịch vụ việc làm",
    "fine_vnd_individual": [10_000_000, 20_000_000],
    "fine_vnd_organisation": [20_000_000, 40_000_000],
    "verified": True,
}
LAW_LICENCE = {
    "document": "Luật 69/2020/QH14",
    "article": "Điều 7 khoản 3",
    "act": "Hoạt động dịch vụ đưa người lao động đi làm việc ở nước ngoài mà không có giấy phép",
    "fine_vnd_individual": [80_000_000, 100_000_000],
    "fine_vnd_organisation": [160_000_000, 200_000_000],
    "verified": False,
}

CAMBODIA = """Tuyển gấp 20 nhân viên chăm sóc khách hàng làm việc tại Campuchia – việc nhẹ lương cao

Công việc: ngồi máy lạnh, nhắn tin trả lời khách trên điện thoại, không cần bằng cấp, không cần kinh nghiệm.
Lương cứng 1.200 USD/tháng + hoa hồng, bao ăn ở, bao vé máy bay, bay ngay trong tuần.
Không cần hộ chiếu, công ty lo hết giấy tờ đường bộ. Tới nơi công ty giữ hộ chiếu và căn cước để làm thẻ.

Chi phí: đặt cọc 3.000.000đ giữ chỗ, chuyển khoản trước cho bạn Hạnh để em xếp xe.
Yêu cầu: nam nữ 18 – 35 tuổi, biết gõ máy tính.

Liên hệ Zalo: 0900 000 418 (chị Hạnh). Inbox sớm kẻo hết suất!"""

JAPAN = """Đơn hàng đi Nhật: chế biến thực phẩm tại Chiba, thi tuyển 28/11

Công ty TNHH Nhân lực Cánh Buồm Xanh tuyển 15 nữ làm cơm hộp, hợp đồng 36 tháng.
Lương cơ bản 195.000 yên/tháng, thực lĩnh khoảng 24 – 27 triệu sau khi trừ nhà ở và bảo hiểm.
Phí dịch vụ 95 triệu, tiền chống trốn 50 triệu thu trước khi bay. Cam kết đỗ 100%, không đỗ vẫn đi tàu bay thẳng.

Giấy phép: 2098/LĐTBXH-GP
Điện thoại phòng tuyển dụng: 0900 000 112."""

PACKING = """Gia công tại nhà: xâu vòng, dán túi giấy – thu nhập 300k một ngày

Nhận nguyên liệu về nhà làm, không giới hạn tuổi, mẹ bỉm sữa và sinh viên đều làm được.
Mỗi túi dán xong trả 2.500đ, giao hàng tận nơi, thu hàng cuối tuần.
Để nhận nguyên liệu đợt đầu chị em đặt cọc 350.000đ tiền bảo đảm, hoàn lại khi giao đủ 200 túi.
Liên hệ cô Lụa 0900 000 733."""

GARMENT = """Công nhân may (có dạy nghề) – khu công nghiệp Thuỵ Vân

Công ty may Nắng Sớm cần 40 công nhân cho chuyền áo khoác. Lương 7 – 11 triệu tuỳ tay nghề, tăng ca theo luật.
Người chưa biết may được học 6 tuần tại xưởng, trong lúc học hưởng 5.900.000 đồng, không phải đóng bất cứ khoản nào.
Đóng BHXH, BHYT, BHTN từ tháng đầu. Cơm trưa tại bếp xưởng.
Nộp hồ sơ ở phòng bảo vệ cổng số 2 hoặc gọi chị Thuận 0900 000 416."""

DRIVER = """Lái xe tải 5 tấn chạy nội tỉnh, có nhà tập thể

Hợp tác xã vận tải Sông Lô cần 4 lái xe bằng C. Lương khoán 14 – 18 triệu, nghỉ 4 ngày một tháng.
Công ty giữ bản gốc bằng lái trong thời gian thử việc 1 tháng.
Gặp anh Quảng 0900 000 215, giờ hành chính."""

SHORT = "Cần người phụ việc, lương thoả thuận. Gọi 0900 000 901."


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One advert with what a model said of it."""

    site: str
    site_title: str
    title: str
    employer: str
    province: str
    text: str
    score: float
    band: str
    typologies: tuple[str, ...] = ()
    findings: tuple[tuple[str, str, str, tuple[str, ...], tuple[dict[str, Any], ...]], ...] = ()
    """code, strength, sentence, quotes, law"""
    facts: tuple[tuple[str, dict[str, Any], str], ...] = ()
    """kind, value, quote"""
    reasons: tuple[tuple[str, float], ...] = ()


BOARD = ("viec_lam_demo", "Việc Làm Bốn Phương")
ADS = ("rao_vat_demo", "Rao Vặt Tỉnh Nhà")

SAMPLES = (
    Sample(
        site=ADS[0],
        site_title=ADS[1],
        title="Tuyển gấp 20 nhân viên chăm sóc khách hàng làm việc tại Campuchia – việc nhẹ lương cao",
        employer="Tập đoàn giải trí Ánh Dương Vàng",
        province="Tây Ninh",
        text=CAMBODIA,
        score=0.97,
        band="high",
        typologies=("scam_compound", "deposit_or_upfront_fee", "id_retention"),
        findings=(
            (
                "asks_deposit_where_none_is_lawful",
                "strong",
                "Đòi đặt cọc hoặc chuyển tiền trước khi đi làm",
                ("đặt cọc 3.000.000đ giữ chỗ", "chuyển khoản trước"),
                (LAW_FEE,),
            ),
            (
                "travels_without_work_visa",
                "strong",
                "Hứa đưa ra nước ngoài không cần hộ chiếu, đi đường bộ",
                ("Không cần hộ chiếu", "giấy tờ đường bộ"),
                (LAW_LICENCE,),
            ),
            ("keeps_original_papers", "strong", "Nói sẽ giữ giấy tờ tuỳ thân", ("giữ hộ chiếu và căn cước",), ()),
            (
                "promises_high_pay_for_easy_work",
                "medium",
                "Việc nhẹ, lương cao khác thường, không cần bằng cấp",
                ("việc nhẹ lương cao", "không cần bằng cấp"),
                (),
            ),
            ("hurries", "weak", "Thúc ép quyết định nhanh", ("bay ngay trong tuần", "kẻo hết suất"), ()),
        ),
        facts=(
            ("phones", {"value": "0900000418"}, "0900 000 418"),
            (
                "wages",
                {
                    "min": 1200,
                    "max": 1200,
                    "currency": "USD",
                    "period": "month",
                    "vnd_month_min": 31_200_000,
                    "vnd_month_max": 31_200_000,
                },
                "Lương cứng 1.200 USD/tháng",
            ),
            (
                "fees",
                {"kind": "deposit", "amount": 3_000_000, "currency": "VND", "vnd": 3_000_000},
                "đặt cọc 3.000.000đ",
            ),
            ("destinations", {"country": "KH"}, "Campuchia"),
            ("ages", {"min": 18, "max": 35}, "18 – 35 tuổi"),
            ("papers_kept", {"what": "hộ chiếu, căn cước"}, "giữ hộ chiếu và căn cước"),
        ),
        reasons=(
            ("indicator:asks_deposit_where_none_is_lawful", 1.42),
            ("indicator:travels_without_work_visa", 1.31),
            ("word:campuchia", 0.88),
            ("indicator:keeps_original_papers", 0.74),
            ("word:việc_nhẹ", 0.66),
            ("indicator:promises_high_pay_for_easy_work", 0.52),
            ("word:bao ăn ở", 0.31),
            ("word:zalo", 0.27),
            ("indicator:hurries", 0.22),
            ("word:hoa hồng", 0.12),
            ("word:máy tính", -0.19),
            ("word:kinh nghiệm", -0.14),
            ("other", 0.21),
        ),
    ),
    Sample(
        site=BOARD[0],
        site_title=BOARD[1],
        title="Đơn hàng đi Nhật: chế biến thực phẩm tại Chiba, thi tuyển 28/11",
        employer="Công ty TNHH Nhân lực Cánh Buồm Xanh",
        province="Nghệ An",
        text=JAPAN,
        score=0.88,
        band="high",
        typologies=("excess_or_illegal_fee", "licence_lookalike"),
        findings=(
            (
                "asks_deposit_where_none_is_lawful",
                "strong",
                "Đòi đặt cọc hoặc chuyển tiền trước khi đi làm",
                ("tiền chống trốn 50 triệu thu trước khi bay",),
                (LAW_FEE,),
            ),
            ("guarantees_success", "medium", "Cam kết chắc chắn đỗ, chắc chắn bay", ("Cam kết đỗ 100%",), ()),
        ),
        facts=(
            ("phones", {"value": "0900000112"}, "0900 000 112"),
            (
                "fees",
                {"kind": "service", "amount": 95_000_000, "currency": "VND", "vnd": 95_000_000},
                "Phí dịch vụ 95 triệu",
            ),
            (
                "fees",
                {"kind": "deposit", "amount": 50_000_000, "currency": "VND", "vnd": 50_000_000},
                "chống trốn 50 triệu",
            ),
            (
                "wages",
                {
                    "min": 195_000,
                    "max": 195_000,
                    "currency": "JPY",
                    "period": "month",
                    "vnd_month_min": 32_500_000,
                    "vnd_month_max": 32_500_000,
                },
                "195.000 yên/tháng",
            ),
            ("destinations", {"country": "JP"}, "Nhật"),
            ("licences", {"number": "2098/LĐTBXH-GP"}, "2098/LĐTBXH-GP"),
            ("contract_months", {"value": 36}, "hợp đồng 36 tháng"),
        ),
        reasons=(
            ("indicator:asks_deposit_where_none_is_lawful", 1.42),
            ("word:chống trốn", 1.1),
            ("indicator:guarantees_success", 0.71),
            ("word:giấy phép", -0.32),
            ("other", 0.4),
        ),
    ),
    Sample(
        site=ADS[0],
        site_title=ADS[1],
        title="Gia công tại nhà: xâu vòng, dán túi giấy – thu nhập 300k một ngày",
        employer="Cơ sở Lụa Vàng",
        province="Phú Thọ",
        text=PACKING,
        score=0.74,
        band="medium",
        typologies=("home_piecework",),
        findings=(
            (
                "asks_security_for_domestic_job",
                "strong",
                "Đòi đặt cọc hoặc chuyển tiền trước khi đi làm",
                ("đặt cọc 350.000đ tiền bảo đảm",),
                (LAW_FEE,),
            ),
        ),
        facts=(
            ("phones", {"value": "0900000733"}, "0900 000 733"),
            ("fees", {"kind": "deposit", "amount": 350_000, "currency": "VND", "vnd": 350_000}, "đặt cọc 350.000đ"),
            ("wages", {"min": 2500, "max": 2500, "currency": "VND", "period": "piece"}, "Mỗi túi dán xong trả 2.500đ"),
        ),
        reasons=(("indicator:asks_security_for_domestic_job", 1.42), ("word:tại nhà", 0.9), ("other", 0.3)),
    ),
    Sample(
        site=BOARD[0],
        site_title=BOARD[1],
        title="Lái xe tải 5 tấn chạy nội tỉnh, có nhà tập thể",
        employer="Hợp tác xã vận tải Sông Lô",
        province="Tuyên Quang",
        text=DRIVER,
        score=0.41,
        band="medium",
        typologies=("id_retention",),
        findings=(("keeps_original_papers", "medium", "Nói sẽ giữ giấy tờ tuỳ thân", ("giữ bản gốc bằng lái",), ()),),
        facts=(
            ("phones", {"value": "0900000215"}, "0900 000 215"),
            ("wages", {"min": 14_000_000, "max": 18_000_000, "currency": "VND", "period": "month"}, "14 – 18 triệu"),
            ("papers_kept", {"what": "bằng lái"}, "giữ bản gốc bằng lái"),
        ),
        reasons=(("indicator:keeps_original_papers", 0.74), ("word:bằng lái", -0.2), ("other", 0.05)),
    ),
    Sample(
        site=BOARD[0],
        site_title=BOARD[1],
        title="Công nhân may (có dạy nghề) – khu công nghiệp Thuỵ Vân",
        employer="Công ty may Nắng Sớm",
        province="Phú Thọ",
        text=GARMENT,
        score=0.06,
        band="low",
        facts=(
            ("phones", {"value": "0900000416"}, "0900 000 416"),
            ("wages", {"min": 7_000_000, "max": 11_000_000, "currency": "VND", "period": "month"}, "7 – 11 triệu"),
        ),
        reasons=(("word:bhxh", -0.92), ("word:phòng bảo vệ", -0.4), ("other", -0.1)),
    ),
    Sample(
        site=ADS[0],
        site_title=ADS[1],
        title="Cần người phụ việc",
        employer="",
        province="",
        text=SHORT,
        score=0.05,
        band="not_enough_information",
        facts=(("phones", {"value": "0900000901"}, "0900 000 901"),),
        reasons=(("other", -0.3),),
    ),
)


def fill(engine: Engine, warc_folder: Path, samples: tuple[Sample, ...] = SAMPLES) -> list[int]:
    """Keep the samples, screened, a minute apart; return their version ids."""
    with unit_of_work(engine) as session:
        return [
            keep_sample(session, warc_folder, sample, at=MORNING + timedelta(minutes=number))
            for number, sample in enumerate(samples)
        ]


def keep_sample(
    session: Session, warc_folder: Path, sample: Sample, *, at: datetime, screened: bool = True, url: str = ""
) -> int:
    """Put one advert through capture, version and screening."""
    site = site_named(session, sample.site, title=sample.site_title, now=at)
    run = start_run(session, site, now=at)
    address = url or f"https://{sample.site.replace('_', '-')}.example/tin/{zlib.crc32(sample.title.encode()) % 10**6}"
    page = NewCapture(
        url=address,
        fetched_at=at,
        status=200,
        reason="OK",
        headers=[("Content-Type", "text/html; charset=utf-8")],
        body=sample.text.encode("utf-8", "surrogatepass"),
        kind="advert",
    )
    with CaptureWriter(warc_folder, site=site.name, site_id=site.id, run_id=run.id) as writer:
        capture = writer.keep(session, page)
    advert = ExtractedAdvert(
        title=sample.title,
        employer_name=sample.employer,
        text=sample.text,
        source="json_ld",
        canonical_url=address,
        place=sample.province,
        province=sample.province,
        posted_on=date(2026, 11, 18),
        expires_on=date(2026, 12, 18),
    )
    kept = keep_advert(session, capture, advert, now=at)
    if screened:
        model = model_version(session, "wordlist-7f3a9c", {}, now=at)
        row = screening_row(sample)
        keep_screening(session, kept.version_id, row, model=model, law_date=date(2026, 11, 20), now=at)
    return kept.version_id


def screening_row(sample: Sample) -> dict[str, Any]:
    """Return a sample's screening as a row of the screening contract."""
    facts: dict[str, list[dict[str, Any]]] = {}
    for kind, value, quote in sample.facts:
        facts.setdefault(kind, []).append({**value, "quote": _quote(sample.text, quote)})
    return {
        "score": sample.score,
        "band": sample.band,
        "typologies": list(sample.typologies),
        "facts": facts,
        "findings": [
            {
                "code": code,
                "strength": strength,
                "sentence": sentence,
                "quotes": [_quote(sample.text, quote) for quote in quotes],
                "law": list(law),
            }
            for code, strength, sentence, quotes, law in sample.findings
        ],
        "reasons": [{"name": name, "contribution": weight} for name, weight in sample.reasons],
        "intercept": INTERCEPT,
        "logit": INTERCEPT + sum(weight for _name, weight in sample.reasons),
    }


def add_people(engine: Engine) -> dict[str, str]:
    """Add two officers and return the cookie of each."""
    people = {"hanh": "Nguyễn Thị Mỹ Hạnh", "quang": "Trần Đăng Quảng"}
    cookies = {}
    with unit_of_work(engine) as session:
        for name, full_name in people.items():
            account = add_account(
                session, name=name, full_name=full_name, role="officer", password=PASSWORD, now=MORNING
            )
            cookies[name] = start_session(session, account, now=datetime.now(UTC))
    return cookies


def _quote(text: str, words: str) -> dict[str, Any]:
    start = text.index(words)
    return {"start": start, "end": start + len(words), "text": words}
