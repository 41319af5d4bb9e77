"""How far a long piece of work is. Long work is a generator that yields Progress and returns its result."""

from collections.abc import Generator
from dataclasses import dataclass
from typing import TypeVar, cast

T = TypeVar("T")


@dataclass(frozen=True)
class Progress:
    """`done` of `total` steps (total 0: unknown), and what is going on in a few words."""

    done: int
    total: int = 0
    text: str = ""


Work = Generator[Progress, None, T]


def to_the_end(work: Work[T]) -> T:
    """The result of long work, for callers that may wait: tests, the command line, small inputs."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            return cast(T, end.value)
