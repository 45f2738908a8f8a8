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
NOT_ORIGIN = re2.compile(
    rb"(?:[\-:(] ?vung|mo(?: heo| bo)? tap trung(?: phuong| xa| tai| o)?|nga tu|san bay|lao dong tai|lao dong o|"
    rb"dao tao \w+ tai|lao dong tinh|tuyen dung tai) $"
)
PERSON = re.compile(
    r"(?<!\w)(?:anh|chị|cô|chú|bác|ông|(?<!hai )bà|thầy|mr|ms|chi|bac|thay|chu)\.? (?!nh[áa]nh)(?:[^\W\d_]{2,7} )?$",
    re.IGNORECASE,
)
CHAIN = re2.compile(
    rb" ?(?:[,/&+\-;.>()]{0,2}|\?|) ?(?:va|hoac|hay|voi|ra|den|toi|sang|lan|-)? ?(?:tinh |tp |huyen |ben xe |ben )?"
)
AT = re2.compile(
    rb"(?:\b(?:o|tai|ve|vo|vao|len|xuong|gan|ra|khu|kcn|quanh|tp|quan|huyen|tinh|lam|viec|kv|khu vuc|dia chi|"
    rb"dc|thanh pho|tx|noi thanh|ngoai thanh|"
    rb"thi xa|phuong|xa|tuyen|cho|vp|van phong|chi nhanh|co so|ngoai|trong|ben|pv|phong van) ?:?|[,\-/(\[|>:;+?]|^) ?$"
)
WITHIN = re2.compile(rb" ?[,(\-] ?(?:tinh |tp\.? ?|huyen |thanh pho )?| ")
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
STRICTLY_AT = re2.compile(rb"\b(?:o|tai|ve|vo|vao|len|xuong|khu|kcn|tp|quan|huyen|cho|kv|khu vuc|dia chi|ngoai) ?:? ?$")
WARD_WORDS = frozenset((b"phuong", b"p", b"xa", b"x", b"thi tran", b"tt"))
# The words for a district or a ward; "quản lý nhân khẩu" is not quận Lý Nhân.
ADMINISTRATIVE = {
    "thanh": "thành", "pho": "phố", "thi": "thị", "xa": "xã", "quan": "quận", "huyen": "huyện", "tinh": "tỉnh",
    "cho": "chợ", "phuong": "phường", "tran": "trấn", "dac": "đặc", "khu": "khu",
}  # fmt: skip
CAPITAL = "[" + "".join(chr(code) for code in (*range(0x41, 0x5B), *range(0xC0, 0x1EFA)) if chr(code).isupper()) + "]"
NAME_GOES_ON = re.compile(rf" (?!TP|Q\.|Tỉnh|Quận|Huyện|Cũ|Mới|Tuyển|Cần){CAPITAL}[^\W\d_]+")
WARD = re2.compile(rb"\b(?:phuong|p\.|xa|x\.|thi tran|tt\.?|dac khu) ?([a-z']+(?: [a-z']+){0,3})")
ROUTE = re2.compile(rb"\b(?:va )?cac $")
ABROAD = re2.compile(rb"^ ?[,(\-] ?(?:trung quoc|tq|nhat ban|nhat|han quoc|dai loan|lao|campuchia|cam)\b")
# "228 Bến Vân Đồn, P.5" is a street
HOUSE = re2.compile(rb"\d[a-z]? (?:ben )?$")
IN_WARD = re2.compile(rb"^,? ?(?:phuong|p\.|quan|q\.|p\d|q\d)")
CODE = re2.compile(rb"^[-_]?\d")
CAPITAL_BEFORE = re.compile(rf"(?<![^\s(]){CAPITAL}[^\W\d_]+ $")
NAMES_BETWEEN = re.compile(rf"(?:, (?:{CAPITAL}[^\W\d_]+ ?){{1,3}}){{1,3}}, ")
OCEAN = re.compile(r" (?:Dương|dương|Duong)\b")
# Names that are a person's or a department's as well: Vinh, Huế, BD.
NEEDS_AT = frozenset(("vinh", "huế", "hue", "bd"))
SHORTEST = 3
