"""Whom a finding goes to, and the numbers that people may be told to call."""

from collections.abc import Iterable
from datetime import date
from typing import ClassVar, Literal

from pydantic import Field, field_validator, model_validator

from model.law.row import NamedRow, Words
from model.law.tables import rows_on
from model.wording import TYPOLOGIES


class Hotline(NamedRow):
    """A number or site of an agency, and whether it may be shown."""

    table: ClassVar[str] = "hotlines"
    title: ClassVar[str] = "Đường dây nóng và cơ quan"
    aside: ClassVar[tuple[str, ...]] = ("shown",)

    name: Words = Field(title="tên")
    number: str = Field(default="", title="số")
    site: str = Field(default="", title="trang, ứng dụng, địa chỉ")
    status: Literal["live", "dated", "unconfirmed", "dead"] = Field(title="tình trạng")
    """live, from an old page, found nowhere but in articles, or ended."""
    shown: bool = Field(strict=True, title="được hiện")

    @property
    def listed(self) -> bool:
        """Tell whether people may be shown the number."""
        return self.shown

    @model_validator(mode="after")
    def _hides_the_dead(self) -> "Hotline":
        if self.shown and self.status in ("dead", "unconfirmed"):
            msg = f"shown is true for a number that is {self.status}"
            raise ValueError(msg)
        if not self.number and not self.site:
            msg = "neither number nor site"
            raise ValueError(msg)
        return self


class Route(NamedRow):
    """What kind of finding goes to whom."""

    table: ClassVar[str] = "routing"
    title: ClassVar[str] = "Nơi nhận theo dấu hiệu"

    finding: Words = Field(title="dấu hiệu")
    typologies: tuple[str, ...] = Field(default=(), title="loại")
    urgent: bool = Field(default=False, title="khẩn")
    to: tuple[Words, ...] = Field(min_length=1, title="chuyển đến")
    copy_to: tuple[Words, ...] = Field(default=(), title="gửi bản sao")

    @field_validator("typologies")
    @classmethod
    def _are_known(cls, typologies: tuple[str, ...]) -> tuple[str, ...]:
        unknown = [code for code in typologies if code not in TYPOLOGIES]
        if unknown:
            msg = f"unknown typology {', '.join(unknown)}"
            raise ValueError(msg)
        return typologies


def numbers_to_show(on: date) -> list[Hotline]:
    """Return the numbers and sites that people may be shown on a day; ended and unconfirmed ones never."""
    return [hotline for hotline in rows_on(Hotline, on) if hotline.listed]


def routes_for(typologies: Iterable[str], on: date) -> list[Route]:
    """Return where findings of these typologies go on a day, urgent ones first."""
    wanted = set(typologies)
    routes = [route for route in rows_on(Route, on) if wanted & set(route.typologies)]
    return sorted(routes, key=lambda route: not route.urgent)
