"""How a person left a page: column widths, splitters. Kept on this computer: it is no record of the centre."""

from typing import Any

from PySide6.QtCore import QSettings


def remember(place: str, value: Any) -> None:
    QSettings().setValue(place, value)


def remembered(place: str) -> Any:
    """What was last kept under this name, or None."""
    return QSettings().value(place)


def remembered_numbers(place: str) -> dict[str, int]:
    """A kept {name: whole number}; what does not read as one is left out."""
    kept = remembered(place)
    if not isinstance(kept, dict):
        return {}
    return {str(name): int(number) for name, number in kept.items() if str(number).isdigit()}
