"""Breaks of Python code, one text each: every one changes a figure, a verdict or what is left on the disk."""

from __future__ import annotations

from support.broken import Break

NUMBERS, GATE = "pipelines/submissions/value/numbers.py", "pipelines/publication/gate/gate.py"
LEDGER, ENTRY = "pipelines/ledger/ledger.py", "pipelines/ledger/entry.py"
RELEASE, TREE = "pipelines/publication/release/release.py", "pipelines/publication/tree.py"
OBLIGATIONS, CELLS = "pipelines/codebook/obligations.py", "pipelines/forms/reply/cells.py"
OF_NUMBERS = ("tests/unit/submissions/test_numbers.py",)
OF_GATE = ("tests/unit/publication/test_gate.py",)
OF_LEDGER = ("tests/unit/ledger/test_ledger.py",)
OF_RELEASE = ("tests/unit/publication/test_release.py",)
OF_VERIFY = ("tests/unit/publication/test_verify.py",)
OF_DUTIES = ("tests/unit/codebook/test_duties.py",)
OF_REPLIES = ("tests/unit/forms/test_reply.py",)

PYTHON_BREAKS = (
    Break("0.607 is 607", NUMBERS, ' or re.match(r"0+[., ]", match.group(1))', "", OF_NUMBERS),
    Break(
        "a percent cell is its stored number",
        NUMBERS,
        'ParsedFigure("reported", value.shown, evidence=stored)',
        'ParsedFigure("reported", float(value), evidence=stored)',
        ("tests/unit/submissions/test_formats.py", "tests/unit/submissions/test_number_formats.py"),
    ),
    Break(
        "sơ bộ is an estimate", NUMBERS, '"so_bo" if match.group(1).lower() == "sơ bộ" else "uoc"', '"uoc"', OF_NUMBERS
    ),
    Break(
        "two thousands separators in one number",
        NUMBERS,
        r"([. ])\d{3}(?:\2\d{3})*",
        r"([. ])\d{3}(?:[. ]\d{3})*",
        OF_NUMBERS,
    ),
    Break(
        "of a line that stands twice the first counts",
        "pipelines/submissions/extract/account.py",
        "        self.observations.pop(earlier, None)\n",
        "",
        ("tests/unit/submissions/test_row_form.py",),
    ),
    Break(
        "the stated sender does not say who reports",
        "pipelines/submissions/recognise/identify.py",
        "form.reporter or hints.sender or (None",
        "form.reporter or (None",
        ("tests/unit/submissions/test_recognise.py",),
    ),
    Break(
        "a nil return stands beside a figure",
        "pipelines/submissions/extract/account.py",
        "        if filled:\n",
        "        if not slices:\n",
        ("tests/unit/forms/test_nil_return.py",),
    ),
    Break(
        "a waived stop stops",
        GATE,
        '(row.severity, row.outcome, row.is_waived) == ("stop", "fail", False)',
        '(row.severity, row.outcome) == ("stop", "fail")',
        OF_GATE,
    ),
    Break("five dead readers of 500 refuse", GATE, " and facts.n_died > DIED_SHARE * facts.n_receipts", "", OF_GATE),
    Break("five dead readers are not many", GATE, "facts.n_died >= MANY_DIED", "facts.n_died > MANY_DIED", OF_GATE),
    Break(
        "`before 5 December` is on it",
        OBLIGATIONS,
        "due is None or rule.is_inclusive",
        "due is None or True",
        OF_DUTIES,
    ),
    Break(
        "a reporter counts on the first day of the period",
        OBLIGATIONS,
        '_in_force("_reporter", "end_date")',
        '_in_force("_reporter", "start_date")',
        OF_DUTIES,
    ),
    Break(
        "a form counts on the last day of the period",
        OBLIGATIONS,
        '_in_force("_form", "start_date")',
        '_in_force("_form", "end_date")',
        OF_DUTIES,
    ),
    Break(
        "changed lines of a longer ledger are not verified",
        "pipelines/ledger/chain.py",
        "content.startswith(_last[0].content)",
        "len(content) >= len(_last[0].content)",
        OF_LEDGER,
    ),
    Break("the torn piece is not kept", LEDGER, "file.write(content)", 'file.write(b"")', OF_LEDGER),
    Break(
        "an entry may follow any other",
        ENTRY,
        "entry = make_entry(link, stamp,",
        'entry = make_entry(Link(link.seq, found["prev_hash"]), stamp,',
        OF_LEDGER,
    ),
    Break(
        "entries are not flushed",
        LEDGER,
        "            view = view[os.write(fd, view) :]\n        os.fsync(fd)\n",
        "            view = view[os.write(fd, view) :]\n",
        OF_LEDGER,
    ),
    Break("a part of a batch stays on a full disk", LEDGER, "        os.ftruncate(fd, length)\n", "", OF_LEDGER),
    Break(
        "a cut ledger is read",
        "pipelines/ledger/last_known.py",
        "    if seq > len(entries):\n",
        "    if seq > len(entries) + 10:\n",
        OF_LEDGER,
    ),
    Break(
        "a build changes the position of the next",
        ENTRY,
        'OF_BUILDS = ("build", "verdict",',
        'OF_BUILDS = ("verdict",',
        ("tests/unit/publication/test_build_record.py",),
    ),
    Break(
        "the gate believes built.json",
        "pipelines/publication/gate/gather_facts.py",
        "return _Recorded(built, differences(beside, built), known, None)",
        "return _Recorded(beside, (), known, None)",
        OF_VERIFY,
    ),
    Break(
        "a release of another ledger is no hindrance",
        "pipelines/publication/ledger_guard.py",
        "if hashes.get(anchor.seq) != anchor.hash",
        'if hashes.get(anchor.seq) == ""',
        OF_VERIFY,
    ),
    Break(
        "the proof does not look at bytes",
        "pipelines/publication/proof/verify_release.py",
        "and file_sha256(path) != digest",
        'and digest == ""',
        OF_VERIFY,
    ),
    Break(
        "a new cell forgets the format of its row",
        CELLS,
        'get("customFormat") in ("1", "true")',
        'get("customFormat") == "2"',
        OF_REPLIES,
    ),
    Break(
        "a mark in a merged area stays where it is",
        CELLS,
        "anchors[position] = start",
        "anchors[position] = position",
        OF_REPLIES,
    ),
    Break(
        "a release is recorded before it is moved",
        RELEASE,
        "(move_tree, protect, keep_values, record, place_verdict, place_proof, set_current)",
        "(keep_values, record, move_tree, protect, place_verdict, place_proof, set_current)",
        OF_RELEASE,
    ),
    Break(
        "`current` moves before the verdict lies beside the release",
        RELEASE,
        "record, place_verdict, place_proof, set_current)",
        "record, set_current, place_verdict, place_proof)",
        OF_RELEASE,
    ),
    Break(
        "a release may be written to",
        TREE,
        "0o555 if path.is_dir() else 0o444",
        "0o755 if path.is_dir() else 0o644",
        OF_RELEASE,
    ),
    Break(
        "a stale candidate is published",
        RELEASE,
        "if releases and releases[-1].seq > seq:",
        "if releases and releases[-1].seq < 0:",
        OF_RELEASE,
    ),
    Break(
        "a decision may not expire on the last day of its period",
        "pipelines/quality/decisions.py",
        "last < ends[0]",
        "last <= ends[0]",
        ("tests/unit/quality/test_decisions.py",),
    ),
    Break(
        "`not solved` is `solved`",
        "pipelines/submissions/match/opposites.py",
        '"khong", "ko", "chua",',
        '"ko",',
        ("tests/unit/submissions/test_opposites.py",),
    ),
)
