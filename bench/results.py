"""What a measure found, and how it is shown: a table on the screen, rows of a README, JSON with its history."""

import json
import platform
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from bench.timing import spell

HISTORY = Path("build/bench")
BASELINE = Path(__file__).parent / "baseline.json"  # by size and work: the ratio to the bare reference that was reached once
FALL = 1.3  # so many times the baseline is a fall, even where the budget still holds


@dataclass(frozen=True)
class Result:
    """One line of the table, in CPU time. ours, bare: milliseconds, lower is better; bare is None where the budget is a plain time.
    limit: the largest ratio (with bare) or time (without) that is still within the budget; None where the size is too small
    for the comparison to mean anything, so that it is only told. unit: what is counted, where ours is no time."""

    name: str
    work: str
    at: str
    ours: float
    limit: float | None
    bare: float | None = None
    against: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    unit: str = ""

    @property
    def ratio(self) -> float | None:
        return self.ours / self.bare if self.bare else None

    @property
    def within(self) -> bool:
        return self.limit is None or (self.ours if self.ratio is None else self.ratio) <= self.limit

    @property
    def cells(self) -> tuple[str, ...]:
        told = (lambda count: f"{count:g} {self.unit}") if self.unit else spell
        measured = told(self.ours) if self.bare is None else f"{told(self.ours)} / {told(self.bare)} = {self.ratio:.3g} ×"
        if self.limit is None:
            return self.work, self.at, measured, f"({self.against})", ""
        budget = told(self.limit) if self.bare is None else f"{self.limit:g} × {self.against}"
        return self.work, self.at, measured, budget, "✓" if self.within else "✗"


HEAD = ("work", "at", "measured", "within", "")


def markdown(results: Iterable[Result]) -> str:
    rows = [HEAD, ("---",) * len(HEAD), *(result.cells for result in results)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def table(results: Sequence[Result]) -> str:
    rows = [HEAD, *(result.cells for result in results)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    for line, result in zip(range(len(results), 0, -1), reversed(results), strict=True):
        facts = "; ".join(f"{name} {value}" for name, value in result.facts.items())
        lines.insert(line + 1, f"    {facts}") if facts else None
    return "\n".join(lines)


def as_json(size: str, results: Iterable[Result]) -> dict[str, Any]:
    rows = [asdict(result) | {"ratio": result.ratio, "within": result.within} for result in results]
    return {"at": datetime.now().isoformat(timespec="seconds"), "size": size, "python": platform.python_version(),
            "machine": platform.machine(), "system": platform.system(), "results": rows}  # fmt: skip


def baseline(size: str) -> dict[str, float]:
    found: dict[str, float] = json.loads(BASELINE.read_text(encoding="utf-8")).get(size, {})
    return found


def fallen(result: Result, reached: Mapping[str, float]) -> bool:
    """Whether a ratio is more than 30 % above what was reached before; a measure without a limit at this size is only told."""
    known = reached.get(_key(result))
    return known is not None and result.ratio is not None and result.limit is not None and result.ratio > FALL * known


def note(size: str, results: Iterable[Result]) -> None:
    """Make this run the baseline of its size."""
    kept = json.loads(BASELINE.read_text(encoding="utf-8")) if BASELINE.exists() else {}
    kept[size] = {_key(one): round(one.ratio, 3) for one in results if one.ratio is not None and one.limit is not None}
    BASELINE.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _key(result: Result) -> str:
    return f"{result.name}: {result.work}"


def keep(content: dict[str, Any]) -> Path:
    """Write one run into the history, under its size and moment."""
    HISTORY.mkdir(parents=True, exist_ok=True)
    path = HISTORY / f"{content['size']}-{content['at'].replace(':', '')}.json"
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
    return path
