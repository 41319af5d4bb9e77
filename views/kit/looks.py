"""How a view is kept and read again: the saved views of a person, as plain JSON values."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from models.core.registers import Register, View, default_filters


def setup_of(view: View, columns: Sequence[str]) -> dict[str, Any]:
    """A view and its columns as JSON values."""
    ranges = {name: [day.isoformat() if day else None for day in span] for name, span in view.ranges.items()}
    return {"text": view.text, "facets": dict(view.facets), "ranges": ranges, "order": view.order,
            "descending": view.descending, "columns": list(columns)}  # fmt: skip


def view_of(register: Register, setup: Mapping[str, Any]) -> tuple[View, list[str]]:
    """The view and columns that were kept; what the register no longer knows is left out."""
    facets = {one.name: one.options for one in register.facets}
    dated = {one.name for one in default_filters(register)}
    order = setup.get("order", "")
    view = View(
        text=str(setup.get("text", "")),
        facets={name: value for name, value in setup.get("facets", {}).items() if value in facets.get(name, ())},
        ranges={name: (_day(span[0]), _day(span[1])) for name, span in setup.get("ranges", {}).items() if name in dated},
        order=order if order in {one.name for one in register.sortable} else "",
        descending=bool(setup.get("descending")),
    )
    known = {one.name for one in register.fields}
    return view, [name for name in setup.get("columns", ()) if name in known]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
