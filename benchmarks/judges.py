"""Put the package before judges from outside, and print what each was asked, what it said, and what it can see.

Run by hand: ``python benchmarks/judges.py --profiles DIR [--bin DIR]... [--node-modules DIR] [PACKAGE]``.

``DIR`` of ``--profiles`` holds the Data Package 2.0 profiles (``datapackage.json``, ``tableschema.json``: the folder
``public/profiles/2.0`` of github.com/frictionlessdata/datapackage); ``--bin`` holds commands of judges that live in
environments of their own (``csvwvalidate`` of the PyPI project csvw, ``goodtables``); ``--node-modules`` the npm
packages ``datapackage`` and ``tableschema``. A judge that is not there is reported as absent, never as content.

Each judge then sees copies of the package with one planted fault each: a judge that finds nothing proves nothing.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import importlib.metadata
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sermdata import Package, open_package
from sermdata.csvio import format_rows, parse
from sermdata.descriptor import bundled_root
from sermdata.spec import ColumnSpec, TableSpec, from_table_schema

Complaints = list[str]


class Absent(Exception):
    """The judge is not installed."""


@dataclass(frozen=True)
class Judge:
    """Someone else's program: what it is asked, and how; no complaints means content."""

    name: str
    asked: str
    version: Callable[[], str]
    complaints: Callable[[Path], Complaints]


@dataclass(frozen=True)
class Tools:
    """Where the judges outside this environment are."""

    profiles: Path | None
    bins: tuple[Path, ...]
    node_modules: Path | None

    def command(self, name: str) -> str:
        """The path of a command."""
        found = shutil.which(name, path=os.pathsep.join([*map(str, self.bins), os.environ.get("PATH", "")]))
        if found is None:
            raise Absent(f"no command {name}")
        return found


def library(module: str) -> Any:
    """A module of a library that is no dependency of sermdata."""
    return importlib.import_module(module)


def specs_of(root: Path) -> dict[str, TableSpec]:
    """The tables as the Table Schemas of the package at ``root`` describe them."""
    resources = json.loads((root / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    return {r["name"]: from_table_schema(json.loads((root / r["schema"]).read_text("utf-8"))) for r in resources}


def rows_of(root: Path) -> dict[str, int]:
    """The row counts of the descriptor."""
    resources = json.loads((root / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    return {r["name"]: r["rows"] for r in resources}


def installed(project: str) -> str:
    """The version of an installed Python project."""
    try:
        return importlib.metadata.version(project)
    except importlib.metadata.PackageNotFoundError:
        raise Absent(f"{project} is not installed") from None


# --- (a) JSON profiles, (b) Frictionless


def by_profiles(tools: Tools) -> Judge:
    """The Data Package 2.0 profiles, with jsonschema."""

    def version() -> str:
        if tools.profiles is None:
            raise Absent("no --profiles given")
        return f"profiles 2.0, jsonschema {installed('jsonschema')}"

    def complaints(root: Path) -> Complaints:
        jsonschema = library("jsonschema")
        assert tools.profiles is not None
        found = []
        files = [(root / "datapackage.json", "datapackage")]
        files += [(path, "tableschema") for path in sorted((root / "schemas").glob("*.json"))]
        for path, profile in files:
            schema = json.loads((tools.profiles / f"{profile}.json").read_text(encoding="utf-8"))
            validator = jsonschema.Draft7Validator(schema)
            document = json.loads(path.read_text(encoding="utf-8"))
            found += [f"{path.name}: {error.json_path}: {error.message}" for error in validator.iter_errors(document)]
        return found

    return Judge("Data Package profiles", "datapackage.json and every Table Schema", version, complaints)


def by_dplib() -> Judge:
    """The typed models of Data Package 2 in dplib."""

    def complaints(root: Path) -> Complaints:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            models = library("dplib.models")
        try:
            models.Package.from_path(str(root / "datapackage.json"))
            for path in sorted((root / "schemas").glob("*.json")):
                models.Schema.from_path(str(path))
        except Exception as error:
            return [f"{type(error).__name__}: {error}"]
        return []

    return Judge("dplib", "datapackage.json and every Table Schema", lambda: installed("dplib-py"), complaints)


def by_frictionless() -> Judge:
    """The command of Frictionless."""

    def complaints(root: Path) -> Complaints:
        command = [sys.executable, "-m", "frictionless", "validate", "datapackage.json", "--json"]
        result = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
        report = json.loads(result.stdout)
        found = [f"{error['type']}: {error['note']}" for error in report["errors"]]
        found += [f"{task['name']}: {e['type']}: {e['note']}" for task in report["tasks"] for e in task["errors"]]
        return found

    return Judge("frictionless", "`validate datapackage.json`", lambda: installed("frictionless"), complaints)


# --- (c) readers of data


def quoted(name: str) -> str:
    """A name in SQL."""
    return '"' + name.replace('"', '""') + '"'


def text(value: str) -> str:
    """A text in SQL."""
    return "'" + value.replace("'", "''") + "'"


def cell_rule(column: ColumnSpec, name: str) -> str | None:
    """The SQL condition that a cell must meet beyond its type, if there is one."""
    rules = []
    if column.pattern:
        value = f"list_bool_and([regexp_matches(x, {text(column.pattern)}) for x in string_split({name}, ';')])"
        rules.append(value if column.type == "list" else f"regexp_matches({name}, {text(column.pattern)})")
    if column.minimum is not None:
        rules.append(f"{name} >= {column.minimum}")
    if column.maximum is not None:
        rules.append(f"{name} <= {column.maximum}")
    return " AND ".join(rules) or None


def by_duckdb() -> Judge:
    """DuckDB: types by its CSV reader, everything else by SQL."""
    types = {"string": "VARCHAR", "list": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN"}

    def complaints(root: Path) -> Complaints:
        duckdb = library("duckdb")
        found: Complaints = []
        specs, rows = specs_of(root), rows_of(root)
        connection = duckdb.connect()

        def count(query: str) -> int:
            row = connection.execute(query).fetchone()
            return int(row[0]) if row else 0

        def ask(what: str, query: str) -> None:
            number = count(query)
            if number:
                found.append(f"{what}: {number}")

        for spec in specs.values():
            columns = {c.name: types[c.type] for c in spec.columns}
            for column in spec.columns:
                if column.codes:
                    columns[column.name] = f"{spec.name}__{column.name}"
                    values = ", ".join(map(text, column.values))
                    connection.execute(f"CREATE TYPE {quoted(columns[column.name])} AS ENUM ({values})")
            names = ", ".join(f"{text(name)}: {text(kind)}" for name, kind in columns.items())
            try:
                connection.execute(
                    f"CREATE TABLE {quoted(spec.name)} AS FROM read_csv({text(str(root / spec.path))}, header = true, "
                    f"auto_detect = false, delim = ',', quote = '\"', escape = '\"', nullstr = '', "
                    f"columns = {{{names}}})"
                )
            except duckdb.Error as error:
                found.append(f"{spec.name}: {str(error).splitlines()[0]}")
                continue
            found += compare(root, spec, connection.table(spec.name).fetchall())
            table = quoted(spec.name)
            if count(f"SELECT count(*) FROM {table}") != rows[spec.name]:
                found.append(f"{spec.name}: not {rows[spec.name]} rows")
            for column in spec.columns:
                name = quoted(column.name)
                if column.required:
                    ask(f"{spec.name}.{column.name} empty", f"SELECT count(*) FROM {table} WHERE {name} IS NULL")
                rule = cell_rule(column, name)
                if rule:
                    ask(
                        f"{spec.name}.{column.name} against its rule",
                        f"SELECT count(*) FROM {table} WHERE NOT ({rule})",
                    )
            for key in filter(None, (spec.key, spec.natural_key)):
                names = ", ".join(map(quoted, key))
                ask(f"{spec.name} ({names}) twice", f"SELECT count(*) - count(DISTINCT ({names})) FROM {table}")
        for spec in specs.values():
            for reference in spec.foreign_keys:
                pairs = list(zip(reference.columns, reference.target, strict=True))
                on = " AND ".join(f"a.{quoted(a)} = b.{quoted(b)}" for a, b in pairs)
                given = " AND ".join(f"a.{quoted(a)} IS NOT NULL" for a, _ in pairs)
                try:
                    ask(
                        f"{spec.name} ({', '.join(reference.columns)}) leads nowhere",
                        f"SELECT count(*) FROM {quoted(spec.name)} a ANTI JOIN {quoted(reference.table)} b ON {on} "
                        f"WHERE {given}",
                    )
                except duckdb.CatalogException:
                    continue  # a table that could not be read is a complaint already
        return found

    asked = "types, code lists, required, patterns, bounds, keys, references, row counts, values"
    return Judge("DuckDB", asked, lambda: installed("duckdb"), complaints)


def compare(root: Path, spec: TableSpec, read: Iterable[Iterable[Any]]) -> Complaints:
    """Whether the rows that another reader read are those that sermdata reads, value by value."""
    ours: list[tuple[Any, ...]] = []
    try:
        frame = package_at(root).load(spec.name, codes="string")
    except Exception:
        return []  # a fault that the other reader passed over is not what is compared
    columns = [frame[name].astype(object).where(frame[name].notna(), None).tolist() for name in spec.names]
    ours = list(zip(*columns, strict=True))
    return [] if ours == [tuple(row) for row in read] else [f"{spec.name}: other values than sermdata reads"]


def package_at(root: Path) -> Package:
    """The package at ``root``."""
    return open_package(root)


def by_polars() -> Judge:
    """Polars with a schema."""

    def complaints(root: Path) -> Complaints:
        pl = library("polars")
        found: Complaints = []
        types: dict[str, Any] = {"integer": pl.Int64, "number": pl.Float64, "boolean": pl.Boolean}
        rows = rows_of(root)
        for spec in specs_of(root).values():
            schema = {
                c.name: pl.Enum(list(c.values)) if c.codes else types.get(c.type, pl.String) for c in spec.columns
            }
            try:
                frame = pl.read_csv(root / spec.path, schema=schema, encoding="utf8")
            except pl.exceptions.PolarsError as error:
                found.append(f"{spec.name}: {str(error).splitlines()[0]}")
                continue
            found += frame_complaints(spec, frame.height, rows, {c: frame[c].null_count() for c in frame.columns})
            found += compare(root, spec, frame.iter_rows())
        return found

    return Judge("Polars", "types, code lists, required, row counts, values", lambda: installed("polars"), complaints)


def by_pyarrow() -> Judge:
    """The CSV reader of Arrow with column types."""

    def complaints(root: Path) -> Complaints:
        import pyarrow as pa
        import pyarrow.compute as pc
        from pyarrow import csv

        found: Complaints = []
        types = {"integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_()}
        rows = rows_of(root)
        for spec in specs_of(root).values():
            options = csv.ConvertOptions(
                column_types={c.name: types.get(c.type, pa.string()) for c in spec.columns},
                null_values=[""],
                true_values=["true"],
                false_values=["false"],
                strings_can_be_null=True,
            )
            try:
                table = csv.read_csv(root / spec.path, convert_options=options)
            except pa.ArrowInvalid as error:
                found.append(f"{spec.name}: {str(error).splitlines()[0]}")
                continue
            found += frame_complaints(spec, table.num_rows, rows, {n: table[n].null_count for n in table.column_names})
            for column in spec.columns:
                if column.codes:
                    known = pc.is_in(table[column.name].drop_null(), value_set=pa.array(column.values, pa.string()))
                    if not pc.all(known, min_count=0).as_py():
                        found.append(f"{spec.name}.{column.name}: unknown code")
            found += compare(root, spec, zip(*(table[n].to_pylist() for n in spec.names), strict=True))
        return found

    return Judge("pyarrow", "types, code lists, required, row counts, values", lambda: installed("pyarrow"), complaints)


def frame_complaints(spec: TableSpec, height: int, rows: dict[str, int], nulls: dict[str, int]) -> Complaints:
    """Row count and required cells of a frame."""
    found = [] if height == rows[spec.name] else [f"{spec.name}: {height} rows, the descriptor has {rows[spec.name]}"]
    return found + [f"{spec.name}.{c.name}: empty" for c in spec.columns if c.required and nulls[c.name]]


# --- (d) validators of other standards and of version 1


def csvw_metadata(specs: dict[str, TableSpec]) -> dict[str, Any]:
    """The tables as CSV on the Web describes them."""

    def datatype(column: ColumnSpec) -> dict[str, Any]:
        if column.codes:
            return {"base": "string", "format": "|".join(map(re.escape, column.values))}
        kind: dict[str, Any] = {"base": {"list": "string"}.get(column.type, column.type)}
        if column.type == "boolean":
            kind["format"] = "true|false"
        elif column.pattern:
            kind["format"] = column.pattern.removeprefix("^").removesuffix("$")
        bounds = {"minimum": column.minimum, "maximum": column.maximum}
        return {**kind, **{name: float(bound) for name, bound in bounds.items() if bound is not None}}

    def table(spec: TableSpec) -> dict[str, Any]:
        columns = [
            {
                "name": c.name,
                "titles": c.name,
                "datatype": datatype(c),
                "required": c.required,
                **({"separator": ";"} if c.type == "list" else {}),
            }
            for c in spec.columns
        ]
        keys = [
            {
                "columnReference": list(k.columns),
                "reference": {"resource": specs[k.table].path, "columnReference": list(k.target)},
            }
            for k in spec.foreign_keys
        ]
        return {
            "url": spec.path,
            "tableSchema": {"columns": columns, "primaryKey": list(spec.key), "foreignKeys": keys},
        }

    return {"@context": "http://www.w3.org/ns/csvw", "tables": [table(spec) for spec in specs.values()]}


def by_csvw(tools: Tools) -> Judge:
    """The validator of the CSV on the Web library csvw, on metadata derived from the Table Schemas."""

    def version() -> str:
        python = Path(tools.command("csvwvalidate")).parent / "python"
        program = "import importlib.metadata as m; print(m.version('csvw'))"
        return subprocess.run([python, "-c", program], capture_output=True, text=True, check=True).stdout.strip()

    def complaints(root: Path) -> Complaints:
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(root / "data", Path(folder) / "data")
            metadata = Path(folder) / "metadata.json"
            metadata.write_text(json.dumps(csvw_metadata(specs_of(root))), encoding="utf-8")
            command = [tools.command("csvwvalidate"), "--lax", "--verbose", str(metadata)]
            result = subprocess.run(command, capture_output=True, text=True, check=False)
        lines = [line.replace(folder, "") for line in (result.stdout + result.stderr).splitlines() if line.strip()]
        return [] if result.returncode == 0 else lines or [f"exit code {result.returncode}"]

    asked = "`csvwvalidate --lax` on CSVW metadata derived from the schemas"
    return Judge("csvw", asked, version, complaints)


def as_version_1(root: Path, target: Path, *, composite: bool = True) -> None:
    """A copy of the package in words of Data Package 1: lists are text, the properties of version 2 are gone.

    Without ``composite``, references of several columns are left out.
    """
    shutil.copytree(root / "data", target / "data")
    descriptor = json.loads((root / "datapackage.json").read_text(encoding="utf-8"))
    descriptor = {"profile": "tabular-data-package", **{k: v for k, v in descriptor.items() if k != "$schema"}}
    descriptor["contributors"] = [{"title": c["title"]} for c in descriptor["contributors"]]
    resources = []
    for resource in descriptor["resources"]:
        schema = json.loads((root / resource["schema"]).read_text(encoding="utf-8"))
        fields = []
        for field in schema["fields"]:
            field = {k: v for k, v in field.items() if not k.startswith("categories")}
            fields.append({**field, "type": "string"} if field["type"] == "list" else field)
        schema = {k: v for k, v in {**schema, "fields": fields}.items() if k != "$schema"}
        if not composite:
            single = [key for key in schema.pop("foreignKeys", []) if len(key["fields"]) == 1]
            schema |= {"foreignKeys": single} if single else {}
        kept = {k: v for k, v in resource.items() if k in ("name", "title", "path", "format", "mediatype", "encoding")}
        resources.append({**kept, "profile": "tabular-data-resource", "schema": schema})
    descriptor["resources"] = resources
    (target / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")


def by_goodtables(tools: Tools) -> Judge:
    """goodtables of PyPI, the validator before Frictionless, on tableschema and datapackage of PyPI."""

    def version() -> str:
        command = [tools.command("goodtables"), "--version"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()[-1]

    def complaints(root: Path) -> Complaints:
        with tempfile.TemporaryDirectory() as folder:
            as_version_1(root, Path(folder))
            command = [tools.command("goodtables"), "validate", "datapackage.json", "--json", "--row-limit", "1000000"]
            command += ["--table-limit", "1000", "--error-limit", "1000"]
            found: Complaints = []
            for checks in ([], ["--checks", "foreign-key"]):  # references are looked up only when asked for alone
                result = subprocess.run([*command, *checks], cwd=folder, capture_output=True, text=True, check=False)
                if not result.stdout.startswith("{"):
                    found.append(f"exit code {result.returncode}: {result.stderr.strip().splitlines()[-1:]}")
                    continue
                report = json.loads(result.stdout)
                found += [f"warning: {warning}" for warning in report["warnings"]]
                found += [
                    f"{table.get('resource-name')}: {error['code']}: {error['message']}"
                    for table in report["tables"]
                    for error in table["errors"]
                ]
        return list(dict.fromkeys(found))

    return Judge("goodtables (PyPI)", "the package put into version 1", version, complaints)


NODE = """
const {Package} = require('datapackage');
(async () => {
  const root = process.argv[2];
  const found = [];
  const pack = await Package.load(root + '/datapackage.json', {basePath: root});
  if (!pack.valid) found.push(...pack.errors.map(String));
  for (const resource of pack.resources) {
    try {
      await resource.read({relations: true});
    } catch (error) {
      const parts = error.errors && error.errors.length ? error.errors : [error];
      found.push(...parts.map((part) => resource.name + ': ' + String(part)));
    }
  }
  console.log(JSON.stringify(found));
})().catch((error) => { console.error(String(error)); process.exit(3); });
"""


def by_node(tools: Tools) -> Judge:
    """datapackage of npm, on tableschema of npm.

    It puts the row found in the place of the cell that refers to it, so that a second reference over the same column
    never matches: references of several columns are not put to it.
    """

    def version() -> str:
        if tools.node_modules is None or not (tools.node_modules / "datapackage").is_dir():
            raise Absent("no datapackage in --node-modules")
        tools.command("node")
        packages = ("datapackage", "tableschema")
        found = [json.loads((tools.node_modules / p / "package.json").read_text("utf-8"))["version"] for p in packages]
        return f"{found[0]}, tableschema {found[1]}"

    def complaints(root: Path) -> Complaints:
        with tempfile.TemporaryDirectory() as folder:
            as_version_1(root, Path(folder) / "package", composite=False)
            script = Path(folder) / "judge.js"
            script.write_text(NODE, encoding="utf-8")
            command = [tools.command("node"), str(script), str(Path(folder) / "package")]
            env = {**os.environ, "NODE_PATH": str(tools.node_modules)}
            result = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
        if result.returncode:
            return [f"exit code {result.returncode}: {result.stderr.strip()}"]
        found: Complaints = json.loads(result.stdout.splitlines()[-1])
        return found

    return Judge(
        "datapackage (npm)",
        "the package put into version 1, without references of several columns",
        version,
        complaints,
    )


# --- planted faults


def change(table: str, column: str, value: str) -> Callable[[Path], None]:
    """Write a value into the first row that has one in the column."""

    def plant(root: Path) -> None:
        spec = specs_of(root)[table]
        place = spec.names.index(column)
        rows = [row.cells for row in parse((root / spec.path).read_text(encoding="utf-8"))]
        next(cells for cells in rows[1:] if cells[place])[place] = value
        (root / spec.path).write_text(format_rows(rows), encoding="utf-8")

    return plant


def same_key(root: Path) -> None:
    """Give the second row of results the id of the first."""
    rows = [row.cells for row in parse((root / "data/trial_results.csv").read_text(encoding="utf-8"))]
    rows[2][0] = rows[1][0]
    (root / "data/trial_results.csv").write_text(format_rows(rows), encoding="utf-8")


def lost_cell(root: Path) -> None:
    """Take the last cell off the first row of results."""
    rows = [row.cells for row in parse((root / "data/trial_results.csv").read_text(encoding="utf-8"))]
    rows[1].pop()
    (root / "data/trial_results.csv").write_text(format_rows(rows), encoding="utf-8")


def schema_word(root: Path) -> None:
    """Give a column a type that does not exist."""
    path = root / "schemas/trials.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    schema["fields"][0]["constraints"]["required"] = "yes"
    path.write_text(json.dumps(schema), encoding="utf-8")


FAULTS: dict[str, Callable[[Path], None]] = {
    "type": change("trial_results", "events", "many"),
    "required": change("trial_results", "locator", ""),
    "code": change("trial_results", "measure", "guess"),
    "pattern": change("trial_results", "result_id", "result one"),
    "bound": change("trial_results", "p_value", "1.5"),
    "key": same_key,
    "reference": change("trial_results", "source_id", "nobody1900"),
    "row length": lost_cell,
    "schema": schema_word,
}


def planted(root: Path, fault: Callable[[Path], None], target: Path) -> Path:
    """A copy of the package with one fault, and a descriptor that knows its size and hash."""
    for part in ("data", "schemas"):
        shutil.copytree(root / part, target / part)
    shutil.copy(root / "datapackage.json", target)
    fault(target)
    path = target / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    for resource in descriptor["resources"]:
        data = (target / resource["path"]).read_bytes()
        resource.update(bytes=len(data), hash=f"sha256:{hashlib.sha256(data).hexdigest()}")
    path.write_text(json.dumps(descriptor), encoding="utf-8")
    return target


# --- the tables


def plain(message: str) -> str:
    """A message for a cell of a Markdown table."""
    return re.sub(r"\s+", " ", message).replace("|", "\\|")[:160]


def main(root: Path, tools: Tools) -> None:
    """Print the table of verdicts and the table of planted faults, in Markdown."""
    judges = [by_profiles(tools), by_dplib(), by_frictionless(), by_duckdb(), by_polars(), by_pyarrow()]
    judges += [by_csvw(tools), by_goodtables(tools), by_node(tools)]
    baseline: dict[str, Complaints] = {}
    print("| judge | version | asked | verdict | seconds |\n|---|---|---|---|---|")
    for judge in judges:
        start = time.perf_counter()
        try:
            version = judge.version()
            complaints = baseline[judge.name] = judge.complaints(root)
            verdict = "content" if not complaints else f"{len(complaints)} complaints"
        except Absent as absent:
            version, verdict = "", f"absent: {absent}"
        print(f"| {judge.name} | {version} | {judge.asked} | {verdict} | {time.perf_counter() - start:.1f} |")
    for name, complaints in baseline.items():
        if complaints:
            print(f"\n{name}, {len(complaints)} complaints, the first ten:\n")
            print("\n".join(f"- {plain(complaint)}" for complaint in complaints[:10]))
    print(f"\n| planted fault | {' | '.join(baseline)} |\n|---|{'---|' * len(baseline)}")
    for fault, plant in FAULTS.items():
        cells = []
        with tempfile.TemporaryDirectory() as folder:
            copy = planted(root, plant, Path(folder) / "package")
            for judge in judges:
                if judge.name in baseline:
                    try:
                        cells.append("seen" if set(judge.complaints(copy)) - set(baseline[judge.name]) else "-")
                    except Exception as error:
                        cells.append(f"ended with {type(error).__name__}")
        print(f"| {fault} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Put the package before judges from outside.")
    parser.add_argument("package", nargs="?", type=Path, default=bundled_root(), help="folder of a package")
    parser.add_argument("--profiles", type=Path, help="folder with the Data Package 2.0 profiles")
    parser.add_argument("--bin", type=Path, action="append", default=[], help="folder with commands of judges")
    parser.add_argument("--node-modules", type=Path, help="node_modules with datapackage and tableschema")
    given = parser.parse_args()
    main(given.package, Tools(given.profiles, tuple(given.bin), given.node_modules))
