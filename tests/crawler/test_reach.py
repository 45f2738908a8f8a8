import socket

import pytest
from scrapy import Request
from twisted.internet.error import DNSLookupError

from crawler.addresses import web_address
from crawler.reach import PublicAddressesOnly, RefusedAddress, RefusePrivateAddresses


@pytest.mark.parametrize(
    "url",
    [
        *(
            "http://127.0.0.1/",
            "http://[::1]/",
            "http://192.168.0.1:8000/a",
            "http://localhost/",
            "http://LocalHost:80/",
        ),
        *("http://169.254.169.254/latest/meta-data", "http://[::ffff:169.254.169.254]/", "http://[fe80::1]/"),
        *("http://0.0.0.0/", "http://100.64.0.1/", "http://[fd00::1]/", "http://224.0.0.1/", "http://a@10.0.0.1/"),
    ],
)
def test_a_crawl_of_the_web_stays_on_the_web(url: str) -> None:
    with pytest.raises(RefusedAddress):
        RefusePrivateAddresses(demo=False).process_request(Request(url))


@pytest.mark.parametrize("url", ["http://10.0.0.1/", "https://board.example/"])
def test_a_demo_stays_on_this_machine(url: str) -> None:
    with pytest.raises(RefusedAddress):
        RefusePrivateAddresses(demo=True).process_request(Request(url))


def test_each_reaches_what_it_is_for() -> None:
    RefusePrivateAddresses(demo=False).process_request(Request("https://board.example/"))
    RefusePrivateAddresses(demo=True).process_request(Request("http://127.0.0.1:8400/"))


@pytest.mark.parametrize("name", ["127.1", "2130706433", "0x7f.0.0.1", "0177.0.0.1"])
def test_an_address_in_odd_spelling_is_judged_by_where_it_points(name: str) -> None:
    with pytest.raises(DNSLookupError, match="not of the public internet"):
        PublicAddressesOnly._checked(None, socket.gethostbyname(name), name)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "link", ["file:///etc/passwd", "ftp://a.example/", "gopher://a/", "data:text/html,a", "s3://a/b"]
)
def test_only_addresses_of_the_web_are_followed(link: str) -> None:
    assert web_address("https://board.example/", link) is None
