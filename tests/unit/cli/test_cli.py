"""The command line: exit codes, plain sentences instead of tracebacks, nothing heavy imported for help."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from support.released import write_release
from unit.publication.hand_made import built, judged, places_of

from pipelines.cli.app import call
from pipelines.cli.words.coverage import COVERAGE
from pipelines.cli.words.declared import DECLARED
from pipelines.cli.words.explain import EXPLAIN
from pipelines.cli.words.form_diff import DIFF
from pipelines.cli.words.headings import HEADINGS
from pipelines.cli.words.messages import CLI
from pipelines.cli.words.preview import PREVIEW
from pipelines.cli.words.release import RELEASE
from pipelines.cli.words.targets import TARGETS
from pipelines.cli.words.usage import USAGE
from pipelines.ledger import Ledger
from pipelines.publication.candidate.candidate import candidate
from pipelines.publication.release.release import publish
from pipelines.publication.tree import set_writable
from pipelines.settings import Places


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return places_of(tmp_path)


def at(places: Places) -> tuple[str, str]:
    return ("--data", str(places.data))


def marts(places: Places, *statements: str) -> None:
    """Release `b1` by hand with these tables."""
    judged(places, "b1")
    folder = publish(places, "b1").folder
    set_writable(folder)
    write_release(folder, *statements)


def test_help_lists_every_verb_and_imports_nothing_heavy(repo: Path) -> None:
    code = (
        "import sys\nfrom pipelines.cli.app import call\nassert call(['--help']) == 0\n"
        "heavy = {'polars', 'duckdb', 'dbt', 'great_expectations', 'pandas', 'dagster', 'rich', 'openpyxl'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=repo, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for name in ("run", "receive", "build", "gate", "publish", "decide", "sample", "codebook", "trace", "query"):
        assert f"\n  {name} " in done.stdout
    assert "\n  status " in done.stdout and "\n  rebuild " in done.stdout


@pytest.mark.parametrize(
    "arguments", [["nonsense"], ["build"], ["receive", "/nowhere/x.xlsx"], ["run"], ["gate", "-x"]]
)
def test_a_wrong_command_line_is_an_error_not_a_refusal(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(arguments) == 1
    assert "--help" in capsys.readouterr().err


def test_publishing_what_was_never_built_says_what_to_do(places: Places, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["publish", *at(places)]) == 1
    assert "chiso build" in capsys.readouterr().err
    assert call(["publish", "--lang", "en", *at(places)]) == 1
    assert "Run chiso build first" in capsys.readouterr().err


def test_a_refused_candidate_exits_with_two_at_gate_and_publish(
    places: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    built(places, "b1")
    assert call(["publish", *at(places)]) == 2  # publishing alone, nothing judged
    (candidate(places, "b1").tree / "manifest.json").write_bytes(b"other")
    assert call(["gate", *at(places)]) == 2
    assert "TỪ CHỐI" in capsys.readouterr().out
    assert call(["publish", *at(places)]) == 2
    assert "bị từ chối" in capsys.readouterr().err
    assert not places.current.exists()


def test_a_passed_candidate_is_published(places: Places, capsys: pytest.CaptureFixture[str]) -> None:
    judged(places, "b1")
    assert call(["publish", "--build", "b1", *at(places)]) == 0
    assert "2026-10-r001" in capsys.readouterr().out
    assert places.current.read_text() == "2026-10-r001\n"


def test_a_broken_ledger_is_reported_by_line_and_a_torn_one_repaired(
    places: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = places.ledger.read_bytes()
    places.ledger.write_bytes(whole + b'{"seq"')
    assert call(["ledger", "check", *at(places)]) == 1
    printed = capsys.readouterr().err
    assert "dòng 2" in printed and "chiso ledger repair" in printed and "Traceback" not in printed
    assert call(["ledger", "repair", *at(places)]) == 0
    assert places.ledger.read_bytes() == whole
    assert "ledger.torn-2" in capsys.readouterr().out


def test_query_is_read_only_and_bad_sql_is_explained(places: Places, capsys: pytest.CaptureFixture[str]) -> None:
    marts(places, "create table t as select 42 as n, 'Mỹ Lâm [phường]' as name")
    assert call(["query", "select * from t", *at(places)]) == 0
    assert capsys.readouterr().out == "n\tname\n42\tMỹ Lâm [phường]\n"
    for sql in ("drop table t", "select * from nowhere", "copy t to '/tmp/x.csv'"):
        assert call(["query", sql, *at(places)]) == 1
        assert "SQL" in capsys.readouterr().err
    assert call(["query", "select count(*) as n from t", *at(places)]) == 0


def test_query_without_a_release_says_how_to_get_one(places: Places, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["query", "select 1", *at(places)]) == 1
    assert "chiso run --province 08" in capsys.readouterr().err


def test_trace_of_an_unknown_indicator_names_close_ones(places: Places, capsys: pytest.CaptureFixture[str]) -> None:
    values = "create table indicator_value (indicator_code text, area_id text)"
    # the second table may be empty, not absent
    scores = "create table index_score (node_code text, area_id text)"
    marts(places, values, "insert into indicator_value values ('R_FIRM_INNOV_PCT', 'c25-00700')", scores)
    assert call(["trace", "R_FIRM_INOV_PCT", "00700", "2026-10", *at(places)]) == 1
    assert "R_FIRM_INNOV_PCT" in capsys.readouterr().err


def test_status_before_and_after_a_release(places: Places, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["status", *at(places)]) == 0
    assert "chưa công bố lần nào" in capsys.readouterr().out
    marts(places, "create table t as select 1 as n")
    payload = {"receipt_id": "R", "sha256": "s", "n_bytes": 1, "original_name": "a.xlsx", "channel": "cli"}
    Ledger(places.ledger).append("receipt", payload)
    assert call(["status", *at(places)]) == 0
    printed = capsys.readouterr().out
    assert "2026-10-r001" in printed and "1 biên nhận và 0 quyết định chưa nằm trong bản hiện hành" in printed
    assert "chiso run" in printed  # a release of an older chiso, without the tables of duties


# duty, reporter, period, state in time, state overdue, first received, timeliness, days late
DUTIES = """
create table duty_version as
select *, 'XA-01' as duty_code, 'Biểu xã' as duty_name_vi, 'Commune form' as duty_name_en, 'XA-01' as form_code,
    'Sở Khoa học và Công nghệ' as receiver_vi, 0 as known_from_seq, cast(null as bigint) as known_to_seq, 1 as n_files,
    date '2026-08-15' as start_date, date '2026-09-14' as cutoff_date, date '2026-09-17' as last_date,
    cast(null as date) as revision_date, 0 as n_revisions, false as is_nil, false as is_early_unmarked,
    26 as n_cells_due,
    0 as n_reported, 0 as n_none_occurred, 0 as n_unknown, 0 as n_blank, 26 as n_unanswered, '2026-09' as period_code
from (values ('C1', 'not_due', 'missing', null, null, null), ('C2', 'read', 'read', 'late', 2, 'chinh_thuc'),
    ('C3', 'read', 'read', 'on_time', 0, 'chinh_thuc'), ('C4', 'unreadable', 'unreadable', null, null, null)
) as v (reporter_code, state_in_time, state_overdue, timeliness, n_working_days_late, figure_status)
"""
OTHERS = (
    "create table reporter as select 'C' || n as reporter_code, 'UBND xã ' || n as name_vi,"
    " 'Commune ' || n as name_en, n as sort_key from range(1, 5) as r (n)",
    "create table period as select '2026-09' as period_code, 'Tháng 9' as name_vi, 'September' as name_en",
    "create table day as select cast(d as date) as day, n as n_working from (values (date '2026-09-16', 10),"
    " (date '2026-09-17', 11), (date '2026-09-18', 12)) as v (d, n)",
)


def test_status_names_who_is_late_and_who_is_missing(places: Places, capsys: pytest.CaptureFixture[str]) -> None:
    marts(places, DUTIES, *OTHERS)
    assert call(["status", "--as-known", "17/09/2026", *at(places)]) == 0
    on_the_day = capsys.readouterr().out
    assert "Quá hạn mà chưa có" not in on_the_day and "Gửi muộn:" in on_the_day
    assert call(["status", "--as-known", "2026-09-18", *at(places)]) == 0
    printed = capsys.readouterr().out
    assert "Báo cáo tính đến ngày 18/09/2026" in printed
    assert "XA-01\t2026-09\t4\t2\t1\t1\t1\t0\t1\t0\t0\t0" in printed
    assert "Quá hạn mà chưa có:\n  XA-01, Tháng 9 (hạn 17/09/2026): UBND xã 1\n" in printed
    assert "Gửi muộn:\n  XA-01, Tháng 9 (hạn 17/09/2026): UBND xã 2 (2 ngày làm việc)\n" in printed
    assert "không đọc được, phải gửi lại:\n  XA-01, Tháng 9 (hạn 17/09/2026): UBND xã 4\n" in printed
    for wrong in ("99", "tháng chín"):
        assert call(["status", "--as-known", wrong, *at(places)]) == 1
        assert wrong in capsys.readouterr().err


def test_reminders_say_what_to_do_by_when(places: Places, capsys: pytest.CaptureFixture[str]) -> None:
    marts(places, DUTIES, *OTHERS)
    assert call(["remind", "--on", "16/09/2026", *at(places)]) == 0
    before = capsys.readouterr().out
    assert "UBND xã 1\tBiểu xã\tTháng 9\tGửi chậm nhất 17/09/2026: còn 1 ngày làm việc\tSở Khoa" in before
    assert call(["remind", "--on", "18/09/2026", *at(places)]) == 0
    after = capsys.readouterr().out
    assert "UBND xã 1\tBiểu xã\tTháng 9\tGửi ngay: hạn 17/09/2026, quá 1 ngày làm việc\t" in after
    assert "UBND xã 4\tBiểu xã\tTháng 9\tGửi lại: bản đã gửi không đọc được" in after and "UBND xã 2" not in after
    assert call(["remind", "--on", "16/09/2026", "--within", "0", *at(places)]) == 0
    assert "UBND xã 1" not in capsys.readouterr().out


def test_an_unforeseen_fault_is_one_sentence_unless_debugging(
    places: Places, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    judged(places, "b1")
    publish(places, "b1")
    places.current.unlink()
    places.current.mkdir()
    assert call(["query", "select 1", *at(places)]) == 1
    printed = capsys.readouterr().err
    assert str(places.current) in printed and "Traceback" not in printed
    monkeypatch.setenv("CHISO_DEBUG", "1")
    with pytest.raises(IsADirectoryError):
        call(["query", "select 1", *at(places)])


def test_a_current_that_names_no_release_is_explained(places: Places, capsys: pytest.CaptureFixture[str]) -> None:
    judged(places, "b1")
    publish(places, "b1")
    (places.release / "2026-10-r001").rename(places.data / "elsewhere")
    assert call(["query", "select 1", *at(places)]) == 1
    printed = capsys.readouterr().err
    assert "“2026-10-r001”" in printed and "data/release" in printed


def test_rebuilding_into_a_full_folder_is_refused(
    places: Places, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "kept.txt").write_text("x")
    assert call(["rebuild", "2026-10-r001", "--out", str(out), *at(places)]) == 1
    assert "--out" in capsys.readouterr().out
    assert call(["rebuild", "2026-10-r009", "--out", str(tmp_path / "new"), *at(places)]) == 1
    assert "chiso status" in capsys.readouterr().err


def test_every_sentence_has_both_languages_with_the_same_names() -> None:
    parts = [COVERAGE, DECLARED, EXPLAIN, DIFF, HEADINGS, PREVIEW, RELEASE, TARGETS]
    codes = [code for part in parts for code in part]
    assert len(codes) == len(set(codes))  # a code in two parts would hide one of its sentences
    for code, (vi, en) in [*CLI.items(), *USAGE.items()]:
        assert vi and en, code
        names = [{part.split("}")[0] for part in text.split("{")[1:]} for text in (vi, en)]
        assert names[0] == names[1], code


def test_codebook_faults_are_listed_without_a_traceback(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "uoms.csv").write_text("uom_code,symbol_vi,symbol_en,dimension,factor\nfirm,,firms,count,many\n")
    assert call(["codebook", "check", "--seeds", str(tmp_path)]) == 1
    printed = capsys.readouterr().err
    assert "uoms" in printed and "symbol_vi" in printed and "many" in printed and "Traceback" not in printed


def test_manifest_of_the_release_is_what_current_names(places: Places) -> None:
    judged(places, "b1")
    assert call(["publish", "--build", "b1", *at(places)]) == 0
    folder = places.release / places.current.read_text().strip()
    assert json.loads((folder / "manifest.json").read_text())["build_id"] == "b1"


def test_export_writes_every_row_and_names_the_releases_that_are_there(
    places: Places, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    marts(places, "create table t as from (values ('2026-09', 1), ('2026-10', 2)) as t (period_code, n)")
    out = tmp_path / "out"
    assert call(["export", "--release", "2026-10-r001", "--out", str(out), *at(places)]) == 0
    assert (out / "t.csv").read_text() == "period_code,n\n2026-09,1\n2026-10,2\n"
    assert call(["export", "--out", str(out), *at(places)]) == 1  # the folder has content
    assert str(out) in capsys.readouterr().out
    assert call(["export", "--release", "2026-11-r002", "--out", str(tmp_path / "other"), *at(places)]) == 1
    assert "2026-10-r001" in capsys.readouterr().err
