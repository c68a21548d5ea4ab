"""Affinities, biomarkers and pharmacokinetics: directions, units, plausible values."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from .dataset import DataRow, Dataset, DataTable
from .report import Finding
from .statistics import explained

_TIME = frozenset({"min", "h", "d", "wk", "mo", "a"})
_SHARE = frozenset({"%"})
UNITS_OF_PARAMETER: dict[str, frozenset[str]] = {
    "half_life": _TIME,
    "tmax": _TIME,
    "steady_state_days": frozenset({"d"}),
    "bioavailability": _SHARE,
    "absorption": _SHARE,
    "protein_binding": _SHARE,
}
"""Units (UCUM) of the pharmacokinetic parameters that have few."""
CONCENTRATIONS = frozenset({"ki", "kd", "ic50", "ec50"})
"""Quantities of receptor_affinities that are a concentration; the other one, ``rba``, is a share of the reference."""


class ReferenceInterval(NamedTuple):
    """A published reference interval, the factors by which other units of it differ, and its source."""

    low: float
    high: float
    units: dict[str, float]
    source: str


_TRAVISON = "Travison 2017, doi 10.1210/jc.2016-2935: men of 19 to 39 years"
_YU = "Yu 2018, doi 10.1515/cclm-2017-0749: healthy men"
_GONADOTROPIN = {"IU/L": 1.0, "[IU]/L": 1.0, "mIU/mL": 1.0, "mU/mL": 1.0}
REFERENCE_INTERVALS: dict[str, tuple[ReferenceInterval, ...]] = {
    "testosterone_total": (
        ReferenceInterval(264, 916, {"ng/dL": 1.0, "ng/mL": 100.0}, _TRAVISON),
        ReferenceInterval(7.4, 24.5, {"nmol/L": 1.0}, _YU),
    ),
    "lh": (ReferenceInterval(1.6, 10.0, _GONADOTROPIN, _YU),),
    "fsh": (ReferenceInterval(1.9, 16.3, _GONADOTROPIN, _YU),),
    "prolactin": (ReferenceInterval(88, 450, {"mIU/L": 1.0}, _YU),),
    "estradiol": (ReferenceInterval(4.7, 195, {"pmol/L": 1.0}, _YU),),
    "shbg": (ReferenceInterval(11.5, 66.3, {"nmol/L": 1.0}, _YU),),
}
"""Reference intervals of hormones in men, by biomarker."""
PLAUSIBLE_FACTOR = 10
"""How far outside its reference interval a mean of treated or sick men may lie."""


def check(data: Dataset) -> Iterator[Finding]:
    """All findings on affinities, biomarkers and pharmacokinetics."""
    yield from affinities(data)
    yield from biomarkers(data)
    yield from pharmacokinetics(data)


def affinities(data: Dataset) -> Iterator[Finding]:
    """SD617."""
    table = data.table("receptor_affinities")
    for row in table:
        quantity, unit = row["quantity"], row["unit"]
        if unit is None:
            continue
        if quantity == "rba" and unit not in ("%", "1"):
            expected = "% for estradiol = 100, or 1 for estradiol = 1"
        elif quantity in CONCENTRATIONS and not unit.endswith("mol/L"):
            expected = "a concentration in mol/L, such as nmol/L"
        else:
            continue
        yield table.finding("SD617", row, f"{quantity} is not measured in {unit}", column="unit", expected=expected)


def pharmacokinetics(data: Dataset) -> Iterator[Finding]:
    """SD615 and SD617."""
    table = data.table("pharmacokinetics")
    for row in table:
        units = UNITS_OF_PARAMETER.get(row["parameter"] or "")
        if units and row["unit"] and row["unit"] not in units:
            yield table.finding(
                "SD617",
                row,
                f"{row['parameter']} is not measured in {row['unit']}",
                column="unit",
                expected="one of " + ", ".join(sorted(units)),
            )
        low, high = row.number("value_low"), row.number("value_high")
        if low is not None and high is not None and low > high:
            yield table.finding(
                "SD615", row, "the range is upside down", column="value_low", expected=f"at most {high}"
            )


def plausible(table: DataTable, row: DataRow) -> Iterator[Finding]:
    """SD618 for one row of biomarker_effects."""
    if row["population"] != "men" or row["species"] != "human" or explained(row):
        return
    for reference in REFERENCE_INTERVALS.get(row["biomarker_id"] or "", ()):
        factor = reference.units.get(row["unit"] or "")
        for column in ("baseline_value", "final_value"):
            value = row.number(column)
            if factor is None or value is None:
                continue
            low, high = reference.low / PLAUSIBLE_FACTOR, reference.high * PLAUSIBLE_FACTOR
            if not low <= float(value) * factor <= high:
                yield table.finding(
                    "SD618",
                    row,
                    f"far outside the reference interval ({reference.source})",
                    column=column,
                    expected=f"{low / factor:g} to {high / factor:g} {row['unit']}",
                )
                return


def biomarkers(data: Dataset) -> Iterator[Finding]:
    """SD613 and SD618."""
    table = data.table("biomarker_effects")
    for row in table:
        yield from plausible(table, row)
        if row["direction"] not in ("increase", "decrease"):
            continue
        sign = 1 if row["direction"] == "increase" else -1
        changes: list[tuple[str, Decimal | None]] = [(c, row.number(c)) for c in ("percent_change", "absolute_change")]
        for column, change in changes:
            if change is not None and change * sign < 0:
                yield table.finding(
                    "SD613", row, f"the direction is {row['direction']}", column=column, expected="the other sign"
                )
                break
        else:
            before, after = row.number("baseline_value"), row.number("final_value")
            if before is not None and after is not None and (after - before) * sign < 0:
                yield table.finding(
                    "SD613",
                    row,
                    f"the direction is {row['direction']}",
                    column="final_value",
                    expected="the other side of baseline_value",
                )
