"""Shared column types: one definition per column name, used by every table.

A column type is an annotated Python type, ``Annotated[str, Column(...)]``. The
:class:`Column` says what the type cannot: title, meaning, unit, pattern,
bounds, the column it refers to, an example. A table's column is optional when
its annotation is ``Type | None``. pydantic enforces pattern and bounds on
records; the Table Schema, the Pandera schema and the docs are derived from the
same marker (see :mod:`sermdata.spec`).

Patterns use neither lookaround nor backreferences nor ``\\d``: Rust, RE2 and
Python must agree on them.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema

from . import codelists as codes

LIST_DELIMITER = ";"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What a column means and which values it may hold.

    ``unit`` is a UCUM code. ``references`` is ``table.column``. ``pattern``
    must match the whole text of the cell, or of each item of a list.
    """

    title: str
    description: str
    example: str
    unit: str | None = None
    pattern: str | None = None
    minimum: Decimal | int | None = None
    maximum: Decimal | int | None = None
    references: str | None = None

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        schema: Any = dict(handler(source))
        if schema["type"] == "str" and self.pattern is not None:
            schema["pattern"] = self.pattern
        if schema["type"] in ("int", "decimal"):
            if self.minimum is not None:
                schema["ge"] = self.minimum
            if self.maximum is not None:
                schema["le"] = self.maximum
        if schema["type"] == "tuple" and self.pattern is not None:
            schema["items_schema"] = [{"type": "str", "pattern": self.pattern}]
        return schema  # type: ignore[no-any-return]


def row_id(prefix: str, table: str) -> Column:
    """The id column of an evidence table: ``prefix`` and four digits."""
    return Column(
        title="Row id",
        description=f"Stable id of the row in {table}. Never reused; a row that goes is listed in retired_ids.",
        pattern=f"^{prefix}[0-9]{{4}}$",
        example=f"{prefix}0001",
    )


SLUG = "^[a-z0-9]+(_[a-z0-9]+)*$"
SYMBOL = "^[A-Z][A-Z0-9-]*$"
ISO_DATE = "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"


def reference(table: str, column: str, title: str, description: str, example: str, pattern: str = SLUG) -> Column:
    """A column whose values are ids of another table."""
    return Column(
        title=title, description=description, example=example, pattern=pattern, references=f"{table}.{column}"
    )


# --- references ---------------------------------------------------------------

CompoundId = Annotated[
    str, reference("compounds", "compound_id", "Compound", "The compound the row is about.", "raloxifene")
]
TissueId = Annotated[
    str, reference("tissues", "tissue_id", "Tissue", "The tissue or target system the row is about.", "endometrium")
]
ReceptorId = Annotated[
    str, reference("receptors", "receptor_id", "Receptor", "HGNC symbol of the receptor.", "ESR1", SYMBOL)
]
CoregulatorId = Annotated[
    str, reference("coregulators", "coregulator_id", "Coregulator", "HGNC symbol of the coregulator.", "NCOA1", SYMBOL)
]
NeurotransmitterId = Annotated[
    str,
    reference("neurotransmitters", "neurotransmitter_id", "Neurotransmitter", "The transmitter system.", "serotonin"),
]
ConditionId = Annotated[
    str,
    reference(
        "conditions",
        "condition_id",
        "Condition",
        "The disease, state or aim of treatment.",
        "postmenopausal_osteoporosis",
    ),
]
EventId = Annotated[
    str, reference("adverse_event_terms", "event_id", "Adverse event", "Our term for the adverse event.", "hot_flush")
]
BiomarkerId = Annotated[str, reference("biomarkers", "biomarker_id", "Biomarker", "What was measured.", "ldl_c")]
EndpointId = Annotated[
    str, reference("endpoints", "endpoint_id", "Endpoint", "What the trial counted or measured.", "hip_fracture")
]
TrialId = Annotated[str, reference("trials", "trial_id", "Trial", "The trial the row belongs to.", "more")]
SourceId = Annotated[str, reference("sources", "source_id", "Source", "The text that was read.", "ettinger1999")]
CreditedSourceId = Annotated[
    str,
    reference(
        "sources",
        "source_id",
        "Credited source",
        "The source that the text read credits the figure to; empty if none.",
        "delmas1997",
    ),
]

# --- provenance ---------------------------------------------------------------

Locator = Annotated[
    str, Column(title="Locator", description="Where in the source the row was read.", example="Table 2")
]
BasisOf = Annotated[codes.Basis, Column(title="Basis", description="Kind of text that was read.", example="abstract")]
ReadingOf = Annotated[
    codes.Reading, Column(title="Reading", description="How often the source was read for this row.", example="double")
]
Note = Annotated[
    str, Column(title="Note", description="Free text in our own words.", example="pooled 60 and 120 mg arms")
]

# --- names and text -----------------------------------------------------------

Name = Annotated[str, Column(title="Name", description="Preferred name.", example="Raloxifene")]
Definition = Annotated[
    str,
    Column(
        title="Definition", description="What the term covers, in our own words.", example="Inner lining of the uterus."
    ),
]
Marker = Annotated[
    str,
    Column(
        title="Marker",
        description="What was measured to judge the effect.",
        example="lumbar spine bone mineral density",
    ),
]
Model = Annotated[str, Column(title="Model", description="Cells, animals or system used.", example="Ishikawa cells")]
Product = Annotated[
    str,
    Column(title="Product", description="Product name as printed; empty for the substance as such.", example="Evista"),
]
Agency = Annotated[
    str,
    Column(
        title="Agency",
        description="Regulator, by its usual abbreviation or as printed; empty if not stated.",
        pattern="^[A-Z][A-Za-z-]*( [A-Za-z-]+)*$",
        example="FDA",
    ),
]
Dose = Annotated[str, Column(title="Dose", description="Dose as printed, with its unit.", example="60 mg/d")]
Unit = Annotated[
    str,
    Column(
        title="Unit",
        description="Unit of the numbers of the row, as a UCUM code; 1 for ratios.",
        pattern="^[^ ]+$",
        example="%",
    ),
]
UsualUnit = Annotated[
    str,
    Column(
        title="Usual unit", description="Unit most sources use, as a UCUM code.", pattern="^[^ ]+$", example="mmol/L"
    ),
]
Reason = Annotated[
    str,
    Column(
        title="Reason", description="Why, in one or two sentences.", example="The later report corrects the earlier."
    ),
]

# --- who and how --------------------------------------------------------------

SpeciesOf = Annotated[
    codes.Species,
    Column(title="Species", description="Species of participants, animals, tissue or cells.", example="human"),
]
PopulationOf = Annotated[
    codes.Population,
    Column(
        title="Population",
        description="Who or what was studied, sex and hormonal state first.",
        example="postmenopausal_women",
    ),
]
EvidenceTypeOf = Annotated[
    codes.EvidenceType, Column(title="Evidence type", description="Kind of evidence.", example="randomized_trial")
]
ComparedWithOf = Annotated[
    codes.ComparedWith,
    Column(title="Compared with", description="What the effect was judged against.", example="placebo"),
]
DirectionOf = Annotated[
    codes.Direction, Column(title="Direction", description="Direction of the change.", example="decrease")
]
RelationOf = Annotated[
    codes.Relation, Column(title="Relation", description="How the printed number bounds the true one.", example="=")
]

# --- numbers ------------------------------------------------------------------

Value = Annotated[Decimal, Column(title="Value", description="The number as printed.", example="27.7")]
Participants = Annotated[
    int,
    Column(title="Participants", description="Participants in the group the row describes.", minimum=1, example="2557"),
]
DurationMonths = Annotated[
    Decimal,
    Column(title="Duration", description="Length of treatment.", unit="mo", minimum=0, maximum=600, example="36"),
]
CiLow = Annotated[
    Decimal,
    Column(title="Interval, lower bound", description="Lower bound of the confidence interval.", example="0.53"),
]
CiHigh = Annotated[
    Decimal,
    Column(title="Interval, upper bound", description="Upper bound of the confidence interval.", example="0.76"),
]
PRelation = Annotated[
    codes.Relation, Column(title="p relation", description="Relation printed before the p value.", example="<")
]
PValue = Annotated[
    Decimal, Column(title="p value", description="p value as printed.", minimum=0, maximum=1, example="0.001")
]
Percent = Annotated[
    Decimal,
    Column(
        title="Percent", description="Share of the group at risk.", unit="%", minimum=0, maximum=100, example="10.1"
    ),
]

# --- identifiers ----------------------------------------------------------------

HgncId = Annotated[str, Column(title="HGNC id", description="HGNC id.", pattern="^HGNC:[0-9]+$", example="HGNC:3467")]
MeshId = Annotated[
    str,
    Column(
        title="MeSH id",
        description="MeSH descriptor or supplementary concept.",
        pattern="^[CD][0-9]{6,9}$",
        example="D020849",
    ),
]
HpoId = Annotated[
    str,
    Column(title="HPO id", description="Human Phenotype Ontology id.", pattern="^HP:[0-9]{7}$", example="HP:0031217"),
]
MappingPredicateOf = Annotated[
    codes.MappingPredicate,
    Column(title="Mapping predicate", description="Strength of the ontology match.", example="exact_match"),
]


def calendar_year(title: str, description: str, example: str) -> Column:
    """A calendar year."""
    return Column(title=title, description=description, minimum=1900, maximum=2100, example=example)
