"""Whatever the bytes: the readers give a result or one of the documented errors."""

from __future__ import annotations

import io
import json
import re
import tempfile
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, assume, example, given, settings
from hypothesis import strategies as st

import sermdata
from sermdata.csvio import canonical, format_rows, parse
from sermdata.descriptor import DESCRIPTOR, Descriptor, Zip, check_path
from sermdata.frames import dtypes, read_columns, read_frame
from sermdata.spec import contract, to_table_schema
from sermdata.validation import chemistry, clinical, keys, provenance, statistics, validate
from sermdata.validation.catalogue import RULES
from sermdata.validation.dataset import Dataset
from sermdata.validation.gates import run_pandera
from sermdata.validation.report import Report
from sermdata.validation.text import order_finding, read_table

from .conftest import small_package, write_package


def examples(count: int) -> settings:
    """Settings of one property: always the same examples, so that a failure is no matter of luck."""
    return settings(
        max_examples=count,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
    )


# --- strategies

TABLES = ("tissues", "trial_results", "side_effects", "indications", "trial_arms")
WORDS = (
    *("name", "path", "resources", "schema", "fields", "type", "title", "description", "group", "example"),
    *("constraints", "categories", "primaryKey", "foreignKeys", "reference", "resource", "uniqueKeys", "value"),
    *("dialect", "rows", "bytes", "hash", "profile", "profiles", "$schema", "$ref", "encoding", "format", "scheme"),
    *("data/trials.csv", "schemas/trials.json", "trials", "trial_id", "string", "integer", "list", "a" * 300, "."),
)
ANY_TEXT = st.text(st.characters(codec=None, categories=None), max_size=8)
JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([-1, 2**63, 10**400])
    | st.floats()
    | st.sampled_from(WORDS)
    | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(WORDS) | ANY_TEXT, inner, max_size=4),
    max_leaves=12,
)
CELLS = st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=8) | st.sampled_from(
    ["", '"', '""', ",", "\n", "\r", "\r\n", " ", "a\rb", "\ufeff", "\x85", "\u2028"]
)
FIGURES = st.sampled_from(
    ["0", "-0", "0e999", "1e999", "-1e999", "1e-999", "0e99999999999", "9" * 18, "9" * 19, "9" * 400, "0.0", "1e5"]
)
SPANS = st.sampled_from(
    [
        *(b"", b'"', b",", b"\n", b"\r", b"\r\n", b"\n\n", b"\0", b"\xff", b"\xef\xbb\xbf", b"\xc2\x85", b";", b"\t"),
        *(b" ", b"NA", b"=1", b"1e999", b"0e999", b"9" * 30, b"true", b"-"),
    ]
) | st.binary(max_size=6)


@st.composite
def spoilt(draw: st.DrawFn, data: bytes) -> bytes:
    """``data`` with up to four stretches replaced."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.sampled_from([0, 0, 1, 1, 2, 4, 8, 40])))
        data = data[:start] + draw(SPANS) + data[end:]
    return data


def nodes(value: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The places of all values inside a JSON value."""
    yield place
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in inside:
        yield from nodes(part, (*place, key))


@st.composite
def changed(draw: st.DrawFn, original: str, places: tuple[tuple[Any, ...], ...]) -> Any:
    """The JSON value of ``original`` with one or two nodes replaced, removed or given a new member."""
    value = json.loads(original)
    for _ in range(draw(st.integers(1, 2))):
        place = draw(st.sampled_from(places))
        if not place:
            continue
        holder = value
        for key in place[:-1]:
            if not isinstance(holder, dict | list) or (isinstance(holder, dict) and key not in holder):
                break
            if isinstance(holder, list) and not (isinstance(key, int) and key < len(holder)):
                break
            holder = holder[key]
        last = place[-1]
        if isinstance(holder, dict) and isinstance(last, str):
            how = draw(st.sampled_from(["replace", "replace", "remove", "add"]))
            if how == "remove":
                holder.pop(last, None)
            else:
                holder[last if how == "replace" else draw(st.sampled_from(WORDS))] = draw(JSON_VALUES)
        elif isinstance(holder, list) and isinstance(last, int) and last < len(holder):
            holder[last] = draw(JSON_VALUES)
    return value


@cache
def table_bytes(table: str) -> bytes:
    spec = contract()[table]
    cells = [[row.get(column, "") for column in spec.names] for row in small_package()[table]]
    return canonical(spec.names, cells, spec.key).encode()


@cache
def schema_text(table: str) -> str:
    return json.dumps(to_table_schema(contract()[table]))


@cache
def descriptor_text() -> str:
    with tempfile.TemporaryDirectory() as folder:
        return (write_package(Path(folder), small_package()) / DESCRIPTOR).read_text(encoding="utf-8")


def places_in(text: str) -> tuple[tuple[Any, ...], ...]:
    return tuple(nodes(json.loads(text)))


class Memory:
    """The files of a package, held in memory."""

    location = "memory"

    def __init__(self, contents: dict[str, bytes]) -> None:
        self.contents = contents

    def read(self, name: str) -> bytes:
        if name not in self.contents:
            raise sermdata.PackageError(f"no file {name!r}")
        return self.contents[name]

    def names(self) -> list[str]:
        return sorted(self.contents)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small package in a folder that all examples of a property share."""
    return write_package(tmp_path_factory.mktemp("small"), small_package())


# --- csvio


@given(st.lists(st.lists(CELLS, max_size=4), max_size=6))
@example([["a\rb", "c"]])
@example([[""], [], ["x"]])
@examples(300)
def test_rows_survive_writing_and_reading(rows: list[list[str]]) -> None:
    assert [row.cells for row in parse(format_rows(rows))] == rows


@given(st.data(), st.integers(1, 4))
@examples(150)
def test_the_canonical_form_is_its_own_canonical_form(data: st.DataObject, width: int) -> None:
    header = [f"c{n}" for n in range(width)]
    rows = data.draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=6))
    key = data.draw(st.lists(st.sampled_from(header), unique=True))
    text = canonical(header, rows, key)
    first, *others = [row.cells for row in parse(text)]
    assert first == header
    assert canonical(header, others, key) == text
    assert sorted(others) == sorted(rows)


# --- the text of a table


def assert_findings_have_places(data: bytes, table: str) -> None:
    result = read_table(data, "t.csv", contract()[table])
    found = [*result.findings, *([one] if (one := order_finding(result, data)) else [])]
    lines = len(re.split(rb"\r\n|\r|\n", data))
    for one in found:
        assert one.rule in RULES
        assert one.line is None or 1 <= one.line <= lines + 1
        assert one.as_text()
    assert result.table is not None or found


@given(st.binary(max_size=200), st.sampled_from(TABLES))
@examples(200)
def test_any_bytes_give_findings_with_places(data: bytes, table: str) -> None:
    assert_findings_have_places(data, table)


@given(st.data(), st.sampled_from(TABLES))
@examples(400)
def test_a_spoilt_table_gives_findings_with_places(data: st.DataObject, table: str) -> None:
    assert_findings_have_places(data.draw(spoilt(table_bytes(table))), table)


# --- frames


def assert_frame_or_data_error(data: bytes, table: str) -> None:
    spec = contract()[table]
    try:
        columns = read_columns(data, "t.csv", spec)
    except sermdata.DataError as error:
        assert error.line is None or 1 <= error.line <= len(re.split(rb"\r\n|\r|\n", data)) + 1
        with pytest.raises(sermdata.DataError):
            read_frame(data, "t.csv", spec)
        return
    frame = read_frame(data, "t.csv", spec)
    assert list(frame.columns) == list(columns) == list(spec.names)
    assert frame.dtypes.to_dict() == dtypes(spec)
    assert {len(cells) for cells in columns.values()} == {len(frame)}


@given(st.binary(max_size=200), st.sampled_from(TABLES))
@examples(100)
def test_any_bytes_give_a_frame_or_a_data_error(data: bytes, table: str) -> None:
    assert_frame_or_data_error(data, table)


@given(st.data(), st.sampled_from(TABLES))
@examples(250)
def test_a_spoilt_table_gives_a_frame_or_a_data_error(data: st.DataObject, table: str) -> None:
    assert_frame_or_data_error(data.draw(spoilt(table_bytes(table))), table)


# --- one cell, the gates and the loader


def with_cell(table: str, row: int, column: str, cell: str) -> bytes:
    spec = contract()[table]
    rows = [dict(cells) for cells in small_package()[table]]
    rows[row % len(rows)][column] = cell
    return canonical(spec.names, [[cells.get(name, "") for name in spec.names] for cells in rows], spec.key).encode()


@st.composite
def cell_changes(draw: st.DrawFn) -> tuple[str, int, str, str]:
    table = draw(st.sampled_from(TABLES))
    spec = contract()[table]
    figures = [column.name for column in spec.columns if column.type in ("number", "integer")]
    only_figures = draw(st.booleans())
    column = draw(st.sampled_from(figures if only_figures and figures else list(spec.names)))
    return table, draw(st.integers(0, 3)), column, draw(FIGURES | CELLS)


@given(cell_changes())
@example(("trial_results", 0, "estimate", "1e999"))
@example(("trials", 0, "n_randomized", "9" * 19))
@examples(100)
def test_the_loader_reads_what_the_gates_pass(change: tuple[str, int, str, str]) -> None:
    table, data = contract()[change[0]], with_cell(*change)
    result = read_table(data, table.path, table)
    if result.findings or result.table is None or run_pandera(result.table):
        return
    read_columns(data, table.path, table)


@given(st.lists(cell_changes(), min_size=1, max_size=3))
@example([("trial_results", 1, "estimate", "0e999"), ("trial_results", 1, "ci_high", "1e999")])
@example([("side_effects", 0, "percent", "0e999")])
@examples(120)
def test_no_cell_breaks_a_rule(changes: list[tuple[str, int, str, str]]) -> None:
    specs = contract()
    contents = {name: table_bytes(name) for name in specs if name != "codes"}
    contents |= {change[0]: with_cell(*change) for change in changes}
    texts = {name: read_table(data, specs[name].path, specs[name]) for name, data in contents.items()}
    dataset = Dataset({name: text.table for name, text in texts.items() if text.table is not None}, specs)
    for module in (keys, provenance, clinical, statistics, chemistry):
        assert all(one.rule in RULES for one in module.check(dataset))


# --- descriptor and schemas


def use_descriptor(raw: object) -> None:
    """Open, list and look up everything; PackageError is the one way out."""
    contents = {f"schemas/{name}.json": schema_text(name).encode() for name in TABLES}
    contents[DESCRIPTOR] = json.dumps(raw).encode()
    package = sermdata.Package(Memory(contents))
    try:
        descriptor = package.descriptor
    except sermdata.PackageError:
        return
    assert isinstance(package.version, str)
    for resource in descriptor:
        try:
            package.spec(resource.name)
        except sermdata.PackageError:
            continue
    try:
        package.tables()
    except sermdata.PackageError:
        return


@given(JSON_VALUES | st.fixed_dictionaries({"resources": st.lists(JSON_VALUES, max_size=3)}))
@examples(300)
def test_any_json_is_a_descriptor_or_a_package_error(raw: object) -> None:
    use_descriptor(raw)


@given(st.data())
@examples(150)
def test_a_changed_descriptor_works_or_is_a_package_error(data: st.DataObject) -> None:
    use_descriptor(data.draw(changed(descriptor_text(), places_in(descriptor_text()))))


@pytest.mark.parametrize(("key", "value"), [("rows", 2**63), ("rows", True), ("title", "\ud800"), ("title", ["x"])])
def test_a_table_list_is_not_broken_by_odd_entries(key: str, value: object) -> None:
    raw = json.loads(descriptor_text())
    raw["resources"] = [r for r in raw["resources"] if r["name"] in TABLES]
    raw["resources"][0][key] = value
    use_descriptor(raw)


@given(st.binary(max_size=60) | spoilt(b'{"resources": [{"name": "t", "path": "t.csv", "schema": "t.json"}]}'))
@examples(200)
def test_any_bytes_are_a_descriptor_or_a_package_error(data: bytes) -> None:
    try:
        Descriptor(Memory({DESCRIPTOR: data}))
    except sermdata.PackageError:
        return


def use_schema(table: str, schema: object) -> None:
    """A changed schema is refused, or data can be read by it or are refused."""
    raw = {"resources": [{"name": table, "path": "t.csv", "schema": "s.json"}]}
    contents = {
        DESCRIPTOR: json.dumps(raw).encode(),
        "s.json": json.dumps(schema).encode(),
        "t.csv": table_bytes(table),
    }
    package = sermdata.Package(Memory(contents))
    try:
        spec = package.spec(table)
    except sermdata.PackageError:
        return
    try:
        frame = package.load(table)
    except sermdata.DataError:
        return
    assert list(frame.columns) == list(spec.names)


@given(JSON_VALUES, st.sampled_from(TABLES))
@examples(100)
def test_any_json_is_a_schema_or_a_package_error(schema: object, table: str) -> None:
    use_schema(table, schema)


@given(st.data(), st.sampled_from(TABLES))
@examples(400)
def test_a_changed_schema_works_or_is_an_error(data: st.DataObject, table: str) -> None:
    use_schema(table, data.draw(changed(schema_text(table), places_in(schema_text(table)))))


@pytest.mark.parametrize(
    ("key", "value"),
    [("name", 1), ("fields", []), ("primaryKey", ["nowhere"]), ("primaryKey", []), ("description", None)],
)
def test_a_schema_of_another_form_is_refused(key: str, value: object) -> None:
    schema = json.loads(schema_text("tissues")) | {key: value}
    contents = {DESCRIPTOR: b'{"resources": [{"name": "t", "path": "t.csv", "schema": "s.json"}]}'}
    package = sermdata.Package(Memory({**contents, "s.json": json.dumps(schema).encode()}))
    with pytest.raises(sermdata.PackageError, match="not of the form"):
        package.spec("t")


@pytest.mark.parametrize("code", ["doubled", "\ud800", 1])
def test_odd_codes_of_a_schema_are_refused(code: object) -> None:
    schema = json.loads(schema_text("trial_arms"))
    field = next(field for field in schema["fields"] if "categories" in field)
    field["categories"] += [{"value": code, "label": "", "description": ""}] * 2
    use_schema("trial_arms", schema)


# --- paths

FRAGMENTS = st.sampled_from(["..", ".", "/", "//", "\\", "~", ":", "\0", "a", "data", "é", "\ud800", "x" * 300, "..."])
PATHS = st.lists(FRAGMENTS, max_size=6).map("".join) | st.lists(FRAGMENTS, max_size=5).map("/".join) | ANY_TEXT


@given(PATHS)
@examples(400)
def test_an_accepted_path_stays_inside(folder: Path, name: str) -> None:
    try:
        check_path(name, "here")
    except sermdata.PackageError:
        return
    root = folder.resolve()
    try:
        place = (folder / name).resolve()
    except OSError:  # longer than the system takes: no place at all
        return
    assert place.is_relative_to(root)
    assert place != root


@given(PATHS)
@example("x" * 300)
@example("a/" * 3000)
@example("\ud800")
@example("datapackage.json/x")
@example(".")
@examples(200)
def test_reading_any_path_is_bytes_or_a_package_error(folder: Path, name: str) -> None:
    files = sermdata.open_package(folder).descriptor.files
    try:
        assert isinstance(files.read(name), bytes)
    except sermdata.PackageError:
        return


# --- zip


@cache
def zip_bytes(method: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name in (DESCRIPTOR, "data/trials.csv", "data/é.csv"):
            archive.writestr(zipfile.ZipInfo(name), b'{"resources": []}' * 3, compress_type=method)
    return buffer.getvalue()


def tree(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def use_zip(data: bytes, place: Path) -> None:
    """Open and unpack; PackageError is the one way out, and no file appears."""
    path = place / "inner" / "package.zip"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    before = tree(place)
    try:
        files = Zip(path)
        for name in files.names():
            try:
                assert isinstance(files.read(name), bytes)
            except sermdata.PackageError:
                continue
    except sermdata.PackageError:
        pass
    assert tree(place) == before


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("zips")


@given(st.binary(max_size=200))
@examples(100)
def test_any_bytes_are_a_zip_or_a_package_error(place: Path, data: bytes) -> None:
    use_zip(data, place)


@given(st.data(), st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA]))
@examples(400)
def test_a_spoilt_zip_works_or_is_a_package_error(place: Path, data: st.DataObject, method: int) -> None:
    whole = bytearray(zip_bytes(method))
    for at in data.draw(st.lists(st.integers(0, len(whole) - 1), min_size=1, max_size=4)):
        whole[at] = data.draw(st.sampled_from([0, 1, 0x7F, 0x80, 0xFE, 0xFF]) | st.integers(0, 255))
    use_zip(bytes(whole), place)


def test_a_member_whose_two_names_differ_is_a_package_error(place: Path) -> None:
    whole = zip_bytes(zipfile.ZIP_STORED)
    use_zip(whole.replace("data/é.csv".encode(), b"data/\xff\xff.csv", 1), place)


@given(st.lists(PATHS, min_size=1, max_size=3, unique=True))
@example(["."])
@example(["data", "data/trials.csv"])
@example(["x" * 300])
@examples(100)
def test_validating_a_zip_of_any_names_writes_nothing(place: Path, names: list[str]) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(DESCRIPTOR, "{}")
        for name in dict.fromkeys(names):
            assume(name.isprintable() and name != DESCRIPTOR)
            archive.writestr(zipfile.ZipInfo(name), "x")
    target = place / "names.zip"
    target.write_bytes(buffer.getvalue())
    with pytest.MonkeyPatch.context() as patch:
        (place / "temporary").mkdir(exist_ok=True)
        patch.setattr(tempfile, "tempdir", str(place / "temporary"))
        before = tree(place)
        with pytest.raises(sermdata.PackageError):
            validate(target)
        assert tree(place) == before


# --- the whole validation


def assert_report_or_package_error(folder: Path, **contents: str) -> None:
    """Validate with files replaced, and put them back."""
    before = {name: (folder / name).read_bytes() for name in contents}
    try:
        for name, text in contents.items():
            (folder / name).write_text(text, encoding="utf-8")
        report = validate(folder)
    except sermdata.PackageError:
        return
    finally:
        for name, data in before.items():
            (folder / name).write_bytes(data)
    assert isinstance(report, Report)
    json.dumps(report.as_dict())


@given(st.data())
@settings(examples(8), phases=[Phase.explicit, Phase.generate])  # each costs a second or more: no shrinking
def test_validating_a_changed_descriptor_gives_a_report_or_a_package_error(folder: Path, data: st.DataObject) -> None:
    raw = data.draw(changed(descriptor_text(), places_in(descriptor_text())))
    assert_report_or_package_error(folder, **{DESCRIPTOR: json.dumps(raw)})


@pytest.mark.parametrize("keys", [None, [None], [{"fields": "trial_id", "reference": None}]])
def test_validating_a_changed_schema_gives_a_report(folder: Path, keys: object) -> None:
    schema = json.loads(schema_text("trial_arms")) | {"foreignKeys": keys}
    assert_report_or_package_error(folder, **{"schemas/trial_arms.json": json.dumps(schema)})


@pytest.mark.parametrize("key", ["profile", "profiles"])
@pytest.mark.parametrize("whole", [True, False], ids=["package", "resource"])
def test_a_profile_from_elsewhere_is_refused(folder: Path, key: str, whole: bool) -> None:
    raw = json.loads(descriptor_text())
    url = "http://127.0.0.1:9/profile.json"
    (raw if whole else raw["resources"][0])[key] = url if key == "profile" else [url]
    text = (folder / DESCRIPTOR).read_text(encoding="utf-8")
    try:
        (folder / DESCRIPTOR).write_text(json.dumps(raw), encoding="utf-8")
        with pytest.raises(sermdata.PackageError, match="profile"):
            validate(folder)
    finally:
        (folder / DESCRIPTOR).write_text(text, encoding="utf-8")
