"""Dated exchange rates, for estimates only: a figure in VND that the advert itself states always wins."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from model.law.tables import rows_on


@dataclass(frozen=True, slots=True)
class Exchange:
    """VND for one unit of each currency on one day."""

    rates: dict[str, float]

    def to_vnd(self, amount: int, currency: str) -> int | None:
        """Return the sum in VND, None for a currency without a rate."""
        rate = 1.0 if currency == "VND" else self.rates.get(currency)
        return None if rate is None else round(amount * rate)


@cache
def exchange_on(on: date) -> Exchange:
    """Return the rates of a day."""
    return Exchange({row["currency"]: float(row["vnd"]) for row in rows_on("exchange", on)})
