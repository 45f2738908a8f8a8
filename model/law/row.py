"""What every row of a dated table states: by which document, from when until when, how well it is known."""

from datetime import date
from decimal import Decimal
from functools import cache
from itertools import product
from pathlib import Path
from typing import Annotated, ClassVar, Literal

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from model.law.jobs import ANY, JOBS, OTHER

MARKETS = Path(__file__).parents[1] / "facts" / "countries.yml"


def _known_market(code: str) -> str:
    if code not in (ANY, OTHER) and code not in _market_codes():
        msg = f"unknown market {code}; the codes are those of {MARKETS.name}"
        raise ValueError(msg)
    return code


@cache
def _market_codes() -> frozenset[str]:
    # composed, not loaded: as a value YAML reads Norway's NO as "no"
    node = yaml.compose(MARKETS.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    return frozenset(key.value for key, _ in node.value) if isinstance(node, yaml.MappingNode) else frozenset()


def _known_job(code: str) -> str:
    if code not in JOBS:
        msg = f"unknown job {code}"
        raise ValueError(msg)
    return code


def _upwards(band: tuple[int, int]) -> tuple[int, int]:
    if band[0] > band[1]:
        msg = f"amounts are reversed: {band[0]} is more than {band[1]}"
        raise ValueError(msg)
    return band


Market = Annotated[str, AfterValidator(_known_market)]
Job = Annotated[str, AfterValidator(_known_job)]
Words = Annotated[str, Field(min_length=1)]
Amount = Annotated[int, Field(ge=0, strict=True)]
Months = Annotated[Decimal, Field(ge=0, le=36)]
Band = Annotated[tuple[Amount, Amount], AfterValidator(_upwards)]


class Row(BaseModel):
    """One row: what it says is in its subclasses; here is since when, by what, and how well it is known."""

    model_config = ConfigDict(extra="forbid", frozen=True, serialize_by_alias=True)

    table: ClassVar[str]
    """The file without `.yml`."""
    title: ClassVar[str]
    """The table's name for people."""

    aside: ClassVar[tuple[str, ...]] = ()
    """Fields that the printed table leaves out."""

    since: date = Field(alias="from", title="từ ngày")
    until: date | None = Field(default=None, title="đến ngày")
    document: Words = Field(title="văn bản")
    article: Words = Field(title="điều khoản")
    source: Words = Field(title="nguồn")
    mark: Literal["V", "S", "M", "I"] = Field(title="cách biết")
    """V read in the legal text, S a second-hand source, M from memory, I our own inference."""
    verified: bool = Field(strict=True, title="kiểm chứng")
    note: str = Field(default="", title="ghi chú")

    @model_validator(mode="after")
    def _knows_what_it_claims(self) -> "Row":
        if self.until is not None and self.until < self.since:
            msg = f"until {self.until} is before from {self.since}"
            raise ValueError(msg)
        if self.verified and self.mark != "V":
            msg = f"verified is true but the mark is {self.mark}; only what was read in the legal text (V) is verified"
            raise ValueError(msg)
        return self

    @property
    def keys(self) -> tuple[tuple[str, ...], ...]:
        """What the row speaks for; on one day no two rows of a table speak for the same."""
        raise NotImplementedError

    @property
    def listed(self) -> bool:
        """Tell whether people may be shown the row."""
        return True

    def holds_on(self, on: date) -> bool:
        """Tell whether the row is in force on a day."""
        return self.since <= on and (self.until is None or on <= self.until)


class NamedRow(Row):
    """A row with a key of its own."""

    id: Words = Field(title="mã")

    @property
    def keys(self) -> tuple[tuple[str, ...], ...]:
        """Its id."""
        return ((self.id,),)


class MarketRow(Row):
    """A row for some jobs in some markets."""

    markets: tuple[Market, ...] = Field(min_length=1, title="thị trường")
    jobs: tuple[Job, ...] = Field(default=(ANY,), min_length=1, title="công việc")

    @property
    def keys(self) -> tuple[tuple[str, ...], ...]:
        """Each market with each job."""
        return tuple(product(self.markets, self.jobs))
