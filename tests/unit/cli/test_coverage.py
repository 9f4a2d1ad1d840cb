"""`chiso form coverage` over tables made by hand: what nobody brings, what is asked twice with and without a check."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.released import write_release
from unit.publication.hand_made import judged, places_of

from pipelines.cli.app import call
from pipelines.publication.release.release import publish
from pipelines.publication.tree import set_writable
from pipelines.settings import Places

TABLES = (
    "create table form_coverage as select 'F' as form_code, 1 as form_version, '01' as row_key,"
    " 'N' as line_indicator_code, 'itself' as serves_as, 'N' as indicator_code, 'T1' as statement_id,"
    " '001.txt' as document_file, 48 as document_line, null as legal_basis",
    "create table indicator_coverage as select 'N' as indicator_code, 'Số N' as name_vi, 'N' as name_en,"
    " 'T1' as statement_ids, 'collected' as coverage_state, null as reason_vi, null as reason_en, null as holder_vi,"
    " null as replacement_form_code"
    " union all select 'C', 'Câu lạc bộ', 'Clubs', 'T2', 'uncollected', 'huyện đã hết', 'districts ended', null, null"
    " union all select 'Z', 'Số Z', 'Z', 'T3', 'forgotten', null, null, null, null",
    "create table asked_twice as select 'F' as form_code, '01' as row_key, 'N' as indicator_code,"
    " 'G' as other_form_code, '02' as other_row_key, 'M' as other_indicator_code, 'CC' as check_code,"
    " 'equal' as relation, 2.5 as tolerance_pct, 'hai sổ' as reason_vi, 'two books' as reason_en"
    " union all select 'F', '03', 'P', 'G', '04', 'P', null, null, null, null, null",
    "create table cross_check as select 'CC' as check_code, o as outcome"
    " from (values ('agrees'), ('differs'), ('differs')) as v (o)",
)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    places = places_of(tmp_path)
    judged(places, "b1")
    folder = publish(places, "b1").folder
    set_writable(folder)
    write_release(folder, *TABLES)
    return places


def said(places: Places, capsys: pytest.CaptureFixture[str], *more: str) -> list[str]:
    assert call(["form", "coverage", "--data", str(places.data), *more]) == 0
    return capsys.readouterr().out.splitlines()


def test_reasons_and_cross_checks_are_reported(places: Places, capsys: pytest.CaptureFixture[str]) -> None:
    lines = said(places, capsys)
    assert lines[0].endswith("1 biểu, 1 dòng; văn bản nêu 3 chỉ tiêu, 1 chỉ tiêu có biểu thu.")
    assert lines[1:] == [
        "Không biểu nào thu (2):",
        "  C Câu lạc bộ [T2]: huyện đã hết",
        "  Z Số Z [T3]: ?",
        "Hỏi hai nơi, có phép đối chiếu (1):",
        "  F/01 N và G/02 M: hai sổ Lệch tối đa 2,5 %. Khớp 1, lệch 2.",
        "Hỏi hai nơi, CHƯA có phép đối chiếu (1):",
        "  F/03 P và G/04 P:  ",
    ]


def test_the_chain_is_printed_line_by_line_in_english_too(places: Places, capsys: pytest.CaptureFixture[str]) -> None:
    lines = said(places, capsys, "--lines", "--lang", "en")
    assert "F\t1\t01\tN\titself\tN\tT1\t001.txt\t48\t" in lines
    assert "  C Clubs [T2]: districts ended" in lines
    assert "  F/01 N and G/02 M: two books At most 2.5 % apart. 1 agree, 2 differ." in lines
