"""Vocabulary tables: the things that evidence rows are about."""

from decimal import Decimal
from typing import Annotated, ClassVar

from .. import codelists as codes
from ..columns import (
    SLUG,
    SYMBOL,
    Column,
    CompoundId,
    Definition,
    HgncId,
    HpoId,
    MappingPredicateOf,
    MeshId,
    Name,
    Note,
    SourceId,
    UsualUnit,
    calendar_year,
    reference,
)
from .base import Group, Record, Sourced, Table


class Compound(Sourced):
    """A substance, metabolite, isomer or fixed combination, with its structure where one is published.

    Salts, isomers, mixtures and racemates are rows of their own; a mixture or
    combination has no structure.
    """

    table: ClassVar = Table(name="compounds", title="Compounds", group=Group.VOCABULARY, key=("compound_id",))

    compound_id: Annotated[
        str, Column(title="Compound id", description="Id of the compound.", pattern=SLUG, example="raloxifene")
    ]
    name: Name
    name_type: Annotated[
        codes.NameType, Column(title="Name type", description="Kind of the preferred name.", example="inn")
    ]
    scope: Annotated[codes.Scope, Column(title="Scope", description="Why the compound is listed.", example="serm")]
    chemical_class: Annotated[
        str,
        Column(
            title="Chemical class",
            description="Structural class, in snake_case.",
            pattern=SLUG,
            example="benzothiophene",
        ),
    ]
    parent_id: (
        Annotated[
            str,
            reference("compounds", "compound_id", "Parent", "The compound this one derives from.", "tamoxifen"),
        ]
        | None
    ) = None
    parent_relation: (
        Annotated[
            codes.ParentRelation,
            Column(title="Relation to parent", description="How it derives from the parent.", example="metabolite_of"),
        ]
        | None
    ) = None
    stereochemistry: Annotated[
        codes.Stereochemistry,
        Column(
            title="Stereochemistry", description="What the structure says about stereochemistry.", example="achiral"
        ),
    ]
    smiles: (
        Annotated[
            str,
            Column(
                title="SMILES",
                description="Isomeric SMILES as the source prints it.",
                pattern="^[A-Za-z0-9@+\\-\\[\\]()=#$%/\\\\.]+$",
                example="CCO",
            ),
        ]
        | None
    ) = None
    inchikey: (
        Annotated[
            str,
            Column(
                title="InChIKey",
                description="Standard InChIKey.",
                pattern="^[A-Z]{14}-[A-Z]{10}-[A-Z]$",
                example="GZUITABIAKMVPG-UHFFFAOYSA-N",
            ),
        ]
        | None
    ) = None
    molecular_formula: (
        Annotated[
            str,
            Column(
                title="Molecular formula",
                description="Formula in Hill order.",
                pattern="^([A-Z][a-z]?[0-9]*)+$",
                example="C28H27NO4S",
            ),
        ]
        | None
    ) = None
    molecular_weight: (
        Annotated[
            Decimal,
            Column(
                title="Molecular weight",
                description="Molar mass as printed.",
                unit="g/mol",
                minimum=50,
                maximum=5000,
                example="473.6",
            ),
        ]
        | None
    ) = None
    development_status: Annotated[
        codes.DevelopmentStatus,
        Column(title="Development status", description="Where the compound stands.", example="approved"),
    ]
    highest_phase: (
        Annotated[
            codes.Phase,
            Column(
                title="Highest phase", description="Highest phase of development reached; 4 = marketed.", example="4"
            ),
        ]
        | None
    ) = None
    first_approval_year: (
        Annotated[int, calendar_year("First approval", "Year of the first approval anywhere.", "1997")] | None
    ) = None
    atc_codes: (
        Annotated[
            tuple[str, ...],
            Column(
                title="ATC codes",
                description="ATC codes of the compound's products.",
                pattern="^[A-Z][0-9]{2}[A-Z]{2}[0-9]{2}$",
                example="G03XC01",
            ),
        ]
        | None
    ) = None


class CompoundComponent(Record):
    """One active component of a fixed combination."""

    table: ClassVar = Table(
        name="compound_components",
        title="Components of combinations",
        group=Group.VOCABULARY,
        key=("combination_id", "component_id"),
    )

    combination_id: Annotated[
        str,
        reference(
            "compounds",
            "compound_id",
            "Combination",
            "The fixed combination.",
            "conjugated_estrogens_bazedoxifene",
        ),
    ]
    component_id: Annotated[
        str, reference("compounds", "compound_id", "Component", "A compound it contains.", "bazedoxifene")
    ]
    strength_mg: (
        Annotated[
            Decimal,
            Column(
                title="Strength",
                description="Amount in one unit of the marketed product.",
                unit="mg",
                minimum=0,
                example="20",
            ),
        ]
        | None
    ) = None


class CompoundName(Record):
    """A name of a compound: nonproprietary, brand, code or synonym."""

    table: ClassVar = Table(
        name="compound_names",
        title="Names of compounds",
        group=Group.VOCABULARY,
        key=("compound_id", "name", "kind"),
    )

    compound_id: CompoundId
    name: Name
    kind: Annotated[codes.CompoundNameKind, Column(title="Kind", description="Kind of the name.", example="brand")]
    region: (
        Annotated[
            str,
            Column(
                title="Region",
                description="Where the name is used: ISO 3166 alpha-2 code, or EU; empty if not stated.",
                pattern="^[A-Z]{2}$",
                example="US",
            ),
        ]
        | None
    ) = None
    source_id: SourceId


class CompoundIdentifier(Record):
    """An identifier of a compound elsewhere, with the exact form that it denotes."""

    table: ClassVar = Table(
        name="compound_identifiers",
        title="Identifiers of compounds",
        group=Group.VOCABULARY,
        key=("compound_id", "scheme", "identifier"),
    )

    compound_id: CompoundId
    scheme: Annotated[
        codes.IdentifierScheme,
        Column(title="Scheme", description="Registry that issued the identifier.", example="cas"),
    ]
    identifier: Annotated[
        str, Column(title="Identifier", description="The identifier as the registry writes it.", example="84449-90-1")
    ]
    form: Annotated[
        codes.IdentifierForm,
        Column(title="Form", description="Exact form that the identifier denotes.", example="base"),
    ]
    is_preferred: Annotated[
        bool,
        Column(
            title="Preferred",
            description="Whether it is the one to use for the compound in its scheme.",
            example="true",
        ),
    ]
    source_id: SourceId
    note: Note | None = None


class Receptor(Record):
    """A receptor, by its HGNC symbol."""

    table: ClassVar = Table(name="receptors", title="Receptors", group=Group.VOCABULARY, key=("receptor_id",))

    receptor_id: Annotated[str, Column(title="Receptor id", description="HGNC symbol.", pattern=SYMBOL, example="ESR1")]
    name: Name
    hgnc_id: HgncId
    uniprot_id: Annotated[
        str,
        Column(
            title="UniProt accession",
            description="Accession of the human protein.",
            pattern="^[A-Z][A-Z0-9]{5}([A-Z0-9]{4})?$",
            example="P03372",
        ),
    ]


class Tissue(Record):
    """A tissue, cell type or target system in which an action is judged."""

    table: ClassVar = Table(name="tissues", title="Tissues", group=Group.VOCABULARY, key=("tissue_id",))

    tissue_id: Annotated[
        str, Column(title="Tissue id", description="Id of the tissue.", pattern=SLUG, example="endometrium")
    ]
    name: Name
    uberon_id: (
        Annotated[
            str,
            Column(
                title="UBERON or CL id",
                description="Id in the anatomy ontology, or in the Cell Ontology for a cell type.",
                pattern="^(UBERON|CL):[0-9]{7}$",
                example="UBERON:0001295",
            ),
        ]
        | None
    ) = None
    mapping_predicate: MappingPredicateOf | None = None
    organ_system: Annotated[
        str,
        Column(title="Organ system", description="Group of the tissue.", pattern=SLUG, example="female_reproductive"),
    ]
    definition: Definition


class Condition(Record):
    """A disease, state or aim of treatment that a product is used for or a trial enrols."""

    table: ClassVar = Table(name="conditions", title="Conditions", group=Group.VOCABULARY, key=("condition_id",))

    condition_id: Annotated[
        str,
        Column(
            title="Condition id",
            description="Id of the condition.",
            pattern=SLUG,
            example="postmenopausal_osteoporosis",
        ),
    ]
    name: Name
    mondo_id: (
        Annotated[
            str,
            Column(
                title="Mondo id",
                description="Mondo Disease Ontology id.",
                pattern="^MONDO:[0-9]{7}$",
                example="MONDO:0008159",
            ),
        ]
        | None
    ) = None
    doid: (
        Annotated[
            str,
            Column(
                title="DOID", description="Human Disease Ontology id.", pattern="^DOID:[0-9]+$", example="DOID:11476"
            ),
        ]
        | None
    ) = None
    hpo_id: HpoId | None = None
    mesh_id: MeshId | None = None
    mapping_predicate: MappingPredicateOf | None = None
    definition: Definition


class AdverseEventTerm(Record):
    """Our term for an adverse event, free of licensed terminologies."""

    table: ClassVar = Table(
        name="adverse_event_terms", title="Adverse event terms", group=Group.VOCABULARY, key=("event_id",)
    )

    event_id: Annotated[
        str, Column(title="Event id", description="Id of the adverse event.", pattern=SLUG, example="hot_flush")
    ]
    name: Name
    hpo_id: HpoId | None = None
    symp_id: (
        Annotated[
            str,
            Column(
                title="SYMP id", description="Symptom Ontology id.", pattern="^SYMP:[0-9]{7}$", example="SYMP:0000534"
            ),
        ]
        | None
    ) = None
    mesh_id: MeshId | None = None
    oae_id: (
        Annotated[
            str,
            Column(
                title="OAE id",
                description="Ontology of Adverse Events id.",
                pattern="^OAE:[0-9]{7}$",
                example="OAE:0000377",
            ),
        ]
        | None
    ) = None
    mapping_predicate: MappingPredicateOf | None = None
    organ_group: Annotated[
        str, Column(title="Organ group", description="Group of the event.", pattern=SLUG, example="vasomotor")
    ]
    definition: Definition


class Biomarker(Record):
    """A quantity measured in blood, tissue or by imaging."""

    table: ClassVar = Table(name="biomarkers", title="Biomarkers", group=Group.VOCABULARY, key=("biomarker_id",))

    biomarker_id: Annotated[
        str, Column(title="Biomarker id", description="Id of the biomarker.", pattern=SLUG, example="ldl_c")
    ]
    name: Name
    axis: Annotated[codes.BiomarkerAxis, Column(title="Axis", description="System it belongs to.", example="lipid")]
    oba_id: (
        Annotated[
            str,
            Column(
                title="OBA id",
                description="Ontology of Biological Attributes id.",
                pattern="^OBA:([0-9]{7}|VT[0-9]{7})$",
                example="OBA:VT0000181",
            ),
        ]
        | None
    ) = None
    usual_unit: UsualUnit | None = None
    definition: Definition


class Endpoint(Record):
    """What a trial counts or measures, with the direction of benefit."""

    table: ClassVar = Table(name="endpoints", title="Endpoints", group=Group.VOCABULARY, key=("endpoint_id",))

    endpoint_id: Annotated[
        str, Column(title="Endpoint id", description="Id of the endpoint.", pattern=SLUG, example="hip_fracture")
    ]
    name: Name
    domain: Annotated[
        str, Column(title="Domain", description="Clinical field of the endpoint.", pattern=SLUG, example="bone")
    ]
    kind: Annotated[
        codes.EndpointKind, Column(title="Kind", description="How the endpoint is counted.", example="event")
    ]
    better: Annotated[codes.Better, Column(title="Better", description="Direction of benefit.", example="lower")]
    usual_unit: UsualUnit | None = None
    definition: Definition


class Coregulator(Record):
    """A coactivator or corepressor, by its HGNC symbol."""

    table: ClassVar = Table(name="coregulators", title="Coregulators", group=Group.VOCABULARY, key=("coregulator_id",))

    coregulator_id: Annotated[
        str, Column(title="Coregulator id", description="HGNC symbol.", pattern=SYMBOL, example="NCOA1")
    ]
    name: Name
    aliases: (
        Annotated[tuple[str, ...], Column(title="Aliases", description="Other names in use.", example="SRC-1")] | None
    ) = None
    hgnc_id: HgncId | None = None
    role: Annotated[codes.CoregulatorRole, Column(title="Role", description="Usual role.", example="coactivator")]


class Neurotransmitter(Record):
    """A transmitter system of the brain."""

    table: ClassVar = Table(
        name="neurotransmitters", title="Neurotransmitters", group=Group.VOCABULARY, key=("neurotransmitter_id",)
    )

    neurotransmitter_id: Annotated[
        str,
        Column(
            title="Neurotransmitter id", description="Id of the transmitter system.", pattern=SLUG, example="serotonin"
        ),
    ]
    name: Name
    definition: Definition


class Source(Record):
    """A text that was read, or that a text read credits."""

    table: ClassVar = Table(name="sources", title="Sources", group=Group.VOCABULARY, key=("source_id",))

    source_id: Annotated[
        str,
        Column(
            title="Source id",
            description="First author and year, or kind and name for labels and records.",
            pattern=SLUG,
            example="ettinger1999",
        ),
    ]
    source_type: Annotated[
        codes.SourceType, Column(title="Source type", description="Kind of source.", example="journal_article")
    ]
    title: Annotated[
        str,
        Column(title="Title", description="Title of the work.", example="Tamoxifen for prevention of breast cancer"),
    ]
    first_author: (
        Annotated[
            str,
            Column(
                title="First author", description="Surname and initials, or the corporate author.", example="Ettinger B"
            ),
        ]
        | None
    ) = None
    year: Annotated[int, calendar_year("Year", "Year of publication, or of the revision read.", "1999")] | None = None
    container: (
        Annotated[
            str, Column(title="Container", description="Journal, book, site or agency it appeared in.", example="JAMA")
        ]
        | None
    ) = None
    volume: Annotated[str, Column(title="Volume", description="Volume.", example="282")] | None = None
    issue: Annotated[str, Column(title="Issue", description="Issue.", example="7")] | None = None
    pages: Annotated[str, Column(title="Pages", description="Pages or article number.", example="637-645")] | None = (
        None
    )
    doi: (
        Annotated[
            str,
            Column(
                title="DOI",
                description="DOI without a resolver.",
                pattern="^10\\.[0-9]{4,9}/[^ ]+$",
                example="10.1001/jama.282.7.637",
            ),
        ]
        | None
    ) = None
    pmid: (
        Annotated[str, Column(title="PMID", description="PubMed id.", pattern="^[1-9][0-9]{0,7}$", example="10517716")]
        | None
    ) = None
    pmcid: (
        Annotated[
            str,
            Column(title="PMCID", description="PubMed Central id.", pattern="^PMC[1-9][0-9]*$", example="PMC3559135"),
        ]
        | None
    ) = None
    registry_id: (
        Annotated[
            str,
            Column(
                title="Registry id",
                description="Id of a trial or document in its registry.",
                pattern="^[A-Za-z0-9][A-Za-z0-9/._-]*$",
                example="NCT00670319",
            ),
        ]
        | None
    ) = None
    url: (
        Annotated[
            str,
            Column(
                title="URL",
                description="Where it was read.",
                pattern="^https?://[^ ]+$",
                example="https://pubmed.ncbi.nlm.nih.gov/10376571/",
            ),
        ]
        | None
    ) = None
    rights: Annotated[codes.Rights, Column(title="Rights", description="Rights in the text.", example="unknown")]
    existence: Annotated[
        codes.Existence, Column(title="Existence", description="Whether it could be found as cited.", example="found")
    ]
    note: Note | None = None


class CodeEntry(Record):
    """One code of a code list. Written from :mod:`sermdata.codes` by ``sermdata build``."""

    table: ClassVar = Table(name="codes", title="Codes", group=Group.VOCABULARY, key=("field", "code"))

    field: Annotated[
        str,
        Column(
            title="Field",
            description="Column the code list belongs to; table.column where columns of the same name differ.",
            pattern="^[a-z0-9_]+(\\.[a-z0-9_]+)?$",
            example="basis",
        ),
    ]
    code: Annotated[str, Column(title="Code", description="The code as it stands in the cell.", example="abstract")]
    label: Annotated[str, Column(title="Label", description="Words for people.", example="Abstract")]
    definition: Definition
    position: Annotated[int, Column(title="Position", description="Place in the list, from 1.", minimum=1, example="2")]
