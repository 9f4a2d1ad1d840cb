"""What Spark's own event log says of an application: stages with their parents, attempts, and how tasks ended."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

# One file of plain lines an application, so that it can be read while it is written.
SETTINGS = {"spark.eventLog.enabled": "true", "spark.eventLog.rolling.enabled": "false"}
SETTINGS["spark.eventLog.compress"] = "false"


@dataclass
class EventLog:
    """The events of one application; `read` takes in what was written since."""

    folder: Path
    application: str
    parents: dict[int, list[int]] = field(default_factory=lambda: {})
    attempts: set[tuple[int, int]] = field(default_factory=set[tuple[int, int]])
    ends: Counter[str] = field(default_factory=Counter[str])
    _place: int = 0

    @property
    def second_attempts(self) -> list[int]:
        """The stages that were run again."""
        return sorted({stage for stage, attempt in self.attempts if attempt > 0})

    def read(self) -> EventLog:
        """Take in the whole lines behind those read before."""
        for path in self.folder.glob(f"{self.application}*"):  # `.inprogress` while the application runs
            with path.open("rb") as file:
                file.seek(self._place)
                for line in file:
                    if not line.endswith(b"\n"):
                        break
                    self._place += len(line)
                    self._take(json.loads(line))
        return self

    def _take(self, event: dict[str, Any]) -> None:
        match event["Event"]:
            case "SparkListenerJobStart":
                self.parents |= {info["Stage ID"]: info["Parent IDs"] for info in event["Stage Infos"]}
            case "SparkListenerStageSubmitted":
                info = event["Stage Info"]
                self.attempts.add((info["Stage ID"], info["Stage Attempt ID"]))
            case "SparkListenerTaskEnd":
                self.ends[event["Task End Reason"]["Reason"]] += 1
            case _:
                pass
