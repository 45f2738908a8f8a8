"""The classifieds board's HTML: tables for layout, text with line breaks, no structured data anywhere."""

from html import escape

from crawler.demo_boards.posts import Post

NAME = "Rao Vặt Chợ Phiên Sông Đầm"


def path_of(post: Post) -> str:
    """Return where an advert stands on the board."""
    return f"/rao/{post.slug}-{post.id.lower()}.htm"


def listing(posts: list[Post], broken: list[str], *, number: int) -> str:
    """Return one listing page; there is always a next one."""
    rows = "".join(
        f'<tr><td><a href="{path_of(post)}">{escape(post.title)}</a></td><td>{escape(post.price_text)}</td>'
        f"<td>{escape(post.place)}</td></tr>"
        for post in posts
    )
    rows += "".join(f'<tr><td><a href="{path}">Tin ưu tiên</a></td></tr>' for path in broken)
    more = f'<div class="trang"><a href="/viec-lam?p={number + 1}">Xem thêm</a></div>'
    return _page(f"Việc làm, trang {number}", f"<h1>Việc làm</h1><table>{rows}</table>{more}")


def advert(post: Post) -> str:
    """Return the page of one advert."""
    text = "<br>\n".join(escape(line) for line in str(post.body).split("\n"))
    price = f'<div class="gia">{escape(post.price_text)}</div>' if post.price_text else ""
    body = (
        f'<div class="tin"><h1>{escape(post.title)}</h1>{price}<div class="noi-dung">{text}</div>'
        f'<ul class="thong-tin"><li>Người đăng: <b class="nguoi-dang">{escape(post.poster_name)}</b></li>'
        f'<li>Nơi đăng: <span class="khu-vuc">{escape(post.place)}</span></li>'
        f'<li>Tỉnh: <span class="tinh">{escape(post.region)}</span></li>'
        f'<li>Ngày đăng: <span class="ngay">{post.posted_on:%d/%m/%Y}</span></li></ul></div>'
        '<div class="modal"><p>Đăng nhập để xem tin đã lưu</p><input type="password"></div>'
    )
    return _page(post.title, body)


def expired(post: Post) -> str:
    """Return the page of an advert whose time is over."""
    body = (
        f'<div class="tin"><h1>{escape(post.title)}</h1><p class="bao">Tin này đã hết hạn.</p>'
        "<p>Mời bạn xem các tin khác trong mục Việc làm.</p></div>"
    )
    return _page(post.title, body)


def missing() -> str:
    """Return the page for an address at which nothing stands."""
    return _page("Không có tin này", "<p>Tin đã bị người đăng xoá hoặc không tồn tại.</p>")


def login() -> str:
    """Return the login form."""
    return _page("Đăng nhập", '<form method="post"><h2>Đăng nhập</h2><input type="password" name="mk"></form>')


def _page(title: str, body: str) -> str:
    return (
        '<html><head><meta http-equiv="Content-Type" content="text/html">'
        f"<title>{escape(title)} - {NAME}</title></head>"
        f'<body><div id="dau"><a href="/">{NAME}</a> <a href="/viec-lam">Việc làm</a> '
        f'<a href="/quan-ly/dang-tin">Đăng tin</a></div>{body}'
        f'<div id="cuoi">{NAME} là trang hư cấu, chỉ chạy trên máy này.</div></body></html>'
    )
