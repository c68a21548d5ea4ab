"""The real data: valid, sourced, and with figures that a reader can look up."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import sermdata
from sermdata.validation import validate

EVIDENCE = [
    "receptor_affinities",
    "tissue_profiles",
    "receptor_expression",
    "coregulator_recruitment",
    "pharmacokinetics",
    "metabolism",
    "indications",
    "warnings",
    "side_effects",
    "trials",
    "trial_arms",
    "trial_results",
    "biomarker_effects",
    "neurotransmitter_effects",
]
CORE = [
    "compounds",
    "compound_names",
    "compound_components",
    "receptors",
    "tissues",
    "conditions",
    "adverse_event_terms",
    "biomarkers",
    "endpoints",
    "sources",
    "coregulators",
    "neurotransmitters",
    *EVIDENCE,
]


def test_the_package_is_valid() -> None:
    report = validate()
    assert [one.as_text() for one in report.findings] == []
    assert report.skipped == []


@pytest.mark.parametrize("table", CORE)
def test_core_tables_hold_rows(table: str) -> None:
    assert len(sermdata.load(table)) > 0


def test_there_is_evidence_and_it_has_identified_sources() -> None:
    assert sum(len(sermdata.load(table)) for table in EVIDENCE) >= 250
    sources = sermdata.load("sources")
    assert sources[["doi", "pmid", "pmcid"]].notna().any(axis=1).sum() >= 100


@pytest.mark.parametrize("table", ["trial_results", "side_effects", "receptor_affinities"])
def test_tables_of_figures_are_read_twice_throughout(table: str) -> None:
    readings = sermdata.load(table, codes="string")["reading"]
    assert set(readings) <= {"double", "adjudicated"}


@pytest.mark.parametrize("table", EVIDENCE)
def test_every_evidence_table_has_its_agreement_on_record(table: str) -> None:
    agreement = sermdata.load("reading_agreement")
    read_twice = agreement.loc[agreement["table_name"] == table, "rows_read_twice"].sum()
    assert read_twice >= len(sermdata.load(table)) / 3


def one(table: str, **cells: str) -> Any:
    found = [r for r in sermdata.records(table) if all(str(getattr(r, k)) == v for k, v in cells.items())]
    assert len(found) == 1, f"{len(found)} rows of {table} with {cells}"
    return found[0]


def test_more_vertebral_fracture_at_four_years() -> None:
    """Delmas 2002, J Clin Endocrinol Metab 87:3609-17, abstract: RR 0.64 (0.53, 0.76) with 60 mg/d."""
    found = one("trial_results", trial_id="more", source_id="delmas2002", arm_id="raloxifene_60", estimate="0.64")
    assert (found.measure, found.ci_low, found.ci_high) == ("risk_ratio", Decimal("0.53"), Decimal("0.76"))


def test_conjugated_estrogens_bazedoxifene_and_bazedoxifene_are_apart() -> None:
    relief = sermdata.load("trial_results", codes="string").query("endpoint_id == 'hot_flush_frequency'")
    arms = sermdata.load("trial_arms", codes="string").set_index(["trial_id", "arm_id"])["compound_id"]
    rows = relief[relief["trial_id"].str.startswith("smart")]
    compounds = {arms[pair] for pair in zip(rows["trial_id"], rows["arm_id"], strict=True)}
    assert compounds == {"conjugated_estrogens_bazedoxifene"}


def test_both_views_of_ospemifene_on_the_endometrium_stand_and_are_adjudicated() -> None:
    """US label: agonist on the endometrium; EU summary: no stimulation."""
    profiles = sermdata.load("tissue_profiles", codes="string")
    labels = profiles.query(
        "compound_id == 'ospemifene' and tissue_id == 'endometrium' and evidence_type == 'label_statement'"
    )
    assert {"agonist", "neutral"} <= set(labels["action"])
    adjudicated = sermdata.load("adjudications")
    assert set(labels.query("action in ['agonist', 'neutral']")["profile_id"]) <= {
        *adjudicated["row_id"],
        *adjudicated["other_row_id"],
    }


def test_bone_after_menopause() -> None:
    matrix = sermdata.views.tissue_matrix(
        compounds=["raloxifene"], tissues=["bone_trabecular"], population="postmenopausal_women"
    )
    assert matrix["consensus"].tolist() == ["agonist"]


def test_no_text_speaks_of_a_machine_or_of_package_hosts(root: Path) -> None:
    banned = re.compile(r"(?<![A-Za-z0-9./:_-])/(work|root|home)/|index-url|\buniverse\b|batch brief|the task\b")
    suffixes = {".py", ".md", ".toml", ".csv", ".json", ".txt", ".cff", ".yml", ".cfg"}
    folders = ("src", "data", "schemas", "docs", "benchmarks", ".ci", ".github")
    files = [p for f in folders for p in (root / f).rglob("*") if p.suffix in suffixes and "_build" not in p.parts]
    files += [p for p in root.iterdir() if p.suffix in suffixes]
    found = [
        f"{p.relative_to(root)}: {m.group()}" for p in files if (m := banned.search(p.read_text(encoding="utf-8")))
    ]
    assert found == []
