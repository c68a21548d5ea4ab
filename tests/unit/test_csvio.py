from __future__ import annotations

import pytest

from sermdata.csvio import FIELD_LIMIT, CsvSyntaxError, canonical, parse


def test_lines_are_physical_lines() -> None:
    rows = parse('a,b\n"x\ny",1\nz,2\n')
    assert [(row.line, row.cells) for row in rows] == [(1, ["a", "b"]), (2, ["x\ny", "1"]), (4, ["z", "2"])]


@pytest.mark.parametrize("text", ['a,b\n1,"2\n', 'a,b\n"1"x,2\n'])
def test_broken_quotes_are_an_error_with_a_line(text: str) -> None:
    with pytest.raises(CsvSyntaxError) as caught:
        parse(text)
    assert caught.value.line == 2


def test_a_huge_cell_is_an_error() -> None:
    with pytest.raises(CsvSyntaxError, match="field larger than field limit"):
        parse("a\n" + "x" * (FIELD_LIMIT + 1))


def test_canonical_sorts_by_key_and_quotes_only_where_needed() -> None:
    text = canonical(["id", "text"], [["b", "x, y"], ["a", 'say "so"']], ["id"])
    assert text == 'id,text\na,"say ""so"""\nb,"x, y"\n'
    assert [row.cells for row in parse(text)][1:] == [["a", 'say "so"'], ["b", "x, y"]]
