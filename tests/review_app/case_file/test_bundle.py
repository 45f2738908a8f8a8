"""Bundles: the same bytes each time, and not one of them can be changed unseen."""

import stat
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from review_app.bundle_commands import bundle_app
from review_app.case_file.bundle import MANIFEST, SIGNATURE, archive, make_bundle
from review_app.case_file.check_bundle import NotABundle, check_bundle

KEY, OTHER = b"k" * 32, b"o" * 32
FILES = {"phieu-chuyen-tin-7.docx": b"van ban", "captures.warc.gz": b"\x1f\x8bban chup", "content.json": b"{}"}
WHOLE = make_bundle(FILES, {"referral": 7}, KEY)


def check(folder: Path, content: bytes, key: bytes | None = KEY) -> list[str]:
    path = folder / "b.zip"
    path.write_bytes(content)
    return list(check_bundle(path, key).faults)


def unpacked(content: bytes, folder: Path) -> dict[str, bytes]:
    path = folder / "u.zip"
    path.write_bytes(content)
    with ZipFile(path) as packed:
        return {entry.filename: packed.read(entry) for entry in packed.infolist()}


def test_the_same_content_gives_the_same_bytes() -> None:
    assert make_bundle(dict(reversed(FILES.items())), {"referral": 7}, KEY) == WHOLE


def test_a_whole_bundle_is_whole_with_and_without_the_key(tmp_path: Path) -> None:
    path = tmp_path / "b.zip"
    path.write_bytes(WHOLE)

    ours, none, other = check_bundle(path, KEY), check_bundle(path, None), check_bundle(path, OTHER)

    assert (ours.faults, none.faults, other.faults) == ((), (), ())
    assert ours.signed == "signed with the key of this office"
    assert "not checked: there is no key here" in none.signed
    assert "not checked: the key here is" in other.signed
    assert ours.about == {"referral": 7}


def test_an_unsigned_bundle_says_so(tmp_path: Path) -> None:
    path = tmp_path / "b.zip"
    path.write_bytes(make_bundle(FILES, {}, None))

    assert check_bundle(path, KEY).faults == ()
    assert "not signed" in check_bundle(path, KEY).signed


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, len(WHOLE) - 1), change=st.integers(1, 255), has_key=st.booleans())
def test_a_change_of_any_byte_is_found(tmp_path: Path, place: int, change: int, *, has_key: bool) -> None:
    changed = bytearray(WHOLE)
    changed[place] ^= change

    try:
        faults = check(tmp_path, bytes(changed), KEY if has_key else None)
    except NotABundle:
        return
    assert faults != []


@pytest.mark.parametrize("change", [1, 128, 255])
def test_not_one_byte_of_a_bundle_can_be_changed_unseen(tmp_path: Path, change: int) -> None:
    unseen = []
    for place in range(len(WHOLE)):
        changed = bytearray(WHOLE)
        changed[place] ^= change
        try:
            if not check(tmp_path, bytes(changed), None):
                unseen.append(place)
        except NotABundle:
            continue

    assert unseen == []


@pytest.mark.parametrize("name", FILES)
def test_a_changed_file_is_named(tmp_path: Path, name: str) -> None:
    content = bytearray(WHOLE)
    start = WHOLE.index(FILES[name])
    content[start] ^= 1

    assert check(tmp_path, bytes(content)) == [f"{name} is damaged: its SHA-256 is not the one in the manifest"]


def test_bytes_before_behind_and_cut_off_are_found(tmp_path: Path) -> None:
    for content in (b"x" + WHOLE, WHOLE + b"x"):
        try:
            assert check(tmp_path, content) != []
        except NotABundle:
            continue
    with pytest.raises(NotABundle):
        check(tmp_path, WHOLE[:-1])


def test_missing_added_and_exchanged_files_are_named(tmp_path: Path) -> None:
    parts = unpacked(WHOLE, tmp_path)
    without = {name: content for name, content in parts.items() if name != "content.json"}
    unsigned = {name: content for name, content in parts.items() if name != SIGNATURE}
    forged = unpacked(make_bundle(FILES | {"content.json": b"[]"}, {"referral": 7}, OTHER), tmp_path)

    assert check(tmp_path, archive(without)) == ["content.json is missing"]
    assert check(tmp_path, archive(parts | {"them.exe": b"MZ"})) == [
        "'them.exe' is not in the manifest: it was added later"
    ]
    assert check(tmp_path, archive(unsigned)) == [f"{SIGNATURE} is missing: the manifest says that it was signed"]
    assert check(tmp_path, archive(forged | {SIGNATURE: parts[SIGNATURE]})) == [
        f"{SIGNATURE} is not that of this manifest: one of them was exchanged"
    ]


@pytest.mark.parametrize(
    "name",
    ["../../etc/cron.d/x", "/etc/passwd", "a/b.txt", "C:\\x.txt", "..", "x\u202etxt.exe", "content.json/", "a\x00.txt"],
)
def test_a_name_that_leads_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    faults = check(tmp_path, _packed({**unpacked(WHOLE, tmp_path), name: b"x"}))

    assert any("no plain file name" in fault for fault in faults)


def test_links_doubles_compressed_and_bombs_are_refused_before_they_are_read(tmp_path: Path) -> None:
    parts = unpacked(WHOLE, tmp_path)
    link = ZipInfo("link.txt")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    doubles = tmp_path / "d.zip"
    with ZipFile(doubles, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
        packed.writestr(link, "/etc/passwd")
        with pytest.warns(UserWarning, match="Duplicate name"):
            packed.writestr("content.json", b"[]")
    many = {f"f{number}.txt": b"" for number in range(200)}

    faults = check_bundle(doubles, KEY).faults
    bomb = check(tmp_path, _packed(parts | {"bomb.txt": b"0" * 5_000_000}, ZIP_DEFLATED))
    crowd = check(tmp_path, _packed(parts | many))

    assert any("link.txt" in fault and "a link" in fault for fault in faults)
    assert any("content.json" in fault and "2 times" in fault for fault in faults)
    assert any("claim to be larger" in fault for fault in bomb)
    assert any("compressed" in fault for fault in bomb)
    assert any("files, at most" in fault for fault in crowd)


@pytest.mark.parametrize("name", ["../x.txt", MANIFEST, SIGNATURE, "a b.txt", ""])
def test_a_bundle_is_not_made_with_such_names(name: str) -> None:
    with pytest.raises(ValueError, match="cannot be a file of a bundle"):
        make_bundle({name: b""}, {}, None)


@pytest.mark.parametrize("content", [b"", b"khong phai zip", archive({"a.txt": b"x"}), b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_bundle_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(content)

    answer = CliRunner().invoke(bundle_app, ["verify", str(path)])

    assert answer.exit_code == 2
    assert "Traceback" not in answer.output


def test_a_bundle_of_another_format_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("review_app.case_file.bundle.FORMAT", 99)
    path = tmp_path / "b.zip"
    path.write_bytes(make_bundle(FILES, {}, None))

    with pytest.raises(NotABundle, match="format 99"):
        check_bundle(path, None)


def test_the_command_tells_by_its_exit_code(tmp_path: Path) -> None:
    good, bad, key = tmp_path / "g.zip", tmp_path / "b.zip", tmp_path / "audit.key"
    good.write_bytes(WHOLE)
    bad.write_bytes(WHOLE.replace(b"van ban", b"VAN BAN"))
    key.write_text(KEY.hex())
    key.chmod(0o600)
    run = CliRunner().invoke

    whole = run(bundle_app, ["verify", str(good), "--key", str(key)])
    damaged = run(bundle_app, ["verify", str(bad)])
    absent = run(bundle_app, ["verify", str(tmp_path / "none.zip")])
    keyless = run(bundle_app, ["verify", str(good), "--key", str(tmp_path / "none.key")])

    assert (whole.exit_code, damaged.exit_code, absent.exit_code, keyless.exit_code) == (0, 1, 2, 2)
    assert whole.output.startswith("Gói hồ sơ còn nguyên vẹn: 5 tệp, đề xuất chuyển tin 7.")
    assert damaged.output.startswith("Gói hồ sơ KHÔNG còn nguyên vẹn: 1 chỗ sai.")
    assert "the bundle is whole: 5 files, referral 7" in whole.output
    assert "signed with the key of this office" in whole.output
    assert "phieu-chuyen-tin-7.docx is damaged" in damaged.output


def _packed(files: dict[str, bytes], method: int = ZIP_STORED) -> bytes:
    from io import BytesIO  # noqa: PLC0415

    buffer = BytesIO()
    with ZipFile(buffer, "w", method) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return buffer.getvalue()
