"""What a site file may bound: numbers of adverts, shares, and how often adverts are looked at again."""

from datetime import timedelta
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

FieldName = Literal[
    "title", "employer_name", "text", "place", "province", "salary_text", "wage", "posted_on", "expires_on"
]
Share = Annotated[float, Field(ge=0, le=1)]


class Strict(BaseModel):
    """A part of a site file: unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Counts(Strict):
    """How many adverts one run should find: minimum 10-20 % under a known good run, maximum about twice it."""

    min: int = Field(ge=0)
    max: int = Field(ge=1)

    @model_validator(mode="after")
    def _in_order(self) -> "Counts":
        if self.min > self.max:
            msg = "min is larger than max"
            raise ValueError(msg)
        return self


class Health(Strict):
    """What a run must keep to besides `counts`; a violated check makes it a bad one."""

    coverage: dict[FieldName, Share] = {}
    """Smallest share of the adverts read that states a field."""
    failed: Share = 0.2
    """Largest share of pages that failed or kept us out."""
    fall: Share = 0.5
    """A run whose adverts, or whose share stating a field, are under this part of the last good runs' median is bad."""


class Revisit(Strict):
    """How often a known advert that the site still names is looked at again: more rarely the longer it is unchanged."""

    min_days: float = Field(default=0, ge=0, le=365)
    max_days: float = Field(default=7, ge=0, le=365)

    @model_validator(mode="after")
    def _in_order(self) -> "Revisit":
        if self.min_days > self.max_days:
            msg = "min_days is larger than max_days"
            raise ValueError(msg)
        return self

    @property
    def least(self) -> timedelta:
        """Lower bound."""
        return timedelta(days=self.min_days)

    @property
    def most(self) -> timedelta:
        """Upper bound."""
        return timedelta(days=self.max_days)
