"""What a chart shows, as plain values: marks a person can point at, lines and a band around them, two axes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

DOTS, ROWS, COLUMNS = "dots", "rows", "columns"  # points · horizontal bars, one a row · vertical bars


@dataclass(frozen=True)
class Mark:
    """One thing to point at. low, high: its interval (along x where marks lie in rows). key: what a click picks; tip: what
    pointing at it says. hot: wants a look; it is also larger and says so in its tip, colour alone means nothing."""

    key: str
    label: str
    x: float
    y: float
    low: float | None = None
    high: float | None = None
    hot: bool = False
    tip: str = ""


@dataclass(frozen=True)
class Line:
    points: Sequence[tuple[float, float]]
    dashed: bool = False
    faint: bool = False


@dataclass(frozen=True)
class Axis:
    """A span with its marks: names at given places, else round numbers written by `form`."""

    low: float
    high: float
    names: Sequence[tuple[float, str]] = ()
    form: Callable[[float], str] = "{:g}".format
    whole: bool = False  # counts: no marks between whole numbers


@dataclass(frozen=True)
class Picture:
    marks: Sequence[Mark] = ()
    across: Axis = Axis(0, 1)
    up: Axis = Axis(0, 1)
    kind: str = DOTS
    lines: Sequence[Line] = ()
    band: Sequence[tuple[float, float, float]] = ()  # x, low, high
    bars: bool = False  # rows from the left edge to the value


def percent(value: float) -> str:
    return f"{value * 100:.0f}%"
