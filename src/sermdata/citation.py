"""How to cite a version of the data, from its descriptor."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from .errors import known_name

STYLES = ("text", "bibtex", "csl")


def cite(descriptor: Mapping[str, Any], style: str = "text") -> str:
    """The citation of the package that ``descriptor`` describes.

    ``style`` is ``text``, ``bibtex`` or ``csl`` (a CSL-JSON array). No date is
    given: the version says which data it is. Raises UnknownNameError.
    """
    known_name("citation style", style, STYLES)
    title, version = descriptor["title"], descriptor["version"]
    authors = [c["title"] for c in descriptor.get("contributors", [])] or ["sermdata maintainers"]
    if style == "bibtex":
        return "\n".join(
            [
                f"@misc{{sermdata-{version},",
                f"  author = {{{' and '.join('{' + a + '}' for a in authors)}}},",
                f"  title = {{{{{title}}}}},",
                f"  version = {{{version}}},",
                "  note = {Data package sermdata, CC BY 4.0},",
                "}",
            ]
        )
    if style == "csl":
        item = {
            "id": f"sermdata-{version}",
            "type": "dataset",
            "title": title,
            "version": version,
            "author": [{"literal": a} for a in authors],
            "note": "Data package sermdata, CC BY 4.0",
        }
        return json.dumps([item], indent=2, ensure_ascii=False)
    return f"{', '.join(authors)}. {title}. Data package sermdata, version {version}. CC BY 4.0."
