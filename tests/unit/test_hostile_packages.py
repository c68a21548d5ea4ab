"""Packages that are broken or mean harm: one clear error each, nothing read outside, nothing written."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import sermdata
from sermdata.validation import validate


def rewrite(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    path = folder / "datapackage.json"
    raw = json.loads(path.read_text(encoding="utf-8"))
    change(raw)
    path.write_text(json.dumps(raw), encoding="utf-8")


def point(path: object) -> Callable[[Path], object]:
    return lambda folder: rewrite(folder, lambda raw: raw["resources"][0].update(path=path))


def symlink(folder: Path) -> None:
    outside = folder.parent / "outside.csv"
    outside.write_text("secret\n", encoding="utf-8")
    path = folder / "data/vocabularies/compounds.csv"
    path.unlink()
    path.symlink_to(outside)


SPOILS: dict[str, tuple[Callable[[Path], object], str]] = {
    "not JSON": (lambda f: (f / "datapackage.json").write_text("{"), "datapackage.json is not JSON"),
    "not an object": (lambda f: (f / "datapackage.json").write_text("[]"), "not a JSON object"),
    "not UTF-8": (lambda f: (f / "datapackage.json").write_bytes(b'{"a": "\xff"}'), "not UTF-8"),
    "deeply nested": (lambda f: (f / "datapackage.json").write_text("[" * 200_000), "JSON"),
    "no resources": (lambda f: rewrite(f, lambda raw: raw.pop("resources")), "lists no resources"),
    "resource without name": (
        lambda f: rewrite(f, lambda raw: raw["resources"][0].pop("name")),
        "not an object with a name",
    ),
    "resource twice": (lambda f: rewrite(f, lambda raw: raw["resources"].append(raw["resources"][0])), "twice"),
    "absolute path": (point("/etc/passwd"), "points outside the package"),
    "parent path": (point("../outside.csv"), "points outside the package"),
    "hidden parent path": (point("data/../../outside.csv"), "points outside the package"),
    "backslashes": (point("..\\outside.csv"), "points outside the package"),
    "drive letter": (point("C:/outside.csv"), "points outside the package"),
    "home": (point("~/outside.csv"), "points outside the package"),
    "URL": (point("http://127.0.0.1:9/compounds.csv"), "is a URL"),
    "several paths": (point(["a.csv", "b.csv"]), "not text"),
    "no path": (lambda f: rewrite(f, lambda raw: raw["resources"][0].pop("path")), "missing or is not text"),
    "schema from a URL": (
        lambda f: rewrite(f, lambda raw: raw["resources"][0].update(schema="https://127.0.0.1/s.json")),
        "is a URL",
    ),
    "dialect from a URL": (
        lambda f: rewrite(f, lambda raw: raw["resources"][0].update(dialect="https://127.0.0.1/d.json")),
        "dialect",
    ),
    "dialect from a file": (
        lambda f: rewrite(f, lambda raw: raw["resources"][0].update(dialect="../d.json")),
        "dialect",
    ),
    "more paths": (lambda f: rewrite(f, lambda raw: raw["resources"][0].update(extrapaths=["../x.csv"])), "extrapaths"),
    "symbolic link out": (symlink, "symbolic link out of the package"),
}


@pytest.mark.parametrize("fault", SPOILS)
def test_a_bad_folder_is_refused(fault: str, small: Path) -> None:
    spoil, message = SPOILS[fault]
    spoil(small)
    before = sorted(small.parent.iterdir())
    with pytest.raises(sermdata.PackageError, match=message):
        sermdata.open_package(small).load("compounds")
    with pytest.raises(sermdata.PackageError, match=message):
        validate(small)
    assert sorted(small.parent.iterdir()) == before


def test_a_schema_that_is_not_ours_is_a_package_error(small: Path) -> None:
    (small / "schemas/trials.json").write_text('{"fields": [1]}', encoding="utf-8")
    with pytest.raises(sermdata.PackageError, match="the schema of trials is not of the form"):
        sermdata.open_package(small).load("trials")


@pytest.mark.parametrize("name", ["nowhere", "nowhere.zip"])
def test_a_missing_package_is_a_package_error(name: str, tmp_path: Path) -> None:
    with pytest.raises(sermdata.PackageError, match="no such file or folder"):
        sermdata.open_package(tmp_path / name)


def test_a_url_is_not_fetched() -> None:
    with pytest.raises(sermdata.PackageError, match="a URL"):
        sermdata.open_package("https://127.0.0.1/sermdata.zip")


def pack(target: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return target


def whole(small: Path) -> dict[str, bytes]:
    return {p.relative_to(small).as_posix(): p.read_bytes() for p in small.rglob("*") if p.is_file()}


def link_member(target: Path) -> Path:
    with zipfile.ZipFile(target, "w") as archive:
        member = zipfile.ZipInfo("datapackage.json")
        member.external_attr = 0o120777 << 16
        archive.writestr(member, "/etc/passwd")
    return target


ZIPS: dict[str, tuple[Callable[[Path, Path], object], str]] = {
    "not a zip": (lambda small, z: z.write_bytes(b"not a zip"), "not a readable zip"),
    "empty file": (lambda small, z: z.write_bytes(b""), "not a readable zip"),
    "no descriptor": (lambda small, z: pack(z, {"a.txt": b""}), "no file 'datapackage.json'"),
    "member outside": (lambda small, z: pack(z, {"../evil.csv": b"x"}), "points outside"),
    "absolute member": (lambda small, z: pack(z, {"/evil.csv": b"x"}), "points outside"),
    "symbolic link": (lambda small, z: link_member(z), "symbolic link"),
    "too many members": (lambda small, z: pack(z, {f"m{n}": b"" for n in range(2001)}), "2001 members"),
}


@pytest.mark.parametrize("fault", ZIPS)
def test_a_bad_zip_is_refused(fault: str, small: Path, tmp_path: Path) -> None:
    make, message = ZIPS[fault]
    target = tmp_path / "bad.zip"
    make(small, target)
    before = sorted(tmp_path.iterdir())
    for use in (sermdata.open_package, validate):
        with pytest.raises(sermdata.PackageError, match=message):
            use(target)
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("share", [0.3, 0.9, 0.999])
def test_a_truncated_zip_is_refused(share: float, small: Path, tmp_path: Path) -> None:
    target = pack(tmp_path / "cut.zip", whole(small))
    data = target.read_bytes()
    target.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(sermdata.PackageError, match="may be truncated"):
        sermdata.open_package(target)


def test_a_damaged_member_is_refused(small: Path, tmp_path: Path) -> None:
    target = pack(tmp_path / "bad.zip", whole(small))
    data = bytearray(target.read_bytes())
    place = data.index(b"trials.csv") + len(b"trials.csv") + 5
    data[place : place + 20] = b"\x00" * 20
    target.write_bytes(data)
    with pytest.raises(sermdata.PackageError, match="cannot be unpacked"):
        sermdata.open_package(target).load("trials")


def test_a_zip_bomb_costs_an_error_and_not_memory(small: Path, tmp_path: Path) -> None:
    target = tmp_path / "bomb.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in whole(small).items():
            if name != "data/trials.csv":
                archive.writestr(name, data)
        with archive.open("data/trials.csv", "w", force_zip64=True) as stream:
            for _ in range(257):
                stream.write(b"0" * 1024 * 1024)
    assert target.stat().st_size < 2_000_000
    with pytest.raises(sermdata.PackageError, match="larger than"):
        sermdata.open_package(target).load("trials")


def test_validate_reads_a_zip(small: Path, tmp_path: Path) -> None:
    report = validate(pack(tmp_path / "good.zip", whole(small)))
    assert report.valid
    assert report.location.endswith("good.zip")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"title": None}, "the title is missing"),
        ({"version": 1}, "the version is missing or is not text"),
        ({"contributors": None}, "contributors is not a list of objects"),
        ({"contributors": "somebody"}, "contributors is not a list of objects"),
        ({"contributors": ["somebody"]}, "contributors is not a list of objects"),
        ({"contributors": [{"path": "x"}]}, "a contributor: the title is missing"),
    ],
)
@pytest.mark.parametrize("style", ["text", "bibtex", "csl"])
def test_a_descriptor_that_lacks_what_is_cited(style: str, change: dict[str, Any], message: str, small: Path) -> None:
    rewrite(small, lambda raw: raw.update(change))
    with pytest.raises(sermdata.PackageError, match=f"datapackage.json: {message}"):
        sermdata.open_package(small).cite(style)


def test_a_path_that_the_system_refuses_is_an_error_with_the_path() -> None:
    with pytest.raises(sermdata.PackageError, match="aaa: cannot be read"):
        sermdata.open_package("a" * 5000)


def test_what_macos_adds_to_a_zip_is_passed_over(small: Path, tmp_path: Path) -> None:
    members = {f"small/{name}": data for name, data in whole(small).items()}
    members["__MACOSX/small/._datapackage.json"] = b"x"
    assert validate(pack(tmp_path / "mac.zip", members)).valid
