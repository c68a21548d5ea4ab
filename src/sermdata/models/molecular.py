"""Evidence on molecules and tissues: receptors, coregulators, kinetics, tissue actions."""

from decimal import Decimal
from typing import Annotated, ClassVar

from .. import codelists as codes
from ..columns import (
    Column,
    ComparedWithOf,
    CompoundId,
    CoregulatorId,
    DirectionOf,
    Dose,
    EvidenceTypeOf,
    Marker,
    Model,
    NeurotransmitterId,
    PopulationOf,
    ReceptorId,
    RelationOf,
    SpeciesOf,
    TissueId,
    Unit,
    Value,
    reference,
    row_id,
)
from .base import Group, Sourced, Table

MethodOf = Annotated[
    codes.ExpressionMethod, Column(title="Method", description="Method of measuring.", example="rt_pcr")
]


class TissueProfile(Sourced):
    """One action of one compound in one tissue, as one source found it."""

    table: ClassVar = Table(
        name="tissue_profiles",
        title="Tissue profiles",
        group=Group.EVIDENCE,
        key=("profile_id",),
        natural_key=(
            "compound_id",
            "tissue_id",
            "marker",
            "compared_with",
            "species",
            "population",
            "evidence_type",
            "dose",
            "source_id",
        ),
    )

    profile_id: Annotated[str, row_id("TP", "tissue_profiles")]
    compound_id: CompoundId
    tissue_id: TissueId
    marker: Marker
    action: Annotated[
        codes.TissueAction,
        Column(title="Action", description="Estrogen-like sense of the effect in this tissue.", example="agonist"),
    ]
    compared_with: ComparedWithOf
    species: SpeciesOf
    population: PopulationOf
    evidence_type: EvidenceTypeOf
    eco_id: (
        Annotated[
            str,
            Column(
                title="ECO id",
                description="Evidence and Conclusion Ontology id.",
                pattern="^ECO:[0-9]{7}$",
                example="ECO:0007121",
            ),
        ]
        | None
    ) = None
    dose: Dose | None = None


class ReceptorAffinity(Sourced):
    """One affinity or potency of a compound at a receptor, with the conditions of the assay."""

    table: ClassVar = Table(
        name="receptor_affinities",
        title="Receptor affinities",
        group=Group.EVIDENCE,
        key=("affinity_id",),
        natural_key=(
            "compound_id",
            "receptor_id",
            "quantity",
            "assay_type",
            "receptor_source",
            "species",
            "temperature_c",
            "reference_ligand",
            "radioligand",
            "source_id",
        ),
    )

    affinity_id: Annotated[str, row_id("RA", "receptor_affinities")]
    compound_id: CompoundId
    receptor_id: ReceptorId
    quantity: Annotated[
        codes.AffinityQuantity, Column(title="Quantity", description="What the value is.", example="rba")
    ]
    relation: RelationOf
    value: Value
    unit: Unit
    reference_ligand: (
        Annotated[
            str,
            reference("compounds", "compound_id", "Reference ligand", "Ligand that sets the scale.", "estradiol"),
        ]
        | None
    ) = None
    radioligand: (
        Annotated[str, Column(title="Radioligand", description="Labelled ligand.", example="[3H]estradiol")] | None
    ) = None
    receptor_source: (
        Annotated[
            str,
            Column(
                title="Receptor source", description="Preparation of the receptor.", example="recombinant, baculovirus"
            ),
        ]
        | None
    ) = None
    species: SpeciesOf
    temperature_c: (
        Annotated[
            Decimal,
            Column(
                title="Temperature",
                description="Temperature of the assay.",
                unit="Cel",
                minimum=-10,
                maximum=60,
                example="4",
            ),
        ]
        | None
    ) = None
    assay_type: Annotated[codes.AssayType, Column(title="Assay type", description="Kind of assay.", example="binding")]


class ReceptorExpression(Sourced):
    """How much of a receptor a tissue holds, as one source grades it."""

    table: ClassVar = Table(
        name="receptor_expression",
        title="Receptor expression",
        group=Group.EVIDENCE,
        key=("expression_id",),
        natural_key=("tissue_id", "receptor_id", "species", "method", "source_id", "locator", "note"),
    )

    expression_id: Annotated[str, row_id("RE", "receptor_expression")]
    tissue_id: TissueId
    receptor_id: ReceptorId
    level: Annotated[
        codes.ExpressionLevel,
        Column(title="Level", description="Level as the source grades it.", example="high"),
    ]
    species: SpeciesOf
    method: MethodOf


class CoregulatorRecruitment(Sourced):
    """What a ligand does to the contact between a receptor and a coregulator."""

    table: ClassVar = Table(
        name="coregulator_recruitment",
        title="Coregulator recruitment",
        group=Group.EVIDENCE,
        key=("recruitment_id",),
        natural_key=(
            "compound_id",
            "receptor_id",
            "coregulator_id",
            "tissue_id",
            "model",
            "species",
            "method",
            "source_id",
        ),
    )

    recruitment_id: Annotated[str, row_id("CR", "coregulator_recruitment")]
    compound_id: CompoundId
    receptor_id: ReceptorId
    coregulator_id: CoregulatorId
    effect: Annotated[
        codes.RecruitmentEffect,
        Column(title="Effect", description="What the ligand does to the contact.", example="recruits"),
    ]
    tissue_id: TissueId | None = None
    model: Model
    species: SpeciesOf
    method: Annotated[
        str,
        Column(
            title="Method",
            description="Method of measuring, in our own words.",
            example="chromatin immunoprecipitation",
        ),
    ]


class Pharmacokinetics(Sourced):
    """One pharmacokinetic figure of a compound."""

    table: ClassVar = Table(
        name="pharmacokinetics",
        title="Pharmacokinetics",
        group=Group.EVIDENCE,
        key=("pk_id",),
        natural_key=("compound_id", "parameter", "statistic", "dose", "population", "unit", "source_id", "locator"),
    )

    pk_id: Annotated[str, row_id("PK", "pharmacokinetics")]
    compound_id: CompoundId
    parameter: Annotated[
        codes.PkParameter, Column(title="Parameter", description="Pharmacokinetic parameter.", example="half_life")
    ]
    statistic: Annotated[
        codes.PkStatistic,
        Column(title="Statistic", description="What the value is of the measured ones.", example="mean"),
    ]
    relation: RelationOf
    value: Value | None = None
    value_low: (
        Annotated[Decimal, Column(title="Lowest value", description="Lower end of a range.", example="5")] | None
    ) = None
    value_high: (
        Annotated[Decimal, Column(title="Highest value", description="Upper end of a range.", example="7")] | None
    ) = None
    unit: Unit
    dose: Dose | None = None
    population: PopulationOf


class Metabolism(Sourced):
    """An enzyme that converts a compound, or that the compound affects."""

    table: ClassVar = Table(
        name="metabolism",
        title="Metabolism",
        group=Group.EVIDENCE,
        key=("metabolism_id",),
        natural_key=("compound_id", "role", "enzyme", "metabolite_id", "source_id"),
    )

    metabolism_id: Annotated[str, row_id("ME", "metabolism")]
    compound_id: CompoundId
    role: Annotated[
        codes.MetabolismRole, Column(title="Role", description="Relation of compound and enzyme.", example="substrate")
    ]
    enzyme: Annotated[
        str,
        Column(title="Enzyme", description="HGNC symbol of the enzyme.", pattern="^[A-Z][A-Z0-9]+$", example="CYP2D6"),
    ]
    metabolite_id: (
        Annotated[str, reference("compounds", "compound_id", "Metabolite", "Metabolite that is formed.", "endoxifen")]
        | None
    ) = None
    importance: Annotated[
        codes.Importance, Column(title="Importance", description="Weight of the route.", example="major")
    ]


class NeurotransmitterEffect(Sourced):
    """What a compound does to a transmitter system of the brain."""

    table: ClassVar = Table(
        name="neurotransmitter_effects",
        title="Neurotransmitter effects",
        group=Group.EVIDENCE,
        key=("neuro_effect_id",),
        natural_key=(
            "compound_id",
            "neurotransmitter_id",
            "marker",
            "brain_region",
            "species",
            "model",
            "source_id",
        ),
    )

    neuro_effect_id: Annotated[str, row_id("NE", "neurotransmitter_effects")]
    compound_id: CompoundId
    neurotransmitter_id: NeurotransmitterId
    marker: Marker
    brain_region: (
        Annotated[str, Column(title="Brain region", description="Region, in words.", example="dorsal raphe nucleus")]
        | None
    ) = None
    direction: DirectionOf
    species: SpeciesOf
    model: Model
    evidence_type: EvidenceTypeOf
