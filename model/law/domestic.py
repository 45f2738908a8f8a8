"""What work in Việt Nam must grant at least, besides the least wage."""

from datetime import date
from functools import cache
from typing import ClassVar

from pydantic import Field

from model.law.ceilings import MinimumWage
from model.law.limits import MinorsRule
from model.law.row import Amount, NamedRow, Words
from model.law.tables import rows_on


class DomesticTerm(NamedRow):
    """A least share or sum that holds for work in Việt Nam."""

    table: ClassVar[str] = "domestic_terms"
    title: ClassVar[str] = "Điều kiện tối thiểu của việc làm trong nước"

    at_least: Amount = Field(title="ít nhất")
    unit: Words = Field(title="đơn vị")
    words: Words = Field(title="nội dung")


@cache
def least_probation_share(on: date) -> int | None:
    """Return the least pay on probation as a percentage of the wage, None on a day whose law is not in the table."""
    return next((row.at_least for row in rows_on(DomesticTerm, on) if row.id == "probation_pay"), None)


@cache
def lowest_minimum_wage(on: date) -> MinimumWage | None:
    """Return the row of the region with the least wage of all, below which no full-time wage may lie anywhere."""
    return min(rows_on(MinimumWage, on), key=lambda row: row.vnd_month, default=None)


def most_hours_a_day(age: int, on: date) -> int | None:
    """Return the most hours that a minor of an age may work a day, None for an adult."""
    rules = [rule for rule in rows_on(MinorsRule, on) if rule.kind == "hours" and rule.age_from <= age < rule.age_below]
    return min((rule.hours_day for rule in rules if rule.hours_day), default=None)
