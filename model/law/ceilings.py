"""What workers may be asked to pay at most, and what they must be paid at least."""

from collections.abc import Iterable
from itertools import product
from typing import ClassVar, Literal, TypeVar

from pydantic import Field, model_validator

from model.law.jobs import ANY, OTHER
from model.law.row import Amount, Band, MarketRow, Months, Row, Words

M = TypeVar("M", bound=MarketRow)


class ServiceFeeCeiling(MarketRow):
    """Most service fee (tiền dịch vụ) that may be taken from a worker, in months of contract wage."""

    table: ClassVar[str] = "service_fee_ceilings"
    title: ClassVar[str] = "Trần tiền dịch vụ"

    months_wage_per_12_months: Months = Field(title="tháng lương cho mỗi 12 tháng")
    months_wage_from_36_months: Months = Field(title="tháng lương khi hợp đồng từ 36 tháng")
    months_wage_per_12_months_extended: Months | None = Field(default=None, title="mỗi 12 tháng gia hạn")


class BrokerageCeiling(MarketRow):
    """Most reward that the company may pay a foreign intermediary, in months of wage; the worker never pays it."""

    table: ClassVar[str] = "brokerage_ceilings"
    title: ClassVar[str] = "Trần thù lao môi giới (doanh nghiệp trả, không thu của người lao động)"

    months_wage_per_12_months: Months = Field(title="tháng lương cho mỗi 12 tháng")
    months_wage_from_36_months: Months = Field(title="tháng lương khi hợp đồng từ 36 tháng")


class DepositCeiling(MarketRow):
    """Most deposit (tiền ký quỹ) that may be agreed with a worker; 0 forbids it, null is a ceiling in words."""

    table: ClassVar[str] = "deposit_ceilings"
    title: ClassVar[str] = "Trần tiền ký quỹ"

    vnd: Amount | None = Field(title="mức trần")
    words: str = Field(default="", title="mức trần bằng chữ")

    @model_validator(mode="after")
    def _says_something(self) -> "DepositCeiling":
        if self.vnd is None and not self.words:
            msg = "a ceiling without a figure needs its words"
            raise ValueError(msg)
        return self


class MinimumWage(Row):
    """Least monthly and hourly wage in a region of Việt Nam."""

    table: ClassVar[str] = "minimum_wage"
    title: ClassVar[str] = "Lương tối thiểu vùng"

    region: Literal["I", "II", "III", "IV"] = Field(title="vùng")
    vnd_month: Amount = Field(gt=0, title="theo tháng")
    vnd_hour: Amount = Field(gt=0, title="theo giờ")

    @property
    def keys(self) -> tuple[tuple[str, ...], ...]:
        """The region."""
        return ((self.region,),)


class MinimumTerm(MarketRow):
    """A condition that a supply contract must meet at least, or may not exceed."""

    table: ClassVar[str] = "minimum_terms"
    title: ClassVar[str] = "Điều kiện tối thiểu của hợp đồng cung ứng"

    what: Words = Field(title="điều kiện")
    at_least: Amount | None = Field(default=None, title="ít nhất")
    at_most: Amount | None = Field(default=None, title="nhiều nhất")
    unit: str = Field(default="", title="đơn vị")
    words: Words = Field(title="nội dung")

    @property
    def keys(self) -> tuple[tuple[str, ...], ...]:
        """Each market with each job, for this condition."""
        return tuple((*key, self.what) for key in super().keys)

    @model_validator(mode="after")
    def _has_its_unit(self) -> "MinimumTerm":
        if (self.at_least is not None or self.at_most is not None) and not self.unit:
            msg = "a figure needs its unit"
            raise ValueError(msg)
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            msg = f"amounts are reversed: at_least {self.at_least} is more than at_most {self.at_most}"
            raise ValueError(msg)
        return self


class ReferenceWage(MarketRow):
    """What work in a market really pays, to set promises beside; never a rule."""

    table: ClassVar[str] = "reference_wages"
    title: ClassVar[str] = "Lương tham khảo theo thị trường"

    kind: Literal["usual", "host_minimum"] = Field(title="loại")
    amount: Band = Field(title="mức")
    currency: str = Field(pattern="^[A-Z]{3}$", title="tiền tệ")
    period: Literal["hour", "month"] = Field(title="kỳ")
    vnd_month: Band | None = Field(default=None, title="quy ra đồng mỗi tháng")

    @property
    def keys(self) -> tuple[tuple[str, ...], ...]:
        """Each market with each job, for this kind."""
        return tuple((*key, self.kind) for key in super().keys)


def row_for(rows: Iterable[M], market: str, job: str) -> M | None:
    """Return the row that speaks for a job in a market: one that names both goes before one that names fewer."""
    by_pair = {pair: row for row in rows for pair in product(row.markets, row.jobs)}
    elsewhere = () if market in {named for named, _ in by_pair} else ((OTHER, job), (OTHER, ANY))
    order = ((market, job), (market, ANY), *elsewhere, (ANY, job), (ANY, ANY))
    return next((by_pair[pair] for pair in order if pair in by_pair), None)


def candidates(rows: Iterable[M], market: str | None, job: str | None) -> dict[tuple[str, str], M]:
    """Return the row of every market and job that an advert can mean, where it leaves one or both open."""
    rows = list(rows)
    markets = {market} if market else {named for row in rows for named in row.markets} - {ANY} | {OTHER}
    jobs = {job} if job else {named for row in rows for named in row.jobs} - {ANY} | {OTHER}
    found = {pair: row_for(rows, *pair) for pair in sorted(product(markets, jobs))}
    return {pair: row for pair, row in found.items() if row is not None}
