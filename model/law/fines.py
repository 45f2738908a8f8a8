"""Fines that an advert can touch, who writes the record of each, and who may fine up to how much."""

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from model.law.row import Amount, Band, NamedRow, Words
from model.law.tables import rows_on

Sphere = Literal["labour", "overseas", "network"]


class Penalty(NamedRow):
    """An act and its fine: administrative, in VND, lowest and highest."""

    table: ClassVar[str] = "penalties"
    title: ClassVar[str] = "Mức phạt"
    aside: ClassVar[tuple[str, ...]] = ("field", "per_worker", "organisation_most", "remedy")

    act: Words = Field(title="hành vi")
    individual: Band | None = Field(title="cá nhân")
    organisation: Band | None = Field(title="tổ chức")
    field: Sphere = Field(title="lĩnh vực")
    per_worker: bool = Field(default=False, title="tính trên mỗi lao động")
    organisation_most: Amount | None = Field(default=None, title="tổ chức tối đa")
    """Where the fine is counted per worker: what all of them together may not exceed."""
    limitation_years: Amount | None = Field(title="thời hiệu (năm)")
    record_by: tuple[Words, ...] = Field(title="người lập biên bản")
    remedy: str = Field(default="", title="khắc phục")
    crime_referral: bool = Field(default=False, title="chuyển hình sự nếu có dấu hiệu")
    """The decree orders the file to be passed on where the act shows signs of a crime (Art. 4.2)."""

    @model_validator(mode="after")
    def _is_a_fine(self) -> "Penalty":
        if self.individual is None and self.organisation is None:
            msg = "neither individual nor organisation has a band"
            raise ValueError(msg)
        if self.individual and self.organisation and self.organisation != tuple(2 * vnd for vnd in self.individual):
            msg = "organisation is not twice the individual's band"
            raise ValueError(msg)
        return self

    @property
    def most_for_an_individual(self) -> int:
        """What powers to fine are measured by: they are stated for individuals, and double for organisations."""
        if self.individual:
            return self.individual[1]
        most = self.organisation_most or (self.organisation or (0, 0))[1]
        return (most + 1) // 2


class RecordMaker(NamedRow):
    """Who may write the record of a violation, and of which acts."""

    table: ClassVar[str] = "record_makers"
    title: ClassVar[str] = "Người lập biên bản"

    short: Words = Field(title="gọi tắt")
    who: Words = Field(title="chức danh")
    scope: Words = Field(title="phạm vi")


class FiningPower(NamedRow):
    """Who may fine an individual up to how much; twice as much for organisations."""

    table: ClassVar[str] = "fining_powers"
    title: ClassVar[str] = "Thẩm quyền xử phạt"

    who: Words = Field(title="chức danh")
    labour: Amount | None = Field(title="lao động")
    overseas: Amount | None = Field(title="đi làm việc ở nước ngoài")
    only_recorded_by: Words | None = Field(default=None, title="chỉ hành vi do lực lượng này lập biên bản")
    only_articles: tuple[int, ...] | None = Field(default=None, title="chỉ các điều")

    def covers(self, penalty: Penalty) -> bool:
        """Tell whether this office may fine this act to its full extent."""
        ceiling = {"labour": self.labour, "overseas": self.overseas}.get(penalty.field)
        return (
            ceiling is not None
            and penalty.document == self.document
            and penalty.most_for_an_individual <= ceiling
            and (self.only_recorded_by is None or self.only_recorded_by in penalty.record_by)
            and (self.only_articles is None or article_number(penalty.article) in self.only_articles)
        )


def article_number(article: str) -> int:
    """Return the number of an article, `11` of `Điều 11 khoản 3`."""
    return int(article.split()[1].rstrip(","))


def who_may_fine(penalty: Penalty, on: date) -> list[FiningPower]:
    """Return the offices that may impose the whole band of an act on a day, lowest power first."""
    able = [power for power in rows_on(FiningPower, on) if power.covers(penalty)]
    return sorted(able, key=lambda power: power.overseas or power.labour or 0)


def who_may_record(penalty: Penalty, on: date) -> list[RecordMaker]:
    """Return who may write the record of an act on a day; whoever may fine may also record."""
    return [maker for maker in rows_on(RecordMaker, on) if maker.id in penalty.record_by]
