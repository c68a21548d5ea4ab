"""A small package, valid in every way, that tests spoil in one place."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sermdata.build import descriptor
from sermdata.csvio import canonical
from sermdata.spec import contract, to_table_schema

Rows = dict[str, list[dict[str, str]]]

PROVENANCE = {"source_id": "article2001", "locator": "abstract", "basis": "abstract", "reading": "single"}
TOLUENE = {
    "smiles": "Cc1ccccc1",
    "inchikey": "YXFVVABEGXRONW-UHFFFAOYSA-N",
    "molecular_formula": "C7H8",
    "molecular_weight": "92.14",
}


def source(source_id: str, **cells: str) -> dict[str, str]:
    row = {"source_id": source_id, "source_type": "journal_article", "title": "An invented article", "year": "2001"}
    return {**row, "rights": "unknown", "existence": "found", **cells}


def compound(compound_id: str, **cells: str) -> dict[str, str]:
    row = {"compound_id": compound_id, "name": compound_id, "name_type": "code", "scope": "serm"}
    row |= {"chemical_class": "arene", "stereochemistry": "achiral", "development_status": "approved"}
    return {**row, **PROVENANCE, **cells}


def small_package() -> Rows:
    """Rows by table. Invented, and consistent."""
    rows: Rows = {name: [] for name in contract()}
    rows["sources"] = [
        source("article2001"),
        source("label_x", source_type="label"),
        source("review2002", source_type="review", year="2002"),
        source("structures", source_type="database", rights="cc_by_sa"),
        source("lost1999", existence="not_found"),
    ]
    rows["compounds"] = [
        compound("alphafene", first_approval_year="1990", **TOLUENE),
        compound("betafene", scope="metabolite", parent_id="alphafene", parent_relation="metabolite_of"),
        compound("mixfene", stereochemistry="isomer_mixture"),
        compound(
            "e_mixfene",
            scope="isomer",
            parent_id="mixfene",
            parent_relation="isomer_of",
            stereochemistry="single_isomer",
            inchikey="IAQRGUVFOMOMEM-ONEGZZNKSA-N",
        ),
        compound(
            "z_mixfene",
            scope="isomer",
            parent_id="mixfene",
            parent_relation="isomer_of",
            stereochemistry="single_isomer",
            inchikey="IAQRGUVFOMOMEM-ARJAWSKDSA-N",
        ),
        compound("combo", scope="combination", stereochemistry="unspecified"),
        compound("hormone", scope="comparator", atc_codes="A01AA01;A01AA02"),
    ]
    rows["compound_components"] = [
        {"combination_id": "combo", "component_id": "alphafene", "strength_mg": "20"},
        {"combination_id": "combo", "component_id": "hormone", "strength_mg": "0.45"},
    ]
    rows["compound_names"] = [
        {
            "compound_id": c["compound_id"],
            "name": f"{c['compound_id']} brand",
            "kind": "brand",
            "source_id": "structures",
        }
        for c in rows["compounds"]
    ]
    rows["compound_identifiers"] = [
        {
            "compound_id": "alphafene",
            "scheme": "cas",
            "identifier": "108-88-3",
            "form": "base",
            "is_preferred": "true",
            "source_id": "structures",
        }
    ]
    rows["receptors"] = [{"receptor_id": "ESR1", "name": "receptor", "hgnc_id": "HGNC:3467", "uniprot_id": "P03372"}]
    rows["tissues"] = [
        {"tissue_id": t, "name": t, "organ_system": "test", "definition": "A tissue."} for t in ("bone", "womb")
    ]
    rows["conditions"] = [{"condition_id": "brittleness", "name": "brittleness", "definition": "A condition."}]
    rows["adverse_event_terms"] = [
        {"event_id": e, "name": e, "organ_group": "test", "definition": "An event."} for e in ("flush", "clot")
    ]
    rows["biomarkers"] = [{"biomarker_id": "ldl", "name": "LDL", "axis": "lipid", "definition": "A lipid."}]
    rows["endpoints"] = [
        {
            "endpoint_id": "fracture",
            "name": "fracture",
            "domain": "bone",
            "kind": "event",
            "better": "lower",
            "definition": "A fracture.",
        },
        {
            "endpoint_id": "density",
            "name": "density",
            "domain": "bone",
            "kind": "continuous",
            "better": "higher",
            "definition": "Bone density.",
        },
    ]
    rows["coregulators"] = [
        {"coregulator_id": "NCOA1", "name": "coactivator", "aliases": "SRC-1;SRC1", "role": "coactivator"}
    ]
    rows["neurotransmitters"] = [
        {"neurotransmitter_id": "serotonin", "name": "serotonin", "definition": "A transmitter."}
    ]
    profile = {"compound_id": "alphafene", "compared_with": "placebo", "species": "human"}
    profile |= {"population": "women", "evidence_type": "randomized_trial"}
    rows["tissue_profiles"] = [
        {
            "profile_id": "TP0001",
            **profile,
            "tissue_id": "bone",
            "marker": "density",
            "action": "agonist",
            **PROVENANCE,
        },
        {"profile_id": "TP0002", **profile, "tissue_id": "womb", "marker": "NA", "action": "neutral", **PROVENANCE},
        {
            "profile_id": "TP0003",
            **profile,
            "tissue_id": "womb",
            "marker": "thickness",
            "action": "antagonist",
            "dose": "60 mg/d",
            **PROVENANCE,
            "source_id": "review2002",
            "evidence_type": "review_statement",
        },
        {
            "profile_id": "TP0004",
            **profile,
            "tissue_id": "womb",
            "marker": "thickness",
            "action": "antagonist",
            **PROVENANCE,
            "source_id": "label_x",
            "basis": "label_section",
            "evidence_type": "label_statement",
        },
    ]
    rows["receptor_affinities"] = [
        {
            "affinity_id": "RA0001",
            "compound_id": "alphafene",
            "receptor_id": "ESR1",
            "quantity": "rba",
            "relation": "=",
            "value": "12.5",
            "unit": "%",
            "reference_ligand": "hormone",
            "species": "human",
            "temperature_c": "4",
            "assay_type": "binding",
            **PROVENANCE,
        }
    ]
    rows["receptor_expression"] = [
        {
            "expression_id": "RE0001",
            "tissue_id": "bone",
            "receptor_id": "ESR1",
            "level": "high",
            "species": "human",
            "method": "rt_pcr",
            **PROVENANCE,
        }
    ]
    rows["coregulator_recruitment"] = [
        {
            "recruitment_id": "CR0001",
            "compound_id": "alphafene",
            "receptor_id": "ESR1",
            "coregulator_id": "NCOA1",
            "effect": "recruits",
            "model": "cells",
            "species": "human",
            "method": "pull-down",
            **PROVENANCE,
        }
    ]
    rows["pharmacokinetics"] = [
        {
            "pk_id": "PK0001",
            "compound_id": "alphafene",
            "parameter": "half_life",
            "statistic": "range",
            "relation": "=",
            "value_low": "5",
            "value_high": "7",
            "unit": "d",
            "population": "healthy_volunteers",
            **PROVENANCE,
        }
    ]
    rows["metabolism"] = [
        {
            "metabolism_id": "ME0001",
            "compound_id": "alphafene",
            "role": "substrate",
            "enzyme": "CYP2D6",
            "metabolite_id": "betafene",
            "importance": "major",
            **PROVENANCE,
        }
    ]
    rows["indications"] = [
        {
            "indication_id": f"IN000{n}",
            "compound_id": "alphafene",
            "product": "Alpha",
            "condition_id": "brittleness",
            "population": "women",
            "jurisdiction": "US",
            "agency": "FDA",
            "status": "approved",
            "status_date": date,
            **PROVENANCE,
            "source_id": "label_x",
            "basis": "label_section",
        }
        for n, date in ((1, "1997-12"), (2, "1998-02-28"))
    ]
    rows["trials"] = [
        {
            "trial_id": "try",
            "title": "A trial",
            "design": "parallel",
            "allocation": "randomized",
            "masking": "double_blind",
            "phase": "3",
            "condition_id": "brittleness",
            "population": "women",
            "n_randomized": "2000",
            "n_analysed": "1900",
            "start_year": "1996",
            "end_year": "2000",
            **PROVENANCE,
        }
    ]
    rows["trial_arms"] = [
        {
            "trial_id": "try",
            "arm_id": "alpha",
            "label": "Alpha",
            "arm_type": "active",
            "compound_id": "alphafene",
            "dose": "60 mg/d",
            "n": "1000",
            **PROVENANCE,
        },
        {"trial_id": "try", "arm_id": "placebo", "label": "Placebo", "arm_type": "placebo", "n": "1000", **PROVENANCE},
    ]
    result = {"trial_id": "try", "arm_id": "alpha", "comparator_arm_id": "placebo"}
    rows["trial_results"] = [
        {
            "result_id": "TR0001",
            **result,
            "endpoint_id": "fracture",
            "timepoint_months": "36",
            "measure": "risk_ratio",
            "estimate": "0.50",
            "unit": "1",
            "ci_level": "95",
            "ci_low": "0.34",
            "ci_high": "0.73",
            "p_relation": "<",
            "p_value": "0.001",
            "events": "40",
            "n": "1000",
            "comparator_events": "80",
            "comparator_n": "1000",
            **PROVENANCE,
        },
        {
            "result_id": "TR0002",
            **result,
            "endpoint_id": "density",
            "timepoint_months": "36",
            "measure": "mean_difference",
            "estimate": "2.5",
            "unit": "%",
            "ci_level": "95",
            "ci_low": "2.1",
            "ci_high": "2.9",
            **PROVENANCE,
        },
        {
            "result_id": "TR0003",
            **result,
            "endpoint_id": "fracture",
            "timepoint_months": "36",
            "measure": "percent",
            "estimate": "4.0",
            "unit": "%",
            "events": "40",
            "n": "1000",
            "comparator_value": "8.0",
            **PROVENANCE,
        },
    ]
    side_effect = {"compound_id": "alphafene", "population": "women", "trial_id": "try"}
    rows["side_effects"] = [
        {
            "side_effect_id": "SE0001",
            **side_effect,
            "event_id": "flush",
            "term_verbatim": "Hot flashes",
            "n_at_risk": "1000",
            "n_affected": "110",
            "percent": "11.0",
            "comparator": "placebo",
            "comparator_n_at_risk": "1000",
            "comparator_n_affected": "60",
            "comparator_percent": "6.0",
            "reporting_threshold_percent": "2",
            "frequency_class": "very_common",
            "frequency_class_origin": "label",
            "serious": "false",
            **PROVENANCE,
        },
        {
            "side_effect_id": "SE0002",
            **side_effect,
            "event_id": "clot",
            "term_verbatim": "Thrombosis",
            "comparator": "none",
            "frequency_class": "uncommon",
            "frequency_class_origin": "label",
            **PROVENANCE,
            "reading": "adjudicated",
            "note": "first reading took the other column",
        },
    ]
    rows["warnings"] = [
        {
            "warning_id": "WA0001",
            "compound_id": "alphafene",
            "agency": "FDA",
            "label_date": "2018-06",
            "kind": "boxed_warning",
            "event_id": "clot",
            "statement": "clots",
            **PROVENANCE,
            "source_id": "label_x",
            "basis": "label_section",
        }
    ]
    rows["biomarker_effects"] = [
        {
            "effect_id": "BE0001",
            "compound_id": "alphafene",
            "biomarker_id": "ldl",
            "population": "women",
            "species": "human",
            "direction": "decrease",
            "compared_with": "baseline",
            "percent_change": "-12",
            "baseline_value": "3.6",
            "final_value": "3.2",
            "unit": "mmol/L",
            "n": "90",
            "trial_id": "try",
            **PROVENANCE,
        }
    ]
    rows["neurotransmitter_effects"] = [
        {
            "neuro_effect_id": "NE0001",
            "compound_id": "hormone",
            "neurotransmitter_id": "serotonin",
            "marker": "synthesis",
            "brain_region": "raphe",
            "direction": "increase",
            "species": "rat",
            "model": "rats",
            "evidence_type": "animal_in_vivo",
            **PROVENANCE,
        }
    ]
    rows["claims"] = [
        {
            "claim_id": "CL0001",
            "article_id": "lost1999",
            "section": "Bone",
            "claim": "It helps bone",
            "compound_id": "alphafene",
            "subject_table": "tissue_profiles",
            "verdict": "supported",
            "reason": "a trial shows it",
        }
    ]
    rows["claim_evidence"] = [
        {"claim_id": "CL0001", "table_name": "tissue_profiles", "row_id": "TP0001", "supports": "yes"}
    ]
    rows["adjudications"] = [
        {
            "adjudication_id": "AD0001",
            "table_name": "tissue_profiles",
            "row_id": "TP0002",
            "other_row_id": "TP0003",
            "kind": "direction_conflict",
            "preferred_row_id": "TP0002",
            "reason": "a trial goes before a review",
        }
    ]
    rows["reading_agreement"] = [
        {"table_name": "trial_results", "batch": "one", "rows_read_twice": "10", "rows_agreed": "9"}
    ]
    rows["retired_ids"] = [
        {
            "table_name": "tissue_profiles",
            "row_id": "TP0099",
            "retired_in": "0.0.2",
            "reason": "entered twice",
            "replaced_by": "TP0001",
        },
        {
            "table_name": "compounds",
            "row_id": "oldfene",
            "retired_in": "0.0.2",
            "reason": "renamed",
            "replaced_by": "alphafene",
        },
    ]
    return rows


def write_package(folder: Path, rows: Rows) -> Path:
    """Write rows as a package; the codes table comes from the definitions."""
    from sermdata.build import codes_csv

    specs = contract()
    contents: dict[str, bytes] = {}
    for name, spec in specs.items():
        cells = [[row.get(column, "") for column in spec.names] for row in rows[name]]
        text = codes_csv() if name == "codes" else canonical(spec.names, cells, spec.key)
        contents[name] = text.encode()
        (folder / spec.path).parent.mkdir(parents=True, exist_ok=True)
        (folder / spec.path).write_bytes(contents[name])
        (folder / "schemas").mkdir(exist_ok=True)
        (folder / f"schemas/{name}.json").write_text(json.dumps(to_table_schema(spec)), encoding="utf-8")
    meta = {"version": "0.0.2", "keywords": ["test"]}
    (folder / "datapackage.json").write_text(json.dumps(descriptor(specs, contents, meta)), encoding="utf-8")
    return folder


@pytest.fixture
def rows() -> Rows:
    """The rows of the small package, to change before writing."""
    return small_package()


@pytest.fixture
def write(tmp_path: Path) -> Callable[[Rows], Path]:
    """Write rows as a package in a folder of the test's own."""
    return lambda rows: write_package(tmp_path / "small", rows)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The small package, written."""
    return write_package(tmp_path / "small", small_package())
