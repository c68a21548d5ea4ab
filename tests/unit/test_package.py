"""The loader, on the small package."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pydantic
import pytest

import sermdata
from sermdata.package import BasePackage
from sermdata.validation import validate

from .conftest import Rows


def test_frames_have_exact_dtypes_and_keep_missing_missing(small: Path) -> None:
    package = sermdata.open_package(small)
    results = package.load("trial_results")
    assert str(results["estimate"].dtype) == "Float64"
    assert str(results["events"].dtype) == "Int64"
    assert results["result_id"].dtype == "string"
    assert results["events"].isna().tolist() == [False, True, False]
    assert str(package.load("side_effects")["serious"].dtype) == "boolean"
    assert package.load("side_effects")["serious"].tolist() == [False, pd.NA]


def test_codes_are_ordered_categories_in_code_order_or_text(small: Path) -> None:
    package = sermdata.open_package(small)
    action = package.load("tissue_profiles")["action"]
    assert isinstance(action.dtype, pd.CategoricalDtype)
    assert action.cat.ordered
    assert list(action.cat.categories) == ["agonist", "partial_agonist", "mixed", "neutral", "antagonist"]
    assert package.load("tissue_profiles", codes="string")["action"].dtype == "string"


def test_na_and_none_stay_text(write: Callable[[Rows], Path], rows: Rows) -> None:
    rows["tissue_profiles"][0]["marker"] = "None"
    frame = sermdata.open_package(write(rows)).load("tissue_profiles")
    assert frame["marker"].tolist()[:2] == ["None", "NA"]


def test_columns_are_picked_in_the_order_asked_for(small: Path) -> None:
    frame = sermdata.open_package(small).load("trials", columns=["title", "trial_id"])
    assert list(frame.columns) == ["title", "trial_id"]


def test_every_call_gives_a_fresh_copy(small: Path) -> None:
    package = sermdata.open_package(small)
    first = package.load("trials")
    first["title"] = "spoilt"
    assert package.load("trials")["title"].tolist() == ["A trial"]


def test_the_pandera_schema_takes_the_frame_of_the_loader(small: Path) -> None:
    package = sermdata.open_package(small)
    for name in package.descriptor.resources:
        package.schema(name).validate(package.load(name))


def test_the_pandera_schema_refuses_a_frame_out_of_bounds(small: Path) -> None:
    from pandera.errors import SchemaError

    package = sermdata.open_package(small)
    frame = package.load("side_effects")
    frame["percent"] = frame["percent"] + 100
    with pytest.raises(SchemaError, match="SD205"):
        package.schema("side_effects").validate(frame)


def test_records_are_frozen_and_keep_the_digits_printed(small: Path) -> None:
    package = sermdata.open_package(small)
    first = package.records("trial_results")[0]
    assert str(first.estimate) == "0.50"
    assert first.estimate == Decimal("0.5")
    assert first.events == 40
    assert first.note is None
    with pytest.raises(pydantic.ValidationError):
        first.events = 41


def test_lists_are_tuples_in_records(small: Path) -> None:
    assert sermdata.open_package(small).get("compounds", "hormone").atc_codes == ("A01AA01", "A01AA02")


def test_get_by_simple_and_composite_key(small: Path) -> None:
    package = sermdata.open_package(small)
    assert package.get("compounds", "alphafene").name == "alphafene"
    assert package.trial_arms.get("try/placebo").label == "Placebo"
    assert package.tissue_profiles.get("TP0001").action == "agonist"
    assert [arm.arm_id for arm in package.trial_arms] == ["alpha", "placebo"]


def test_an_unknown_id_suggests_close_ones(small: Path) -> None:
    with pytest.raises(
        sermdata.UnknownNameError, match=r"No row of compounds 'alfafene'. Did you mean 'alphafene'"
    ) as caught:
        sermdata.open_package(small).get("compounds", "alfafene")
    assert isinstance(caught.value, LookupError)
    assert caught.value.suggestions[0] == "alphafene"


def test_a_retired_id_names_its_replacement(small: Path) -> None:
    with pytest.raises(sermdata.UnknownNameError, match=r"retired in 0\.0\.2 \(renamed\); use 'alphafene'"):
        sermdata.open_package(small).get("compounds", "oldfene")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda p: p.load("tissue_profile"), "No table 'tissue_profile'. Did you mean 'tissue_profiles'"),
        (lambda p: p.records("trails"), "Did you mean 'trials'"),
        (lambda p: p.load("trials", columns=["titel"]), "No column of trials 'titel'. Did you mean 'title'"),
        (lambda p: p.load("trials", codes="categories"), "Did you mean 'category'"),
        (lambda p: p.cite("bibtext"), "Did you mean 'bibtex'"),
    ],
)
def test_a_wrong_name_is_answered_with_close_ones(
    small: Path, call: Callable[[BasePackage], object], message: str
) -> None:
    with pytest.raises(sermdata.UnknownNameError, match=message):
        call(sermdata.open_package(small))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda p: p.load(None), "A table is named by a text such as 'adjudications'; found None"),
        (lambda p: p.schema(["trials"]), "A table is named"),
        (lambda p: p.get("compounds", 5), "A row of compounds is named by a text such as 'alphafene'; found 5"),
        (
            lambda p: p.get("trial_arms", ("try", "placebo")),
            r"such as 'try/alpha'; found \('try', 'placebo'\) \(tuple\)",
        ),
        (lambda p: p.load("trials", columns=["title", None]), "A column of trials is named .* found None"),
        (lambda p: p.load("trials", columns=5), "A column of trials is named .* found 5"),
        (lambda p: p.load("trials", columns=b"title"), "A column of trials is named .* found b'title'"),
        (lambda p: p.load("trials", codes=None), "found None"),
        (lambda p: p.cite(None), "found None"),
    ],
)
def test_an_argument_of_another_type_is_answered(small: Path, call: Callable[[Any], object], message: str) -> None:
    with pytest.raises(TypeError, match=message):
        call(sermdata.open_package(small))


def test_a_single_column_or_table_stands_for_a_list_of_one(small: Path) -> None:
    assert list(sermdata.open_package(small).load("trials", columns="title").columns) == ["title"]
    assert list(validate(small, tables="trials").rows) == ["trials"]


BAD_FILES: dict[str, tuple[Callable[[str], str], str]] = {
    "wrong delimiter": (lambda text: text.replace(",", ";"), "the header is not the table's"),
    "missing column": (lambda text: text.replace(",definition", "", 1), "the header is not the table's"),
    "short row": (lambda text: text.replace(",A tissue.", "", 1), "5 cells, the header has 6"),
    "long row": (lambda text: text.replace("A tissue.", "A,tissue.", 1), "7 cells, the header has 6"),
    "open quote": (lambda text: text.replace("womb,womb", 'womb,"womb'), "not CSV"),
    "unknown code": (
        lambda text: text.replace("bone,bone,,", "bone,bone,,exact"),
        "unknown code; found 'exact'; expected one of exact_match",
    ),
    "missing name": (lambda text: text.replace("bone,bone", "bone,"), "column name: missing value"),
}


@pytest.mark.parametrize("fault", BAD_FILES)
def test_a_bad_file_is_a_data_error_for_frames_and_records(fault: str, small: Path) -> None:
    change, message = BAD_FILES[fault]
    path = small / "data/vocabularies/tissues.csv"
    before = path.read_text(encoding="utf-8")
    path.write_text(change(before), encoding="utf-8")
    assert path.read_text(encoding="utf-8") != before
    package = sermdata.open_package(small)
    for read in (lambda: package.load("tissues"), lambda: package.records("tissues")):
        with pytest.raises(sermdata.DataError, match=message) as caught:
            read()
        assert caught.value.file == "data/vocabularies/tissues.csv"


@pytest.mark.parametrize("value", ["1,000", "NaN", "inf", "1e999", "ten", "0x10", "1_000", " 5"])
def test_a_number_of_another_form_is_never_taken(value: str, write: Callable[[Rows], Path], rows: Rows) -> None:
    rows["trial_results"][1]["estimate"] = value
    package = sermdata.open_package(write(rows))
    with pytest.raises(sermdata.DataError, match="trial_results"):
        package.load("trial_results")
    with pytest.raises(sermdata.DataError, match="trial_results"):
        package.records("trial_results")


def test_latin_1_bytes_are_a_data_error_with_a_line(small: Path) -> None:
    path = small / "data/vocabularies/tissues.csv"
    path.write_bytes(path.read_bytes().replace(b"womb,womb", b"womb,w\xf6mb"))
    with pytest.raises(sermdata.DataError, match=r"tissues\.csv:3: not UTF-8"):
        sermdata.open_package(small).load("tissues")


def zipped(folder: Path, target: Path, prefix: str = "") -> Path:
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, prefix + path.relative_to(folder).as_posix())
    return target


@pytest.mark.parametrize("prefix", ["", "sermdata-0.0.2/"])
def test_a_zip_reads_like_a_folder(small: Path, tmp_path: Path, prefix: str) -> None:
    package = sermdata.open_package(zipped(small, tmp_path / "small.zip", prefix))
    assert package.load("trials").equals(sermdata.open_package(small).load("trials"))
    assert package.version == "0.0.2"


def test_the_descriptor_s_path_opens_its_folder(small: Path) -> None:
    assert sermdata.open_package(small / "datapackage.json").get("trials", "try").n_randomized == 2000


def test_tables_lists_rows_and_titles(small: Path) -> None:
    tables = sermdata.open_package(small).tables().set_index("name")
    assert tables.loc["tissue_profiles", "rows"] == 4
    assert tables.loc["tissue_profiles", "title"] == "Tissue profiles"


def test_table_schema_is_a_copy(small: Path) -> None:
    package = sermdata.open_package(small)
    package.table_schema("trials")["fields"].clear()
    assert package.table_schema("trials")["fields"][0]["name"] == "trial_id"
