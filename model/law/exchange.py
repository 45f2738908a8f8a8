"""Dated exchange rates, for estimates only: a figure in VND that the advert itself states always wins."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import ClassVar

from pydantic import Field

from model.law.row import Row
from model.law.tables import rows_on


class ExchangeRate(Row):
    """VND for one unit of a currency."""

    table: ClassVar[str] = "exchange"
    title: ClassVar[str] = "Tỷ giá ước tính"

    currency: str = Field(pattern="^[A-Z]{3}$", title="tiền tệ")
    vnd: float = Field(gt=0, title="đồng")

    @property
    def keys(self) -> tuple[tuple[str, ...], ...]:
        """The currency."""
        return ((self.currency,),)


@dataclass(frozen=True, slots=True)
class Exchange:
    """VND for one unit of each currency on one day."""

    rates: dict[str, float]

    def to_vnd(self, amount: float, currency: str) -> int | None:
        """Return the sum in VND, None for a currency without a rate."""
        rate = 1.0 if currency == "VND" else self.rates.get(currency)
        return None if rate is None else round(amount * rate)


@cache
def exchange_on(on: date) -> Exchange:
    """Return the rates of a day."""
    return Exchange({row.currency: row.vnd for row in rows_on(ExchangeRate, on)})
