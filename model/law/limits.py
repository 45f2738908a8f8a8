"""Work and places that are closed: to everybody abroad, and to minors in Việt Nam."""

from typing import ClassVar, Literal

from pydantic import Field, model_validator

from model.law.row import NamedRow, Words

_OF_AGE = 18


class BannedJob(NamedRow):
    """Work that nobody may be sent abroad for."""

    table: ClassVar[str] = "banned_jobs"
    title: ClassVar[str] = "Công việc cấm đưa người lao động đi làm"

    words: Words = Field(title="công việc")


class BannedArea(NamedRow):
    """A kind of area that nobody may be sent to."""

    table: ClassVar[str] = "banned_areas"
    title: ClassVar[str] = "Khu vực cấm đưa người lao động đến"

    words: Words = Field(title="khu vực")


class MinorsRule(NamedRow):
    """What holds for workers under 18: banned work and places, hours, consent."""

    table: ClassVar[str] = "minors"
    title: ClassVar[str] = "Lao động chưa thành niên"

    kind: Literal["banned_work", "banned_place", "allowed_work", "hours", "consent"] = Field(title="loại")
    words: Words = Field(title="quy định")
    age_from: int = Field(ge=0, lt=_OF_AGE, title="từ đủ tuổi")
    age_below: int = Field(gt=0, le=_OF_AGE, title="dưới tuổi")
    hours_day: int | None = Field(default=None, gt=0, le=24, title="giờ mỗi ngày")
    hours_week: int | None = Field(default=None, gt=0, le=168, title="giờ mỗi tuần")

    @model_validator(mode="after")
    def _runs_upwards(self) -> "MinorsRule":
        if self.age_from >= self.age_below:
            msg = f"ages are reversed: from {self.age_from}, below {self.age_below}"
            raise ValueError(msg)
        if self.kind == "hours" and self.hours_day is None:
            msg = "hours_day missing"
            raise ValueError(msg)
        return self
