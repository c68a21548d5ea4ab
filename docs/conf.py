"""Sphinx configuration. Pages of tables, compounds and articles and the figures are written from the definition and the data before each build."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import article_pages  # noqa: E402
import compound_pages  # noqa: E402
import figures  # noqa: E402
import table_pages  # noqa: E402

import sermdata  # noqa: E402

table_pages.write_pages(HERE / "tables")
compound_pages.write_pages(HERE / "compounds")
article_pages.write_pages(HERE / "articles")
figures.write_figures(HERE / "cookbook/figures")

project = "sermdata"
author = "sermdata maintainers"
copyright = "the sermdata maintainers; data CC BY 4.0"
version = release = sermdata.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx.ext.viewcode"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
source_suffix = {".md": "markdown", ".rst": "restructuredtext"}
exclude_patterns = ["_build", "rules.md"]
nitpicky = False

autodoc_typehints = "description"
autodoc_member_order = "bysource"

html_theme = "pydata_sphinx_theme"
html_title = f"sermdata {release}"
html_theme_options = {
    "show_prev_next": False,
    "navigation_with_keys": False,
    "secondary_sidebar_items": {
        "guide/*": ["page-toc"],
        "api": ["page-toc"],
        "codes": ["page-toc"],
        "tables/*": [],
        "compounds/*": ["page-toc"],
    },
}
html_show_sourcelink = False
html_static_path = ["_static"]
html_css_files = ["wide.css"]
html_sidebars: dict[str, list[str]] = {
    "index": [],
    "guide/*": [],
    "cookbook/*": [],
    "articles/*": [],
    "api": [],
    "codes": [],
}
