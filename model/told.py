"""What an advert tells in facts, as features of the model: which money, in proportion to the wage, which papers.

Kinds of contact, the wage itself and its period are left out on purpose: they tell the channel and the trade, not the
offer. Proportions are bins for counting and no figure of law.
"""

from model.fact_records import Fact, Facts

_FEES = {
    "service": "tiền dịch vụ", "brokerage": "tiền môi giới", "deposit": "tiền đặt cọc", "selection": "tiền hồ sơ",
    "training": "tiền đào tạo", "uniform": "tiền đồng phục", "seat": "tiền giữ chỗ", "other": "khoản thu khác",
}  # fmt: skip
_PAPERS = {
    "identity_card": "căn cước", "passport": "hộ chiếu", "diploma": "bằng cấp", "household_book": "sổ hộ khẩu",
    "land_title": "sổ đỏ", "other": "giấy tờ khác",
}  # fmt: skip
_OFFERS = {
    "advance": "hứa ứng tiền", "referral_bonus": "thưởng giới thiệu", "bonus": "hứa thưởng", "support": "hứa hỗ trợ",
}  # fmt: skip
_PART, _SOME, _MANY = "under_half_a_month", "up_to_two_months", "above_two_months"
_PROPORTIONS = {_PART: "dưới nửa tháng lương", _SOME: "đến hai tháng lương", _MANY: "trên hai tháng lương"}
_HALF, _TWO = 0.5, 2.0
_OF_AGE, _YOUNG = 18, 25

TOLD: dict[str, str] = {
    "home": "việc trong nước",
    "abroad": "việc ở nước ngoài",
    "fees_at_home": "thu tiền, việc trong nước",
    "fees_abroad": "thu tiền, việc ở nước ngoài",
    "abroad_without_licence": "việc ở nước ngoài, không nêu giấy phép",
    "fees_abroad_without_licence": "thu tiền, việc ở nước ngoài, không nêu giấy phép",
    "licence": "nêu số giấy phép",
    "approval": "nêu văn bản chấp thuận",
    "tax_code": "nêu mã số thuế",
    "bank_account": "nêu tài khoản ngân hàng",
    "company": "nêu tên đơn vị",
    "minors": "nhận người dưới 18 tuổi",
    "young_only": "chỉ nhận người trẻ",
    **{f"fee_{kind}": f"thu {name}" for kind, name in _FEES.items()},
    **{
        f"fee_{kind}_{code}": f"thu {name} {proportion}"
        for kind, name in _FEES.items()
        for code, proportion in _PROPORTIONS.items()
    },
    **{f"keeps_{what}": f"giữ {name}" for what, name in _PAPERS.items()},
    **{f"offers_{kind}": name for kind, name in _OFFERS.items()},
}
"""Every such feature with its words for people, in the order of the model's family."""


def told_by(facts: Facts, employer_name: str = "") -> frozenset[str]:
    """Return what the facts of an advert tell, as names of `TOLD`."""
    said = {"abroad"} if facts.destinations else {"home"}
    said |= _of_fees(facts)
    said |= {f"keeps_{paper.what if paper.what in _PAPERS else 'other'}" for paper in facts.papers_kept}
    said |= {f"offers_{offer.kind}" for offer in facts.offers}
    named: dict[str, tuple[Fact, ...]] = {
        "licence": facts.licences,
        "approval": facts.approvals,
        "tax_code": facts.tax_codes,
        "bank_account": facts.bank_accounts,
    }
    said |= {name for name, found in named.items() if found}
    said |= {"company"} if facts.companies or employer_name else set()
    said |= {"minors"} if any(age.min and age.min < _OF_AGE for age in facts.ages) else set()
    said |= {"young_only"} if any(age.max and age.max <= _YOUNG for age in facts.ages) else set()
    if facts.destinations and not facts.licences:
        said |= {"abroad_without_licence"} | ({"fees_abroad_without_licence"} if facts.fees else set())
    return frozenset(said & TOLD.keys())


def _of_fees(facts: Facts) -> set[str]:
    wages = [wage.vnd_month_min or wage.vnd_month_max or 0 for wage in facts.wages]
    wage = max(wages, default=0)
    said = {f"fee_{fee.kind}" for fee in facts.fees}
    if facts.fees:
        said.add("fees_abroad" if facts.destinations else "fees_at_home")
    if wage:
        said |= {f"fee_{fee.kind}_{_proportion(fee.vnd / wage)}" for fee in facts.fees if fee.vnd}
    return said


def _proportion(months: float) -> str:
    return _PART if months <= _HALF else _SOME if months <= _TWO else _MANY
