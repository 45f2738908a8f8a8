"""Words that begin names of firms and places of work, that names go over, and at which they end."""

LEGAL = (
    "tổng công ty|chi nhánh công ty|công ty|công t.y|c.ty|cty|ctcp|doanh nghiệp tư nhân|doanh nghiệp tn|dntn|"
    "hợp tác xã|htx|"
    "tập đoàn|tổng cty|hộ kinh doanh|"
    "hkd|uab|doanh nghiệp|ct tnhh|ct cp|cộng ty|công ti"
)
PLACE = (
    "quán|nhà hàng|nhà máy|xưởng|siêu thị|trung tâm|resort|khách sạn|karaoke|cửa hàng|shop|tiệm|salon|spa|"
    "nhóm trẻ|cơ sở|đại lý|"
    "nhà thuốc|nhà xe|dự án|ban|kho|trường mầm non|trạm|phòng khám|bệnh viện|hotel|homestay|bar|club|viện|"
    "nông trại|trang trại|vựa|"
    "lò bánh|garage|gara|tổ hợp|hải sản|billiard|trường|xí nghiệp|chuỗi|hệ thống|lò|trại|vườn|nhà sách|nhà trẻ|"
    "agency|studio|cafe|cà phê|"
    "trà sữa|massage|văn phòng|nghiệp đoàn|ngư đội|đội tàu|học viện|showroom|hãng taxi|hãng|barber|bè|"
    "tàu du lịch|cây xăng|dịch vụ|tiệm vàng|clb|câu lạc bộ|nhân lực"
)
# Words that no name goes over: what the firm does, wants or has.
_STOP_WORDS = (
    "tuyển tuyen cần can tại tai ở thông báo xin đang dang là có co kính trân trọng chuyên giấy mst địa đt "
    "hotline sđt gp lương đường "
    "chi thuộc của đã sẽ khi được nhận nhan kêu kiếm gấp gap mở quận tỉnh huyện xã kcn khu lô tầng lầu "
    "liên hệ cho với trên bị phải "
    "không khong ko chưa chua chúng em anh chị mình bên này đó thì mà nên nếu vì bởi từ tu đến tới lúc mỗi "
    "các những hàng theo về ra vào "
    "lên xuống trả tra lo bao nuôi cấp đóng thu gửi gui đứng nằm gần cách trực hoạt tìm muốn hiện trong "
    "gồm ký ky hay hoặc nào bạn "
    "mới cũ to lớn uy hoàn giữ phái mẹ con đài gia ngày giờ thường sau trước số nước việt-nam làm lam đi "
    "di sang qua bay tự hỗ vay hỏi gặp ghé hoi gap o phuong xa huyen quan tinh kcn phối đối cạnh sát"
)
STOP = frozenset(_STOP_WORDS.split())
_INNER_WORDS = "hàng làm lam gia nước số hoạt tự đi giữ cấp con mới"
INNER = frozenset(_INNER_WORDS.split())
_BARE_STOP_WORDS = (
    "can dang xin phoi thong hien chua khong chung toi kiem lien duoc se cho voi tren bi phai nhu vua them doi canh "
    "khoang duong"
)
FOLDED_STOP = STOP | frozenset(_BARE_STOP_WORDS.split())
"""Those for a text without accents: only words that hardly begin a trade ("nhan luc", "dien tu")."""
_SHOUTED_STOP_WORDS = (
    "tuyển tuyen cần can tại tai thông thong xin gấp gap kiếm đang dang là chuyên chưa không cho có mở ở"
)
SHOUTED_STOP = frozenset(_SHOUTED_STOP_WORDS.split())
# … except in these pairs.
PAIRS = frozenset(
    (
        ("dieu", "duong"), ("vien", "duong"), ("gio", "qua"), ("kho", "qua"), ("xuong", "qua"), ("hop", "qua"),
        ("bao", "ve"), ("dich", "ve"), ("vat", "tu"), ("phan", "vat"), ("non", "tu"), ("dau", "tu"),
        ("chan", "nuoi"), ("chăn", "nuôi"), ("công", "nghiệp"), ("công", "nghệ"), ("dau", "tu"), ("gia", "công"),
        ("giao", "nhan"), ("hang", "khong"), ("hàng", "không"), ("thi", "công"), ("thu", "hoi"), ("thuong", "mai"),
        ("thông", "tin"), ("to", "chuc"), ("truyen", "thong"), ("truyền", "thông"), ("van", "tai"), ("viec", "lam"),
        ("việc", "làm"), ("đầu", "tư"),
    )
)  # fmt: skip
# What a place of work is or makes: with nothing else behind it, it is no name ("NHÀ MÁY ỐC VÍT").
_TRADE_WORDS = (
    "oc vit duong lao may gia cong ao jacket chia chon hang dem linh kien dien tu san xuat lop xe thuc pham co khi "
    "bao bi go nhua cskh che bien dong goi lap rap o to banh keo thuy hai det giay da xay dung phuc vu nhap lieu "
    "casino game online khach nau an hoc vien ngoai ngu tieng nghe viec lam dich trung tam cham soc nguoi tre em "
    "van phong tai nha nhan dan xa lanh kho lon nho moi so cua thoi tet gap luong cao ky thuat ban quan ly y te "
    "benh"
)
TRADE = frozenset(_TRADE_WORDS.split())
