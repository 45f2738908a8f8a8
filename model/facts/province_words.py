"""Words around a place's name: where people work, where they come from, and what only bears the name."""

import re

import re2

STREET = re2.compile(
    rb"\b(?:duong|pho|hem|ngo|quoc lo|xa lo|dai lo|cau|cao toc|tieng|dac san|bun bo|pho bo|banh|nem|bia|ruou|"
    rb"che|cafe|ca phe|mi quang|"
    rb"com ga|nuoc mam|ngan hang|bao|benh vien|truong dai hoc|dai hoc|dh|xe khach|thit|trai cay|tour|"
    rb"du lich|team building|"
    rb"(?:ngo|hem|ngach|(?:^|[^o]) so) \d+[\d/]*|cua khau|hoi|nhom|trai nghiem|cam|buoi|xoai|sau rieng|vai|cua hang|"
    rb"sieu thi|giong|thon|ap|xom|buon|lang|"
    rb"khu dan cu|kdc|chung cu|toa nha|nha tho|chua|truong|tram|song|nui|dan toc|ho|ga|chi cuc) ?:? ?\"?$"
)
# … but for what is made or sold at a place, and for streets that only one town has.
NOT_STREET = re2.compile(
    rb"\b(?:nha pho|(?:quan|tiem|chuoi|phuc vu|shop|pha che|hai|ray|vuon|thu hoach|trong|nhan vien) "
    rb"(?:ca phe|cafe|che|tra|sau rieng|xoai|buoi|cam|vai|banh)|(?:vua|kho|cho|shop|sap|dong goi|nha may|ban) trai cay|"
    rb"(?:kho|nha|xuong|tiem|lo|cho) (?:thit|banh)) $"
)
# Houses and grounds that bear the name of the town or the district that they stand in, and numbers of houses there.
HERE = re2.compile(
    rb"\b(?:chua|nui|ho|chung cu|toa nha|cua hang|sieu thi|nha tho|khu dan cu|kdc|ga|tram|cau|benh vien|"
    rb"(?:ngo|hem|ngach|so) \d+[\d/]*) $"
)
# Streets that only one town has, though named after people; with "phố" before them they are still that town.
KNOWN_STREETS = frozenset(
    ("chua lang", "tran duy hung", "khuat duy tien", "lang ha", "trung kinh", "hoang dao thuy", "nguyen xien",
     "nguyen khanh toan", "xa dan", "lach tray", "phan xich long", "kha van can", "le van viet",
     "luy ban bich", "tan ky tan quy", "to ky", "bui vien")
)  # fmt: skip
ORIGIN = re2.compile(
    rb"\b(?:que(?: quan)?(?: \w+)?|cac tinh|vung cao|ung vien nha|xe \d+ cho don|nguoi(?: dan)?|dan|ba con(?: vung)?|"
    rb"anh em|ae|chi em|anh chi(?: em)?|vung|"
    rb"ban nao|ai|co bac|ho khau|"
    rb"thuong tru|tu|don|ruoc|dong bao|hoc sinh|con em|dong huong|lao dong|gui|ung vien|qua|ve ngang|"
    rb"ve may bay|dat ve bay|bay|chuyen bay|"
    rb"cac chau|tap trung|diem don|bat xe|len xe|tau xe|dan toc)"
    rb"(?: ?:? (?:cac|tinh|vung|o|tai|tp|thanh pho|huyen|xa|mien|tu|cua|ngoai|trong|ben xe|bx|tren|tuyen))* ?:? ?\"?$"
)
LIVING = re2.compile(
    rb"(?:\b(?:nan nhan|kho khan|tan nha|gom|(?:be|me|ai|ban|em|bac|dua|anh|chi) nao) (?:o|tai|quanh|o quanh|tu) ?|"
    rb"\b(?:may|cac) (?:me|nang|che) |\bgom |\b(?:team ?building|du lich|nghi mat|di choi) (?:o|tai) )$"
)
# A person's home behind the name or the year of birth: "e Dung 97 Ha Tinh", "058 9900 123 (Hiền, Phú Thọ)".
HOME = re2.compile(
    rb"\b(?:e|em|a|anh|c|chi|ms|mr|co|chu) [a-z]{2,6} (?:sn ?)?\d{2} $|\d{3} ?\([a-z]{2,6}(?: [a-z]{2,6})?, ?$"
    rb"|\btuyen [a-z ]{3,20} \? $|\b(?:tham quan|nghi duong|gia lam|boi canh|phong cach|xe chay) $"
)
NOT_ORIGIN = re2.compile(
    rb"(?:[\-:(] ?vung|mo(?: heo| bo)? tap trung(?: phuong| xa| tai| o)?|nga tu|san bay|lao dong tai|lao dong o|"
    rb"dao tao \w+ tai|lao dong tinh|tuyen dung tai) $"
)
PERSON = re.compile(
    r"(?<!\w)(?:anh|chị|cô|chú|bác|ông|(?<!hai )bà|thầy|mr|ms|chi|bac|thay|chu)\.? (?!nh[áa]nh)(?:[^\W\d_]{2,7} )?$",
    re.IGNORECASE,
)
# Legal forms: the place in such a firm's name says nothing of where it is; "Kho Shopee Bình Chánh" is in Bình Chánh.
FIRM = re2.compile(
    rb"(?:chi nhanh )?(?:tong )?(?:cong ty|cong ti|cty|ctcp|ct |tap doan|doanh nghiep|dntn|htx|hop tac xa)"
)
CITIES = frozenset(("01", "79"))
# A house number and a street before the name: "88/6 Phan Xich Long, Phu Nhuan".
ADDRESS = re.compile(
    r"(?:\d[\w/.\-]{0,48}|(?<!\w)(?:đường|duong|phố|pho|hẻm|ngõ|đ|d)\.?),? "
    r"(?:[^\W\d_a-zà-ỹ][^\W\d_]*+ ?|\d+/\d+ ?){1,5}, ?(?:(?:P|Phường|phường)\.? ?[\w ]{1,20}, ?)?$"
)
CHAIN = re2.compile(
    rb" ?(?:[,/&+\-;.>()]{0,2}|\?|) ?(?:va|hoac|hay|voi|ra|den|toi|sang|lan|-)? ?(?:tinh |tp |huyen |ben xe |ben )?"
)
AT = re2.compile(
    rb"(?:\b(?:di bien|resort|khach san|ks|homestay|nha hang|nhau|xuong|trang trai|vua|san bay|cang|spa|tiem|nha may|"
    rb"o|tai|ve|vo|vao|len|xuong|gan|ra|khu|kcn|quanh|tp|quan|huyen|tinh|lam|viec|kv|khu vuc|dia chi|"
    rb"dc|thanh pho|tx|noi thanh|ngoai thanh|"
    rb"thi xa|phuong|xa|tuyen|cho|vp|van phong|chi nhanh|co so|ngoai|trong|ben|pv|phong van) ?:?|[,\-/(\[|>:;+?]|^) ?$"
)
WITHIN = re2.compile(rb" ?[,(\-] ?(?:tinh |tp\.? ?|huyen |thanh pho )?| ")
# Small words that begin a landmark's name: "bến xe Miền Tây".
LANDMARKS = (
    "bến", "chợ", "hồ", "cầu", "chùa", "công viên", "ngã", "vòng", "phố", "bx", "ngõ", "núi", "tháp", "bệnh", "bãi",
    "đầm", "ben", "ngo ", "cho ", "ho ", "cau ", "cong vien", "nga tu",
)  # fmt: skip
# Names that are words as well.
PLAIN_WORDS = frozenset(
    ("hòa bình", "hoà bình", "thái bình", "tân phú", "cao bằng", "ba hàng", "hộ phòng", "năm căn", "thuận an", "phú mỹ",
     "tân an", "cần thơ", "can tho", "hoa binh", "thai binh", "nghe an", "nam dinh")
)  # fmt: skip
# Towns that are no other words even in small letters.
SPOTS = frozenset(
    ("phú quốc", "đà lạt", "nha trang", "biên hòa", "biên hoà", "vũng tàu", "hội an", "hạ long", "cà ná", "thủ đức",
     "gò vấp", "quy nhơn", "phan thiết", "long xuyên", "rạch giá", "châu đốc", "buôn ma thuột", "pleiku", "sa pa")
)  # fmt: skip
# Words for districts that are other words as well: cho (chợ, for), quan (quận, quân).
UNSURE_WORDS = frozenset((b"cho", b"quan", b"h", b"t", b"p", b"q", b"x"))
NOT_DISTRICT = re2.compile(rb"(?:binh|si|hai|bo|ve|tong) $")
MANAGING = re.compile(r"(?:quản|quân|quán|tính|tình|chờ|chớ|xã hội) $", re.IGNORECASE)
FAR, CODE_LENGTH = 12, 4
STRICTLY_AT = re2.compile(
    rb"\b(?:resort|khach san|homestay|di bien|o|tai|ve|vo|vao|len|xuong|khu|kcn|tp|quan|huyen|cho|kv|khu vuc|dia chi|"
    rb"ngoai) ?:? ?$"
)
WARD_WORDS = frozenset((b"phuong", b"p", b"xa", b"x", b"thi tran", b"tt"))
# The words for a district or a ward; "quản lý nhân khẩu" is not quận Lý Nhân.
ADMINISTRATIVE = {
    "thanh": "thành", "pho": "phố", "thi": "thị", "xa": "xã", "quan": "quận", "huyen": "huyện", "tinh": "tỉnh",
    "cho": "chợ", "phuong": "phường", "tran": "trấn", "dac": "đặc", "khu": "khu",
}  # fmt: skip
CAPITAL = "[" + "".join(chr(code) for code in (*range(0x41, 0x5B), *range(0xC0, 0x1EFA)) if chr(code).isupper()) + "]"
NAME_GOES_ON = re.compile(rf" (?!TP|Q\.|Tỉnh|Quận|Huyện|Cũ|Mới|Tuyển|Cần){CAPITAL}[^\W\d_]+")
WARD = re2.compile(rb"\b(?:phuong|p\.|xa|x\.|thi tran|tt\.?|dac khu) ?([a-z']+(?: [a-z']+){0,3})")
# A ward's or commune's name without its word, where one is at: "chợ Cái Nước", "ở Quỳnh Côi".
AT_WARD = re.compile(
    rf"(?<!\w)(?:[ởƠỞ]|[Tt]ại|[Gg]ần|[Bb]ên|[Kk]hu|KCN|kcn|[Cc]hợ|[Nn]gay|[Qq]uanh|[Vv]ề|ngã (?:ba|tư)|"
    rf"(?:[Đđ]/[Cc]|[Đđ]ịa chỉ):?) ((?:{CAPITAL}[^\W\d_]+ ){{1,2}}{CAPITAL}[^\W\d_]+)(?! {CAPITAL})"
)
ROUTE = re2.compile(rb"\b(?:va )?cac $")
ABROAD = re2.compile(rb"^ ?[,(\-] ?(?:trung quoc|tq|nhat ban|nhat|han quoc|dai loan|lao|campuchia|cam)\b")
# "228 Bến Vân Đồn, P.5" is a street
HOUSE = re2.compile(rb"\d[a-z]? (?:ben )?$")
IN_WARD = re2.compile(rb"^,? ?(?:phuong|p\.|quan|q\.|p\d|q\d)")
CODE = re2.compile(rb"^[-_]?\d")
CAPITAL_BEFORE = re.compile(rf"(?<![^\s(]){CAPITAL}[^\W\d_]+ $")
NAMES_BETWEEN = re.compile(rf"(?:, {CAPITAL}[^\W\d_]+(?: {CAPITAL}[^\W\d_]+){{0,2}} ?){{1,3}}, ")
OCEAN = re.compile(r" (?:Dương|dương|Duong)\b")
# Names that are a person's or a department's as well: Vinh, Huế, BD.
NEEDS_AT = frozenset(("vinh", "huế", "hue", "bd"))
SHORTEST = 3
# Short forms of provinces' names, by which people close an address: "TT Phú Quốc, KG".
SHORT_FORM = re.compile(r" ?[,(\-/]? ?([A-ZĐ]{2,3}|[A-ZĐ][a-z])(?![\w])")
SHORT_FORMS = {
    "AG": ("91",), "BD": ("79",), "BG": ("24",), "BH": ("75",), "BL": ("96",), "BN": ("24",), "BP": ("75",),
    "BT": ("86", "68"), "CM": ("96",), "CT": ("92",), "DL": ("68", "66"), "ĐL": ("68", "66"), "DN": ("48", "75"),
    "ĐN": ("48", "75"), "DT": ("82",), "ĐT": ("82",), "GL": ("52",), "HD": ("31",), "HG": ("92", "08"), "HN": ("01",),
    "HP": ("31",), "HT": ("42",), "HY": ("33",), "KG": ("91",), "KH": ("56",), "LA": ("80",), "LD": ("68",),
    "LĐ": ("68",), "LS": ("20",), "NA": ("40",), "NB": ("37",), "ND": ("37",), "NĐ": ("37",), "NT": ("56",),
    "PT": ("25",), "PY": ("66",), "QB": ("44",), "QN": ("22", "48", "51", "52"), "QT": ("44",), "SG": ("79",),
    "ST": ("92",), "TB": ("33",), "TG": ("82",), "TH": ("38",), "TN": ("19", "80"), "TV": ("86",), "VL": ("86",),
    "VP": ("25",), "VT": ("79",), "YB": ("15",),
}  # fmt: skip
# "KCN Tân Hương, TG": a place that no table has, closed by a short form.
CLOSED = re.compile(
    r"(?<!\w)(?:KCN|CCN|kcn|[Kk]hu công nghiệp|[Hh]uyện|[Xx]ã|[Pp]hường|[Đđ]ường|TT|TX|TP|[Qq]uận) "
    rf"{CAPITAL}[^\W\d_]*(?: {CAPITAL}[^\W\d_]*){{0,3}} ?, ?([A-ZĐ]{{2}}|[A-ZĐ][a-z])(?!\w)"
)
