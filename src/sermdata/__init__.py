"""sermdata: pharmacology of selective estrogen receptor modulators, with a source for every figure.

>>> import sermdata
>>> profiles = sermdata.load("tissue_profiles")        # pandas DataFrame
>>> raloxifene = sermdata.get("compounds", "raloxifene")  # frozen, typed record
>>> raloxifene.name
'raloxifene'

Importing the package reads nothing and loads neither pandas nor pydantic; a
frame loads pandas, a record loads pydantic. The data is for research, not for
clinical decisions.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from .descriptor import open_files as _open_files
from .errors import DataError, MissingExtraError, PackageError, SermdataError, UnknownNameError
from .handles import Package

if TYPE_CHECKING:
    from . import plots, statistics, views

    __version__: str
    data_version: str

_bundled: Package = Package.bundled()

tables = _bundled.tables
load = _bundled.load
records = _bundled.records
get = _bundled.get
schema = _bundled.schema
table_schema = _bundled.table_schema
cite = _bundled.cite

adjudications = _bundled.adjudications
adverse_event_terms = _bundled.adverse_event_terms
biomarker_effects = _bundled.biomarker_effects
biomarkers = _bundled.biomarkers
claim_evidence = _bundled.claim_evidence
claims = _bundled.claims
codes = _bundled.codes
compound_components = _bundled.compound_components
compound_identifiers = _bundled.compound_identifiers
compound_names = _bundled.compound_names
compounds = _bundled.compounds
conditions = _bundled.conditions
coregulator_recruitment = _bundled.coregulator_recruitment
coregulators = _bundled.coregulators
endpoints = _bundled.endpoints
indications = _bundled.indications
metabolism = _bundled.metabolism
neurotransmitter_effects = _bundled.neurotransmitter_effects
neurotransmitters = _bundled.neurotransmitters
pharmacokinetics = _bundled.pharmacokinetics
reading_agreement = _bundled.reading_agreement
receptor_affinities = _bundled.receptor_affinities
receptor_expression = _bundled.receptor_expression
receptors = _bundled.receptors
retired_ids = _bundled.retired_ids
side_effects = _bundled.side_effects
sources = _bundled.sources
tissue_profiles = _bundled.tissue_profiles
tissues = _bundled.tissues
trial_arms = _bundled.trial_arms
trial_results = _bundled.trial_results
trials = _bundled.trials
warnings = _bundled.warnings


def open_package(path: str | os.PathLike[str]) -> Package:
    """Another copy of the package with the same API: a folder, its ``datapackage.json``, or a release zip.

    Raises :class:`PackageError` if there is none, or if a path in it leaves it.
    """
    package = Package(_open_files(path))
    package.descriptor  # noqa: B018 - read now, so that a bad package fails here
    return package


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("sermdata")
    if name == "data_version":
        return _bundled.version
    if name in ("plots", "statistics", "views"):
        from importlib import import_module

        return import_module(f"sermdata.{name}")
    raise AttributeError(f"module 'sermdata' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)


__all__ = [
    "DataError",
    "MissingExtraError",
    "Package",
    "PackageError",
    "SermdataError",
    "UnknownNameError",
    "__version__",
    "adjudications",
    "adverse_event_terms",
    "biomarker_effects",
    "biomarkers",
    "cite",
    "claim_evidence",
    "claims",
    "codes",
    "compound_components",
    "compound_identifiers",
    "compound_names",
    "compounds",
    "conditions",
    "coregulator_recruitment",
    "coregulators",
    "data_version",
    "endpoints",
    "get",
    "indications",
    "load",
    "metabolism",
    "neurotransmitter_effects",
    "neurotransmitters",
    "open_package",
    "pharmacokinetics",
    "plots",
    "reading_agreement",
    "receptor_affinities",
    "receptor_expression",
    "receptors",
    "records",
    "retired_ids",
    "schema",
    "side_effects",
    "sources",
    "statistics",
    "table_schema",
    "tables",
    "tissue_profiles",
    "tissues",
    "trial_arms",
    "trial_results",
    "trials",
    "views",
    "warnings",
]
