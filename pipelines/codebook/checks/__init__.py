"""Cross-checks of the seed tables: one module for each topic, run together so that one error lists every problem."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from pipelines.codebook.checks.borders import check_borders
from pipelines.codebook.checks.duties import check_duties
from pipelines.codebook.checks.forms import check_forms
from pipelines.codebook.checks.indicators import check_headlines, check_indicators
from pipelines.codebook.checks.indices import check_indices
from pipelines.codebook.checks.names import check_names
from pipelines.codebook.checks.periods import check_periods
from pipelines.codebook.checks.policy import check_policy
from pipelines.codebook.checks.registers import check_registers
from pipelines.codebook.checks.rules.kinds import check_rules
from pipelines.codebook.checks.rules.sets import check_rule_sets
from pipelines.codebook.checks.schema_rules import check_schema
from pipelines.codebook.checks.senders import check_senders
from pipelines.codebook.damage.zeros import check_zeros
from pipelines.codebook.errors import Problem

CHECKS = (
    check_schema,
    check_names,
    check_senders,
    check_borders,
    check_periods,
    check_indicators,
    check_headlines,
    check_rules,
    check_rule_sets,
    check_forms,
    check_registers,
    check_duties,
    check_indices,
    check_policy,
    check_zeros,
)


def check(tables: Mapping[str, pl.DataFrame]) -> list[Problem]:
    """Return every problem of the typed tables (name -> frame), in the order of CHECKS."""
    rows = {table: frame.to_dicts() for table, frame in tables.items()}
    return [problem for check_topic in CHECKS for problem in check_topic(rows)]
