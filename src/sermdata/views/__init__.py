"""Questions that need more than one row: joins, consensus, effect sizes. Computed, never stored.

Each view gives a tidy frame; its docstring states the rule by which rows
become one cell, and every cell leads back to its rows by their ids.
Intervals need the extra ``stats``.
"""

from __future__ import annotations

from .approvals import approval_history
from .articles import claims_report
from .hormones import hormone_effects
from .receptors import subtype_selectivity
from .safety import compare_safety, safety_profile
from .sources import references
from .tissues import TIERS, WEIGHTS, evidence, tissue_matrix
from .trials import effect_sizes, risk, trial_results

__all__ = [
    "TIERS",
    "WEIGHTS",
    "approval_history",
    "claims_report",
    "compare_safety",
    "effect_sizes",
    "evidence",
    "hormone_effects",
    "references",
    "risk",
    "safety_profile",
    "subtype_selectivity",
    "tissue_matrix",
    "trial_results",
]
