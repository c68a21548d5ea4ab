"""Clinical evidence: uses, side effects, warnings, hormones and biomarkers."""

from decimal import Decimal
from typing import Annotated, ClassVar

from .. import codelists as codes
from ..columns import (
    ISO_DATE,
    Agency,
    BiomarkerId,
    CiHigh,
    CiLow,
    Column,
    ComparedWithOf,
    CompoundId,
    ConditionId,
    DirectionOf,
    Dose,
    DurationMonths,
    EventId,
    Participants,
    Percent,
    PopulationOf,
    PRelation,
    Product,
    PValue,
    SpeciesOf,
    TrialId,
    Unit,
    reference,
    row_id,
)
from .base import Group, Sourced, Table


class Indication(Sourced):
    """A use of a compound or product: approved, refused, withdrawn, off-label or studied."""

    table: ClassVar = Table(
        name="indications",
        title="Indications",
        group=Group.EVIDENCE,
        key=("indication_id",),
        natural_key=(
            "compound_id",
            "product",
            "condition_id",
            "population",
            "jurisdiction",
            "agency",
            "status",
            "status_date",
            "restrictions",
            "source_id",
        ),
    )

    indication_id: Annotated[str, row_id("IN", "indications")]
    compound_id: CompoundId
    product: Product | None = None
    condition_id: ConditionId
    population: PopulationOf
    jurisdiction: (
        Annotated[
            str,
            Column(
                title="Jurisdiction",
                description="ISO 3166 alpha-2 code of the country, or EU.",
                pattern="^[A-Z]{2}$",
                example="US",
            ),
        ]
        | None
    ) = None
    agency: Agency | None = None
    status: Annotated[
        codes.IndicationStatus, Column(title="Status", description="Regulatory or factual status.", example="approved")
    ]
    status_date: (
        Annotated[
            str,
            Column(
                title="Status date",
                description="Date of the status, ISO 8601; a year or month alone is allowed.",
                pattern=ISO_DATE,
                example="1997-12",
            ),
        ]
        | None
    ) = None
    dose: Dose | None = None
    restrictions: (
        Annotated[
            str,
            Column(title="Restrictions", description="Limits of the use, in our own words.", example="uterus intact"),
        ]
        | None
    ) = None


class SideEffect(Sourced):
    """One printed figure or statement on an adverse event, with its comparator where there is one."""

    table: ClassVar = Table(
        name="side_effects",
        title="Side effects",
        group=Group.EVIDENCE,
        key=("side_effect_id",),
        natural_key=(
            "compound_id",
            "product",
            "event_id",
            "term_verbatim",
            "trial_id",
            "pool",
            "population",
            "dose",
            "exposure_months",
            "comparator",
            "comparator_compound_id",
            "serious",
            "source_id",
        ),
    )

    side_effect_id: Annotated[str, row_id("SE", "side_effects")]
    compound_id: CompoundId
    product: Product | None = None
    event_id: EventId
    term_verbatim: Annotated[
        str, Column(title="Term as printed", description="The source's own term.", example="Hot Flashes")
    ]
    trial_id: TrialId | None = None
    pool: (
        Annotated[
            str,
            Column(
                title="Pool",
                description="What was pooled, where several trials were.",
                example="three placebo-controlled trials",
            ),
        ]
        | None
    ) = None
    population: PopulationOf
    dose: Dose | None = None
    exposure_months: (
        Annotated[
            Decimal,
            Column(
                title="Exposure",
                description="Length of exposure or follow-up.",
                unit="mo",
                minimum=0,
                maximum=600,
                example="36",
            ),
        ]
        | None
    ) = None
    n_at_risk: (
        Annotated[
            int, Column(title="At risk", description="Participants in the safety set.", minimum=1, example="2557")
        ]
        | None
    ) = None
    n_affected: (
        Annotated[int, Column(title="Affected", description="Participants with the event.", minimum=0, example="246")]
        | None
    ) = None
    percent: Percent | None = None
    rate: (
        Annotated[Decimal, Column(title="Rate", description="Events per person-time.", minimum=0, example="2.3")] | None
    ) = None
    rate_unit: (
        Annotated[
            str,
            Column(
                title="Rate unit",
                description="UCUM code of the rates of the row.",
                pattern="^[^ ]+$",
                example="/(1000.a)",
            ),
        ]
        | None
    ) = None
    comparator: Annotated[
        codes.SideEffectComparator, Column(title="Comparator", description="Kind of comparator.", example="placebo")
    ]
    comparator_compound_id: (
        Annotated[
            str,
            reference("compounds", "compound_id", "Comparator compound", "The active comparator.", "tamoxifen"),
        ]
        | None
    ) = None
    comparator_n_at_risk: (
        Annotated[
            int,
            Column(
                title="Comparator at risk",
                description="Participants in the comparator's safety set.",
                minimum=1,
                example="2576",
            ),
        ]
        | None
    ) = None
    comparator_n_affected: (
        Annotated[
            int,
            Column(
                title="Comparator affected",
                description="Comparator participants with the event.",
                minimum=0,
                example="160",
            ),
        ]
        | None
    ) = None
    comparator_percent: (
        Annotated[
            Decimal,
            Column(
                title="Comparator percent",
                description="Share of the comparator group.",
                unit="%",
                minimum=0,
                maximum=100,
                example="6.4",
            ),
        ]
        | None
    ) = None
    comparator_rate: (
        Annotated[
            Decimal,
            Column(
                title="Comparator rate",
                description="Events per person-time in the comparator group.",
                minimum=0,
                example="0.9",
            ),
        ]
        | None
    ) = None
    reporting_threshold_percent: (
        Annotated[
            Decimal,
            Column(
                title="Reporting threshold",
                description="The table lists events from this share up.",
                unit="%",
                minimum=0,
                maximum=100,
                example="2",
            ),
        ]
        | None
    ) = None
    frequency_class: (
        Annotated[
            codes.FrequencyClass,
            Column(title="Frequency class", description="CIOMS frequency class.", example="very_common"),
        ]
        | None
    ) = None
    frequency_class_origin: (
        Annotated[
            codes.FrequencyClassOrigin,
            Column(
                title="Origin of the class", description="Whether the class is printed or computed.", example="label"
            ),
        ]
        | None
    ) = None
    serious: (
        Annotated[
            bool,
            Column(
                title="Serious",
                description="Whether the source reports it as serious; empty if it does not say.",
                example="true",
            ),
        ]
        | None
    ) = None


class LabelWarning(Sourced):
    """A warning of a label revision, in our own words."""

    table: ClassVar = Table(
        name="warnings",
        title="Warnings",
        group=Group.EVIDENCE,
        key=("warning_id",),
        natural_key=(
            "compound_id",
            "product",
            "agency",
            "label_date",
            "kind",
            "event_id",
            "condition_id",
            "statement",
            "source_id",
        ),
    )

    warning_id: Annotated[str, row_id("WA", "warnings")]
    compound_id: CompoundId
    product: Product | None = None
    agency: Agency
    label_date: (
        Annotated[
            str,
            Column(
                title="Label date",
                description="Date of the label revision, ISO 8601; a year or month alone is allowed.",
                pattern=ISO_DATE,
                example="2018-06",
            ),
        ]
        | None
    ) = None
    kind: Annotated[codes.WarningKind, Column(title="Kind", description="Kind of warning.", example="boxed_warning")]
    event_id: EventId | None = None
    condition_id: ConditionId | None = None
    statement: Annotated[
        str,
        Column(
            title="Statement",
            description="What the label says, in our own words.",
            example="raised risk of venous clots",
        ),
    ]


class BiomarkerEffect(Sourced):
    """What a compound does to a hormone, lipid or other marker."""

    table: ClassVar = Table(
        name="biomarker_effects",
        title="Biomarker effects",
        group=Group.EVIDENCE,
        key=("effect_id",),
        natural_key=(
            "compound_id",
            "biomarker_id",
            "population",
            "species",
            "dose",
            "duration_months",
            "compared_with",
            "unit",
            "trial_id",
            "source_id",
            "note",
        ),
    )

    effect_id: Annotated[str, row_id("BE", "biomarker_effects")]
    compound_id: CompoundId
    biomarker_id: BiomarkerId
    population: PopulationOf
    species: SpeciesOf
    dose: Dose | None = None
    duration_months: DurationMonths | None = None
    direction: DirectionOf
    compared_with: ComparedWithOf
    percent_change: (
        Annotated[
            Decimal,
            Column(
                title="Percent change",
                description="Percent change as printed, negative for a fall; against what compared_with names.",
                unit="%",
                example="-12",
            ),
        ]
        | None
    ) = None
    absolute_change: (
        Annotated[
            Decimal,
            Column(
                title="Absolute change", description="Change in the row's unit, negative for a fall.", example="-0.2"
            ),
        ]
        | None
    ) = None
    baseline_value: (
        Annotated[
            Decimal,
            Column(title="Baseline", description="Value before treatment, or of the comparator group.", example="3.6"),
        ]
        | None
    ) = None
    final_value: (
        Annotated[Decimal, Column(title="Final value", description="Value on treatment.", example="3.1")] | None
    ) = None
    unit: Unit | None = None
    ci_low: CiLow | None = None
    ci_high: CiHigh | None = None
    p_relation: PRelation | None = None
    p_value: PValue | None = None
    n: Participants | None = None
    trial_id: TrialId | None = None
