"""What every record class shares: the base class, the table it stands for, the provenance block."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from ..columns import BasisOf, CreditedSourceId, Locator, Note, ReadingOf, SourceId


class Group(StrEnum):
    """Kind of a table."""

    VOCABULARY = "vocabulary"
    EVIDENCE = "evidence"
    ASSERTION = "assertion"
    HOUSEKEEPING = "housekeeping"


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignKey:
    """A key of several columns that refers to another table."""

    columns: tuple[str, ...]
    table: str
    target: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The table behind a record class.

    ``natural_key`` names the columns that together say which finding a row is:
    no two rows may agree in all of them.
    """

    name: str
    title: str
    group: Group
    key: tuple[str, ...]
    natural_key: tuple[str, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()


class Record(BaseModel):
    """A frozen row. Subclasses define the columns of one table."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    table: ClassVar[Table]


class Sourced(Record):
    """A row with the provenance block, which closes the row in the CSV."""

    source_id: SourceId
    locator: Locator
    credited_source_id: CreditedSourceId | None = None
    basis: BasisOf
    reading: ReadingOf
    note: Note | None = None
