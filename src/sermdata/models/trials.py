"""Trials, their arms and their printed results."""

from decimal import Decimal
from typing import Annotated, ClassVar

from .. import codelists as codes
from ..columns import (
    SLUG,
    CiHigh,
    CiLow,
    Column,
    CompoundId,
    ConditionId,
    Dose,
    DurationMonths,
    EndpointId,
    Participants,
    PopulationOf,
    PRelation,
    PValue,
    TrialId,
    Unit,
    calendar_year,
)
from .base import ForeignKey, Group, Sourced, Table


class Trial(Sourced):
    """A trial, cohort or pooled analysis; the provenance is its primary publication."""

    table: ClassVar = Table(name="trials", title="Trials", group=Group.EVIDENCE, key=("trial_id",))

    trial_id: Annotated[str, Column(title="Trial id", description="Id of the trial.", pattern=SLUG, example="more")]
    acronym: Annotated[str, Column(title="Acronym", description="Acronym or short name.", example="MORE")] | None = None
    title: Annotated[
        str,
        Column(
            title="Title",
            description="Title of the study, or what it studied in our own words.",
            example="Multiple Outcomes of Raloxifene Evaluation",
        ),
    ]
    design: Annotated[codes.TrialDesign, Column(title="Design", description="Design of the study.", example="parallel")]
    allocation: Annotated[
        codes.Allocation, Column(title="Allocation", description="Allocation to arms.", example="randomized")
    ]
    masking: Annotated[codes.Masking, Column(title="Masking", description="Masking.", example="double_blind")]
    phase: (
        Annotated[codes.Phase, Column(title="Phase", description="Phase of development, where stated.", example="3")]
        | None
    ) = None
    condition_id: ConditionId
    population: PopulationOf
    n_randomized: (
        Annotated[
            int,
            Column(
                title="Randomised",
                description="Participants randomised, or enrolled where none were.",
                minimum=1,
                example="7705",
            ),
        ]
        | None
    ) = None
    n_analysed: (
        Annotated[
            int,
            Column(title="Analysed", description="Participants in the primary analysis.", minimum=1, example="6828"),
        ]
        | None
    ) = None
    start_year: Annotated[int, calendar_year("Start", "Year the first participant entered.", "1994")] | None = None
    end_year: Annotated[int, calendar_year("End", "Year of the last follow-up.", "1999")] | None = None
    country_count: (
        Annotated[
            int, Column(title="Countries", description="Number of countries.", minimum=1, maximum=200, example="25")
        ]
        | None
    ) = None
    sponsor_type: (
        Annotated[
            codes.SponsorType, Column(title="Sponsor type", description="Who paid or ran it.", example="industry")
        ]
        | None
    ) = None
    registry_id: (
        Annotated[
            str,
            Column(
                title="Trial registry id",
                description="Id in a trial registry.",
                pattern="^(NCT[0-9]{8}|ISRCTN[0-9]{8}|EudraCT [0-9]{4}-[0-9]{6}-[0-9]{2}|[A-Za-z][A-Za-z0-9./-]*)$",
                example="NCT00670319",
            ),
        ]
        | None
    ) = None


class TrialArm(Sourced):
    """One arm of a trial."""

    table: ClassVar = Table(name="trial_arms", title="Trial arms", group=Group.EVIDENCE, key=("trial_id", "arm_id"))

    trial_id: TrialId
    arm_id: Annotated[
        str,
        Column(title="Arm id", description="Id of the arm within its trial.", pattern=SLUG, example="raloxifene_60"),
    ]
    label: Annotated[str, Column(title="Label", description="Name of the arm.", example="Raloxifene 60 mg/d")]
    arm_type: Annotated[codes.ArmType, Column(title="Arm type", description="Kind of arm.", example="active")]
    compound_id: CompoundId | None = None
    dose: Dose | None = None
    dose_mg_per_day: (
        Annotated[
            Decimal,
            Column(
                title="Daily dose",
                description="Daily dose of the compound.",
                unit="mg/d",
                minimum=0,
                maximum=10000,
                example="60",
            ),
        ]
        | None
    ) = None
    duration_months: DurationMonths | None = None
    n: Participants | None = None


class TrialResult(Sourced):
    """One printed figure of a trial: the arm relative to the comparator arm, in the direction printed."""

    table: ClassVar = Table(
        name="trial_results",
        title="Trial results",
        group=Group.EVIDENCE,
        key=("result_id",),
        natural_key=(
            "trial_id",
            "endpoint_id",
            "arm_id",
            "comparator_arm_id",
            "subgroup",
            "analysis_set",
            "timepoint_months",
            "measure",
            "unit",
            "source_id",
        ),
        foreign_keys=(
            ForeignKey(columns=("trial_id", "arm_id"), table="trial_arms", target=("trial_id", "arm_id")),
            ForeignKey(columns=("trial_id", "comparator_arm_id"), table="trial_arms", target=("trial_id", "arm_id")),
        ),
    )

    result_id: Annotated[
        str,
        Column(
            title="Row id",
            description="Stable id of the row in trial_results. Never reused; a row that goes is listed in retired_ids.",
            pattern="^TR[0-9]{4}$",
            example="TR0001",
        ),
    ]
    trial_id: TrialId
    endpoint_id: EndpointId
    arm_id: Annotated[
        str,
        Column(title="Arm id", description="Id of the arm within its trial.", pattern=SLUG, example="raloxifene_60"),
    ]
    comparator_arm_id: (
        Annotated[
            str,
            Column(
                title="Comparator arm",
                description="Id of the arm compared with, within the trial; empty for a figure of one arm.",
                pattern=SLUG,
                example="placebo",
            ),
        ]
        | None
    ) = None
    subgroup: (
        Annotated[
            str,
            Column(
                title="Subgroup",
                description="Part of the participants; empty for all.",
                example="with prevalent fracture",
            ),
        ]
        | None
    ) = None
    analysis_set: (
        Annotated[
            str,
            Column(title="Analysis set", description="Analysis set or model as stated.", pattern=SLUG, example="itt"),
        ]
        | None
    ) = None
    timepoint_months: (
        Annotated[
            Decimal,
            Column(
                title="Timepoint",
                description="Time since randomisation, or median follow-up.",
                unit="mo",
                minimum=0,
                maximum=600,
                example="36",
            ),
        ]
        | None
    ) = None
    measure: Annotated[
        codes.Measure, Column(title="Measure", description="Effect measure or statistic.", example="risk_ratio")
    ]
    estimate: Annotated[Decimal, Column(title="Estimate", description="The figure as printed.", example="0.7")]
    unit: Unit
    ci_level: (
        Annotated[
            Decimal,
            Column(
                title="Interval level",
                description="Level of the confidence interval.",
                unit="%",
                minimum=50,
                maximum=100,
                example="95",
            ),
        ]
        | None
    ) = None
    ci_low: CiLow | None = None
    ci_high: CiHigh | None = None
    p_relation: PRelation | None = None
    p_value: PValue | None = None
    events: (
        Annotated[
            int, Column(title="Events", description="Participants with the event in the arm.", minimum=0, example="148")
        ]
        | None
    ) = None
    n: Participants | None = None
    comparator_events: (
        Annotated[
            int,
            Column(
                title="Comparator events",
                description="Participants with the event in the comparator arm.",
                minimum=0,
                example="231",
            ),
        ]
        | None
    ) = None
    comparator_n: (
        Annotated[
            int,
            Column(
                title="Comparator participants",
                description="Participants in the comparator arm.",
                minimum=1,
                example="2292",
            ),
        ]
        | None
    ) = None
    comparator_value: (
        Annotated[
            Decimal,
            Column(
                title="Comparator value",
                description="The same statistic in the comparator arm, for measures of one arm.",
                example="10.1",
            ),
        ]
        | None
    ) = None
