"""Time a table's way to a DataFrame, as whole processes, against plain pandas on the same file.

Run by hand: ``python benchmarks/load.py [RUNS]``. Prints medians and the ratio; asserts nothing.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

from sermdata.descriptor import bundled_root

CSV = bundled_root() / "data" / "tissue_profiles.csv"
PROGRAMS = {
    "sermdata.load": "import sermdata; sermdata.load('tissue_profiles')",
    "pandas.read_csv": f"import pandas; pandas.read_csv({str(CSV)!r})",
    "import sermdata": "import sermdata",
    "import pandas": "import pandas",
    "bare python": "pass",
    "sermdata.records": "import sermdata; sermdata.records('tissue_profiles')",
    "all tables": "import sermdata\nfor resource in sermdata._bundled.descriptor: sermdata.load(resource.name)",
}


def main(runs: int) -> None:
    """Run every program in turn, ``runs`` times after one warm-up, and print the medians."""
    seconds: dict[str, list[float]] = {name: [] for name in PROGRAMS}
    for turn in range(runs + 1):
        for name, program in PROGRAMS.items():
            start = time.perf_counter()
            subprocess.run([sys.executable, "-c", program], check=True)
            if turn:
                seconds[name].append(time.perf_counter() - start)
    base = statistics.median(seconds["pandas.read_csv"])
    for name, times in seconds.items():
        print(f"{name:16}  {statistics.median(times):.3f} s  {statistics.median(times) / base:.2f} of pandas.read_csv")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
