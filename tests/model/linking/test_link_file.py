import gzip
import io
import json
import random
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from model.linking.link_file import FEW, link_file, posted_at
from model.screen_file import UnreadableFile
from soitin import app

JOB = "Cần thợ hàn khung xe đạp điện, làm ca ngày, trả công mỗi tuần, bao cơm trưa, gọi {phone} gặp anh Hải"


def row(name: object, phone: str = "0905112233", **more: Any) -> str:
    return json.dumps({"id": name, "text": JOB.format(phone=phone), "site": "nhom", "posted_at": "2025-03-01", **more})


def run(path: Path) -> list[dict[str, Any]]:
    out = io.StringIO()
    link_file(path, out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_every_row_comes_out_in_order_with_campaign_broker_and_links(tmp_path: Path) -> None:
    path = tmp_path / "adverts.jsonl"
    path.write_text("\n".join([row("b"), row(7, "0866777888"), row("a", title="Thợ hàn")]) + "\n")
    found = run(path)
    assert [line["id"] for line in found] == ["b", 7, "a"]
    assert all(set(line) == {"id", "campaign", "broker", "links"} for line in found)
    assert len({line["campaign"] for line in found}) == 1
    assert found[0]["broker"] == found[2]["broker"] != found[1]["broker"]
    assert [link["to"] for link in found[0]["links"]] == ["a"]
    assert found[0]["links"][0]["probability"] > 0.9
    assert any("0905112233" in reason["sentence"] for reason in found[0]["links"][0]["reasons"])


def test_what_cannot_be_read_comes_out_as_an_error_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "adverts.jsonl"
    bad = [
        b"{",
        b"[1]",
        b'{"text": "x"}',
        b'{"id": "n", "text": 5}',
        b'{"id": "u", "text": "\xff"}',
        b'{"id": {}, "text": ""}',
    ]
    path.write_bytes(b"\n".join([*bad, row("a").encode(), row("a").encode(), b"", row("b").encode()]))
    found = run(path)
    assert [sorted(line) for line in found[:6]] == [["error", "id"]] * 6
    assert found[6]["broker"] == found[8]["broker"]
    assert "twice" in found[7]["error"]
    assert len(found) == 9


def test_a_row_of_one_word_or_none_has_a_campaign_and_a_broker_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "adverts.jsonl"
    path.write_text("\n".join(json.dumps({"id": n, "text": text}) for n, text in enumerate(["", "việc", "x" * 9_000])))
    found = run(path)
    assert len({line["broker"] for line in found}) == 3
    assert len({line["campaign"] for line in found}) == 3


def test_a_compressed_file_of_many_rows_is_read_by_several_processes_to_the_same_groups(tmp_path: Path) -> None:
    rows = [row(n, f"09051{n % 50:02d}{n % 50:02d}3") for n in range(FEW + 50)]
    plain, packed = tmp_path / "plain.jsonl", tmp_path / "packed.jsonl.gz"
    plain.write_text("\n".join(random.Random(3).sample(rows, len(rows))))  # noqa: S311
    packed.write_bytes(gzip.compress("\n".join(rows).encode()))
    first, second = ({line["id"]: line["broker"] for line in run(path)} for path in (plain, packed))
    assert first == second
    assert len(set(first.values())) == 50


def test_a_broken_gzip_file_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "adverts.jsonl.gz"
    path.write_bytes(gzip.compress(row("a").encode())[:-9])
    with pytest.raises(UnreadableFile, match="copy it again"):
        run(path)


def test_the_command_ends_with_one_where_a_row_is_bad_and_two_where_there_is_no_file(tmp_path: Path) -> None:
    path, out = tmp_path / "adverts.jsonl", tmp_path / "groups.jsonl"
    path.write_text(row("a") + "\n{\n")
    assert CliRunner().invoke(app, ["link", str(path), "-o", str(out)]).exit_code == 1
    assert len(out.read_text().splitlines()) == 2
    missing = CliRunner().invoke(app, ["link", str(tmp_path / "none.jsonl"), "-o", str(out)])
    assert missing.exit_code == 2
    assert "no such file" in missing.stderr


@pytest.mark.parametrize("value", [None, 5, "", "hôm qua", "0001-01-01T00:00:00+14:00"])
def test_a_time_that_is_none_is_unknown(value: object) -> None:
    assert posted_at(value) is None


def test_times_are_compared_in_utc() -> None:
    assert posted_at("2025-01-08T06:48:00+07:00") == posted_at("2025-01-07T23:48:00Z")
