"""What a page may ask of the window it stands in. The window in desktop/ is one; tests use a small one."""

from collections.abc import Callable
from typing import Any, Protocol

from models.core.centre import Centre
from models.core.progress import Work


class Shell(Protocol):
    """The window as its pages know it."""

    centre: Centre

    def run(self, work: Work[Any], done: Callable[[Any], None], title: str = "", failed: Callable[[Exception], None] | None = None) -> object:
        """Long work in the background, with progress, time left and cancel when it takes longer than a moment.
        `done` and `failed` are called on the window's thread; neither is when the person cancels."""

    def open(self, register: str, record_id: int | None = None) -> None:
        """Show the page of a register, with this record selected."""

    def cite(self, rule: str) -> None:
        """Show where a rule comes from: its clause in the loaded regulation, else its row among the rules."""

    def changed(self) -> None:
        """Something was written: badges, desk and open lists take a fresh look."""

    def say(self, text: str, tone: str = "plain") -> None:
        """A passing message (plain · good · caution · danger)."""
