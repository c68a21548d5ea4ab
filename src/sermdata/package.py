"""A package opened for use: tables as frames or as records.

Nothing is read before it is asked for; pandas is imported by frames, pydantic
by records, and neither by the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from .descriptor import DESCRIPTOR, Descriptor, Files, Folder, bundled_root
from .errors import DataError, PackageError, known_name
from .frames import CodesAs, read_cells, read_frame
from .spec import TableSpec, from_table_schema

if TYPE_CHECKING:
    import pandas as pd
    from pandera.pandas import DataFrameSchema

    from .models import Record

R = TypeVar("R", bound="Record", covariant=True)


class Table(Generic[R]):
    """One table of a package: ``frame()``, ``records()``, ``get()``."""

    def __init__(self, package: BasePackage, name: str, record: str) -> None:
        self.package = package
        self.name = name
        self._record = record

    def __repr__(self) -> str:
        return f"<sermdata table {self.name}>"

    @property
    def title(self) -> str:
        """Title of the table."""
        return self.package.descriptor.resource(self.name).title

    @property
    def record_class(self) -> type[R]:
        """The pydantic class of the rows. Imports pydantic."""
        found: type[R] = getattr(import_module("sermdata.models"), self._record)
        return found

    def frame(self, *, columns: Sequence[str] | None = None, codes: CodesAs = "category") -> pd.DataFrame:
        """The table as a new DataFrame, one row a finding; see :meth:`BasePackage.load`."""
        data, file = self.package.read(self.name)
        return read_frame(data, file, self.package.spec(self.name), columns=columns, codes=codes)

    def records(self) -> list[R]:
        """The rows as frozen pydantic objects, numbers as Decimal with the digits printed.

        Raises :class:`DataError` if a row is not as the class says.
        """
        return [self._record_of(cells) for cells in self._cells]

    def get(self, row_id: str) -> R:
        """The row of that id; the parts of a composite key are joined by a slash (``more/placebo``).

        Raises :class:`UnknownNameError` with close ids, or with the
        replacement if the id was retired.
        """
        known_name(
            f"row of {self.name}", row_id, self._by_id, remark=lambda: self.package.retirement(self.name, row_id)
        )
        return self._record_of(self._by_id[row_id])

    def __iter__(self) -> Iterator[R]:
        return iter(self.records())

    @cached_property
    def _cells(self) -> list[dict[str, str | None]]:
        data, file = self.package.read(self.name)
        return read_cells(data, file, self.package.spec(self.name))

    @cached_property
    def _by_id(self) -> dict[str, dict[str, str | None]]:
        spec = self.package.spec(self.name)
        return {spec.row_id(cells): cells for cells in self._cells}

    def _record_of(self, cells: dict[str, str | None]) -> R:
        from pydantic import ValidationError

        spec = self.package.spec(self.name)
        values: dict[str, Any] = {
            column.name: tuple(text.split(";")) if column.type == "list" else text
            for column in spec.columns
            if (text := cells[column.name]) is not None
        }
        try:
            return self.record_class.model_validate(values)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            raise DataError(
                f"row {spec.row_id(cells)}: {first['msg']}",
                file=self.package.descriptor.resource(self.name).path,
                column=str(first["loc"][0]) if first["loc"] else None,
                value=str(first["input"]) if first["type"] != "missing" else None,
            ) from None


class BasePackage:
    """What every opened package can do; :class:`sermdata.handles.Package` adds the typed tables."""

    def __init__(self, files: Files | Callable[[], Files]) -> None:
        self._files = files

    @classmethod
    def bundled(cls) -> Any:
        """The package that comes with this code; found when first used."""
        return cls(lambda: Folder(bundled_root()))

    @cached_property
    def descriptor(self) -> Descriptor:
        """The parsed descriptor."""
        return Descriptor(self._files() if callable(self._files) else self._files)

    @property
    def location(self) -> str:
        """Where the package is read from."""
        return self.descriptor.files.location

    @property
    def version(self) -> str:
        """Version of the data."""
        return self.descriptor.version

    def read(self, table: str) -> tuple[bytes, str]:
        """The bytes of a table's CSV, and its path in the package."""
        resource = self.descriptor.resource(table)
        return self.descriptor.files.read(resource.path), resource.path

    def spec(self, table: str) -> TableSpec:
        """What the table is, from its Table Schema."""
        specs: dict[str, TableSpec] = self.__dict__.setdefault("_specs", {})
        if self.descriptor.resource(table).name not in specs:
            schema = self.descriptor.table_schema(table)
            try:
                specs[table] = from_table_schema(schema)
            except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
                raise PackageError(
                    f"{self.location}: the schema of {table} is not of the form sermdata writes ({error!r})."
                ) from None
        return specs[table]

    def tables(self) -> pd.DataFrame:
        """All tables: one row a table, with ``name``, ``group``, ``rows`` and ``title``. Source: the descriptor."""
        import pandas as pd

        return pd.DataFrame(
            {
                "name": pd.array([r.name for r in self.descriptor], dtype="string"),
                "group": pd.array([self.spec(r.name).group for r in self.descriptor], dtype="string"),
                "rows": pd.array([r.rows for r in self.descriptor], dtype="Int64"),
                "title": pd.array([r.title for r in self.descriptor], dtype="string"),
            }
        )

    def load(self, table: str, *, columns: Sequence[str] | None = None, codes: CodesAs = "category") -> pd.DataFrame:
        """A table as a new DataFrame with exact dtypes.

        ``string``, ``Int64``, ``Float64``, ``boolean``, and ordered
        categoricals in code order (``codes="string"`` gives plain text); only
        empty cells are missing. ``columns`` picks columns, in that order; a
        single name gives a frame of one. Every call gives a fresh copy.

        Raises :class:`UnknownNameError` for an unknown table or column and
        :class:`DataError` for a file that is not as its schema says.
        """
        data, file = self.read(table)
        return read_frame(data, file, self.spec(table), columns=columns, codes=codes)

    def schema(self, table: str) -> DataFrameSchema:
        """The Pandera schema of a frame of this table, for your own pipeline. Needs the extra ``validate``."""
        from .validation.pandera_schema import frame_schema

        return frame_schema(self.spec(table))

    def table_schema(self, table: str) -> dict[str, Any]:
        """The Table Schema (Data Package v2) of a table, a fresh dictionary."""
        return self.descriptor.table_schema(table)

    def cite(self, style: str = "text") -> str:
        """How to cite this version: ``text``, ``bibtex`` or ``csl`` (CSL-JSON)."""
        from .citation import cite

        return cite(self.descriptor.raw, style, file=f"{self.location}: {DESCRIPTOR}")

    def retirement(self, table: str, row_id: str) -> str:
        """A sentence on a retired id of a table, or the empty text if it was never retired."""
        if "retired_ids" not in self.descriptor.resources:
            return ""
        data, file = self.read("retired_ids")
        for cells in read_cells(data, file, self.spec("retired_ids")):
            if (cells["table_name"], cells["row_id"]) == (table, row_id):
                instead = f"use {cells['replaced_by']!r}" if cells["replaced_by"] else "nothing replaces it"
                return f"It was retired in {cells['retired_in']} ({cells['reason']}); {instead}."
        return ""
