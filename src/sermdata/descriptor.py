"""Find a package and read its files: the data in the wheel, a folder, or a release zip.

Nothing is followed out of the package: no absolute path, no ``..``, no URL, no
symbolic link that leaves the folder. Sizes are bounded, so that a hostile zip
costs an error and not the machine's memory.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Any, NamedTuple, Protocol

from .errors import PackageError, known_name

DESCRIPTOR = "datapackage.json"
MAX_FILE_BYTES = 256 * 1024 * 1024
MAX_ZIP_BYTES = 1024 * 1024 * 1024
MAX_ZIP_MEMBERS = 2_000
FORM: dict[str, Any] = {
    "scheme": "file",
    "format": "csv",
    "mediatype": "text/csv",
    "encoding": "utf-8",
    "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True},
}
"""How every table is written: the same properties for each resource."""
PROFILES = (None, "data-package", "tabular-data-package", "data-resource", "tabular-data-resource")
"""Values of the property ``profile`` that name no file and no URL."""


class Files(Protocol):
    """The files of one package."""

    location: str

    def read(self, name: str) -> bytes:
        """The bytes of the file at the package-relative path ``name``."""
        ...

    def names(self) -> list[str]:
        """Paths of all files of the package, sorted."""
        ...


def check_path(name: object, where: str) -> str:
    """``name`` if it is a plain path inside a package, else :class:`PackageError`."""
    if not isinstance(name, str) or not name:
        raise PackageError(f"{where}: a file path is missing or is not text: {name!r}.")
    if "://" in name:
        raise PackageError(f"{where}: the path {name!r} is a URL; only files inside the package are read.")
    parts = PurePosixPath(name).parts
    if name.startswith(("/", "\\", "~")) or "\\" in name or ":" in name or ".." in parts or "\0" in name:
        raise PackageError(f"{where}: the path {name!r} points outside the package; only files inside it are read.")
    if any(0xD800 <= ord(letter) <= 0xDFFF for letter in name):
        raise PackageError(f"{where}: the path {name!r} is not Unicode text.")
    if not parts:
        raise PackageError(f"{where}: the path {name!r} names no file.")
    return name


class Folder:
    """A package in a folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.location = str(root)

    def path(self, name: str) -> Path:
        """The file's place on disk. Raises PackageError if a symbolic link leads out of the folder."""
        check_path(name, self.location)
        path = self.root / name
        try:
            inside = not path.exists() or path.resolve().is_relative_to(self.root.resolve())
        except (OSError, RuntimeError) as error:
            raise PackageError(f"{self.location}: {name!r} cannot be read ({error}).") from None
        if not inside:
            raise PackageError(f"{self.location}: {name!r} is a symbolic link out of the package; it is not followed.")
        return path

    def read(self, name: str) -> bytes:
        """The bytes of a file. Raises PackageError."""
        path = self.path(name)
        try:
            if path.exists() and not path.is_file():
                raise PackageError(f"{path}: not a file.")
            if path.stat().st_size > MAX_FILE_BYTES:
                raise PackageError(f"{path}: larger than {MAX_FILE_BYTES} bytes; not read.")
            return path.read_bytes()
        except FileNotFoundError:
            raise PackageError(f"{self.location}: no file {name!r} in the package.") from None
        except OSError as error:
            raise PackageError(f"{path}: cannot be read ({error.strerror}).") from None

    def names(self) -> list[str]:
        """Paths of all files, those in hidden folders left out."""
        found = []
        for folder, subfolders, files in os.walk(self.root):
            subfolders[:] = sorted(s for s in subfolders if not s.startswith("."))
            relative = Path(folder).relative_to(self.root)
            found += [(relative / f).as_posix() for f in files]
        return sorted(found)


class Zip:
    """A package in a zip file, at its root or in its one top folder; what macOS adds in ``__MACOSX`` is passed over."""

    def __init__(self, path: Path) -> None:
        import zipfile

        self.location = str(path)
        self._archive_path = path
        try:
            with zipfile.ZipFile(path) as archive:
                members = archive.infolist()
        except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
            raise PackageError(f"{path}: not a readable zip file ({error}); it may be truncated.") from None
        except OSError as error:
            raise PackageError(f"{path}: cannot be read ({error.strerror or error}).") from None
        if len(members) > MAX_ZIP_MEMBERS:
            raise PackageError(f"{path}: {len(members)} members, more than a package has ({MAX_ZIP_MEMBERS}).")
        if sum(m.file_size for m in members) > MAX_ZIP_BYTES:
            raise PackageError(f"{path}: unpacks to more than {MAX_ZIP_BYTES} bytes; not read.")
        self._members: dict[str, zipfile.ZipInfo] = {}
        for member in members:
            check_path(member.filename, self.location)
            if (member.external_attr >> 16) & 0o170000 == 0o120000:
                raise PackageError(f"{path}: {member.filename!r} is a symbolic link; it is not followed.")
            if member.filename in self._members:
                raise PackageError(f"{path}: {member.filename!r} occurs twice.")
            if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise PackageError(f"{path}: {member.filename!r} is packed by a method other than deflate.")
            if not member.is_dir() and PurePosixPath(member.filename).parts[0] != "__MACOSX":
                self._members[member.filename] = member
        tops = {PurePosixPath(name).parts[0] for name in self._members}
        self._prefix = ""
        top = f"{min(tops, default='')}/"
        if DESCRIPTOR not in self._members and len(tops) == 1 and top + DESCRIPTOR in self._members:
            self._prefix = top

    def read(self, name: str) -> bytes:
        """The bytes of a member. Raises PackageError."""
        import zipfile
        import zlib

        check_path(name, self.location)
        member = self._members.get(self._prefix + name)
        if member is None:
            raise PackageError(f"{self.location}: no file {name!r} in the package.")
        if member.file_size > MAX_FILE_BYTES:
            raise PackageError(f"{self.location}: {name!r} is larger than {MAX_FILE_BYTES} bytes; not read.")
        try:
            with zipfile.ZipFile(self._archive_path) as archive, archive.open(member) as stream:
                return _read_bounded(stream, member.file_size, f"{self.location}: {name!r}")
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, OSError) as error:
            raise PackageError(f"{self.location}: {name!r} cannot be unpacked ({error}).") from None

    def names(self) -> list[str]:
        """Paths of all members."""
        return sorted(n.removeprefix(self._prefix) for n in self._members)


def _read_bounded(stream: IO[bytes], size: int, what: str) -> bytes:
    data = stream.read(size + 1)
    if len(data) > size:
        raise PackageError(f"{what}: more than {size} bytes; not read.")
    return data


class Resource(NamedTuple):
    """One table as the descriptor lists it; ``schema`` is a path or the schema itself."""

    name: str
    title: str
    path: str
    schema: str | dict[str, Any]
    rows: int | None
    bytes: int | None
    hash: str | None


class Descriptor:
    """The parsed ``datapackage.json`` of a package."""

    def __init__(self, files: Files) -> None:
        self.files = files
        self.raw = read_json(files, DESCRIPTOR)
        _refuse_profile(self.raw, f"{files.location}: {DESCRIPTOR}")
        resources = self.raw.get("resources")
        if not isinstance(resources, list) or not resources:
            raise PackageError(f"{files.location}: {DESCRIPTOR} lists no resources.")
        self.resources: dict[str, Resource] = {}
        for entry in resources:
            resource = self._resource(entry)
            if resource.name in self.resources:
                raise PackageError(f"{files.location}: {DESCRIPTOR} lists the resource {resource.name!r} twice.")
            self.resources[resource.name] = resource

    def _resource(self, entry: object) -> Resource:
        where = f"{self.files.location}: {DESCRIPTOR}"
        if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
            raise PackageError(f"{where}: a resource is not an object with a name.")
        name = entry["name"]
        schema = entry.get("schema")
        if not isinstance(schema, dict):
            schema = check_path(schema, f"{where}: schema of {name!r}")

        def whole(key: str) -> int | None:
            value = entry.get(key)
            return value if type(value) is int and 0 <= value < 2**63 else None

        if not isinstance(entry.get("dialect", {}), dict):
            raise PackageError(f"{where}: the dialect of {name!r} must stand in the descriptor itself.")
        _refuse_profile(entry, f"{where}: resource {name!r}")
        if "extrapaths" in entry:
            raise PackageError(f"{where}: resource {name!r} has extrapaths; a table is one file.")
        digest = entry.get("hash")
        return Resource(
            name=name,
            title=str(entry.get("title", name)),
            path=check_path(entry.get("path"), f"{where}: resource {name!r}"),
            schema=schema,
            rows=whole("rows"),
            bytes=whole("bytes"),
            hash=digest if isinstance(digest, str) else None,
        )

    @property
    def version(self) -> str:
        """Version of the data."""
        return str(self.raw.get("version", "unknown"))

    def resource(self, table: str) -> Resource:
        """The resource of a table. Raises :class:`UnknownNameError` with close names."""
        return self.resources[known_name("table", table, self.resources)]

    def table_schema(self, table: str) -> dict[str, Any]:
        """The Table Schema of a table, freshly parsed."""
        schema = self.resource(table).schema
        return json.loads(json.dumps(schema)) if isinstance(schema, dict) else read_json(self.files, schema)

    def __iter__(self) -> Iterator[Resource]:
        return iter(self.resources.values())


def _refuse_profile(entry: dict[str, Any], where: str) -> None:
    if "profiles" in entry or entry.get("profile") not in PROFILES:
        raise PackageError(f"{where} names a profile of its own; it is not followed.")


def read_json(files: Files, name: str) -> dict[str, Any]:
    """A JSON object from a file of the package."""
    data = files.read(name)
    try:
        value = json.loads(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise PackageError(f"{files.location}: {name} is not UTF-8 (byte {error.start}).") from None
    except json.JSONDecodeError as error:
        raise PackageError(
            f"{files.location}: {name} is not JSON: {error.msg} at line {error.lineno}, column {error.colno}."
        ) from None
    except (RecursionError, ValueError):
        raise PackageError(f"{files.location}: {name} is not usable JSON.") from None
    if not isinstance(value, dict):
        raise PackageError(f"{files.location}: {name} is not a JSON object.")
    if rb"\ud" in data.lower():  # the escape of a surrogate, alone or one of a pair
        try:
            json.dumps(value, ensure_ascii=False).encode("utf-8")
        except UnicodeEncodeError:
            raise PackageError(f"{files.location}: {name} holds half of a character (a lone surrogate).") from None
    return value


def open_files(path: str | os.PathLike[str]) -> Files:
    """The files of the package at ``path``: a folder, its ``datapackage.json``, or a zip."""
    place = Path(_no_url(path))
    try:
        there, folder = place.exists(), place.is_dir()
    except OSError as error:
        raise PackageError(f"{place}: cannot be read ({error.strerror}).") from None
    if not there:
        raise PackageError(f"{place}: no such file or folder.")
    if folder:
        return Folder(place)
    if place.name == DESCRIPTOR:
        return Folder(place.parent)
    if place.suffix.lower() == ".json":
        raise PackageError(f"{place}: the descriptor of a package must be named {DESCRIPTOR}.")
    return Zip(place)


def is_package(path: Path) -> bool:
    """Whether :func:`open_files` is to judge the path: not a file that can only be a table of one's own."""
    import zipfile

    try:
        if not path.exists() or path.is_dir() or path.suffix.lower() in (".json", ".zip"):
            return True
        return path.is_file() and zipfile.is_zipfile(path)
    except OSError:
        return True


def read_file(path: str | os.PathLike[str]) -> bytes:
    """The bytes of a file that a user names, which may be a link or a pipe. Raises PackageError."""
    text = _no_url(path)
    try:
        with open(text, "rb") as stream:
            return _read_bounded(stream, MAX_FILE_BYTES, text)
    except FileNotFoundError:
        raise PackageError(f"{text}: no file of that name.") from None
    except (OSError, ValueError) as error:
        raise PackageError(f"{text}: cannot be read ({getattr(error, 'strerror', None) or error}).") from None


def _no_url(path: str | os.PathLike[str]) -> str:
    text = os.fspath(path)
    scheme = re.match("([A-Za-z][A-Za-z0-9+.-]+):/+", text)  # a Path has one slash of the two
    if scheme:
        raise PackageError(f"{scheme[1]}://{text[scheme.end() :]}: a URL; download it and give the path of the file.")
    return text


def bundled_root() -> Path:
    """The folder of the data that belongs to this code: inside the wheel, or the checkout's root."""
    here = Path(__file__).parent
    installed = here / "_package"
    return installed if installed.is_dir() else here.parents[1]


def nearest_root() -> Path:
    """The current directory if it holds a package or a checkout of this project, else :func:`bundled_root`.

    What curators run goes by it, so that it looks at the files that they edit
    and not at an installed copy. A descriptor that cannot be read counts: to
    pass over it would hide its fault.
    """
    here = Path.cwd()
    try:
        ours = read_json(Folder(here), DESCRIPTOR).get("name") == "sermdata"
    except PackageError:
        ours = (here / DESCRIPTOR).exists() or (here / "src" / "sermdata").is_dir()
    return here if ours else bundled_root()
