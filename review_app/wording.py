"""The vocabulary of the app: bands, verdicts, strengths, typologies and facts, each with its word and its sign."""

from review_app.language import _, marked

BANDS = {
    "high": ("▲", marked("High")),
    "medium": ("◆", marked("Medium")),
    "low": ("▽", marked("Low")),
    "not_enough_information": ("○", marked("Not enough information")),
}
"""Code → sign and word; a sign for each, so that colour never carries the meaning alone."""
UNSCREENED = ("·", marked("Not screened yet"))
KEPT_BACK = ("◌", marked("Score hidden"))
"""For `hidden`: of an item whose band nobody sees before somebody decides."""

VERDICTS = {
    "suspicious": ("⚑", marked("Suspicious")),
    "legitimate": ("✓", marked("Legitimate")),
    "unsure": ("?", marked("Unsure")),
}

STRENGTHS = {
    "strong": ("●●●", marked("strong sign")),
    "medium": ("●●○", marked("medium sign")),
    "weak": ("●○○", marked("weak sign")),
}

TYPOLOGIES = {
    "scam_compound": marked("Lure to a scam compound"),
    "unlicensed_overseas_broker": marked("Overseas work without a licence"),
    "excess_or_illegal_fee": marked("Excess or illegal fee"),
    "deposit_or_upfront_fee": marked("Deposit or payment up front"),
    "task_scam": marked("Task scam"),
    "home_piecework": marked("Piecework-at-home scam"),
    "brand_impersonation": marked("Poses as a known brand"),
    "id_retention": marked("Keeps identity papers"),
    "underage_or_sexual_exploitation": marked("Under-age or sexual exploitation"),
    "fishing_debt_bondage": marked("Debt bondage on fishing boats"),
    "organ_surrogacy_marriage": marked("Organs, surrogacy or arranged marriage"),
    "money_mule_or_smuggling": marked("Renting bank accounts, smuggling"),
    "fake_training": marked("Sham training or study abroad"),
    "licence_lookalike": marked("Imitates a licensed company"),
}

FACTS = {
    "phones": marked("Phone"),
    "wages": marked("Wage"),
    "fees": marked("Fee"),
    "destinations": marked("Destination"),
    "provinces": marked("Province"),
    "ages": marked("Age"),
    "licences": marked("Licence"),
    "papers_kept": marked("Papers kept"),
    "contract_months": marked("Contract"),
    "contacts": marked("Contact"),
    "bank_accounts": marked("Bank account"),
    "companies": marked("Company named"),
    "tax_codes": marked("Tax code"),
    "approvals": marked("Contract approval"),
    "offers": marked("Money promised"),
    "terms": marked("Term"),
}

FEES = {
    "service": marked("service fee"),
    "brokerage": marked("brokerage"),
    "deposit": marked("deposit"),
    "selection": marked("selection fee"),
    "training": marked("training fee"),
    "uniform": marked("uniform"),
    "seat": marked("seat fee"),
    "other": marked("other fee"),
}

OFFERS = {
    "advance": marked("advance"),
    "referral_bonus": marked("bonus for bringing others"),
    "bonus": marked("bonus"),
    "support": marked("support"),
}

TERMS = {
    "board": marked("meals"),
    "days_per_week": marked("days a week"),
    "departure_days": marked("days until departure"),
    "diploma": marked("diploma"),
    "headcount": marked("people sought"),
    "hours_per_day": marked("hours a day"),
    "interview_place": marked("interview at"),
    "language": marked("language"),
    "lodging": marked("lodging"),
    "probation_months": marked("months of probation"),
    "sex": marked("sex"),
    "travel_paid_by": marked("travel paid by"),
    "visa": marked("visa"),
}

TERM_VALUES = {
    "any": marked("any"),
    "business": marked("for business"),
    "employer": marked("the employer"),
    "female": marked("women"),
    "male": marked("men"),
    "other": marked("another one"),
    "paid": marked("at the worker's cost"),
    "preferred": marked("preferred"),
    "provided": marked("provided"),
    "required": marked("required"),
    "seasonal": marked("for seasonal work"),
    "student": marked("for students"),
    "tourist": marked("for tourists"),
    "waived": marked("not required"),
    "work": marked("for work"),
    "worker": marked("the worker"),
}

PAPERS = {
    "identity_card": marked("identity card"),
    "passport": marked("passport"),
    "diploma": marked("diploma"),
    "household_book": marked("household book"),
    "land_title": marked("land title"),
    "driving_licence": marked("driving licence"),
    "birth_certificate": marked("birth certificate"),
    "other": marked("another paper"),
}

SLOTS = {
    "phone": marked("phone"),
    "contact": marked("contact"),
    "bank": marked("bank account"),
    "web": marked("site"),
    "money": marked("money"),
    "country": marked("country"),
    "count": marked("number"),
    "date": marked("day"),
    "age": marked("age"),
    "person": marked("person"),
    "code": marked("code"),
}

PERIODS = {
    "hour": marked("an hour"),
    "day": marked("a day"),
    "week": marked("a week"),
    "month": marked("a month"),
    "year": marked("a year"),
    "piece": marked("a piece"),
}


def band(code: str | None) -> tuple[str, str]:
    """Return the sign and the word of a band; None is an item that no model has read."""
    sign, word = KEPT_BACK if code == "hidden" else BANDS.get(code or "", UNSCREENED)
    return sign, _(word)


def verdict(code: str) -> tuple[str, str]:
    """Return the sign and the word of a verdict."""
    sign, word = VERDICTS[code]
    return sign, _(word)


def strength(code: str) -> tuple[str, str]:
    """Return the sign and the words of a finding's strength."""
    sign, word = STRENGTHS[code]
    return sign, _(word)


def typology(code: str) -> str:
    """Return the name of a typology, or its code where it is newer than this app."""
    return _(TYPOLOGIES[code]) if code in TYPOLOGIES else code


def fact_kind(code: str) -> str:
    """Return the name of a kind of fact, or its code where it is newer than this app."""
    return _(FACTS[code]) if code in FACTS else code


def slot_kind(code: str) -> str:
    """Return the name of a place where copies differ, or its code where it is newer than this app."""
    return _(SLOTS[code]) if code in SLOTS else code
