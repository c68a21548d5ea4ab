"""Report which gate sees which planted fault. Run by hand from the checkout: ``python benchmarks/planted.py``.

The faults are those of ``tests/integrity/planted.py``: every declared
constraint of every table with rows, broken in a copy of the real package.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.integrity.planted import batches, plant  # noqa: E402

from sermdata.spec import contract  # noqa: E402
from sermdata.validation import validate  # noqa: E402

GATES = ("frictionless", "pandera", "rules")


def main() -> None:
    """Plant, validate, count."""
    seen: dict[str, Counter[str]] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in ("data", "schemas"):
            shutil.copytree(ROOT / part, folder / part)
        shutil.copy(ROOT / "datapackage.json", folder)
        clean = {spec.path: (folder / spec.path).read_bytes() for spec in contract().values()}
        for batch in batches(folder):
            plant(folder, batch)
            found = {(one.rule, one.file, one.row_id or "", one.column): one for one in validate(folder).findings}
            counts = seen.setdefault(batch.kind, Counter())
            counts["planted"] += len(batch.faults)
            counts["besides"] += len(set(found) - {fault.place for fault in batch.faults})
            for fault in batch.faults:
                one = found.get(fault.place)
                counts["together"] += one is not None
                counts.update(gate for gate in GATES if one is not None and gate in one.gates)
            for path, data in clean.items():
                (folder / path).write_bytes(data)
    columns = ("planted", *GATES, "together", "besides")
    print(f"{'kind':18}" + "".join(f"{column:>14}" for column in columns))
    for kind, counts in seen.items():
        print(f"{kind:18}" + "".join(f"{counts[column]:14}" for column in columns))
    total = sum(seen.values(), Counter())
    print(f"{'all':18}" + "".join(f"{total[column]:14}" for column in columns))


if __name__ == "__main__":
    main()
