"""A desk to test linking with: adverts put into a real database through storage, with nobody real in them."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from model.link_pending import Linked, link_pending
from storage.adverts import keep_advert
from storage.brokers import brokers_of
from storage.campaigns import campaigns_of
from storage.captures import CaptureWriter
from storage.database import reading, unit_of_work
from storage.people.accounts import add_account
from storage.records import ExtractedAdvert, NewCapture
from storage.runs import site_named, start_run
from storage.tables import Base, Campaign, Capture
from storage.worklist.reviews import Verdict, record_decision

OFFER = """Đơn hàng đi Nhật: chế biến cơm hộp tại Chiba, thi tuyển trong tháng
Tuyển {count} nữ làm cơm hộp cho xưởng ở Chiba, hợp đồng ba năm, không cần kinh nghiệm, được đào tạo từ đầu.
Lương cơ bản {wage} yên một tháng, làm thêm nhiều, có ký túc xá gần xưởng, xe đưa đón mỗi ngày.
Phí trọn gói {fee} triệu, hỗ trợ vay vốn, hồ sơ làm nhanh trong hai tuần, bay sau bốn tháng học tiếng.
Ai quan tâm gọi ngay cho em theo số {phone} để giữ chỗ, em tư vấn cả buổi tối."""
SEWING = """Xưởng may gia đình cần thợ may chuyền áo sơ mi làm tại nhà
Nhận hàng mỗi sáng thứ hai, trả hàng chiều thứ bảy, tiền công tính theo sản phẩm, ai may đẹp được thưởng cuối tháng.
Không thu bất cứ khoản nào, có máy sẵn cho người chưa có, ưu tiên chị em đang nuôi con nhỏ trong xã.
Liên hệ chị Thắm xóm Đình, điện thoại {phone}, gọi giờ hành chính giúp em."""
WAREHOUSE = """Kho mát Bãi Sậy tuyển phụ kho ca đêm, bốc xếp trái cây nhập khẩu
Làm từ mười giờ tối đến sáu giờ sáng, nghỉ chủ nhật, cơm ca hai bữa, đóng bảo hiểm đầy đủ sau thử việc.
Cần sức khoẻ tốt, chịu lạnh được, có xe máy, không yêu cầu bằng cấp, nhận cả sinh viên học ban ngày.
Gửi tên và tuổi về số {phone} hoặc tới cổng kho gặp bảo vệ để được hẹn phỏng vấn."""


class Desk:
    """A database into which adverts come, and which is linked."""

    def __init__(self, engine: Engine, folder: Path, now: datetime) -> None:
        self.engine, self.now, self.number = engine, now, 0
        with unit_of_work(engine) as session:
            site = site_named(session, "viec", title="Việc Mẫu", now=now)
            run = start_run(session, site, now=now)
            writer = CaptureWriter(folder, site="viec", site_id=site.id, run_id=run.id)
            page = NewCapture(
                url="https://viec.example/1",
                fetched_at=now,
                status=200,
                reason="OK",
                headers=[],
                body=b"x",
                kind="file",
            )
            self.capture = writer.keep(session, page).id
            self.officer = add_account(
                session, name="an", full_name="Cán bộ An", role="officer", password="mot-hai-ba-bon", now=now
            ).id

    def add(self, text: str, *, url: str | None = None, employer: str = "", days: int = 0) -> int:
        """Keep an advert, or another version of the one with that address; return its key."""
        self.number += 1
        advert = ExtractedAdvert(
            title=text.split("\n", 1)[0],
            employer_name=employer,
            text=text,
            source="file",
            canonical_url=url or f"https://viec.example/tin-{self.number}",
            posted_on=(self.now + timedelta(days=days)).date(),
        )
        with unit_of_work(self.engine) as session:
            return keep_advert(session, session.get_one(Capture, self.capture), advert, now=self.now).advert_id

    def link(self) -> Linked:
        """Link what waits; each run a minute later than the one before."""
        self.now += timedelta(minutes=1)
        return link_pending(self.engine, lambda: self.now, lambda _: None)

    def decide(self, advert: int, verdict: str = "suspicious") -> int:
        """Decide the campaign that an advert is in; return the snapshot."""
        with unit_of_work(self.engine) as session:
            campaign = session.get_one(Campaign, campaigns_of(session, [advert])[advert])
            snapshot = campaign.current_snapshot_id or 0
            said = Verdict(campaign_id=campaign.id, snapshot_id=snapshot, screening_id=None, verdict=verdict)
            record_decision(session, said, account_id=self.officer, now=self.now)
            return snapshot

    def campaigns(self, *adverts: int) -> list[int]:
        """Return the campaign of each advert."""
        with reading(self.engine) as session:
            return [campaigns_of(session, adverts)[advert] for advert in adverts]

    def brokers(self, *adverts: int) -> list[str]:
        """Return the broker of each advert."""
        with reading(self.engine) as session:
            return [brokers_of(session, adverts)[advert] for advert in adverts]


def offer(phone: str, **changes: Any) -> str:
    """The offer of Chiba with another phone, count, wage or fee."""
    return OFFER.format(**{"count": 15, "wage": "195.000", "fee": 95, "phone": phone} | changes)


def rows_of(engine: Engine) -> list[int]:
    """Count the rows of everything that linking writes."""
    with Session(engine) as session:
        return [session.query(table).count() for table in Base.metadata.sorted_tables]
