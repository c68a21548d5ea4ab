"""Every rule is seen to fail: one planted fault, one finding, at the right place."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from sermdata.spec import contract
from sermdata.validation import validate
from sermdata.validation.catalogue import RULES

from .conftest import Rows, small_package, write_package

RULES_OF_NO_FAULT = {code for code, rule in RULES.items() if rule.severity == "notice"}


@dataclass(frozen=True)
class Case:
    """A fault: how to plant it in the rows or in a file, and the one finding it must give."""

    rule: str
    table: str
    plant: Callable[[Rows], object] | None = None
    spoil: Callable[[bytes], bytes] | None = None
    row_id: str | None = None
    column: str | None = None
    name: str = ""
    file: str | None = None


def put(table: str, number: int, **cells: str) -> Callable[[Rows], object]:
    """Change cells of one row."""
    return lambda rows: rows[table][number].update(cells)


def again(table: str, number: int, **cells: str) -> Callable[[Rows], object]:
    """Add a changed copy of a row."""
    return lambda rows: rows[table].append({**rows[table][number], **cells})


def two_trials_of_one_registry_id(rows: Rows) -> None:
    """Enter a registered trial a second time under another id."""
    rows["trials"][0]["registry_id"] = "NCT00000001"
    rows["trials"].append({**rows["trials"][0], "trial_id": "try_again"})
    rows["trial_arms"].append({**rows["trial_arms"][0], "trial_id": "try_again"})


def swap(old: str, new: str) -> Callable[[bytes], bytes]:
    """Replace text in a file; the text must be there."""

    def change(data: bytes) -> bytes:
        assert old.encode() in data
        return data.replace(old.encode(), new.encode(), 1)

    return change


def endpoint_as_event(rows: Rows) -> None:
    """Make an efficacy endpoint an adverse event term."""
    rows["endpoints"][1].update(domain="fertility")
    rows["adverse_event_terms"].append({**rows["adverse_event_terms"][0], "event_id": "density"})
    rows["warnings"][0].update(event_id="density")


def hormone_in_the_wrong_unit(rows: Rows) -> None:
    """A testosterone of men that was printed in ng/mL, entered in ng/dL."""
    rows["biomarkers"][0].update(biomarker_id="testosterone_total")
    rows["biomarker_effects"][0].update(biomarker_id="testosterone_total", population="men", unit="ng/dL")


CASES = [
    # --- text
    Case("SD101", "conditions", spoil=lambda data: data.replace(b"A condition", b"A c\xf3ndition")),
    Case("SD102", "conditions", spoil=lambda data: b"\xef\xbb\xbf" + data),
    Case("SD103", "conditions", spoil=lambda data: data.replace(b"\n", b"\r\n")),
    Case("SD104", "tissues", spoil=lambda data: data.replace(b",", b";")),
    Case("SD105", "tissues", spoil=swap("womb,womb", 'womb,"womb')),
    Case(
        "SD106",
        "biomarkers",
        spoil=lambda data: b"biomarker_id,name,axis,oba_id,usual_unit\nldl,LDL,lipid,,\n",
        column="definition",
    ),
    Case("SD106", "biomarkers", spoil=swap("usual_unit", "usual_units"), column="usual_unit", name="renamed"),
    Case("SD106", "biomarkers", spoil=lambda data: b"", name="empty file"),
    Case(
        "SD107",
        "biomarkers",
        spoil=lambda data: data.replace(b"definition\n", b"definition,colour\n").replace(
            b"A lipid.\n", b"A lipid.,red\n"
        ),
        column="colour",
    ),
    Case(
        "SD108",
        "biomarkers",
        spoil=lambda data: b"name,biomarker_id,axis,oba_id,usual_unit,definition\nLDL,ldl,lipid,,,A lipid.\n",
    ),
    Case("SD109", "tissues", spoil=swap(",test,A tissue.", ",test"), row_id="bone", name="short row"),
    Case("SD109", "tissues", spoil=swap("A tissue.", "A tissue,of bone"), row_id="bone", name="long row"),
    Case("SD110", "tissues", spoil=swap("\nwomb", "\n\nwomb")),
    Case("SD111", "tissues", plant=put("tissues", 0, definition="A tissue. "), row_id="bone", column="definition"),
    Case("SD112", "tissues", plant=put("tissues", 0, definition="A\ntissue."), row_id="bone", column="definition"),
    Case(
        "SD112",
        "tissues",
        plant=put("tissues", 0, definition="A\x07tissue."),
        row_id="bone",
        column="definition",
        name="bell",
    ),
    Case("SD113", "tissues", plant=put("tissues", 0, definition="=1+1"), row_id="bone", column="definition"),
    Case(
        "SD114",
        "tissues",
        spoil=lambda data: b"\n".join([*data.split(b"\n")[:1], *data.split(b"\n")[2:0:-1], b""]),
        row_id="bone",
        name="order",
    ),
    Case("SD114", "tissues", spoil=swap("womb,womb", 'womb,"womb"'), name="needless quotes"),
    Case("SD114", "tissues", spoil=lambda data: data.rstrip(b"\n"), name="no newline at the end"),
    Case("SD115", "trials", plant=put("trials", 0, country_count="NA"), row_id="try", column="country_count"),
    Case(
        "SD115",
        "trial_results",
        plant=put("trial_results", 0, p_value="NaN"),
        row_id="TR0001",
        column="p_value",
        name="NaN",
    ),
    # --- cells
    Case(
        "SD201",
        "trials",
        plant=put("trials", 0, n_randomized="2,000"),
        row_id="try",
        column="n_randomized",
        name="thousands",
    ),
    Case("SD201", "trial_results", plant=put("trial_results", 1, estimate="two"), row_id="TR0002", column="estimate"),
    Case("SD201", "side_effects", plant=put("side_effects", 0, serious="yes"), row_id="SE0001", column="serious"),
    Case("SD202", "tissues", plant=put("tissues", 0, name=""), row_id="bone", column="name"),
    Case(
        "SD203",
        "tissue_profiles",
        plant=put("tissue_profiles", 0, action="agonistic"),
        row_id="TP0001",
        column="action",
    ),
    Case(
        "SD204", "conditions", plant=put("conditions", 0, mondo_id="MONDO:1"), row_id="brittleness", column="mondo_id"
    ),
    Case(
        "SD204",
        "compounds",
        plant=put("compounds", 6, atc_codes="A01AA01;xx"),
        row_id="hormone",
        column="atc_codes",
        name="list item",
    ),
    Case(
        "SD204",
        "tissue_profiles",
        plant=put("tissue_profiles", 0, profile_id="TP1"),
        row_id="TP1",
        column="profile_id",
        name="id that others refer to",
    ),
    Case(
        "SD205",
        "side_effects",
        plant=put("side_effects", 0, comparator_percent="160"),
        row_id="SE0001",
        column="comparator_percent",
    ),
    # --- keys
    Case("SD301", "tissues", plant=again("tissues", 0, name="other"), row_id="bone"),
    Case(
        "SD301",
        "compound_names",
        plant=again("compound_names", 0, region="US"),
        row_id="alphafene/alphafene brand/brand",
        name="composite",
    ),
    Case(
        "SD302",
        "tissue_profiles",
        plant=put("tissue_profiles", 0, compound_id="alphafen"),
        row_id="TP0001",
        column="compound_id",
    ),
    Case(
        "SD302",
        "trial_results",
        plant=put("trial_results", 0, arm_id="beta"),
        row_id="TR0001",
        column="arm_id",
        name="arm of another trial",
    ),
    Case(
        "SD302",
        "trial_results",
        plant=put("trial_results", 1, comparator_arm_id="nothing"),
        row_id="TR0002",
        column="comparator_arm_id",
        name="comparator arm",
    ),
    Case(
        "SD302",
        "compound_identifiers",
        plant=put("compound_identifiers", 0, source_id="nowhere"),
        row_id="alphafene/cas/108-88-3",
        column="source_id",
        name="source",
    ),
    Case(
        "SD303",
        "tissue_profiles",
        plant=again("tissue_profiles", 0, profile_id="TP0005", action="neutral"),
        row_id="TP0005",
    ),
    Case(
        "SD304",
        "retired_ids",
        plant=put("retired_ids", 0, row_id="TP0002"),
        row_id="tissue_profiles/TP0002",
        column="row_id",
    ),
    Case("SD305", "tissues", plant=again("tissues", 0, tissue_id="skin"), row_id="skin", column="tissue_id"),
    Case(
        "SD305",
        "sources",
        plant=again("sources", 0, source_id="spare2000"),
        row_id="spare2000",
        column="source_id",
        name="source",
    ),
    Case(
        "SD306",
        "claim_evidence",
        plant=put("claim_evidence", 0, row_id="TP0050"),
        row_id="CL0001/tissue_profiles/TP0050",
        column="row_id",
    ),
    Case(
        "SD306",
        "adjudications",
        plant=put("adjudications", 0, table_name="tissue_profile"),
        row_id="AD0001",
        column="table_name",
        name="table",
    ),
    Case("SD307", "compounds", plant=put("compounds", 1, parent_id="betafene"), row_id="betafene", column="parent_id"),
    # --- provenance
    Case(
        "SD401",
        "tissue_profiles",
        plant=put("tissue_profiles", 0, source_id="lost1999"),
        row_id="TP0001",
        column="source_id",
    ),
    Case(
        "SD402",
        "tissue_profiles",
        plant=put("tissue_profiles", 0, source_id="structures"),
        row_id="TP0001",
        column="source_id",
    ),
    Case(
        "SD403",
        "tissue_profiles",
        plant=put("tissue_profiles", 0, credited_source_id="article2001"),
        row_id="TP0001",
        column="credited_source_id",
    ),
    Case(
        "SD404",
        "tissue_profiles",
        plant=put("tissue_profiles", 0, reading="adjudicated"),
        row_id="TP0001",
        column="note",
    ),
    Case(
        "SD405",
        "tissue_profiles",
        plant=put("tissue_profiles", 0, basis="label_section"),
        row_id="TP0001",
        column="basis",
    ),
    Case(
        "SD405",
        "indications",
        plant=put("indications", 0, basis="abstract"),
        row_id="IN0001",
        column="basis",
        name="abstract of a label",
    ),
    Case(
        "SD406",
        "tissue_profiles",
        plant=put("tissue_profiles", 2, evidence_type="randomized_trial"),
        row_id="TP0003",
        column="evidence_type",
    ),
    Case(
        "SD406",
        "tissue_profiles",
        plant=put("tissue_profiles", 0, evidence_type="label_statement"),
        row_id="TP0001",
        column="evidence_type",
        name="no label",
    ),
    Case(
        "SD407",
        "reading_agreement",
        plant=put("reading_agreement", 0, rows_agreed="11"),
        row_id="trial_results/one",
        column="rows_agreed",
    ),
    Case(
        "SD408", "tissue_profiles", plant=put("tissue_profiles", 0, locator="Table 2"), row_id="TP0001", column="basis"
    ),
    # --- clinical
    Case(
        "SD501",
        "biomarker_effects",
        plant=put("biomarker_effects", 0, compound_id="combo"),
        row_id="BE0001",
        column="compound_id",
    ),
    Case(
        "SD501",
        "side_effects",
        plant=put("side_effects", 1, compound_id="combo"),
        row_id="SE0002",
        column="compound_id",
        name="combination",
    ),
    Case(
        "SD502",
        "adverse_event_terms",
        plant=endpoint_as_event,
        row_id="density",
        column="event_id",
    ),
    Case("SD503", "trials", plant=put("trials", 0, start_year="2001"), row_id="try", column="start_year"),
    Case(
        "SD503",
        "trials",
        plant=put("trials", 0, end_year="2003"),
        row_id="try",
        column="end_year",
        name="after publication",
    ),
    Case("SD509", "trials", plant=two_trials_of_one_registry_id, row_id="try_again", column="registry_id"),
    Case(
        "SD504", "indications", plant=put("indications", 0, status_date="1989"), row_id="IN0001", column="status_date"
    ),
    Case(
        "SD505",
        "indications",
        plant=again("indications", 0, indication_id="IN0003", status="refused"),
        row_id="IN0003",
        column="status",
    ),
    Case("SD506", "indications", plant=put("indications", 0, jurisdiction=""), row_id="IN0001", column="jurisdiction"),
    Case(
        "SD507",
        "trial_arms",
        plant=put("trial_arms", 1, compound_id="alphafene"),
        row_id="try/placebo",
        column="compound_id",
    ),
    Case(
        "SD508",
        "indications",
        plant=put("indications", 1, status_date="1998-02-30"),
        row_id="IN0002",
        column="status_date",
    ),
    # --- statistics
    Case(
        "SD601",
        "trial_results",
        plant=put("trial_results", 1, ci_low="2.6"),
        row_id="TR0002",
        column="estimate",
        name="estimate outside",
    ),
    Case(
        "SD601",
        "trial_results",
        plant=put("trial_results", 1, ci_low="2.9", ci_high="2.1"),
        row_id="TR0002",
        column="ci_low",
    ),
    Case(
        "SD601",
        "trial_results",
        plant=put("trial_results", 1, ci_low=""),
        row_id="TR0002",
        column="ci_low",
        name="half an interval",
    ),
    Case(
        "SD602",
        "trial_results",
        plant=put("trial_results", 0, estimate="-0.50", note="adjusted"),
        row_id="TR0001",
        column="estimate",
    ),
    Case("SD603", "trial_results", plant=put("trial_results", 1, ci_high="4.9"), row_id="TR0002", column="estimate"),
    Case(
        "SD604",
        "trial_results",
        plant=put("trial_results", 0, p_relation="=", p_value="0.3"),
        row_id="TR0001",
        column="p_value",
    ),
    Case("SD605", "trial_results", plant=put("trial_results", 0, events="30"), row_id="TR0001", column="estimate"),
    Case(
        "SD605",
        "trial_results",
        plant=put("trial_results", 2, estimate="5.0"),
        row_id="TR0003",
        column="estimate",
        name="percent",
    ),
    Case("SD606", "side_effects", plant=put("side_effects", 0, n_affected="120"), row_id="SE0001", column="percent"),
    Case("SD607", "trial_results", plant=put("trial_results", 0, events="1040"), row_id="TR0001", column="events"),
    Case(
        "SD607",
        "side_effects",
        plant=put("side_effects", 0, comparator_n_affected="6000"),
        row_id="SE0001",
        column="comparator_n_affected",
        name="side effect",
    ),
    Case("SD608", "trial_results", plant=put("trial_results", 2, n="4000", events=""), row_id="TR0003", column="n"),
    Case("SD608", "trial_arms", plant=put("trial_arms", 0, n="2500"), row_id="try/alpha", column="n", name="arm"),
    Case("SD608", "trials", plant=put("trials", 0, n_analysed="2001"), row_id="try", column="n_analysed", name="trial"),
    Case(
        "SD609",
        "side_effects",
        plant=put("side_effects", 0, frequency_class="common"),
        row_id="SE0001",
        column="frequency_class",
    ),
    Case(
        "SD609",
        "side_effects",
        plant=put("side_effects", 1, frequency_class_origin=""),
        row_id="SE0002",
        column="frequency_class_origin",
        name="pair",
    ),
    Case(
        "SD610",
        "trial_results",
        plant=put("trial_results", 1, measure="risk_ratio", unit="1"),
        row_id="TR0002",
        column="measure",
    ),
    Case(
        "SD611",
        "side_effects",
        plant=put("side_effects", 1, comparator="placebo"),
        row_id="SE0002",
        column="comparator",
    ),
    Case(
        "SD611",
        "side_effects",
        plant=put("side_effects", 1, comparator_percent="1"),
        row_id="SE0002",
        column="comparator_percent",
        name="figure without comparator",
    ),
    Case(
        "SD611",
        "trial_results",
        plant=put("trial_results", 1, comparator_arm_id=""),
        row_id="TR0002",
        column="comparator_arm_id",
        name="difference of one arm",
    ),
    Case(
        "SD612",
        "side_effects",
        plant=put("side_effects", 0, reporting_threshold_percent="15"),
        row_id="SE0001",
        column="percent",
    ),
    Case(
        "SD613",
        "biomarker_effects",
        plant=put("biomarker_effects", 0, percent_change="12"),
        row_id="BE0001",
        column="percent_change",
    ),
    Case(
        "SD613",
        "biomarker_effects",
        plant=put("biomarker_effects", 0, percent_change="", final_value="3.9"),
        row_id="BE0001",
        column="final_value",
        name="values",
    ),
    Case("SD614", "trial_results", plant=put("trial_results", 0, p_relation=""), row_id="TR0001", column="p_relation"),
    Case(
        "SD615",
        "pharmacokinetics",
        plant=put("pharmacokinetics", 0, value_low="8"),
        row_id="PK0001",
        column="value_low",
    ),
    Case(
        "SD616",
        "trial_results",
        plant=lambda rows: (
            rows["endpoints"][1].update(kind="count"),
            rows["trial_results"][1].update(
                measure="mean", estimate="2.53", n="10", ci_level="", ci_low="", ci_high="", unit="1"
            ),
        ),
        row_id="TR0002",
        column="estimate",
    ),
    Case("SD617", "pharmacokinetics", plant=put("pharmacokinetics", 0, unit="ng/mL"), row_id="PK0001", column="unit"),
    Case(
        "SD617",
        "receptor_affinities",
        plant=put("receptor_affinities", 0, quantity="ki", value="0.4", unit="%"),
        row_id="RA0001",
        column="unit",
        name="affinity",
    ),
    Case(
        "SD617",
        "receptor_affinities",
        plant=put("receptor_affinities", 0, unit="nmol/L"),
        row_id="RA0001",
        column="unit",
        name="share",
    ),
    Case("SD618", "biomarker_effects", plant=hormone_in_the_wrong_unit, row_id="BE0001", column="baseline_value"),
    # --- chemistry
    Case(
        "SD701",
        "compounds",
        plant=put("compounds", 2, inchikey="IAQRGUVFOMOMEM-UHFFFAOYSA-N"),
        row_id="mixfene",
        column="inchikey",
    ),
    Case(
        "SD702",
        "compounds",
        plant=put("compounds", 4, inchikey="YXFVVABEGXRONW-UHFFFAOYSA-N"),
        row_id="z_mixfene",
        column="inchikey",
    ),
    Case(
        "SD703",
        "compounds",
        plant=put("compounds", 0, smiles="Cc1ccccc"),
        row_id="alphafene",
        column="smiles",
        name="SMILES",
    ),
    Case(
        "SD703",
        "compounds",
        plant=put("compounds", 0, inchikey="IAQRGUVFOMOMEM-UHFFFAOYSA-N"),
        row_id="alphafene",
        column="inchikey",
    ),
    Case(
        "SD703",
        "compounds",
        plant=put("compounds", 0, molecular_formula="C7H9"),
        row_id="alphafene",
        column="molecular_formula",
        name="formula",
    ),
    Case(
        "SD703",
        "compounds",
        plant=put("compounds", 0, molecular_weight="93.14"),
        row_id="alphafene",
        column="molecular_weight",
        name="weight",
    ),
    Case(
        "SD704", "compounds", plant=put("compounds", 1, parent_relation=""), row_id="betafene", column="parent_relation"
    ),
    Case("SD705", "compounds", plant=put("compounds", 5, scope="serm"), row_id="combo", column="scope"),
    Case(
        "SD707",
        "compound_identifiers",
        plant=put("compound_identifiers", 0, scheme="chembl"),
        row_id="alphafene/chembl/108-88-3",
        column="identifier",
    ),
    Case(
        "SD706",
        "compound_identifiers",
        plant=put("compound_identifiers", 0, identifier="108-88-4"),
        row_id="alphafene/cas/108-88-4",
        column="identifier",
    ),
]


TWO_IN_A_ROW: dict[str, tuple[str, int, dict[str, str]]] = {
    "SD111": ("tissue_profiles", 0, {"compound_id": " alphafene", "tissue_id": "bone ", "locator": " abstract"}),
    "SD112": ("tissue_profiles", 0, {"marker": "a\tb", "locator": "a\x07b"}),
    "SD113": ("tissue_profiles", 0, {"marker": "=1", "locator": "@a"}),
    "SD115": ("trials", 0, {"country_count": "NA", "start_year": "null"}),
    "SD201": ("trials", 0, {"country_count": "few", "start_year": "late"}),
    "SD202": ("tissues", 0, {"name": "", "definition": ""}),
    "SD203": ("tissue_profiles", 0, {"action": "agonistic", "species": "man"}),
    "SD204": ("receptors", 0, {"hgnc_id": "3467", "uniprot_id": "x"}),
    "SD205": ("side_effects", 0, {"percent": "110", "comparator_percent": "160"}),
    "SD302": ("tissue_profiles", 0, {"compound_id": "nosuch", "tissue_id": "nowhere", "source_id": "nobody1999"}),
    "SD306": ("adjudications", 0, {"row_id": "TP0050", "other_row_id": "TP0051"}),
    "SD503": ("trials", 0, {"start_year": "2009", "end_year": "2008"}),
    "SD602": ("trial_results", 0, {"ci_low": "-0.34", "ci_high": "-0.73"}),
    "SD605": ("trial_results", 2, {"estimate": "5.0", "comparator_value": "9.0"}),
    "SD606": ("side_effects", 0, {"percent": "12.0", "comparator_percent": "7.0"}),
    "SD607": ("trial_results", 0, {"events": "1040", "comparator_events": "1080"}),
    "SD608": ("trial_results", 1, {"n": "4000", "comparator_n": "4000"}),
    "SD703": ("compounds", 0, {"inchikey": "IAQRGUVFOMOMEM-UHFFFAOYSA-N", "molecular_formula": "C7H9"}),
}
"""Faults of one rule in several cells of one row, for every rule that can hold of several."""
ONE_IN_A_ROW = {
    *("SD101", "SD102", "SD103", "SD104", "SD105", "SD106", "SD107", "SD108", "SD109", "SD110", "SD114"),
    *("SD301", "SD303", "SD304", "SD305", "SD307"),
    *("SD401", "SD402", "SD403", "SD404", "SD405", "SD406", "SD407", "SD408"),
    *("SD501", "SD502", "SD504", "SD505", "SD506", "SD507", "SD508", "SD509"),
    *("SD601", "SD603", "SD604", "SD609", "SD610", "SD612", "SD614", "SD615", "SD616", "SD617"),
    *("SD611", "SD613", "SD618"),  # several cells, one fault: comparator, direction, unit
    *("SD701", "SD702", "SD704", "SD705", "SD706", "SD707"),
}
"""Rules on the file or the header, on a whole row, or on one column (or one pair) of a table."""


@pytest.mark.parametrize("rule", TWO_IN_A_ROW)
def test_faults_of_one_rule_in_several_cells_of_a_row_are_findings_each(rule: str, tmp_path: Path) -> None:
    table, number, cells = TWO_IN_A_ROW[rule]
    rows = small_package()
    rows["trial_results"][2].update(comparator_events="80", comparator_n="1000")
    rows[table][number].update(cells)
    found = validate(write_package(tmp_path, rows)).findings
    assert [(one.rule, one.column) for one in found] == [(rule, column) for column in sorted(cells)]


def test_of_every_rule_it_is_known_whether_one_row_can_break_it_twice() -> None:
    cells = {code for code, rule in RULES.items() if rule.subject not in ("package", "notices")}
    assert cells - set(TWO_IN_A_ROW) == ONE_IN_A_ROW
    assert not ONE_IN_A_ROW & set(TWO_IN_A_ROW)


def test_a_structure_that_all_else_speaks_against_is_one_finding(tmp_path: Path) -> None:
    rows = small_package()
    rows["compounds"][0].update(smiles="c1ccccc1")
    (found,) = validate(write_package(tmp_path, rows)).findings
    assert (found.rule, found.column) == ("SD703", "smiles")


def test_two_unknown_columns_are_two_findings(small: Path) -> None:
    path = small / "data/vocabularies/tissues.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("\n", ",,\n").replace(",,", ",hue,tint", 1), encoding="utf-8"
    )
    found = validate(small).findings
    assert [(one.rule, one.column) for one in found] == [("SD107", "hue"), ("SD107", "tint")]


def test_the_small_package_is_clean(small: Path) -> None:
    assert [one.as_text() for one in validate(small).findings] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}-{case.table}-{case.name}".strip("-"))
def test_one_fault_gives_one_finding_at_its_place(case: Case, tmp_path: Path) -> None:
    rows = small_package()
    if case.plant:
        case.plant(rows)
    folder = write_package(tmp_path, rows)
    spec = contract()[case.table]
    if case.spoil:
        path = folder / spec.path
        before = path.read_bytes()
        path.write_bytes(case.spoil(before))
        assert path.read_bytes() != before
    report = validate(folder)
    assert len(report.findings) == 1, "\n".join(one.as_text() for one in report.findings)
    (found,) = report.findings
    assert found.rule == case.rule, found.as_text()
    assert found.file == spec.path
    assert found.row_id == case.row_id
    assert found.column == case.column
    assert found.cure == RULES[case.rule].cure
    if case.row_id is not None:
        lines = (folder / spec.path).read_text(encoding="utf-8").split("\n")
        first_key = case.row_id.split("/")[0]
        assert found.line is not None
        assert lines[found.line - 1].startswith(first_key)


PACKAGE_CASES: dict[str, Callable[[Path], str]] = {}


def package_case(rule: str) -> Callable[[Callable[[Path], str]], Callable[[Path], str]]:
    """Register a function that spoils a package and returns the file of the finding."""

    def add(spoil: Callable[[Path], str]) -> Callable[[Path], str]:
        PACKAGE_CASES[rule] = spoil
        return spoil

    return add


def edit(folder: Path, change: Callable[[dict[str, Any]], object]) -> str:
    path = folder / "datapackage.json"
    raw = json.loads(path.read_text(encoding="utf-8"))
    change(raw)
    path.write_text(json.dumps(raw), encoding="utf-8")
    return "datapackage.json"


@package_case("SD001")
def _licence_of_no_form(folder: Path) -> str:
    return edit(folder, lambda raw: raw.update(licenses=[{"title": "no name and no path"}]))


@package_case("SD002")
def _file_missing(folder: Path) -> str:
    (folder / "data/warnings.csv").unlink()
    return "data/warnings.csv"


@package_case("SD003")
def _table_missing(folder: Path) -> str:
    (folder / "data/reading_agreement.csv").unlink()
    return edit(
        folder, lambda raw: raw.update(resources=[r for r in raw["resources"] if r["name"] != "reading_agreement"])
    )


@package_case("SD004")
def _file_unlisted(folder: Path) -> str:
    (folder / "data/extra.csv").write_text("a\n", encoding="utf-8")
    return "data/extra.csv"


@package_case("SD005")
def _schema_differs(folder: Path) -> str:
    path = folder / "schemas/trials.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"Trials"', '"Tryals"'), encoding="utf-8")
    return "schemas/trials.json"


@package_case("SD006")
def _descriptor_stale(folder: Path) -> str:
    path = folder / "data/tissue_profiles.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("density", "mineral density"), encoding="utf-8")
    return "data/tissue_profiles.csv"


@pytest.mark.parametrize("rule", PACKAGE_CASES)
def test_one_fault_of_the_package_gives_one_finding(rule: str, small: Path) -> None:
    file = PACKAGE_CASES[rule](small)
    report = validate(small)
    assert [(one.rule, one.file) for one in report.findings] == [(rule, file)], [o.as_text() for o in report.findings]


def test_every_rule_has_a_case() -> None:
    planted = {case.rule for case in CASES} | set(PACKAGE_CASES) | RULES_OF_NO_FAULT
    assert set(RULES) - planted == set()


def test_notices_name_unused_codes_and_empty_columns(small: Path) -> None:
    report = validate(small)
    assert {one.rule for one in report.notices} == RULES_OF_NO_FAULT
    assert ("data/tissue_profiles.csv", "eco_id") in {(one.file, one.column) for one in report.notices}


def test_a_note_explains_a_figure_that_does_not_follow(tmp_path: Path) -> None:
    rows = small_package()
    rows["trial_results"][0].update(events="30", note="risk ratio adjusted for age")
    assert validate(write_package(tmp_path, rows)).valid


def test_a_reference_that_only_a_claim_speaks_of_is_used(rows: Rows, tmp_path: Path) -> None:
    rows["sources"].append({**rows["sources"][0], "source_id": "cited2000", "existence": "not_found"})
    rows["claim_evidence"].append(
        {"claim_id": "CL0001", "table_name": "sources", "row_id": "cited2000", "supports": "no"}
    )
    assert validate(write_package(tmp_path, rows)).findings == []


def test_a_renamed_parent_is_one_finding_with_a_count(tmp_path: Path) -> None:
    rows = small_package()
    rows["compounds"][0]["compound_id"] = "alfafene"
    (found,) = validate(write_package(tmp_path, rows)).findings
    assert found.rule == "SD302"
    assert "did you mean alfafene" in found.message
    assert found.follows == 19


def test_a_missing_table_is_one_finding_with_a_count(small: Path) -> None:
    (small / "data/vocabularies/tissues.csv").unlink()
    (found,) = validate(small).findings
    assert (found.rule, found.file, found.follows) == ("SD002", "data/vocabularies/tissues.csv", 5)


def test_a_renamed_key_column_is_one_finding_with_a_count(small: Path) -> None:
    path = small / "data/vocabularies/tissues.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("tissue_id", "tissue"), encoding="utf-8")
    (found,) = validate(small).findings
    assert (found.rule, found.column, found.value, found.follows) == ("SD106", "tissue_id", "tissue", 5)


def test_a_header_with_one_name_too_many_is_one_finding_with_a_count(small: Path) -> None:
    path = small / "data/tissue_profiles.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",note\n", ",note,colour\n"), encoding="utf-8")
    (found,) = validate(small).findings
    assert (found.rule, found.column, found.follows) == ("SD107", "colour", 4)


def test_a_spoilt_parent_id_is_one_finding_with_a_count(tmp_path: Path) -> None:
    rows = small_package()
    rows["tissues"][1]["tissue_id"] = "Womb!"
    (found,) = validate(write_package(tmp_path, rows)).findings
    assert (found.rule, found.row_id, found.follows) == ("SD204", "Womb!", 3)


def test_gates_that_agree_make_one_finding(tmp_path: Path) -> None:
    rows = small_package()
    rows["tissue_profiles"][0]["action"] = "agonistic"
    (found,) = validate(write_package(tmp_path, rows)).findings
    assert set(found.gates) == {"pandera", "frictionless"}


def test_a_bad_key_hides_no_other_missing_row(rows: Rows, tmp_path: Path) -> None:
    rows["compounds"][0]["compound_id"] = "Alphafene!"
    rows["tissue_profiles"][0]["compound_id"] = "nosuch"
    rows["claim_evidence"].append(
        {"claim_id": "CL0001", "table_name": "compounds", "row_id": "nothing", "supports": "no"}
    )
    found = validate(write_package(tmp_path, rows)).findings
    assert [(one.rule, one.value) for one in found] == [
        ("SD306", "nothing"),
        ("SD302", "nosuch"),
        ("SD204", "Alphafene!"),
    ]
    assert found[2].follows == 20


def test_a_table_that_lost_rows_is_told_first_and_alone(rows: Rows, tmp_path: Path) -> None:
    folder = write_package(tmp_path, rows)
    for name in ("data/trial_arms.csv", "data/vocabularies/compounds.csv"):
        path = folder / name
        path.write_text("".join(path.read_text(encoding="utf-8").splitlines(keepends=True)[:2]), encoding="utf-8")
    found = validate(folder).findings
    assert [(one.rule, one.file, one.value, one.expected) for one in found] == [
        ("SD006", "data/trial_arms.csv", "1", "2"),
        ("SD006", "data/vocabularies/compounds.csv", "1", "7"),
    ]
    assert "restore the file" in found[0].cure
    assert found[0].follows == 3
    path = folder / "data/tissue_profiles.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",agonist,", ",agonistic,"), encoding="utf-8")
    assert [one.rule for one in validate(folder).findings] == ["SD006", "SD006", "SD203"]


def test_a_lost_row_hides_no_misspelt_id(rows: Rows, tmp_path: Path) -> None:
    gone = rows["compounds"][0]["compound_id"]
    folder = write_package(tmp_path, rows)
    path = folder / "data/vocabularies/compounds.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(f"{gone},")]
    path.write_text("".join(kept), encoding="utf-8")
    left = kept[1].split(",")[0]
    path = folder / "data/metabolism.csv"
    row = next(csv.reader([path.read_text(encoding="utf-8").splitlines()[1]]))
    typo = f"{left}x"
    path.write_text(
        path.read_text(encoding="utf-8").replace(f"{row[0]},{row[1]},", f"{row[0]},{typo},"), encoding="utf-8"
    )
    found = validate(folder).findings
    assert [(one.rule, one.value) for one in found] == [("SD006", str(len(kept) - 1)), ("SD302", typo)]


def test_a_key_that_is_nothing_like_the_old_one_is_one_finding(tmp_path: Path) -> None:
    rows = small_package()
    rows["tissues"][1]["tissue_id"] = "RLX-60"
    (found,) = validate(write_package(tmp_path, rows)).findings
    assert (found.rule, found.follows) == ("SD204", 3)


@pytest.mark.parametrize("there", [True, False])
def test_a_resource_that_is_no_table_is_one_finding(there: bool, small: Path) -> None:
    entry = {"name": "extra", "path": "data/extra.csv", "schema": "schemas/trials.json", "format": "csv"}
    edit(small, lambda raw: raw["resources"].append(entry))
    if there:
        (small / "data/extra.csv").write_text("a\n", encoding="utf-8")
    (found,) = validate(small).findings
    assert (found.rule, found.file) == ("SD004", "data/extra.csv")
    assert "no table is named extra" in found.message


def test_faults_of_the_descriptor_are_findings_each(small: Path) -> None:
    edit(small, lambda raw: raw.update(licenses=[{"title": "no name and no path"}], created="yesterday"))
    assert {one.rule for one in validate(small).findings} == {"SD001"}
    assert len(validate(small).findings) == 2


@pytest.mark.parametrize(
    ("stated", "value"),
    [({"dialect": {"delimiter": ";"}}, '{"delimiter": ";"}'), ({"encoding": "latin-1"}, '"latin-1"')],
)
def test_a_descriptor_that_misstates_the_form_of_a_file_is_one_finding(
    stated: dict[str, Any], value: str, small: Path
) -> None:
    edit(small, lambda raw: raw["resources"][0].update(stated))
    (found,) = validate(small).findings
    assert (found.rule, found.file, found.value) == ("SD001", "datapackage.json", value)


@pytest.mark.parametrize(
    ("note", "valid"),
    [
        ("adjusted for age", True),
        ("Age-adjusted; not crude", True),
        ("percent as printed, n not given", True),
        ("unadjusted", False),
        ("not adjusted", False),
        ("not an exact figure", False),
        ("not exactly legible", False),
        ("percent exact?", False),
    ],
)
def test_a_note_explains_by_whole_words_that_are_not_denied(note: str, valid: bool, rows: Rows, tmp_path: Path) -> None:
    rows["side_effects"][0].update(percent="99", note=note)
    assert [one.rule for one in validate(write_package(tmp_path, rows)).findings] == ([] if valid else ["SD606"])


def test_a_trial_smaller_than_its_arms_is_one_finding_on_the_trial(rows: Rows, tmp_path: Path) -> None:
    rows["trials"][0]["n_randomized"] = "10"
    (found,) = validate(write_package(tmp_path, rows)).findings
    assert (found.rule, found.row_id, found.column) == ("SD608", "try", "n_randomized")


def test_a_column_name_over_another_is_one_finding(small: Path) -> None:
    for place, old, new in (("metabolism", ",role,", ",metabolism_id,"), ("trials", ",title,", ",masking,")):
        path = small / f"data/{place}.csv"
        path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    found = validate(small).findings
    assert [(one.rule, one.column, one.value) for one in found] == [
        ("SD106", "role", "metabolism_id"),
        ("SD106", "title", "masking"),
    ]


def test_an_endless_cell_is_told_as_such(rows: Rows, tmp_path: Path) -> None:
    rows["tissues"][0]["definition"] = "a" * 1_000_001
    (found,) = validate(write_package(tmp_path, rows)).findings
    assert (found.rule, found.row_id, found.line) == ("SD105", None, 2)
    assert "shorten the cell" in found.cure
    assert "1000000 characters" in str(found.expected)
