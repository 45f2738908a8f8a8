import pytest

from crawler.extract.charset import decode_text

SENTENCE = "<p>Tuyển lao động phổ thông, lương thoả thuận, có chỗ ở</p>"


@pytest.mark.parametrize(
    ("encoding", "content_type", "repairs"),
    [
        ("utf-8", "text/html; charset=utf-8", []),
        ("utf-8", "text/html", []),
        ("utf-8", "text/html; charset=windows-1252", ["charset_mislabelled"]),
        ("utf-8", "text/html; charset=nonsense", ["charset_mislabelled"]),
        ("utf-8-sig", "text/html; charset=windows-1252", []),
        ("utf-16", "text/html", []),
    ],
)
def test_unicode_is_read_whatever_its_label(encoding: str, content_type: str, repairs: list[str]) -> None:
    assert decode_text(SENTENCE.encode(encoding), content_type) == (SENTENCE, repairs)


@pytest.mark.parametrize(
    ("content_type", "repairs"),
    [
        ("text/html; charset=windows-1258", []),
        ("text/html", ["charset_guessed"]),
        ("text/html; charset=iso-8859-1", ["charset_mislabelled"]),
    ],
)
def test_windows_1258_is_read_and_its_tones_joined(content_type: str, repairs: list[str]) -> None:
    # as a page of the nineties has it: tone marks after their vowels
    body = "<p>l\u00ea\u0323ch ti\u00ea\u0301ng, \u0111\u01b0\u01a1\u0300ng, Qua\u0309n ly\u0301</p>".encode("cp1258")

    assert decode_text(body, content_type) == ("<p>lệch tiếng, đường, Quản lý</p>", repairs)


def test_windows_1252_is_read() -> None:
    assert decode_text("<p>café “xưa”</p>".replace("ư", "u").encode("cp1252"), "text/html; charset=iso-8859-1") == (
        "<p>café “xua”</p>",
        [],
    )


def test_the_label_in_the_page_counts_too() -> None:
    body = b'<meta charset="windows-1252">' + SENTENCE.encode()

    assert decode_text(body, "text/html")[1] == ["charset_mislabelled"]


def test_bytes_that_are_nothing_are_named() -> None:
    text, repairs = decode_text(b"<p>abc \xff\xfe\x81\x8d</p>", "text/html; charset=utf-8")

    assert text.startswith("<p>abc")
    assert repairs


@pytest.mark.parametrize("label", ["idna", "punycode", "undefined", "zlib_codec", "rot13"])
def test_a_label_that_is_no_charset_costs_no_page(label: str) -> None:
    text, repairs = decode_text("Tuyển thợ hàn".encode("cp1258", "replace") + b"\xff", f"text/html; charset={label}")

    assert "Tuy" in text
    assert repairs
