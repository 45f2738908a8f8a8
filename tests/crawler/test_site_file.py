from pathlib import Path
from typing import Any

import pytest
import yaml

from crawler.errors import WrongSiteFile
from crawler.site_file import load_site, read_site_file, site_names
from storage.settings import settings

GOOD: dict[str, Any] = {
    "name": "board",
    "title": "Board",
    "base": "https://board.example",
    "start": {"listings": ["/viec-lam"]},
    "advert_url": r"/viec-lam/.+\.html$",
    "counts": {"min": 10, "max": 100},
}


def written(folder: Path, content: Any) -> Path:
    path = folder / "board" / "site.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content if isinstance(content, str) else yaml.safe_dump(content, allow_unicode=True), "utf-8")
    return path


def test_a_good_file_is_read(tmp_path: Path) -> None:
    site = read_site_file(written(tmp_path, GOOD))

    assert site.is_advert_address("https://board.example/viec-lam/a-1.html")
    assert not site.is_advert_address("https://board.example/cong-ty/a")
    assert site.delay == 3
    assert site.schedule == "daily"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"lisitngs": []}, "lisitngs: is not a known key; correct its spelling or remove it"),
        ({"start": {"listing": ["/"]}}, "start.listing: is not a known key"),
        ({"title": None}, "title: Input should be a valid string"),
        ({"advert_url": "("}, "advert_url: '(' is not a regular expression"),
        ({"next_page": "a[["}, "next_page: 'a[[' is not a CSS selector"),
        ({"selectors": {"title": "h1::text", "text": "]"}}, "selectors.text: ']' is not a CSS selector"),
        ({"counts": {"min": 5, "max": 1}}, "counts: min is larger than max"),
        ({"start": {}}, "start: give at least one address"),
        ({"base": "board.example"}, "base: 'board.example' is not a web address"),
        ({"delay": -1}, "delay: Input should be greater than or equal to 0"),
        ({"expected": ["salary"]}, "expected.0: Input should be"),
        ({"demo": True}, "demo: a demo board stands on this machine"),
    ],
)
def test_each_mistake_is_one_sentence_with_file_and_key(tmp_path: Path, change: dict[str, Any], sentence: str) -> None:
    path = written(tmp_path, GOOD | change)

    with pytest.raises(WrongSiteFile) as caught:
        read_site_file(path)

    assert str(caught.value).startswith(f"{path}: ")
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_key_is_named(tmp_path: Path) -> None:
    path = written(tmp_path, {key: value for key, value in GOOD.items() if key != "counts"})

    with pytest.raises(WrongSiteFile, match="counts: is missing; add it"):
        read_site_file(path)


@pytest.mark.parametrize("content", ["a: [", "- a\n- b", "", "\x00", "a: !!python/object:os.system {}"])
def test_what_is_not_a_site_file_is_one_sentence(tmp_path: Path, content: str) -> None:
    with pytest.raises(WrongSiteFile) as caught:
        read_site_file(written(tmp_path, content))

    assert "\n" not in str(caught.value)


def test_an_unknown_site_is_told_the_known_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, GOOD)
    monkeypatch.setenv("SOITIN_SITES", str(tmp_path))
    settings.cache_clear()

    assert site_names() == ["board"]
    for name in ("boared", "../board", ""):
        with pytest.raises(WrongSiteFile, match="known sites: board"):
            load_site(name)
    settings.cache_clear()


def test_every_site_of_the_project_is_right() -> None:
    assert [load_site(name).name for name in site_names()] == site_names()


def test_the_user_agent_names_a_contact(tmp_path: Path) -> None:
    site = read_site_file(written(tmp_path, GOOD | {"contact": "to@inspect.example"}))

    assert site.user_agent == "SoiTin/0.1 (+to@inspect.example)"
