"""The views, on the small package: each rule at its edges."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import sermdata
from sermdata import views
from sermdata.package import BasePackage
from sermdata.views import tissue_matrix
from sermdata.views._common import records
from sermdata.views.safety import frequency_class

from .conftest import PROVENANCE, Rows

Open = Callable[[Rows], BasePackage]
unchecked: Any = views
"""The views, for calls that a type checker would refuse."""


@pytest.fixture
def opened(write: Callable[[Rows], Path]) -> Open:
    return lambda rows: sermdata.open_package(write(rows))


def only(frame: pd.DataFrame) -> dict[str, Any]:
    """The single row of a frame; missing is None."""
    assert len(frame) == 1, frame.to_string()
    return records(frame)[0]


# --- tissues


def profile(number: int, action: str, evidence_type: str, **cells: str) -> dict[str, str]:
    row = {"profile_id": f"TP{number:04d}", "compound_id": "alphafene", "tissue_id": "bone", "marker": f"m{number}"}
    row |= {"action": action, "compared_with": "placebo", "species": "human", "population": "women"}
    row |= {"evidence_type": evidence_type, "source_id": "article2001", "locator": "abstract", "basis": "abstract"}
    return {**row, "reading": "single", **cells}


@pytest.mark.parametrize(
    ("evidence", "consensus", "tier", "conflict"),
    [
        ([("agonist", "randomized_trial")], "agonist", 1, False),
        ([("agonist", "in_vitro"), ("neutral", "randomized_trial")], "neutral", 1, False),
        ([("agonist", "randomized_trial"), ("neutral", "observational")], "agonist", 1, True),
        ([("agonist", "observational"), ("neutral", "observational")], "mixed", 1, True),
        ([("agonist", "review_statement"), ("antagonist", "label_statement")], "antagonist", 2, False),
        ([("agonist", "animal_in_vivo"), ("agonist", "animal_in_vivo"), ("neutral", "ex_vivo")], "agonist", 4, False),
    ],
)
def test_the_consensus_follows_its_rule(
    evidence: list[tuple[str, str]],
    consensus: str,
    tier: int,
    conflict: bool,
    write: Callable[[Rows], Path],
    rows: Rows,
) -> None:
    rows["tissue_profiles"] = [profile(n, action, kind) for n, (action, kind) in enumerate(evidence, start=1)]
    matrix = tissue_matrix(package=sermdata.open_package(write(rows)))
    (cell,) = matrix.to_dict("records")
    assert (cell["consensus"], cell["tier"], cell["conflict"], cell["rows"]) == (
        consensus,
        tier,
        conflict,
        len(evidence),
    )
    assert cell["profile_ids"].split(";") == [f"TP{n:04d}" for n in range(1, len(evidence) + 1)]


def test_a_pair_that_was_not_tested_has_no_row(small: Path) -> None:
    matrix = tissue_matrix(package=sermdata.open_package(small))
    assert set(zip(matrix["compound_id"], matrix["tissue_id"], strict=True)) == {
        ("alphafene", "bone"),
        ("alphafene", "womb"),
    }
    assert tissue_matrix(package=sermdata.open_package(small), compounds=["combo"]).empty


def test_the_matrix_answers_an_unknown_name(small: Path) -> None:
    package = sermdata.open_package(small)
    with pytest.raises(sermdata.UnknownNameError, match="alphafene"):
        tissue_matrix(package=package, compounds=["alfafene"])
    with pytest.raises(sermdata.UnknownNameError, match="women"):
        tissue_matrix(package=package, population="woman")


def test_the_evidence_behind_a_cell_comes_with_tier_and_reference(small: Path) -> None:
    rows = views.evidence("alphafene", "womb", package=sermdata.open_package(small))
    assert list(rows["profile_id"]) == ["TP0002", "TP0004", "TP0003"]
    assert list(rows["tier"]) == [1, 2, 3]
    assert list(rows["reference"]) == ["An invented article, 2001"] * 2 + ["An invented article, 2002"]
    assert views.evidence("combo", "womb", package=sermdata.open_package(small)).empty
    with pytest.raises(sermdata.UnknownNameError, match="'womb'"):
        views.evidence("alphafene", "wombs", package=sermdata.open_package(small))


def test_a_reference_names_author_year_journal_and_the_best_address(rows: Rows, opened: Open) -> None:
    full = {"first_author": "Alpha A", "year": "2001", "container": "J Test"}
    for number, (given, expected) in enumerate(
        [
            ({"doi": "10.1/x", "pmid": "1"}, "doi:10.1/x"),
            ({"pmid": "1"}, "PMID 1"),
            ({"url": "https://example.org/a"}, "https://example.org/a"),
        ]
    ):
        rows["sources"][0] = {k: v for k, v in rows["sources"][0].items() if k not in ("doi", "pmid", "url")}
        rows["sources"][0] |= full | given
        package = opened(rows)
        found = views.evidence("alphafene", "bone", package=package)["reference"][0]
        assert found == f"Alpha A, 2001, J Test, {expected}", number


# --- hormones


def effect(number: int, direction: str, **cells: str) -> dict[str, str]:
    row = {"effect_id": f"BE{number:04d}", "compound_id": "alphafene", "biomarker_id": "ldl", "population": "women"}
    row |= {"species": "human", "direction": direction, "compared_with": "baseline", "note": f"note {number}"}
    return {**row, **PROVENANCE, **cells}


@pytest.mark.parametrize(
    ("evidence", "direction", "conflict", "controlled", "species"),
    [
        ([effect(1, "decrease")], "decrease", False, False, "human"),
        ([effect(1, "decrease"), effect(2, "increase")], "mixed", True, False, "human"),
        (
            [effect(1, "decrease"), effect(2, "decrease"), effect(3, "no_change", compared_with="placebo")],
            "no_change",
            False,
            True,
            "human",
        ),
        (
            [effect(1, "increase", species="rat", compared_with="vehicle"), effect(2, "no_change")],
            "no_change",
            False,
            False,
            "human",
        ),
        ([effect(1, "increase", species="rat", compared_with="vehicle")], "increase", False, True, "animal"),
    ],
)
def test_the_direction_follows_its_rule(
    evidence: list[dict[str, str]],
    direction: str,
    conflict: bool,
    controlled: bool,
    species: str,
    rows: Rows,
    opened: Open,
) -> None:
    rows["biomarker_effects"] = evidence
    cell = only(views.hormone_effects(axis=None, package=opened(rows)))
    assert (cell["direction"], cell["conflict"], cell["controlled"], cell["species"]) == (
        direction,
        conflict,
        controlled,
        species,
    )
    assert cell["effect_ids"] == ";".join(row["effect_id"] for row in evidence)


def test_hormone_effects_keep_an_axis_and_answer_unknown_names(small: Path) -> None:
    package = sermdata.open_package(small)
    assert views.hormone_effects(package=package).empty
    cell = only(views.hormone_effects(axis="lipid", package=package))
    assert (cell["percent_change_low"], cell["percent_change_high"]) == (-12.0, -12.0)
    for wrong in ({"axis": "hpgg"}, {"compounds": ["alfafene"]}, {"biomarkers": ["lpl"]}, {"population": "womenn"}):
        with pytest.raises(sermdata.UnknownNameError):
            unchecked.hormone_effects(**{"package": package, **wrong})


def test_named_markers_are_not_hidden_by_the_axis(small: Path) -> None:
    package = sermdata.open_package(small)
    assert only(views.hormone_effects(biomarkers=["ldl"], package=package))["axis"] == "lipid"
    assert only(views.hormone_effects(biomarkers=["ldl"], axis="lipid", package=package))["biomarker_id"] == "ldl"
    with pytest.raises(sermdata.UnknownNameError, match=r"axis hpg 'ldl'. It is of the axis lipid"):
        views.hormone_effects(biomarkers=["ldl"], axis="hpg", package=package)


# --- receptors


def affinity(number: int, receptor: str, value: str, **cells: str) -> dict[str, str]:
    row = {"affinity_id": f"RA{number:04d}", "compound_id": "alphafene", "receptor_id": receptor, "value": value}
    row |= {"quantity": "ki", "relation": "=", "unit": "nmol/L", "species": "human", "assay_type": "binding"}
    return {**row, **PROVENANCE, **cells}


@pytest.fixture
def selectivity(rows: Rows, opened: Open) -> Callable[..., pd.DataFrame]:
    def view(*affinities: dict[str, str]) -> pd.DataFrame:
        rows["receptors"].append({**rows["receptors"][0], "receptor_id": "ESR2"})
        rows["receptor_affinities"] = list(affinities)
        return views.subtype_selectivity(package=opened(rows))

    return view


@pytest.mark.parametrize(
    ("alpha", "beta", "ratio"),
    [
        ({"value": "0.5"}, {"value": "2"}, 4.0),
        ({"value": "0.5", "quantity": "rba"}, {"value": "2", "quantity": "rba"}, 0.25),
        ({"value": "0.5", "relation": "~"}, {"value": "2"}, 4.0),
        ({"value": "0.5", "relation": "<"}, {"value": "2"}, None),
        ({"value": "0.5"}, {"value": "2", "relation": ">"}, None),
        ({"value": "0", "quantity": "rba"}, {"value": "2", "quantity": "rba"}, None),
        ({"value": "0.5"}, {"value": "2", "species": "not_stated"}, 4.0),
    ],
)
def test_a_ratio_above_one_means_that_er_alpha_is_preferred(
    alpha: dict[str, str], beta: dict[str, str], ratio: float | None, selectivity: Callable[..., pd.DataFrame]
) -> None:
    row = only(selectivity(affinity(1, "ESR1", **alpha), affinity(2, "ESR2", **beta)))
    assert (row["ratio"], row["affinity_ids"]) == (ratio, "RA0001;RA0002")
    assert (row["value_esr1"], row["value_esr2"]) == (float(alpha["value"]), 2.0)
    assert (row["relation_esr1"], row["relation_esr2"]) == (alpha.get("relation", "="), beta.get("relation", "="))


@pytest.mark.parametrize(
    "other",
    [
        {"compound_id": "betafene"},
        {"source_id": "review2002"},
        {"quantity": "kd"},
        {"assay_type": "transactivation"},
        {"unit": "umol/L"},
        {"reference_ligand": "hormone"},
        {"radioligand": "[3H]hormone"},
        {"species": "rat"},
        {"receptor_source": "other cells"},
    ],
    ids=lambda other: next(iter(other)),
)
def test_rows_of_different_assays_do_not_pair(other: dict[str, str], selectivity: Callable[..., pd.DataFrame]) -> None:
    frame = selectivity(affinity(1, "ESR1", "0.5"), affinity(2, "ESR2", "2", **other))
    assert frame.empty
    assert str(frame["ratio"].dtype) == "Float64"


def test_preparations_pair_by_all_but_the_name_of_the_receptor(selectivity: Callable[..., pd.DataFrame]) -> None:
    frame = selectivity(
        affinity(1, "ESR1", "1", receptor_source="human ER-alpha, chip"),
        affinity(2, "ESR2", "2", receptor_source="human ER-beta, chip"),
        affinity(3, "ESR1", "1", receptor_source="cells with ESR1"),
        affinity(4, "ESR2", "3", receptor_source="cells with ESR2"),
        affinity(5, "ESR1", "1", receptor_source="uterus"),
        affinity(6, "ESR1", "1", receptor_source="human ER-alpha, Y537S mutant"),
        affinity(7, "ESR2", "9", receptor_source="human ER-beta, Y537S mutant"),
    )
    assert list(frame["affinity_ids"]) == ["RA0001;RA0002", "RA0003;RA0004"]
    assert list(frame["ratio"]) == [2.0, 3.0]


def test_a_row_that_could_pair_with_several_is_left_out(selectivity: Callable[..., pd.DataFrame]) -> None:
    frame = selectivity(
        affinity(1, "ESR1", "1"),
        affinity(2, "ESR1", "2", species="rat"),
        affinity(3, "ESR2", "2", species="not_stated"),
    )
    assert frame.empty


def test_selectivity_keeps_the_compounds_asked_for(small: Path) -> None:
    package = sermdata.open_package(small)
    assert views.subtype_selectivity(compounds=["alphafene"], package=package).empty
    with pytest.raises(sermdata.UnknownNameError, match="alphafene"):
        views.subtype_selectivity(compounds=["alfafene"], package=package)


# --- claims


def test_the_report_links_every_claim_to_its_rows(rows: Rows, opened: Open) -> None:
    first = rows["claims"][0]
    rows["claims"].append({**first, "claim_id": "CL0002", "verdict": "unverified"})
    link = rows["claim_evidence"][0]
    rows["claim_evidence"] += [
        {**link, "row_id": "TP0003"},
        {**link, "table_name": "side_effects", "row_id": "SE0001", "supports": "no"},
    ]
    package = opened(rows)
    one, two = views.claims_report(package=package).to_dict("records")
    assert (one["yes"], one["no"], one["partly"]) == (
        "tissue_profiles/TP0001;tissue_profiles/TP0003",
        "side_effects/SE0001",
        "",
    )
    assert (two["yes"], two["no"], two["partly"]) == ("", "", "")
    assert list(views.claims_report(verdict="unverified", package=package)["claim_id"]) == ["CL0002"]
    assert len(views.claims_report(article="lost1999", package=package)) == 2
    for wrong in ({"verdict": "true"}, {"article": "article2001"}):
        with pytest.raises(sermdata.UnknownNameError):
            unchecked.claims_report(**{"package": package, **wrong})


# --- trials


def test_results_come_with_trial_arms_endpoint_and_reference(small: Path) -> None:
    frame = views.trial_results(package=sermdata.open_package(small))
    assert list(frame["result_id"]) == ["TR0001", "TR0002", "TR0003"]
    row = frame.to_dict("records")[0]
    assert (row["condition_id"], row["endpoint"], row["better"]) == ("brittleness", "fracture", "lower")
    assert (row["arm"], row["compound_id"], row["comparator"], row["comparator_type"]) == (
        "Alpha",
        "alphafene",
        "Placebo",
        "placebo",
    )
    package = sermdata.open_package(small)
    assert len(views.trial_results(endpoints=["density"], package=package)) == 1
    assert views.trial_results(compounds=["betafene"], package=package).empty
    with pytest.raises(sermdata.UnknownNameError, match="fracture"):
        views.trial_results(endpoints=["fractur"], package=package)


def test_a_printed_interval_gives_the_effect_size(small: Path) -> None:
    row = only(views.effect_sizes("fracture", "risk_ratio", package=sermdata.open_package(small)))
    assert (row["origin"], row["result_ids"], row["estimate"]) == ("printed", "TR0001", 0.5)
    assert row["yi"] == pytest.approx(-0.6931, abs=1e-4)
    assert row["sei"] == pytest.approx(0.1949, abs=1e-4)


@pytest.mark.parametrize(
    ("level", "kept", "sei"), [("99", 99, 0.1483), ("90", 90, 0.2323), ("", None, 0.1949)], ids=["99", "90", "none"]
)
def test_the_level_of_an_interval_is_kept_and_used(
    level: str, kept: float | None, sei: float, rows: Rows, opened: Open
) -> None:
    rows["trial_results"][0]["ci_level"] = level
    row = only(views.effect_sizes("fracture", "risk_ratio", package=opened(rows)))
    assert (row["ci_level"], row["sei"]) == (kept, pytest.approx(sei, abs=1e-4))


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"ci_low": "0.73", "ci_high": "0.34"}, r"trial_results\.csv: row TR0001: .*found 0.5 \(0.73 to 0.34\)"),
        ({"ci_low": "", "ci_high": "", "events": "1001"}, r"row TR0001: .*found events 1001, n 1000"),
    ],
)
def test_impossible_figures_name_their_row(cells: dict[str, str], message: str, rows: Rows, opened: Open) -> None:
    rows["trial_results"][0] |= cells
    with pytest.raises(sermdata.DataError, match=message):
        views.effect_sizes("fracture", "risk_ratio", package=opened(rows))
    if "events" in cells:
        with pytest.raises(sermdata.DataError, match=message):
            views.risk(package=opened(rows))
        rows["side_effects"][0]["n_affected"] = "1001"
        with pytest.raises(sermdata.DataError, match=r"side_effects\.csv: row SE0001: .*found events 1001, n 1000"):
            views.safety_profile("alphafene", package=opened(rows))


def test_counts_stand_in_where_no_interval_is_printed(rows: Rows, opened: Open) -> None:
    for name in ("ci_low", "ci_high", "ci_level"):
        del rows["trial_results"][0][name]
    package = opened(rows)
    row = only(views.effect_sizes("fracture", "risk_ratio", package=package))
    assert (row["origin"], row["result_ids"], row["ci_level"]) == ("counts", "TR0001", 95)
    assert row["estimate"] == pytest.approx(0.5)
    assert (row["ci_low"], row["ci_high"]) == (pytest.approx(0.345, abs=1e-3), pytest.approx(0.724, abs=1e-3))
    assert only(views.effect_sizes("fracture", "odds_ratio", package=package))["estimate"] == pytest.approx(
        (40 / 960) / (80 / 920)
    )
    assert views.effect_sizes("fracture", "hazard_ratio", package=package).empty


def test_rows_with_the_same_counts_are_one_comparison(rows: Rows, opened: Open) -> None:
    rows["trial_results"][2] |= {"comparator_events": "80", "comparator_n": "1000"}
    package = opened(rows)
    assert only(views.effect_sizes("fracture", "odds_ratio", package=package))["result_ids"] == "TR0001;TR0003"
    assert only(views.risk(package=package))["result_ids"] == "TR0001;TR0003"


def test_an_empty_group_has_no_ratio(rows: Rows, opened: Open) -> None:
    rows["trial_results"] = [
        {
            **{k: v for k, v in rows["trial_results"][0].items() if not k.startswith(("ci_", "p_"))},
            "measure": "percent",
            "unit": "%",
            "estimate": "0",
            "events": "0",
        }
    ]
    package = opened(rows)
    assert views.effect_sizes("fracture", "risk_ratio", package=package).empty
    row = only(views.risk(package=package))
    assert row["risk_difference"] == pytest.approx(-0.08)
    assert row["ci_low"] < -0.08 < row["ci_high"] < 0


def test_a_printed_risk_difference_in_percent_becomes_a_share(rows: Rows, opened: Open) -> None:
    rows["trial_results"][0] |= {
        "measure": "risk_difference",
        "estimate": "-4.0",
        "unit": "%",
        "ci_low": "-6.1",
        "ci_high": "-1.9",
    }
    row = only(views.effect_sizes("fracture", "risk_difference", package=opened(rows)))
    assert (row["estimate"], row["ci_low"], row["unit"]) == (pytest.approx(-0.04), pytest.approx(-0.061), "1")


def test_subgroups_and_other_comparators_are_left_out_unless_asked(rows: Rows, opened: Open) -> None:
    rows["trial_results"][0]["subgroup"] = "the old"
    package = opened(rows)
    assert views.effect_sizes("fracture", "risk_ratio", package=package).empty
    assert only(views.effect_sizes("fracture", "risk_ratio", subgroups=True, package=package))["subgroup"] == "the old"
    assert views.effect_sizes("fracture", "risk_ratio", subgroups=True, comparator_type="active", package=package).empty
    for wrong in ({"measure": "percent"}, {"endpoint": "fractur"}, {"comparator_type": "placebos"}):
        with pytest.raises(sermdata.UnknownNameError):
            unchecked.effect_sizes(**{"endpoint": "fracture", "measure": "risk_ratio", "package": package, **wrong})


def test_risk_gives_the_number_needed_in_the_sense_of_the_endpoint(rows: Rows, opened: Open) -> None:
    row = only(views.risk(package=opened(rows)))
    assert row["risk_difference"] == pytest.approx(-0.04)
    assert (row["number_needed"], row["number_needed_to"]) == (pytest.approx(25), "treat")
    assert row["number_needed_low"] < 25 < row["number_needed_high"]
    rows["endpoints"][0]["better"] = "higher"
    assert only(views.risk(package=opened(rows)))["number_needed_to"] == "harm"
    rows["endpoints"][0]["better"] = "neither"
    assert only(views.risk(package=opened(rows)))["number_needed_to"] is None


def test_an_interval_across_zero_has_no_bounds_of_the_number_needed(rows: Rows, opened: Open) -> None:
    rows["trial_results"] = rows["trial_results"][:1]
    rows["trial_results"][0] |= {"events": "78", "estimate": "0.98", "ci_low": "0.72", "ci_high": "1.32"}
    row = only(views.risk(package=opened(rows)))
    assert (row["ci_low"] < 0 < row["ci_high"], row["number_needed_low"], row["number_needed_high"]) == (
        True,
        None,
        None,
    )
    assert row["number_needed"] == pytest.approx(500)
    rows["trial_results"][0] |= {"events": "80"}
    equal = only(views.risk(package=opened(rows)))
    assert (equal["number_needed"], equal["number_needed_to"]) == (None, None)


# --- safety


def test_a_safety_figure_comes_with_its_risk_difference(rows: Rows, opened: Open) -> None:
    counted = rows["side_effects"][0]
    percents = {k: v for k, v in counted.items() if k not in ("n_affected", "comparator_n_affected")}
    rows["side_effects"].append({**percents, "side_effect_id": "SE0003", "event_id": "clot", "exposure_months": "12"})
    profile = {r["side_effect_id"]: r for r in records(views.safety_profile("alphafene", package=opened(rows)))}
    assert profile["SE0001"]["difference_percent"] == pytest.approx(5)
    assert profile["SE0001"]["ci_low_percent"] == pytest.approx(2.6, abs=0.05)
    assert profile["SE0001"]["difference_origin"] == "counts"
    assert profile["SE0003"]["difference_percent"] == 5.0
    assert profile["SE0003"]["difference_origin"] == "percents"
    assert profile["SE0003"]["ci_low_percent"] is None
    assert profile["SE0002"]["difference_percent"] is None


def test_the_computed_class_is_never_mixed_with_the_printed_one(rows: Rows, opened: Open) -> None:
    del rows["side_effects"][0]["frequency_class"], rows["side_effects"][0]["frequency_class_origin"]
    profile = {r["side_effect_id"]: r for r in records(views.safety_profile("alphafene", package=opened(rows)))}
    assert profile["SE0001"]["frequency_class"] is None
    assert profile["SE0001"]["computed_class"] == "very_common"
    assert profile["SE0002"]["frequency_class"] == "uncommon"
    assert profile["SE0002"]["computed_class"] is None


@pytest.mark.parametrize(
    ("percent", "expected"),
    [
        (10, "very_common"),
        (9.999, "common"),
        (1, "common"),
        (0.999, "uncommon"),
        (0.1, "uncommon"),
        (0.0999, "rare"),
        (0.01, "rare"),
        (0.00999, "very_rare"),
    ],
)
def test_a_percent_on_a_bound_belongs_to_the_class_above_it(percent: float, expected: str) -> None:
    assert frequency_class(percent) == expected


def test_compounds_stand_side_by_side_for_one_event(rows: Rows, opened: Open) -> None:
    rows["side_effects"].append({**rows["side_effects"][0], "side_effect_id": "SE0003", "compound_id": "betafene"})
    package = opened(rows)
    frame = views.compare_safety(["betafene", "alphafene", "mixfene"], "flush", package=package)
    assert list(frame["compound_id"]) == ["alphafene", "betafene"]
    for wrong in ({"compounds": ["alfafene"]}, {"event": "flus"}):
        with pytest.raises(sermdata.UnknownNameError):
            unchecked.compare_safety(**{"compounds": ["alphafene"], "event": "flush", "package": package, **wrong})


# --- approvals


def test_decisions_come_by_date_and_uses_are_left_out(rows: Rows, opened: Open) -> None:
    first = rows["indications"][0]
    rows["indications"] += [
        {**first, "indication_id": "IN0003", "status": "refused", "status_date": "1996", "jurisdiction": "EU"},
        {**first, "indication_id": "IN0004", "status": "off_label", "status_date": "1990", "jurisdiction": "GB"},
        {**first, "indication_id": "IN0005", "status_date": "", "jurisdiction": "JP"},
    ]
    package = opened(rows)
    history = views.approval_history(package=package)
    assert list(history["indication_id"]) == ["IN0003", "IN0001", "IN0002", "IN0005"]
    assert [str(day)[:10] for day in history["decided"]] == ["1996-01-01", "1997-12-01", "1998-02-28", "NaT"]
    assert list(history["date_precision"].fillna("none")) == ["year", "month", "day", "none"]
    assert set(history["condition"]) == {"brittleness"}
    assert len(views.approval_history(jurisdictions=["EU"], package=package)) == 1
    for wrong in ({"jurisdictions": ["XX"]}, {"compounds": ["alfafene"]}):
        with pytest.raises(sermdata.UnknownNameError):
            unchecked.approval_history(**{"package": package, **wrong})


def test_an_empty_jurisdiction_leaves_the_others_to_be_asked_for(rows: Rows, opened: Open) -> None:
    rows["indications"].append({**rows["indications"][0], "indication_id": "IN0003", "jurisdiction": ""})
    package = opened(rows)
    assert len(views.approval_history(jurisdictions=["US"], package=package)) == 2
    for wrong in ("XX", "us"):
        with pytest.raises(sermdata.UnknownNameError, match=f"No jurisdiction '{wrong}'"):
            views.approval_history(jurisdictions=[wrong], package=package)


# --- arguments


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda p: unchecked.tissue_matrix(compounds=[None], package=p), "row of compounds .*'alphafene'; found None"),
        (lambda p: unchecked.tissue_matrix(compounds=5, package=p), "row of compounds .* found 5"),
        (lambda p: unchecked.tissue_matrix(population=["men"], package=p), r"population .* found \['men'\] \(list\)"),
        (lambda p: unchecked.evidence(["alphafene"], "bone", package=p), r"row of compounds .*\(list\)"),
        (lambda p: unchecked.safety_profile(["alphafene"], package=p), r"row of compounds .*\(list\)"),
        (lambda p: unchecked.effect_sizes("fracture", None, package=p), "measure .* found None"),
        (lambda p: unchecked.effect_sizes("fracture", "risk_ratio", comparator_type=1, package=p), "comparator_type"),
        (lambda p: unchecked.claims_report(article=1, package=p), "article .* found 1"),
        (lambda p: unchecked.risk(package="elsewhere"), "open_package gives; found 'elsewhere'"),
    ],
)
def test_an_argument_of_another_type_is_answered(
    call: Callable[[BasePackage], object], message: str, small: Path
) -> None:
    with pytest.raises(TypeError, match=message):
        call(sermdata.open_package(small))


def test_a_single_name_stands_for_a_list_of_one(small: Path) -> None:
    package = sermdata.open_package(small)
    for one, several in (
        (views.compare_safety("alphafene", "flush", package=package), ["alphafene"]),
        (views.safety_profile("alphafene", package=package), ["alphafene"]),
    ):
        assert sorted(set(one["compound_id"])) == several
    assert len(views.tissue_matrix(compounds="alphafene", package=package)) == 2
