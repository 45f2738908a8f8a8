import pytest
from scrapy import Request

from crawler.reach import RefusedAddress, RefusePrivateAddresses


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "http://[::1]/", "http://192.168.0.1:8000/a", "http://localhost/"]
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
