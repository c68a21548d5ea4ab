"""Every rule, with its stable code, meaning and cure.

Codes are never reused. ``SD0`` package, ``SD1`` text, ``SD2`` cells, ``SD3``
keys, ``SD4`` provenance, ``SD5`` clinical, ``SD6`` statistics, ``SD7``
chemistry, ``SD9`` notices.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "notice"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of validation."""

    code: str
    name: str
    meaning: str
    cure: str
    severity: Severity = "error"

    @property
    def subject(self) -> str:
        """Field of the rule, from its code."""
        return SUBJECTS[self.code[2]]


SUBJECTS = {
    "0": "package",
    "1": "text",
    "2": "cells",
    "3": "keys",
    "4": "provenance",
    "5": "clinical",
    "6": "statistics",
    "7": "chemistry",
    "9": "notices",
}

EXEMPTING_WORDS = ("adjusted", "person-years", "person-time", "exact", "asymmetric", "as printed")
"""A note with one of these words, not denied, says why a printed figure does not follow from the others."""

_SAY_WHY = "read the source again; if it prints the figures so, say why in note (" + ", ".join(EXEMPTING_WORDS) + ")"
_READ_AGAIN = "read the source again and correct the cell that is wrong"

_ALL = (
    # --- package
    Rule("SD001", "descriptor", "the descriptor is a valid Data Package descriptor", "run 'sermdata build'"),
    Rule(
        "SD002",
        "file_missing",
        "the file of every table is there",
        "restore the file; 'sermdata build' writes schemas, and the empty file of a new table",
    ),
    Rule("SD003", "table_missing", "the descriptor lists every table", "run 'sermdata build'"),
    Rule(
        "SD004",
        "file_unlisted",
        "data/ holds no file that the descriptor does not list",
        "remove the file, or define its table",
    ),
    Rule(
        "SD005",
        "schema_differs",
        "each Table Schema is the one that this version of sermdata defines",
        "run 'sermdata build'",
    ),
    Rule(
        "SD006",
        "descriptor_stale",
        "size, hash and row count in the descriptor are those of the files",
        "run 'sermdata build' if the change of the file is meant, else restore the file",
    ),
    # --- text
    Rule("SD101", "encoding", "the file is UTF-8", "save the file as UTF-8"),
    Rule("SD102", "byte_order_mark", "the file has no byte order mark", "run 'sermdata lint --fix'"),
    Rule("SD103", "line_endings", "lines end in LF", "run 'sermdata lint --fix'"),
    Rule("SD104", "delimiter", "cells are separated by commas", "save the file with commas"),
    Rule(
        "SD105",
        "csv_syntax",
        "the file is CSV: quotes are closed, nothing follows a closing quote, no cell is endless",
        "correct the quotes on this line, or shorten the cell",
    ),
    Rule(
        "SD106",
        "column_missing",
        "every column of the table is there",
        "add the column; 'sermdata info TABLE' lists them",
    ),
    Rule("SD107", "column_unknown", "there is no column besides those of the table", "remove or rename the column"),
    Rule("SD108", "column_order", "columns stand in the order of the table", "run 'sermdata lint --fix'"),
    Rule(
        "SD109",
        "row_length",
        "every row has as many cells as the header",
        "add or remove cells; quote a text that holds a comma",
    ),
    Rule("SD110", "blank_row", "there is no blank row", "run 'sermdata lint --fix'"),
    Rule(
        "SD111",
        "blanks_around",
        "no cell begins or ends with a blank, and none is blank only",
        "run 'sermdata lint --fix'",
    ),
    Rule("SD112", "control_character", "no cell holds a control character or line break", "remove the character"),
    Rule("SD113", "formula_like", "no text begins with = + - @, which spreadsheets run", "reword the text"),
    Rule(
        "SD114",
        "not_canonical",
        "the file is in the canonical form: minimal quotes, rows sorted by key, newline at the end",
        "run 'sermdata lint --fix'",
    ),
    Rule("SD115", "missing_written_out", "a missing value is an empty cell, not NA, null or a dash", "empty the cell"),
    # --- cells
    Rule("SD201", "type", "the cell has the column's type", "write the value as the column's type"),
    Rule(
        "SD202",
        "required",
        "a required cell is not empty",
        "read the source again and fill the cell, or remove the row",
    ),
    Rule(
        "SD203",
        "code_list",
        "a code is one of its code list",
        "use a code of the list, or add one in sermdata.codelists",
    ),
    Rule("SD204", "pattern", "the cell matches the column's pattern", "write the value in the form expected"),
    Rule("SD205", "bounds", "the number lies within the column's bounds", "read the source again"),
    # --- keys
    Rule("SD301", "duplicate_key", "no two rows have the same key", "give the row an id of its own, or remove it"),
    Rule("SD302", "dangling_reference", "every reference leads to a row", "correct the id, or add the row it names"),
    Rule(
        "SD303",
        "duplicate_finding",
        "the same finding is not entered twice under two ids",
        "remove one of the rows and list its id in retired_ids",
    ),
    Rule("SD304", "retired_reference", "no row refers to, or reuses, a retired id", "use the row that replaced it"),
    Rule(
        "SD305",
        "unused_entry",
        "every vocabulary entry and every source is used by some row",
        "remove the entry, or add the row that needs it",
    ),
    Rule("SD306", "row_reference", "table_name and row_id name an existing row", "correct table_name or row_id"),
    Rule("SD307", "self_reference", "a row does not refer to itself", "refer to the other row"),
    # --- provenance
    Rule(
        "SD401",
        "source_not_found",
        "a source that was not found never backs a row",
        "find the source, or remove the row",
    ),
    Rule(
        "SD402",
        "rights",
        "a database under share-alike or non-commercial rights never backs a value",
        "read the paper the database cites",
    ),
    Rule(
        "SD403",
        "credited_to_itself",
        "a source is not credited to itself",
        "empty credited_source_id, or name the origin",
    ),
    Rule("SD404", "adjudicated_without_note", "an adjudicated row says how it was settled", "say it in note"),
    Rule(
        "SD405", "basis_of_source", "the basis fits the kind of source", "correct basis, or source_type of the source"
    ),
    Rule(
        "SD406",
        "review_as_study",
        "a statement of a review or label is not dressed as a study",
        "use review_statement or label_statement, or cite the study",
    ),
    Rule("SD407", "agreement_counts", "rows agreed are not more than rows read twice", _READ_AGAIN),
    Rule(
        "SD408",
        "locator_of_basis",
        "what stands in a table, figure or section was not read in an abstract",
        "correct basis or locator",
    ),
    # --- clinical
    Rule(
        "SD501",
        "compound_not_in_trial",
        "a row on a trial names a compound that one of the trial's arms has",
        "correct compound_id or trial_id; CE/BZA and bazedoxifene are different compounds",
    ),
    Rule(
        "SD502",
        "efficacy_as_adverse_event",
        "no adverse event term is an efficacy endpoint",
        "use the endpoint in trial_results, or an adverse event term",
    ),
    Rule("SD503", "trial_years", "trial start <= end <= publication year + 1", _READ_AGAIN),
    Rule("SD504", "approval_years", "no approval is older than the compound's first approval", _READ_AGAIN),
    Rule(
        "SD505", "status_conflict", "one product has one status per agency, condition, population and date", _READ_AGAIN
    ),
    Rule(
        "SD506",
        "decision_without_jurisdiction",
        "an approval, refusal or withdrawal names its jurisdiction",
        "fill jurisdiction",
    ),
    Rule(
        "SD507",
        "arm_kind",
        "an arm with placebo or without treatment names no compound",
        "correct arm_type or compound_id",
    ),
    Rule("SD508", "calendar_date", "a date exists in the calendar", _READ_AGAIN),
    Rule(
        "SD509",
        "registry_id_once",
        "one registry id stands for one trial",
        "join the two rows; a side study of a registered trial leaves registry_id empty",
    ),
    # --- statistics
    Rule("SD601", "interval_order", "lower bound <= estimate <= upper bound, and both bounds stand", _READ_AGAIN),
    Rule("SD602", "ratio_positive", "a ratio and its bounds are positive", _READ_AGAIN),
    Rule(
        "SD603",
        "interval_symmetry",
        "the interval is symmetric about the estimate, on the log scale for ratios",
        _SAY_WHY,
    ),
    Rule("SD604", "p_against_interval", "p value and interval agree about no effect", _SAY_WHY),
    Rule("SD605", "estimate_against_counts", "the estimate follows from the counts within rounding", _SAY_WHY),
    Rule("SD606", "percent_against_counts", "percent = affected / at risk within rounding", _SAY_WHY),
    Rule("SD607", "counts_within_group", "events are not more than participants", _READ_AGAIN),
    Rule("SD608", "group_within_trial", "no group is larger than its arm, no arm larger than its trial", _READ_AGAIN),
    Rule(
        "SD609",
        "class_against_percent",
        "the frequency class agrees with the percent (bounds 10, 1, 0.1, 0.01 %)",
        _SAY_WHY,
    ),
    Rule("SD610", "measure_of_endpoint", "the measure fits the kind of endpoint", "correct measure or endpoint_id"),
    Rule(
        "SD611",
        "comparator_complete",
        "a comparator has a figure, and no figure stands without a comparator",
        "fill the comparator's figures, or use none",
    ),
    Rule("SD612", "below_threshold", "no event is below its table's reporting threshold in both groups", _READ_AGAIN),
    Rule("SD613", "direction_of_change", "the direction agrees with the sign of the change", _READ_AGAIN),
    Rule("SD614", "p_pair", "p value and its relation stand together", "fill both or neither"),
    Rule("SD615", "range_order", "the lower end of a range is not above the upper", _READ_AGAIN),
    Rule("SD616", "grim", "a mean of whole numbers is possible for its n", _SAY_WHY),
    Rule("SD617", "unit_of_parameter", "the unit measures what the parameter is", _READ_AGAIN),
    Rule(
        "SD618",
        "plausible_value",
        "a hormone of men lies within a tenth and ten times its published reference interval; more is a slip of unit",
        _SAY_WHY,
    ),
    # --- chemistry
    Rule(
        "SD701",
        "structure_of_mixture",
        "a mixture or combination has no structure of its own",
        "empty smiles and inchikey",
    ),
    Rule(
        "SD702",
        "isomers_share_skeleton",
        "isomers of one parent share the first block of the InChIKey",
        "check parent_id and inchikey",
    ),
    Rule(
        "SD703",
        "structure_agrees",
        "SMILES parses, and InChIKey, formula and weight follow from it",
        "read the structure again",
    ),
    Rule("SD704", "parent_pair", "parent and relation to it stand together", "fill both or neither"),
    Rule(
        "SD705",
        "components",
        "a combination has components, and only a combination has",
        "correct scope, or compound_components",
    ),
    Rule("SD706", "cas_check_digit", "the check digit of a CAS number is right", "read the number again"),
    Rule(
        "SD707",
        "identifier_pattern",
        "an identifier has the form of its scheme",
        "write the identifier as the registry does",
    ),
    # --- notices
    Rule("SD901", "unused_code", "a code is used by no row yet", "none needed", "notice"),
    Rule("SD902", "unused_column", "a column of a table with rows is empty throughout", "none needed", "notice"),
)

RULES: dict[str, Rule] = {rule.code: rule for rule in _ALL}
