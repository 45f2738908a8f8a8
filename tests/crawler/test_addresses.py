import pytest

from crawler.addresses import canonical_address, is_loopback, is_private_address, web_address


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTPS://Board.Example:443/Viec?id=5#top", "https://board.example/Viec?id=5"),
        ("http://board.example", "http://board.example/"),
        ("https://board.example/a?utm_source=x&id=5&fbclid=y", "https://board.example/a?id=5"),
        ("https://board.example/a?b=2&a=1", "https://board.example/a?a=1&b=2"),
        ("https://board.example/a?ref=goi-y&ta_source=z", "https://board.example/a"),
        ("https://user:secret@board.example:8080/a", "https://board.example:8080/a"),
        ("https://board.example/a?page=", "https://board.example/a?page="),
    ],
)
def test_an_address_has_one_spelling(url: str, canonical: str) -> None:
    assert canonical_address(url) == canonical
    assert canonical_address(canonical) == canonical


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("/b?x=1", "https://board.example/b?x=1"),
        (" c ", "https://board.example/a/c"),
        ("//other.example/d", "https://other.example/d"),
        ("javascript:void(0)", None),
        ("mailto:a@b.example", None),
        ("tel:0900", None),
        ("http://[bad", None),
        ("http://", None),
        ("http://board.example:8o/a", None),
    ],
)
def test_links_become_addresses(link: str, address: str | None) -> None:
    assert web_address("https://board.example/a/", link) == address


@pytest.mark.parametrize(
    ("host", "private"),
    [
        ("127.0.0.1", True),
        ("localhost", True),
        ("10.0.0.8", True),
        ("192.168.1.1", True),
        ("169.254.169.254", True),
        ("::1", True),
        ("::ffff:10.0.0.1", True),
        ("0.0.0.0", True),  # noqa: S104 - an address to refuse
        ("224.0.0.1", True),
        ("8.8.8.8", False),
        ("board.example", False),
    ],
)
def test_private_addresses_are_known(host: str, *, private: bool) -> None:
    assert is_private_address(host) is private


def test_only_this_machine_is_loopback() -> None:
    assert [is_loopback(host) for host in ("127.0.0.1", "localhost", "10.0.0.1", "board.example")] == [
        True,
        True,
        False,
        False,
    ]
