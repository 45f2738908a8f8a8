"""Indicators about the job itself and what it promises."""

import re2

from model.indicators.advert import Advert, Indicator, Sign

_TASK = re2.compile(
    rb"lam nhiem vu|nhiem vu (?:online|tren app|hang ngay|don gian)|like (?:va |- )?(?:share|follow|sub)|tha tim|tuong tac (?:video|san pham|kenh)|"
    rb"(?:xu ly|duyet|chot|dat|giat|thanh toan) don(?: hang)? (?:ao|tren|online|shopee|lazada|tiki|amazon|giup|ho|cho)|tang luong? tuong tac|"
    rb"review (?:san pham|khach san|san)|danh gia (?:5 sao|san pham)|don hang (?:shopee|lazada|tiki|amazon|hoan)|nhan don (?:online|tren)"
)
_QUICK_PAY = re2.compile(
    rb"nhan (?:tien|luong)(?: ngay)? (?:sau|trong) \d+ ?(?:-\d+ )?phut|hoan (?:lai )?(?:tien|von)|hoan (?:goc|ca goc)|(?:nap|ung|dong) (?:von|tien truoc)|rut (?:tien|ve) (?:ngay|lien)|hoa hong (?:\d+|tu)|"
    rb"von (?:chi|ban dau|tu)|nang (?:cap|hang|level)|chuyen khoan truoc|bank(?:k)?ing"
)
_HOME_WORK = re2.compile(
    rb"(?:gia cong|lap rap|dong goi|xau (?:hat|chuoi|vong)|dan (?:bi|phong bi|hop|tui)|gap (?:bao|hac|phong bi)|lam (?:hang|but bi)|cat (?:mac|chi)|det|boc (?:kep|bi))[^\n.]{0,40} tai nha|tai nha[^\n.]{0,40}(?:gia cong|lap rap|dong goi|xau|dan hop|gap bao)"
)
_DESK_BAIT = re2.compile(
    rb"danh may|go (?:van ban|chu|phim)|nhap lieu|cham soc khach|\bcskh\b|telesale|tele sale|\bgame\b|casino|chat (?:voi )?khach|marketing online|van phong|"
    rb"truc (?:page|chat|may)|ho tro he thong|ve si|sale (?:online|chat)|tu van online|dan link|livestream"
)
_EASY = re2.compile(
    rb"viec nhe|luong cao viec nhe|ngoi (?:mot|1) cho|chi (?:can )?ngoi|khong (?:can )?(?:lam )?gi nhieu|vua choi vua lam|nhe nhang"
)
_ORGAN = re2.compile(
    rb"(?:hien|ban|mua) than\b|can (?:mua |nguoi hien )than\b|de thue|mang thai ho|(?:hien|tang|cung cap) (?:trung|noan|tinh trung)\b|ghep than|(?:hien|ban) (?:mot phan )?gan\b"
)
_CARE = re2.compile(rb"benh vien|khoa|tinh nguyen|nhan dao|hoi chu thap do|trung tam (?:dieu phoi|huyet hoc)")
_MARRY = re2.compile(
    rb"lay chong (?:han|dai|trung|ngoai|singapore|nuoc ngoai)|ket hon (?:voi )?(?:nguoi )?(?:han|dai|trung|nuoc ngoai)|mai moi|co dau (?:viet|trung|han|dai)|xem mat"
)
_COURIER = re2.compile(
    rb"kin mieng|kin dao|khong hoi (?:nhieu|hang gi)|hang (?:nay )?(?:di )?(?:qua )?(?:bien gioi|cua khau)|van chuyen (?:hang )?(?:qua )?bien|khong can biet (?:ben trong|hang gi)|"
    rb"cho thue (?:tai khoan|stk|the)|mua (?:lai )?(?:tai khoan|stk|sim)|mo (?:tai khoan|the)[^\n.]{0,30}(?:cong|tra|hoa hong|\d+k)|nhan (?:tien|chuyen khoan) ho|rut tien ho|chuyen tien ho"
)
_BOAT = re2.compile(
    rb"ngu phu|ban tau|ban ghe|di bien|tau ca|ghe ca|cau muc|danh bat|xuat ben|cao doi|lua ca tren bien|di ghe"
)
_DEBT = re2.compile(
    rb"vo no|tra no (?:gium|giup|ho|dum)|(?:dang |mac |bi |ap luc |lo )no (?:nan|nang|ngap|nhieu)|no (?:nan|ngap dau)|can tien gap|ket tien|thieu no|"
    rb"banh bong|no xau (?:van|cung|deu|duoc)|(?:ho tro|khong ngai|bi|dang|ke ca|du) no xau"
)
_DEBT_WORDS = ("nợ", "tiền gấp", "kẹt tiền", "banh bóng")
_HIGH_MONTH = 20_000_000


def offers_paid_tasks_with_top_up(advert: Advert) -> Sign | None:
    """Online tasks or fake orders are paid by commission, with money to be put in first or paid back within minutes."""
    tasks, pay = advert.quotes(_TASK, 2), advert.quotes(_QUICK_PAY, 2)
    return Sign(quotes=(*tasks, *pay)) if tasks and pay else None


def offers_online_tasks(advert: Advert) -> Sign | None:
    """The work is liking, reviewing or placing orders online."""
    tasks = advert.quotes(_TASK)
    return Sign(quotes=tasks) if tasks else None


def offers_home_piecework(advert: Advert) -> Sign | None:
    """Simple piece work is offered at home, the commonest cover for deposits that never come back."""
    quotes = advert.quotes(_HOME_WORK)
    return Sign(quotes=quotes) if quotes else None


def promises_high_pay_for_easy_work(advert: Advert) -> Sign | None:
    """The work is called light, and the pay is far above what light work earns."""
    easy = advert.quotes(_EASY, 2)
    high = [wage.quote for wage in advert.facts.wages if (wage.vnd_month_min or wage.vnd_month_max or 0) >= _HIGH_MONTH]
    return Sign(quotes=(*easy, *high[:1])) if easy and high else None


def offers_desk_work_in_compound_country(advert: Advert) -> Sign | None:
    """Typing, chat, game or casino work is offered in a country whose scam compounds recruit this way."""
    if not advert.countries & {"KH", "MM", "LA", "PH"}:
        return None
    quotes = advert.quotes(_DESK_BAIT)
    where = [item.quote for item in advert.facts.destinations if item.country in ("KH", "MM", "LA", "PH")]
    return Sign(quotes=(*quotes, *where[:1])) if quotes else None


def trades_in_organs_or_surrogacy(advert: Advert) -> Sign | None:
    """Kidneys, eggs or a pregnancy are asked for against money."""
    quotes = advert.quotes(_ORGAN, spelled=("thận", "trứng", "noãn", "tinh trùng", "đẻ thuê", "mang thai hộ", "gan"))
    return Sign(quotes=quotes) if quotes and not advert.has(_CARE) else None


def arranges_marriage_abroad(advert: Advert) -> Sign | None:
    """Marriage with a foreigner is arranged in the way of a job offer."""
    quotes = advert.quotes(_MARRY)
    return Sign(quotes=quotes) if quotes else None


def wants_silent_couriers_or_accounts(advert: Advert) -> Sign | None:
    """Goods are to be carried without questions, or bank accounts lent for pay."""
    quotes = advert.quotes(_COURIER)
    return Sign(quotes=quotes) if quotes else None


def gives_advance_for_sea_work(advert: Advert) -> Sign | None:
    """Work at sea is offered with money in advance or debts paid off, which then bind the fisherman."""
    boat = advert.quotes(_BOAT, 1)
    advance = [offer.quote for offer in advert.facts.offers if offer.kind == "advance"]
    quotes = (*boat, *advance[:1], *advert.quotes(_DEBT, 1, spelled=_DEBT_WORDS))
    return Sign(quotes=quotes) if boat and len(quotes) > 1 else None


def appeals_to_debtors(advert: Advert) -> Sign | None:
    """The advert turns to people in debt or in sudden need of money."""
    quotes = advert.quotes(_DEBT, spelled=_DEBT_WORDS)
    return Sign(quotes=quotes) if quotes else None


INDICATORS = (
    Indicator(code="offers_paid_tasks_with_top_up", strength="strong", dimension="deception", fires=offers_paid_tasks_with_top_up,
              typologies=("task_scam",), law=("fraud", "false_promises")),
    Indicator(code="offers_online_tasks", strength="weak", dimension="deception", fires=offers_online_tasks,
              typologies=("task_scam",), law=()),
    Indicator(code="offers_home_piecework", strength="weak", dimension="deception", fires=offers_home_piecework,
              typologies=("home_piecework",), law=()),
    Indicator(code="promises_high_pay_for_easy_work", strength="medium", dimension="deception", fires=promises_high_pay_for_easy_work,
              typologies=(), law=("false_promises",)),
    Indicator(code="offers_desk_work_in_compound_country", strength="strong", dimension="deception",
              fires=offers_desk_work_in_compound_country, typologies=("scam_compound",),
              law=("advertises_work_abroad_without_function", "licence_required", "trafficking")),
    Indicator(code="trades_in_organs_or_surrogacy", strength="strong", dimension="exploitation", fires=trades_in_organs_or_surrogacy,
              typologies=("organ_surrogacy_marriage",), law=("organ_trade",)),
    Indicator(code="arranges_marriage_abroad", strength="medium", dimension="deception", fires=arranges_marriage_abroad,
              typologies=("organ_surrogacy_marriage",), law=("trafficking",)),
    Indicator(code="wants_silent_couriers_or_accounts", strength="medium", dimension="vulnerability",
              fires=wants_silent_couriers_or_accounts, typologies=("money_mule_or_smuggling",), law=()),
    Indicator(code="gives_advance_for_sea_work", strength="medium", dimension="coercion", fires=gives_advance_for_sea_work,
              typologies=("fishing_debt_bondage",), law=("no_papers_no_security", "forced_labour")),
    Indicator(code="appeals_to_debtors", strength="medium", dimension="vulnerability", fires=appeals_to_debtors,
              typologies=(), law=()),
)  # fmt: skip
