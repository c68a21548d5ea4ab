"""Assertions about the evidence, and the books kept on the data itself.

These rows have no provenance block: a claim's source is its article, the
others speak of rows that have one.
"""

from decimal import Decimal
from typing import Annotated, ClassVar

from .. import codelists as codes
from ..columns import SLUG, Column, CompoundId, Note, Reason, reference, row_id
from .base import Group, Record, Table

ROW_ID = "^([A-Z]{2}[0-9]{4}|[a-z0-9_]+(/[A-Za-z0-9_:.-]+){0,2})$"

TableName = Annotated[
    str, Column(title="Table", description="Name of a table of this package.", pattern=SLUG, example="tissue_profiles")
]
RowId = Annotated[
    str,
    Column(
        title="Row",
        description="Id of a row of that table; the parts of a composite key are joined by a slash.",
        pattern=ROW_ID,
        example="TP0001",
    ),
]


class Claim(Record):
    """A checkable statement of a source article, in our own words, with a verdict."""

    table: ClassVar = Table(name="claims", title="Claims", group=Group.ASSERTION, key=("claim_id",))

    claim_id: Annotated[str, row_id("CL", "claims")]
    article_id: Annotated[
        str, reference("sources", "source_id", "Article", "The article that makes the statement.", "ettinger1999")
    ]
    section: Annotated[str, Column(title="Section", description="Section of the article.", example="Uterine health")]
    claim: Annotated[
        str,
        Column(
            title="Claim",
            description="The statement in our own words.",
            example="Tamoxifen is an agonist in the uterus",
        ),
    ]
    compound_id: CompoundId | None = None
    subject_table: (
        Annotated[
            str,
            Column(
                title="Subject table",
                description="Table whose rows can decide the claim.",
                pattern=SLUG,
                example="tissue_profiles",
            ),
        ]
        | None
    ) = None
    verdict: Annotated[
        codes.Verdict, Column(title="Verdict", description="What the evidence says.", example="supported")
    ]
    reason: Reason


class ClaimEvidence(Record):
    """A row that bears on a claim.

    A reference that an article cites is linked to its row of sources: yes if
    it exists as cited, partly if with other details, no if it is another paper
    or none was found.
    """

    table: ClassVar = Table(
        name="claim_evidence",
        title="Evidence on claims",
        group=Group.ASSERTION,
        key=("claim_id", "table_name", "row_id"),
    )

    claim_id: Annotated[str, reference("claims", "claim_id", "Claim", "The claim.", "CL0001", "^CL[0-9]{4}$")]
    table_name: TableName
    row_id: RowId
    supports: Annotated[
        codes.Supports, Column(title="Supports", description="Whether the row supports the claim.", example="yes")
    ]


class Adjudication(Record):
    """Two rows that contradict each other, and what to make of it."""

    table: ClassVar = Table(
        name="adjudications", title="Adjudications", group=Group.ASSERTION, key=("adjudication_id",)
    )

    adjudication_id: Annotated[str, row_id("AD", "adjudications")]
    table_name: TableName
    row_id: RowId
    other_row_id: Annotated[
        str,
        Column(title="Other row", description="Id of the row that contradicts it.", pattern=ROW_ID, example="TP0002"),
    ]
    kind: Annotated[codes.ConflictKind, Column(title="Kind", description="Kind of conflict.", example="value_conflict")]
    preferred_row_id: (
        Annotated[
            str,
            Column(
                title="Preferred row",
                description="Id of the row to prefer; empty if none is.",
                pattern=ROW_ID,
                example="TP0001",
            ),
        ]
        | None
    ) = None
    reason: Reason


class ReadingAgreement(Record):
    """How well two independent readings of a batch agreed."""

    table: ClassVar = Table(
        name="reading_agreement", title="Reading agreement", group=Group.HOUSEKEEPING, key=("table_name", "batch")
    )

    table_name: TableName
    batch: Annotated[
        str,
        Column(title="Batch", description="Id of the batch that was read twice.", pattern=SLUG, example="raloxifene_1"),
    ]
    rows_read_twice: Annotated[
        int, Column(title="Rows read twice", description="Rows with two independent readings.", minimum=1, example="40")
    ]
    rows_agreed: Annotated[
        int,
        Column(title="Rows agreed", description="Rows in which every figure and code agreed.", minimum=0, example="37"),
    ]
    kappa: (
        Annotated[
            Decimal,
            Column(
                title="Kappa",
                description="Cohen's kappa of the codes.",
                unit="1",
                minimum=-1,
                maximum=1,
                example="0.91",
            ),
        ]
        | None
    ) = None
    note: Note | None = None


class RetiredId(Record):
    """An id that was published once and is gone, with its replacement."""

    table: ClassVar = Table(
        name="retired_ids", title="Retired ids", group=Group.HOUSEKEEPING, key=("table_name", "row_id")
    )

    table_name: TableName
    row_id: RowId
    retired_in: Annotated[
        str,
        Column(
            title="Retired in",
            description="Version of the package in which it went.",
            pattern="^[0-9]+\\.[0-9]+\\.[0-9]+$",
            example="0.2.0",
        ),
    ]
    reason: Reason
    replaced_by: (
        Annotated[
            str,
            Column(
                title="Replaced by",
                description="Id of the row that takes its place; empty if none.",
                pattern=ROW_ID,
                example="TP0002",
            ),
        ]
        | None
    ) = None
