"""Step 7: score an advert and say why: calibrated score, band, typologies, exact reasons."""

from datetime import date
from functools import cached_property
from pathlib import Path

from model.artefact import Artefact, load_artefact
from model.features import RawFeatures, raw_features
from model.indicators import INDICATORS
from model.law.catalogue import require_sound_tables
from model.linear import Linear
from model.reading import read_advert
from model.records import AdvertText, Finding, Screening
from model.register.index import Register
from model.told import told_by

DEFAULT_MODEL = Path(__file__).parent / "default"
"""Built by `make setup` from the corpus; used until another model is promoted."""

FEWEST_WORDS = 12
"""Below this, and without a finding that counts, there is nothing to judge by."""


class Screener:
    """A model with everything that screening one advert after another needs."""

    def __init__(self, folder: Path = DEFAULT_MODEL) -> None:
        """Load the model in a folder.

        Raises:
            ModelRefused: it is missing, damaged or made for other features.
            BadTable: a law table has a fault.
        """
        require_sound_tables()
        self._artefact: Artefact = load_artefact(folder, indicators=tuple(item.code for item in INDICATORS))

    @cached_property
    def _linear(self) -> Linear:
        return Linear(self._artefact)

    @property
    def model_version(self) -> str:
        """The name of the model, which ends in the hash of its weights."""
        return self._artefact.name

    @property
    def manifest(self) -> dict[str, object]:
        """What the model was made from."""
        return self._artefact.manifest

    def screen(self, advert: AdvertText, on: date, register: Register | None = None) -> Screening:
        """Read, find, score and explain one advert under the law of a day, and the register where there is one."""
        reading = read_advert(advert, on, register)
        told = told_by(reading.facts, advert.employer_name)
        features = raw_features(advert.title, reading.text, reading.findings, told)
        logit, reasons = self._linear.explain(features)
        score = self._linear.score(logit)
        band = band_of(score, features, self._artefact.thresholds)
        return Screening(
            score=score,
            band=band,
            typologies=_typologies(reading.findings, band),
            facts=reading.facts,
            findings=reading.findings,
            reasons=reasons,
            logit=logit,
            intercept=self._artefact.intercept,
            model_version=self._artefact.name,
            law_date=on,
            evaluated=reading.evaluated,
        )


def band_of(score: float, features: RawFeatures, thresholds: dict[str, float]) -> str:
    """Name the band. The highest takes a score and a finding that an inspector can check, never a score alone."""
    strong = features.measures["strong"] > 0
    counting = strong or features.measures["medium"] > 0
    if counting and score >= thresholds["medium" if strong else "high"]:
        return "high"
    if len(features.syllables) < FEWEST_WORDS and not counting:
        return "not_enough_information"
    if strong or score >= thresholds["high"] or (counting and score >= thresholds["medium"]):
        return "medium"
    return "low"


def _typologies(findings: tuple[Finding, ...], band: str) -> tuple[str, ...]:
    """Return the typologies that findings speak for, strongest first; a low band names none."""
    if band in ("low", "not_enough_information"):
        return ()
    return tuple(dict.fromkeys(code for finding in findings for code in finding.typologies))
