"""Whether data may leave the house: three gates, one report.

1. Frictionless on the descriptor and every resource,
2. Pandera on every table,
3. rules of our own: text form, keys, provenance, clinical sense, statistics, chemistry.

:func:`validate` runs all of them on a package, :func:`validate_file` on a
table of one's own. Findings of several gates on
the same cell are one finding, and what follows from a fault is counted with
it instead of being listed.
"""

from __future__ import annotations

from .report import Finding, Report
from .run import validate, validate_file

__all__ = ["Finding", "Report", "validate", "validate_file"]
