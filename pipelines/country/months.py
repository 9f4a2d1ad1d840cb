"""A month of many provinces, each in a process of its own with its ledger and lock; one that fails stops no other."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable, Sequence
from functools import partial
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import NamedTuple

from pipelines.codebook.additions.province import declared_provinces
from pipelines.codebook.load import load
from pipelines.country.messages import CountryError, said
from pipelines.errors import Message, reason_of
from pipelines.process import end_with_parent
from pipelines.publication import month
from pipelines.settings import Places, places

MakeFiles = Callable[[Places, Path, str], str]


class Job(NamedTuple):
    """What is run for each province; the files of one are below `inbox/<province>`, in a folder of the month or not.

    `make_files` is called in the process of the province after its release and returns what it has to say.
    """

    data: Path
    seeds: Path
    period: str
    inbox: Path | None = None
    make_files: MakeFiles | None = None


class Outcome(NamedTuple):
    """How the month of a province ended: published, unchanged, refused or failed, and the reason of the last two."""

    province: str
    state: str
    release_id: str = ""
    reason: Message | None = None
    n_files: int = 0
    notes: str = ""
    seconds: float = 0.0


Task = Callable[[str], Outcome]  # of a province's code; it goes to another process, so it is a function of a module


class _Running(NamedTuple):
    province: str
    process: BaseProcess
    end: Connection
    since: float


def run_months(
    job: Job, codes: Sequence[str] = (), n_jobs: int = 2, on_done: Callable[[Outcome], None] = lambda _: None
) -> list[Outcome]:
    """Run the month of these provinces, by default of all that are declared, `n_jobs` at a time; by province code.

    Raises CountryError where a province is not declared, before anything runs.
    """
    declared = declared_provinces(load(job.seeds))
    unknown = sorted(set(codes) - set(declared))
    if unknown:
        raise CountryError(said("province_undeclared", names=", ".join(unknown)))
    return in_processes(partial(run_month, job), sorted(set(codes) or declared), n_jobs, on_done)


def in_processes(
    task: Task, codes: Sequence[str], n_jobs: int, on_done: Callable[[Outcome], None] = lambda _: None
) -> list[Outcome]:
    """Run a task for each province in a process of its own, `n_jobs` at a time; the outcomes by province code.

    A task that raises, or whose process dies, is an outcome; the others go on.
    """
    queue, running, done = list(codes), list[_Running](), list[Outcome]()
    try:
        while queue or running:
            while queue and len(running) < n_jobs:
                running.append(_start(task, queue.pop(0)))
            ready = wait([part for each in running for part in (each.end, each.process.sentinel)])
            for each in [each for each in running if each.end in ready or each.process.sentinel in ready]:
                running.remove(each)
                done.append(_finish(each))
                on_done(done[-1])
    finally:
        for each in running:  # Ctrl-C, or an error of the caller
            each.process.kill()
    return sorted(done, key=lambda outcome: outcome.province)


def _start(task: Task, province: str) -> _Running:
    context = multiprocessing.get_context("spawn")  # a fork would copy threads of polars and the locks that they hold
    end, other = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(other, task, province, os.getpid()), name=f"chiso-{province}")
    process.start()
    other.close()
    return _Running(province, process, end, time.monotonic())


def _finish(each: _Running) -> Outcome:
    """The outcome that the process sent; without one it died."""
    try:
        outcome: Outcome = each.end.recv()
    except EOFError:
        each.process.join()
        reason = said("process_died", exit_code=each.process.exitcode, province=each.province)
        outcome = Outcome(each.province, "failed", reason=reason)
    each.process.join()
    each.end.close()
    return outcome._replace(seconds=time.monotonic() - each.since)


def _run(end: Connection, task: Task, province: str, parent: int) -> None:
    """The body of a province's process."""
    end_with_parent(parent)
    try:
        outcome = task(province)
    except Exception as error:
        outcome = Outcome(province, "failed", reason=reason_of(error))
    end.send(outcome)
    end.close()


def run_month(job: Job, province: str) -> Outcome:
    """The month of one province, as `chiso run` does it."""
    spot = places(province, job.data)
    done = month.run(spot, job.seeds, job.period, inbox_of(job, province))
    if done.release is None:
        vi = " ".join(reason.vi for reason in done.verdict.reasons)
        en = " ".join(reason.en for reason in done.verdict.reasons)
        return Outcome(province, "refused", reason=said("gate_refused", vi=vi, en=en), n_files=len(done.receipts))
    release_id, state = done.release.release_id, "published" if done.is_new else "unchanged"
    notes = job.make_files(spot, job.seeds, release_id) if job.make_files and done.is_new else ""
    return Outcome(province, state, release_id, n_files=len(done.receipts), notes=notes)


def inbox_of(job: Job, province: str) -> Path | None:
    """The province's folder of the month, else its folder; None where it has neither."""
    if job.inbox is None:
        return None
    folders = (job.inbox / province / job.period, job.inbox / province)
    return next((folder for folder in folders if folder.is_dir()), None)
