"""Countries and places that are a sign by their name alone, by sources that are dated and not law."""

from datetime import date
from functools import cache
from typing import Any, ClassVar, Literal

import re2
from pydantic import Field, field_validator

from model.law.row import MarketRow, NamedRow, Words
from model.law.tables import rows_on

Standing = Literal["closed", "compounds", "desk_compounds", "way_to_compounds"]
Kind = Literal["compound", "border_gate"]


class MarketStanding(MarketRow):
    """What is known of a country that makes an advert for it a sign."""

    table: ClassVar[str] = "markets"
    title: ClassVar[str] = "Nước cần xem lại khi tin tuyển người sang"

    sign: Standing = Field(title="loại")
    """closed | compounds | desk_compounds | way_to_compounds, as the head of the table says."""
    words: Words = Field(title="điều được biết")

    @property
    def keys(self) -> tuple[tuple[str, ...], ...]:
        """The country, whatever the job."""
        return tuple((market,) for market in self.markets)


class CompoundPlace(NamedRow):
    """A town or zone known for compounds, or a border gate on the way to them."""

    table: ClassVar[str] = "compound_places"
    title: ClassVar[str] = "Địa danh gắn với tụ điểm lừa đảo"
    aside: ClassVar[tuple[str, ...]] = ("folded",)

    kind: Kind = Field(title="loại")
    words: Words = Field(title="địa danh")
    folded: tuple[Words, ...] = Field(min_length=1, title="cách viết")

    @field_validator("folded")
    @classmethod
    def _are_folded(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        wrong = [name for name in names if not name.isascii() or name != name.lower()]
        if wrong:
            msg = f"{', '.join(wrong)} is not in lower case without accents"
            raise ValueError(msg)
        return names


@cache
def countries_with(signs: frozenset[Standing], on: date) -> frozenset[str]:
    """Return the countries that have one of the signs on a day, ISO codes."""
    return frozenset(market for row in rows_on(MarketStanding, on) if row.sign in signs for market in row.markets)


@cache
def places_pattern(kind: Kind, on: date) -> Any:
    """Return a pattern of the places of a kind known on a day, for the folded text as bytes; None where none is."""
    names = [re2.escape(name) for row in rows_on(CompoundPlace, on) if row.kind == kind for name in row.folded]
    return re2.compile((r"\b(?:" + "|".join(names) + r")\b").encode("ascii")) if names else None
