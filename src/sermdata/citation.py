"""How to cite a version of the data, from its descriptor."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from .descriptor import DESCRIPTOR
from .errors import PackageError, known_name

STYLES = ("text", "bibtex", "csl")


def cite(descriptor: Mapping[str, Any], style: str = "text", *, file: str = DESCRIPTOR) -> str:
    """The citation of the package that ``descriptor`` describes.

    ``style`` is ``text``, ``bibtex`` or ``csl`` (a CSL-JSON array). No date is
    given: the version says which data it is. Raises UnknownNameError, and
    PackageError, which names ``file``, if the descriptor lacks what is cited.
    """
    known_name("citation style", style, STYLES)
    title, version = (_text(descriptor, name, file) for name in ("title", "version"))
    contributors = descriptor.get("contributors", [])
    if not isinstance(contributors, list) or not all(isinstance(one, dict) for one in contributors):
        raise PackageError(f"{file}: contributors is not a list of objects; it cannot be cited.")
    authors = [_text(one, "title", f"{file}: a contributor") for one in contributors] or ["sermdata maintainers"]
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


def _text(entry: Mapping[str, Any], name: str, where: str) -> str:
    value = entry.get(name)
    if not isinstance(value, str) or not value.strip():
        raise PackageError(f"{where}: the {name} is missing or is not text; it cannot be cited.")
    return value
