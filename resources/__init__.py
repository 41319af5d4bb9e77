"""Data of the program, and the one place that finds it. Nothing here knows the rest of the program."""

import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any


def path(*parts: str) -> Path:
    """Where a data file lies, also inside an installed or bundled program."""
    return Path(str(files(__name__).joinpath(*parts)))


@cache
def toml(*parts: str) -> dict[str, Any]:
    """The parsed content of one TOML file; read once in a process."""
    return tomllib.loads(path(*parts).read_text(encoding="utf-8"))


def text(*parts: str) -> str:
    return path(*parts).read_text(encoding="utf-8")
