"""The command line: words for people, exit codes for machines.

Exit codes: 0 clean, 1 findings, 2 unreadable input or wrong usage.
"""

from __future__ import annotations

from .app import app, main

__all__ = ["app", "main"]
