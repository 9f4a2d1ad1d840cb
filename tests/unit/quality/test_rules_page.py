"""docs/rules.md: its example runs as printed, and its tables name every kind, severity and decision."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

from pipelines.quality.decisions import NEEDS
from pipelines.vocabulary import RULE_KIND, SEVERITY


def test_the_example_gives_what_the_page_prints(repo: Path) -> None:
    failed, tried = doctest.testfile(str(repo / "docs" / "rules.md"), module_relative=False)
    assert (failed, tried) == (0, 15)


def test_every_kind_severity_and_decision_is_explained(repo: Path) -> None:
    named = set(re.findall(r"^(?:\| |- )((?:`\w+`(?:, )?)+)", (repo / "docs" / "rules.md").read_text("utf-8"), re.M))
    words = {word for group in named for word in re.findall(r"\w+", group)}
    assert words >= {*RULE_KIND.codes, *SEVERITY.codes, *NEEDS}


def test_each_ess_type_names_rows_and_a_test_that_exists(repo: Path) -> None:
    page = (repo / "docs" / "rules.md").read_text("utf-8")
    rows = re.findall(r"^\| ([A-Z]{3}) \| .* \| (.*) \| (.*) \|$", page, re.M)
    assert len({code for code, _, _ in rows}) == len(rows) == 20
    tests = {path.name for path in (repo / "tests").rglob("test_*.py")}
    cases = set(
        re.findall(r'^    "([A-Z_]+)": Case\(', (repo / "tests/end_to_end/test_ess_rule_types.py").read_text(), re.M)
    )
    for code, _, named in rows:
        for name in re.findall(r"[\w.]+", named):
            assert name in tests | cases, (code, name)
