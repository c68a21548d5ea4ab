"""The code lists: every controlled value, defined once.

A code is a string (``Action.AGONIST == "agonist"``) that carries its label and
its definition. The order of the members is the order of the categories in
frames and of the rows in ``data/vocabularies/codes.csv``, which is written
from this module.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Code(StrEnum):
    """A controlled value with a ``label`` for people and a ``definition``."""

    label: str
    definition: str

    def __new__(cls, value: str, label: str, definition: str) -> Self:
        """A member from its value, label and definition."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.definition = definition
        return member


# --- provenance -------------------------------------------------------------


class Basis(Code):
    """Kind of text that was read."""

    FULL_TEXT = "full_text", "Full text", "The article itself, or a table or section of it, was read."
    ABSTRACT = "abstract", "Abstract", "Only the abstract was read."
    LABEL_SECTION = "label_section", "Label section", "A section of a product label, SmPC or leaflet was read."
    REGISTRY_RECORD = "registry_record", "Registry record", "A record of a trial registry was read."
    REGULATORY_DOCUMENT = (
        "regulatory_document",
        "Regulatory document",
        "A document of a regulator or health technology agency other than a label was read.",
    )
    SECONDARY = (
        "secondary",
        "Secondary",
        "The text read reports a figure that it credits to another source, or that it did not measure itself.",
    )


class Reading(Code):
    """How often the source was read for this row."""

    SINGLE = "single", "Read once", "One reading."
    DOUBLE = "double", "Read twice", "Two independent readings gave the same row."
    ADJUDICATED = (
        "adjudicated",
        "Adjudicated",
        "Two readings differed; the source was read again and the note says how it was settled.",
    )


class SourceType(Code):
    """Kind of source."""

    JOURNAL_ARTICLE = "journal_article", "Journal article", "Report of original research in a journal."
    REVIEW = "review", "Review", "Narrative or systematic review without pooled figures of its own."
    META_ANALYSIS = "meta_analysis", "Meta-analysis", "Article that pools the results of several studies."
    LABEL = "label", "Label", "Prescribing information, SmPC, boxed warning page or patient leaflet of a product."
    REGISTRY_RECORD = "registry_record", "Registry record", "Record in a trial registry."
    REGULATORY_DOCUMENT = (
        "regulatory_document",
        "Regulatory document",
        "Assessment, decision or letter of a regulator or health technology agency.",
    )
    DATABASE = "database", "Database", "Structured collection, a vocabulary or ontology included."
    BOOK = "book", "Book", "Book or book chapter."
    PRESS_RELEASE = "press_release", "Press release", "Announcement by a company or institution."
    WEB_ARTICLE = "web_article", "Web article", "Page on the web that is none of the others."


class Rights(Code):
    """Rights in the source's text; the facts taken from it are free."""

    PUBLIC_DOMAIN = "public_domain", "Public domain", "No copyright, for example a work of the US government."
    CC0 = "cc0", "CC0", "Dedicated to the public domain with CC0."
    CC_BY = "cc_by", "CC BY", "Creative Commons Attribution."
    CC_BY_SA = "cc_by_sa", "CC BY-SA", "Creative Commons Attribution-ShareAlike."
    CC_BY_NC = "cc_by_nc", "CC BY-NC", "Creative Commons Attribution-NonCommercial, with or without further terms."
    ALL_RIGHTS_RESERVED = "all_rights_reserved", "All rights reserved", "Copyright stated without a licence."
    UNKNOWN = "unknown", "Unknown", "No statement of rights was seen."


class Existence(Code):
    """Whether the source could be found as cited."""

    FOUND = "found", "Found", "The source exists with these details."
    NOT_FOUND = "not_found", "Not found", "No such source was found; it is never evidence."
    DETAILS_DIFFER = (
        "details_differ",
        "Details differ",
        "A source like it exists, with other authors, year, volume or pages than cited.",
    )


# --- who, in what, and how it was shown --------------------------------------


class Species(Code):
    """Species of the participants, animals, tissue or cells."""

    HUMAN = "human", "Human", "Homo sapiens, also human tissue, cells and receptors."
    MONKEY = "monkey", "Monkey", "Non-human primate."
    RAT = "rat", "Rat", "Rattus norvegicus."
    MOUSE = "mouse", "Mouse", "Mus musculus."
    RABBIT = "rabbit", "Rabbit", "Oryctolagus cuniculus."
    GUINEA_PIG = "guinea_pig", "Guinea pig", "Cavia porcellus."
    DOG = "dog", "Dog", "Canis familiaris."
    SHEEP = "sheep", "Sheep", "Ovis aries."
    COW = "cow", "Cow", "Bos taurus, also calf tissue."
    HAMSTER = "hamster", "Hamster", "Mesocricetus auratus or Cricetulus griseus."
    CHICKEN = "chicken", "Chicken", "Gallus gallus."
    MIXED = "mixed", "Mixed", "Parts of the system come from different species; the note says which."
    NOT_STATED = "not_stated", "Not stated", "The text read does not say."


class Population(Code):
    """Who or what was studied: sex and hormonal state first."""

    POSTMENOPAUSAL_WOMEN = "postmenopausal_women", "Postmenopausal women", "Women after menopause."
    PERIMENOPAUSAL_WOMEN = "perimenopausal_women", "Perimenopausal women", "Women in the menopausal transition."
    PREMENOPAUSAL_WOMEN = "premenopausal_women", "Premenopausal women", "Women before menopause."
    WOMEN = "women", "Women", "Women of mixed or unstated menopausal status."
    MEN = "men", "Men", "Adult men."
    BOYS = "boys", "Boys", "Male children or adolescents."
    GIRLS = "girls", "Girls", "Female children or adolescents."
    CHILDREN = "children", "Children", "Children or adolescents of both sexes."
    ADULTS = "adults", "Adults", "Adults of both sexes or of unstated sex."
    HEALTHY_VOLUNTEERS = "healthy_volunteers", "Healthy volunteers", "Healthy participants of a phase 1 study."
    OVARIECTOMISED_ANIMAL = "ovariectomised_animal", "Ovariectomised animal", "Female animal without ovaries."
    INTACT_ANIMAL = "intact_animal", "Intact animal", "Female or unspecified animal with its gonads."
    IMMATURE_ANIMAL = "immature_animal", "Immature animal", "Animal before puberty."
    MALE_ANIMAL = "male_animal", "Male animal", "Male animal, intact or castrated; the note says which."
    CELL_LINE = "cell_line", "Cell line", "Cultured cells."
    TISSUE_SAMPLE = "tissue_sample", "Tissue sample", "Tissue or primary cells taken from an organism."


class EvidenceType(Code):
    """Kind of evidence, strongest first."""

    META_ANALYSIS = "meta_analysis", "Meta-analysis", "Pooled result of several studies."
    RANDOMIZED_TRIAL = "randomized_trial", "Randomised trial", "Comparison of randomised groups."
    OBSERVATIONAL = "observational", "Observational", "Comparison without randomisation, or one group before and after."
    CASE_SERIES = "case_series", "Case series", "Reports of single patients."
    ANIMAL_IN_VIVO = "animal_in_vivo", "Animal, in vivo", "Treatment of living animals."
    EX_VIVO = "ex_vivo", "Ex vivo", "Tissue taken from the organism and treated outside it."
    IN_VITRO = "in_vitro", "In vitro", "Cells or cell-free systems."
    LABEL_STATEMENT = (
        "label_statement",
        "Label statement",
        "Statement of a product label or of a regulator without the data behind it.",
    )
    REVIEW_STATEMENT = "review_statement", "Review statement", "Statement of a review without the data behind it."


class ComparedWith(Code):
    """What the effect was judged against."""

    PLACEBO = "placebo", "Placebo", "A placebo group."
    VEHICLE = "vehicle", "Vehicle", "Vehicle-treated animals or cells."
    NO_TREATMENT = "no_treatment", "No treatment", "Untreated participants, animals or cells."
    BASELINE = "baseline", "Baseline", "The same participants before treatment."
    ESTRADIOL = "estradiol", "Estradiol", "Estradiol, as reference agonist or as the agonist to be blocked."
    CONJUGATED_ESTROGENS = (
        "conjugated_estrogens",
        "Conjugated estrogens",
        "Conjugated estrogens or another estrogen product.",
    )
    TAMOXIFEN = "tamoxifen", "Tamoxifen", "Tamoxifen."
    RALOXIFENE = "raloxifene", "Raloxifene", "Raloxifene."
    ANOTHER_SERM = "another_serm", "Another SERM", "A SERM other than tamoxifen and raloxifene."
    ACTIVE = "active", "Active comparator", "Another active treatment; the note names it."
    NONE = "none", "None stated", "No comparison is stated."


class Direction(Code):
    """Direction of a change."""

    INCREASE = "increase", "Increase", "Higher with the compound."
    DECREASE = "decrease", "Decrease", "Lower with the compound."
    NO_CHANGE = "no_change", "No change", "No difference was found or stated."
    MIXED = "mixed", "Mixed", "Both directions, by dose, time, region or measure."
    UNCLEAR = "unclear", "Unclear", "The text does not allow a direction."


class Relation(Code):
    """How a printed number bounds the true one."""

    EQUAL = "=", "Equal to", "The number itself is printed."
    LESS = "<", "Less than", "The number is an upper bound."
    GREATER = ">", "Greater than", "The number is a lower bound."
    APPROXIMATE = "~", "About", "The number is printed as approximate."


class MappingPredicate(Code):
    """Strength of the match between our term and the ontology's."""

    EXACT_MATCH = "exact_match", "Exact match", "The ontology term has the same meaning."
    CLOSE_MATCH = "close_match", "Close match", "The ontology term is close enough for most uses."
    BROAD_MATCH = "broad_match", "Broad match", "The ontology term is broader than ours."
    NARROW_MATCH = "narrow_match", "Narrow match", "The ontology term is narrower than ours."


# --- compounds ----------------------------------------------------------------


class NameType(Code):
    """Kind of the preferred name."""

    INN = "inn", "INN", "International nonproprietary name."
    USAN = "usan", "USAN", "United States adopted name."
    BAN = "ban", "BAN", "British approved name."
    CODE = "code", "Research code", "Code of the developer."
    TRIVIAL = "trivial", "Trivial name", "Common chemical or biochemical name."


class Scope(Code):
    """Why a compound is listed."""

    SERM = "serm", "SERM", "Selective estrogen receptor modulator."
    SERM_SERD = "serm_serd", "SERM/SERD hybrid", "Degrades the receptor and keeps some SERM character."
    METABOLITE = "metabolite", "Metabolite", "Metabolite of a listed compound."
    ISOMER = "isomer", "Isomer", "Isomer of a listed mixture or racemate."
    COMBINATION = "combination", "Combination", "Fixed combination that contains a SERM."
    ER_BETA_SELECTIVE = "er_beta_selective", "ER beta selective", "Ligand that prefers estrogen receptor beta."
    PHYTOSERM = "phytoserm", "PhytoSERM", "Plant compound or extract with SERM-like action."
    COMPARATOR = "comparator", "Comparator", "Reference ligand or comparator of trials; not a SERM."


class ParentRelation(Code):
    """Relation of a compound to its parent."""

    METABOLITE_OF = "metabolite_of", "Metabolite of", "Formed from the parent in the body."
    ISOMER_OF = "isomer_of", "Isomer of", "One stereoisomer of the parent."
    SALT_OF = "salt_of", "Salt of", "Salt or hydrate of the parent."
    PRODRUG_OF = "prodrug_of", "Prodrug of", "Releases the parent in the body."
    ANALOGUE_OF = "analogue_of", "Analogue of", "Structural analogue of the parent."


class Stereochemistry(Code):
    """What the structure says about stereochemistry."""

    ACHIRAL = "achiral", "Achiral", "No stereogenic centre or double bond."
    SINGLE_ISOMER = "single_isomer", "Single isomer", "One defined stereoisomer, geometric isomers included."
    ISOMER_MIXTURE = "isomer_mixture", "Isomer mixture", "Mixture of geometric isomers or diastereomers."
    RACEMATE = "racemate", "Racemate", "Equal mixture of two enantiomers."
    UNSPECIFIED = (
        "unspecified",
        "Unspecified",
        "The source leaves the stereochemistry open, or no single structure applies.",
    )


class DevelopmentStatus(Code):
    """Where the compound stands."""

    APPROVED = "approved", "Approved", "Approved in at least one country today."
    WITHDRAWN = "withdrawn", "Withdrawn", "Was approved or marketed and no longer is."
    INVESTIGATIONAL = "investigational", "Investigational", "In or ready for clinical development."
    DISCONTINUED = "discontinued", "Discontinued", "Development ended before approval."
    PRECLINICAL = "preclinical", "Preclinical", "Never tested in humans as a drug."
    REFERENCE_COMPOUND = (
        "reference_compound",
        "Reference compound",
        "Hormone, metabolite or tool, not a drug of its own.",
    )


class CompoundNameKind(Code):
    """Kind of a name."""

    INN = "inn", "INN", "International nonproprietary name."
    USAN = "usan", "USAN", "United States adopted name."
    BAN = "ban", "BAN", "British approved name."
    JAN = "jan", "JAN", "Japanese accepted name."
    BRAND = "brand", "Brand name", "Trade name of a product."
    RESEARCH_CODE = "research_code", "Research code", "Code of the developer or of a collection."
    SYNONYM = "synonym", "Synonym", "Any other name, systematic names included."
    SALT_NAME = "salt_name", "Salt name", "Name of a salt of the compound."


class IdentifierScheme(Code):
    """Registry that issued an identifier."""

    CAS = "cas", "CAS Registry Number", "Chemical Abstracts Service."
    UNII = "unii", "UNII", "FDA unique ingredient identifier."
    CHEMBL = "chembl", "ChEMBL", "ChEMBL compound id."
    PUBCHEM_CID = "pubchem_cid", "PubChem CID", "PubChem compound id."
    CHEBI = "chebi", "ChEBI", "Chemical Entities of Biological Interest."
    DRUGBANK = "drugbank", "DrugBank", "DrugBank accession."
    GTOPDB = "gtopdb", "GtoPdb", "IUPHAR/BPS Guide to Pharmacology ligand id."
    DRUGCENTRAL = "drugcentral", "DrugCentral", "DrugCentral structure id."
    RXCUI = "rxcui", "RxCUI", "RxNorm concept."
    MESH = "mesh", "MeSH", "Medical Subject Headings descriptor or supplementary concept."
    WIKIDATA = "wikidata", "Wikidata", "Wikidata item."
    KEGG = "kegg", "KEGG", "KEGG drug or compound."
    NSC = "nsc", "NSC number", "National Cancer Institute number."


class IdentifierForm(Code):
    """Exact form an identifier denotes."""

    BASE = "base", "Free base", "The compound without counter-ion."
    SALT = "salt", "Salt", "A salt or hydrate."
    ISOMER = "isomer", "Isomer", "One stereoisomer."
    MIXTURE = "mixture", "Mixture", "The mixture of isomers, or of substances."


# --- molecular pharmacology -----------------------------------------------------


class CoregulatorRole(Code):
    """Usual role of a coregulator."""

    COACTIVATOR = "coactivator", "Coactivator", "Raises transcription by the receptor."
    COREPRESSOR = "corepressor", "Corepressor", "Lowers transcription by the receptor."
    BOTH = "both", "Both", "Either, by context."


class AffinityQuantity(Code):
    """Quantity of an affinity or potency."""

    KI = "ki", "Ki", "Inhibition constant."
    KD = "kd", "Kd", "Dissociation constant."
    IC50 = "ic50", "IC50", "Half-maximal inhibitory concentration."
    EC50 = "ec50", "EC50", "Half-maximal effective concentration."
    RBA = "rba", "RBA", "Relative binding affinity; the unit states the scale, estradiol = 100 or = 1."


class AssayType(Code):
    """Kind of assay."""

    BINDING = "binding", "Binding", "Competition or saturation binding."
    TRANSACTIVATION = "transactivation", "Transactivation", "Reporter or target gene."
    PROLIFERATION = "proliferation", "Proliferation", "Growth of cells."
    COREGULATOR_RECRUITMENT = (
        "coregulator_recruitment",
        "Coregulator recruitment",
        "Contact of receptor and coregulator.",
    )


class ExpressionLevel(Code):
    """How much of a receptor a tissue holds, as the source grades it."""

    PREDOMINANT = "predominant", "Predominant", "The main estrogen receptor of the tissue."
    HIGH = "high", "High", "Graded high, strong or abundant."
    MODERATE = "moderate", "Moderate", "Graded moderate, or present without a grade."
    LOW = "low", "Low", "Graded low or weak."
    ABSENT = "absent", "Absent", "Looked for and not detected."
    VARIABLE = "variable", "Variable", "Differs by cell type, region, cycle or person."


class ExpressionMethod(Code):
    """Method of measuring expression."""

    RT_PCR = "rt_pcr", "RT-PCR", "Reverse transcription PCR, quantitative or not."
    RNA_SEQ = "rna_seq", "RNA sequencing", "RNA sequencing."
    NORTHERN_BLOT = "northern_blot", "Northern blot", "RNA blot."
    IN_SITU_HYBRIDISATION = "in_situ_hybridisation", "In situ hybridisation", "RNA probe on tissue sections."
    RNASE_PROTECTION = "rnase_protection", "RNase protection", "RNase protection assay."
    IMMUNOHISTOCHEMISTRY = "immunohistochemistry", "Immunohistochemistry", "Antibody on tissue sections."
    WESTERN_BLOT = "western_blot", "Western blot", "Antibody on a protein blot."
    LIGAND_BINDING = "ligand_binding", "Ligand binding", "Binding of a labelled ligand."
    REVIEW = "review", "Review", "Statement of a review; the method behind it is not given."
    NOT_STATED = "not_stated", "Not stated", "The text read does not say."


class RecruitmentEffect(Code):
    """What the ligand does to the contact of receptor and coregulator."""

    RECRUITS = (
        "recruits",
        "Recruits",
        "The coregulator binds the receptor, or comes to its target gene, with the ligand.",
    )
    WEAK_RECRUITMENT = "weak_recruitment", "Weak recruitment", "Less than with the reference ligand."
    NO_EFFECT = "no_effect", "No effect", "No recruitment was found."
    DISPLACES = "displaces", "Displaces", "The ligand prevents or ends the contact."


class PkParameter(Code):
    """Pharmacokinetic parameter."""

    HALF_LIFE = "half_life", "Half-life", "Terminal elimination half-life."
    TMAX = "tmax", "Tmax", "Time of the highest concentration."
    CMAX = "cmax", "Cmax", "Highest concentration."
    AUC = "auc", "AUC", "Area under the concentration-time curve."
    BIOAVAILABILITY = "bioavailability", "Bioavailability", "Share of the dose that reaches the circulation."
    ABSORPTION = "absorption", "Absorption", "Share of the dose that is absorbed."
    PROTEIN_BINDING = "protein_binding", "Protein binding", "Share bound in plasma."
    CLEARANCE = "clearance", "Clearance", "Apparent or total clearance."
    VOLUME_OF_DISTRIBUTION = "volume_of_distribution", "Volume of distribution", "Apparent volume of distribution."
    STEADY_STATE_DAYS = "steady_state_days", "Time to steady state", "Days until steady state."


class PkStatistic(Code):
    """What the value is of the measured ones."""

    MEAN = "mean", "Mean", "Arithmetic or geometric mean."
    MEDIAN = "median", "Median", "Median."
    RANGE = "range", "Range", "Lowest and highest value."
    SINGLE = "single", "Single value", "One value without a statistic."


class MetabolismRole(Code):
    """Relation of compound and enzyme."""

    SUBSTRATE = "substrate", "Substrate", "The enzyme converts the compound."
    INHIBITOR = "inhibitor", "Inhibitor", "The compound inhibits the enzyme."
    INDUCER = "inducer", "Inducer", "The compound induces the enzyme."


class Importance(Code):
    """Weight of a metabolic route."""

    MAJOR = "major", "Major", "Stated as a main route."
    MINOR = "minor", "Minor", "Stated as a minor route."
    UNKNOWN = "unknown", "Unknown", "Not stated."


# --- clinical ---------------------------------------------------------------------


class BiomarkerAxis(Code):
    """System a biomarker belongs to."""

    HPG = "hpg", "Hypothalamic-pituitary-gonadal", "Gonadotropins, sex steroids and their binding."
    LIPID = "lipid", "Lipids", "Lipids and lipoproteins."
    COAGULATION = "coagulation", "Coagulation", "Clotting and fibrinolysis."
    BONE_TURNOVER = "bone_turnover", "Bone", "Bone turnover and density."
    METABOLIC = "metabolic", "Glucose metabolism", "Glucose, insulin and body composition."
    HEPATIC = "hepatic", "Liver", "Liver enzymes and liver fat."
    IGF = "igf", "Somatotropic", "Growth hormone and insulin-like growth factors."
    THYROID = "thyroid", "Thyroid", "Thyroid hormones and their binding."
    INFLAMMATION = "inflammation", "Inflammation", "Markers of inflammation."
    OTHER = "other", "Other", "None of the others."


class EndpointKind(Code):
    """How an endpoint is counted."""

    EVENT = "event", "Event", "A participant has it or not."
    CONTINUOUS = "continuous", "Continuous", "A measured quantity or score."
    TIME_TO_EVENT = "time_to_event", "Time to event", "Time until the event, with censoring."
    COUNT = "count", "Count", "Events that a participant can have more than once."


class Better(Code):
    """Direction of benefit of an endpoint."""

    LOWER = "lower", "Lower is better", "A lower value is the benefit."
    HIGHER = "higher", "Higher is better", "A higher value is the benefit."
    NEITHER = "neither", "Neither", "No direction is a benefit as such."


class TissueAction(Code):
    """Estrogen-like sense of an effect in a tissue."""

    AGONIST = "agonist", "Agonist", "Acts as an estrogen does in this tissue."
    PARTIAL_AGONIST = "partial_agonist", "Partial agonist", "Acts as an estrogen does, but less."
    MIXED = "mixed", "Mixed", "Agonist and antagonist, by dose, state or measure."
    NEUTRAL = "neutral", "Neutral", "No estrogen-like effect and no blocking was found."
    ANTAGONIST = "antagonist", "Antagonist", "Blocks the estrogen effect, or acts against it, in this tissue."


class IndicationStatus(Code):
    """Regulatory or factual status of a use."""

    APPROVED = "approved", "Approved", "Approved by the agency."
    APPROVED_THEN_WITHDRAWN = (
        "approved_then_withdrawn",
        "Approved, then withdrawn",
        "Approved once; the approval or product no longer stands.",
    )
    REFUSED = "refused", "Refused", "The agency refused, or answered that it cannot approve."
    APPLICATION_WITHDRAWN = "application_withdrawn", "Application withdrawn", "The applicant withdrew."
    OFF_LABEL = "off_label", "Off-label", "Used without approval for this condition."
    INVESTIGATIONAL = "investigational", "Investigational", "Studied in trials for this condition."
    DISCONTINUED = (
        "discontinued",
        "Discontinued",
        "Development for this condition ended, or the product is no longer sold.",
    )


class SideEffectComparator(Code):
    """Comparator of a side-effect figure."""

    PLACEBO = "placebo", "Placebo", "Placebo group."
    ACTIVE = "active", "Active", "Another active treatment."
    NONE = "none", "None", "No comparator is printed."


class FrequencyClass(Code):
    """Frequency class after CIOMS."""

    VERY_COMMON = "very_common", "Very common", "At least 10 %."
    COMMON = "common", "Common", "At least 1 % and under 10 %."
    UNCOMMON = "uncommon", "Uncommon", "At least 0.1 % and under 1 %."
    RARE = "rare", "Rare", "At least 0.01 % and under 0.1 %."
    VERY_RARE = "very_rare", "Very rare", "Under 0.01 %."
    NOT_KNOWN = "not_known", "Not known", "Cannot be estimated from the data, for example spontaneous reports."


CLASS_BOUNDS: dict[str, tuple[float, float]] = {
    "very_common": (10, 100),
    "common": (1, 10),
    "uncommon": (0.1, 1),
    "rare": (0.01, 0.1),
    "very_rare": (0, 0.01),
}
"""Bounds of the frequency classes, in percent: the lower one belongs to the class, the upper one not."""


class FrequencyClassOrigin(Code):
    """Where a frequency class comes from."""

    LABEL = "label", "Label", "Printed in the source."
    COMPUTED = "computed", "Computed", "Computed from the printed percent."


class WarningKind(Code):
    """Kind of a label warning."""

    BOXED_WARNING = "boxed_warning", "Boxed warning", "In the box at the head of a US label."
    CONTRAINDICATION = "contraindication", "Contraindication", "Must not be used."
    WARNING = "warning", "Warning", "Warning or precaution."
    INTERACTION = "interaction", "Interaction", "With another product."
    PREGNANCY = "pregnancy", "Pregnancy", "On pregnancy, fertility or lactation."


# --- trials -----------------------------------------------------------------------


class TrialDesign(Code):
    """Design of a study."""

    PARALLEL = "parallel", "Parallel", "Groups treated at the same time."
    CROSSOVER = "crossover", "Crossover", "Each participant has each treatment in turn."
    OPEN_EXTENSION = "open_extension", "Extension", "Continuation of an earlier trial, masked or open."
    SINGLE_ARM = "single_arm", "Single arm", "One treated group."
    COHORT = "cohort", "Cohort", "Observational cohort, prospective or retrospective."
    CASE_CONTROL = "case_control", "Case-control", "Cases and controls compared by past exposure."
    META_ANALYSIS = "meta_analysis", "Meta-analysis", "Pooled analysis of several trials."


class Allocation(Code):
    """Allocation to arms."""

    RANDOMIZED = "randomized", "Randomised", "By chance."
    NON_RANDOMIZED = "non_randomized", "Not randomised", "By another rule."
    NOT_APPLICABLE = "not_applicable", "Not applicable", "One arm, or a pooled analysis of several trials."


class Masking(Code):
    """Masking (blinding)."""

    DOUBLE_BLIND = "double_blind", "Double-blind", "Participants and investigators masked."
    SINGLE_BLIND = "single_blind", "Single-blind", "One party masked."
    OPEN_LABEL = "open_label", "Open label", "Nobody masked."
    UNKNOWN = "unknown", "Unknown", "The text read does not say."


class Phase(Code):
    """Phase of clinical development."""

    PHASE_1 = "1", "Phase 1", "First studies in humans."
    PHASE_1_2 = "1_2", "Phase 1/2", "Phase 1 and 2 in one protocol."
    PHASE_2 = "2", "Phase 2", "Exploratory studies in patients."
    PHASE_2_3 = "2_3", "Phase 2/3", "Phase 2 and 3 in one protocol."
    PHASE_3 = "3", "Phase 3", "Confirmatory studies."
    PHASE_4 = "4", "Phase 4", "Studies after approval; for a compound: marketed."
    NOT_APPLICABLE = "not_applicable", "Not applicable", "No phase applies."


class SponsorType(Code):
    """Who paid or ran a trial."""

    INDUSTRY = "industry", "Industry", "A company."
    ACADEMIC = "academic", "Academic", "University, hospital, charity or cooperative group."
    GOVERNMENT = "government", "Government", "Public agency."
    MIXED = "mixed", "Mixed", "More than one kind."


class ArmType(Code):
    """Kind of an arm."""

    ACTIVE = "active", "Active", "Has an active treatment."
    PLACEBO = "placebo", "Placebo", "Has a placebo."
    NO_TREATMENT = "no_treatment", "No treatment", "Has no treatment, or stops it."
    ADD_ON = "add_on", "Add-on", "Has the treatment on top of another one."


class Measure(Code):
    """Effect measure or statistic of a result."""

    RISK_RATIO = "risk_ratio", "Risk ratio", "Ratio of risks."
    ODDS_RATIO = "odds_ratio", "Odds ratio", "Ratio of odds."
    HAZARD_RATIO = "hazard_ratio", "Hazard ratio", "Ratio of hazards."
    RATE_RATIO = "rate_ratio", "Rate ratio", "Ratio of rates per person-time."
    RISK_DIFFERENCE = "risk_difference", "Risk difference", "Difference of risks."
    RELATIVE_REDUCTION_PERCENT = (
        "relative_reduction_percent",
        "Relative reduction",
        "100 x (1 - ratio), positive for a reduction.",
    )
    MEAN_DIFFERENCE = "mean_difference", "Mean difference", "Difference of means or of mean changes."
    MEDIAN_DIFFERENCE = "median_difference", "Median difference", "Difference of medians."
    MEAN = "mean", "Mean", "Mean of the arm."
    MEDIAN = "median", "Median", "Median of the arm."
    MEAN_CHANGE = "mean_change", "Mean change", "Mean change from baseline in the arm."
    PERCENT_CHANGE = "percent_change", "Percent change", "Mean or median percent change from baseline in the arm."
    PERCENT = "percent", "Percent", "Share of the arm's participants."
    INCIDENCE_RATE = "incidence_rate", "Incidence rate", "Events per person-time in the arm."
    COUNT = "count", "Count", "Number of participants or events in the arm."


# --- assertions -------------------------------------------------------------------


class Verdict(Code):
    """What the evidence says of a claim."""

    SUPPORTED = "supported", "Supported", "The evidence found supports the claim."
    PARTLY = "partly", "Partly", "True in part, or only under conditions that the claim leaves out."
    CONTRADICTED = "contradicted", "Contradicted", "The evidence found speaks against the claim."
    UNVERIFIED = "unverified", "Unverified", "No adequate source was found; the claim may be true."


class Supports(Code):
    """Whether a row supports a claim."""

    YES = "yes", "Yes", "The row supports the claim."
    NO = "no", "No", "The row speaks against the claim."
    PARTLY = "partly", "Partly", "The row supports a part of the claim."


class ConflictKind(Code):
    """Kind of conflict between rows."""

    VALUE_CONFLICT = "value_conflict", "Value conflict", "Two figures for the same thing."
    DIRECTION_CONFLICT = "direction_conflict", "Direction conflict", "Opposite directions or actions."
    IDENTITY_CONFLICT = "identity_conflict", "Identity conflict", "The sources disagree on what a name or id denotes."
