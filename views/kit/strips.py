"""What an area adds to the detail panel of its register: one widget of its own under the title."""

from importlib import import_module
from typing import Protocol

from views.kit.shell import Shell

# register → module and class, imported when the register is first shown
STRIPS = {
    "complaints.cases": ("views.complaints.clock_strip", "ClockStrip"),
    "people.assessors": ("views.people.timeline_strip", "TimelineStrip"),
    "people.supervisors": ("views.people.timeline_strip", "TimelineStrip"),
    "people.experts": ("views.people.timeline_strip", "ExpertTimeline"),
}


class Strip(Protocol):
    """A widget that shows something of one record; it reads by itself and hides where there is nothing."""

    def show_record(self, record_id: int) -> None: ...


def strip_for(shell: Shell, register: str) -> Strip | None:
    """The area's own widget for a register; None where everything comes from the declaration."""
    if register not in STRIPS:
        return None
    module, name = STRIPS[register]
    made: Strip = getattr(import_module(module), name)(shell)
    return made
