"""Attacks on commands that answer: SQL that would reach elsewhere, texts in a trace, texts in decisions."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from faults.attacks.conftest import Tried
from support.attacked import Attacked
from support.released import write_release

from pipelines.cli.app import call
from pipelines.codebook.load import load
from pipelines.errors import ChisoError
from pipelines.ledger import Ledger
from pipelines.quality.decisions import Decision, decide
from pipelines.settings import seeds_root
from pipelines.warehouse.messages import QueryError
from pipelines.warehouse.query import select

FILES = ("/etc/passwd", "{secret}", "../../../../etc/passwd", "{folder}/*")
READERS = ("read_csv", "read_text", "read_blob", "read_json", "read_parquet", "glob", "sniff_csv", "parquet_schema")
STATEMENTS = [
    *(f"select * from {reader}('{file}')" for reader in READERS for file in FILES),
    *(f"from '{file}.csv'" for file in FILES[:2]),
    *("install httpfs", "load httpfs", "load '{folder}/x.duckdb_extension'", "force install json from 'http://x'"),
    *("attach '{folder}/x.db'", "attach '/etc/passwd' as p (type sqlite)", "detach memory", "use memory.main"),
    *("copy area to '{folder}/x.csv'", "copy area from '/etc/passwd'", "export database '{folder}/x'"),
    *("import database '{folder}/x'", "set enable_external_access = true", "set allowed_paths = ['/etc/passwd']"),
    *("reset lock_configuration", "set lock_configuration = false", "pragma enable_profiling", "set threads = 64"),
    *("set temp_directory = '{folder}'", "set memory_limit = '100GB'", "create secret s (type s3)", "checkpoint"),
    *("create table t as select 1", "create macro m() as 1", "drop view area", "alter table area rename to b"),
    *("insert into area values ('x')", "update area set area_id = 'x'", "delete from area", "truncate area", "vacuum"),
    *("select getenv('HOME')", "call pragma_version()", "select 1; drop view area", "prepare p as drop view area"),
]


@pytest.mark.attack("query")
def test_a_query_reads_the_release_and_nothing_else(tmp_path: Path, tried: Tried) -> None:
    release = write_release(tmp_path / "release", "create table area as select 'c25-00700' as area_id")
    (secret := tmp_path / "secret.csv").write_text("top-secret\n1\n")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    for sql in STATEMENTS:
        with pytest.raises(QueryError) as caught:
            select(release, sql.format(folder=release, secret=secret))
        said = str(caught.value)
        assert "root:" not in said and "top-secret" not in said and "Traceback" not in said, sql
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
    tried(len(STATEMENTS))


@pytest.mark.slow
@pytest.mark.attack("trace")
def test_what_is_traced_is_a_name_and_never_sql(
    attacked: Attacked, capsys: pytest.CaptureFixture[str], tried: Tried
) -> None:
    data = ("--data", str(attacked.places.data))
    texts = ("x' or '1'='1", "x'; drop table area; --", "x\0y", '"', "%", "$indicator")
    for text in texts:
        for words in ([text, "00700", "2026-09"], ["N_ADULT", text, "2026-09"], ["N_ADULT", "00700", text]):
            assert call(["trace", *words, *data]) == 1, words
            said = capsys.readouterr().err
            assert "Traceback" not in said and "Catalog" not in said and "\0" not in said
    assert call(["trace", "N_ADULT", "00700", "2026-09", *data]) == 0
    tried(3 * len(texts))


SOUND = Decision(
    decision_kind="correct",
    area_id="c25-00700",
    indicator_code="N_ADULT",
    breakdown_code="_T",
    measure_code="in_period",
    source_code="province_admin",
    period_code="2026-10",
    reason="Xã xác nhận gõ thừa",
    owner="Phòng Thống kê",
    expected_value=10.0,
    new_value=1.0,
)
REFUSED = [
    replace(SOUND, new_value=float("nan")),
    replace(SOUND, expected_value=float("inf")),
    replace(SOUND, new_value=float("-inf")),
    replace(SOUND, decision_kind="waive", rule_code="JUMP_N_ADULT", new_value=None, expires="2020-01-01"),
    replace(SOUND, area_id="x'; drop table decision; --"),
    replace(SOUND, reason=""),
]
TEXTS = ("=cmd|' /C calc'!A0", "<script>alert(1)</script>", "'; drop table decision; --", "\x1b[2J xoá màn hình")


@pytest.mark.attack("decisions")
def test_a_decision_is_refused_or_kept_as_text(
    tmp_path: Path, tried: Tried, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger, codebook = Ledger(tmp_path / "raw" / "08" / "ledger.jsonl"), load(seeds_root())
    for decision in REFUSED:
        with pytest.raises(ChisoError):
            decide(ledger, codebook, decision)
    assert ledger.read() == []
    for text in TEXTS:
        assert decide(ledger, codebook, replace(SOUND, reason=text, owner=text)).payload["reason"] == text
    call(["status", "--data", str(tmp_path)])
    assert "\x1b" not in "".join(capsys.readouterr())
    tried(len(REFUSED) + len(TEXTS))
