"""Ctrl-C during a build: libraries make an ordinary failure of it, and a failure would become a recorded refusal."""

from __future__ import annotations

import signal
import threading
from collections.abc import Generator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def interrupts_raised() -> Generator[None]:
    """Raise KeyboardInterrupt where Ctrl-C was pressed meanwhile, whatever a library made of it.

    dbt returns a result with failures, DuckDB raises another error. Only a process's main thread receives signals.
    """
    seen: list[int] = []
    former = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(former):
        yield
        return

    def note(number: int, frame: FrameType | None) -> None:
        seen.append(number)
        former(number, frame)

    signal.signal(signal.SIGINT, note)
    try:
        yield
    except Exception as error:
        if seen:
            raise KeyboardInterrupt from error
        raise
    finally:
        signal.signal(signal.SIGINT, former)
    if seen:
        raise KeyboardInterrupt
