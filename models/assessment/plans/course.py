"""The way of a batch through its states, as its region draws it (assessment.md 24): pure, read from plans_lists.toml."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import resources
from models.core.kinds import Choice
from resources.texts import pick

LISTED, BEFORE = "listed", "before"  # known from a list only; back to where it was
OVER = ("closed", "voided")
SET_ASIDE = ("void_req", "rescheduled", "voided")
DETOURS = {"prereview": "draft", "rescheduled": "draft"}  # counted as the state of the way they stand at
RETURNED = "returned"  # stands where it was submitted from


@dataclass(frozen=True)
class Arrow:
    """One move. `limit`: the step of the legal calendar it is held against. `external`: an act of the authority."""

    event: str
    sources: tuple[str, ...]
    to: str
    limit: str = ""
    roles: frozenset[str] = frozenset()
    external: bool = False
    ways: frozenset[str] = frozenset()

    def leaves(self, state: str, way: str) -> bool:
        return state in self.sources and (not self.ways or way in self.ways)


@dataclass(frozen=True)
class Course:
    """path: the states of an undisturbed batch in order; arrows: every move there is."""

    path: tuple[str, ...]
    arrows: tuple[Arrow, ...]

    def arrow(self, state: str, way: str, event: str) -> Arrow | None:
        return next((one for one in self.arrows if one.event == event and one.leaves(state, way)), None)

    def onward(self, state: str, way: str) -> list[Arrow]:
        """The moves that leave a state, in the order of the regulation."""
        return [one for one in self.arrows if one.leaves(state, way)]

    def knows(self, event: str) -> bool:
        return any(one.event == event for one in self.arrows)

    def reached(self, state: str, wanted: str) -> bool:
        """Whether a batch in `state` has come to `wanted` or past it. A listed batch has passed everything; one that was
        set aside has reached nothing."""
        if state == LISTED:
            return True
        at = self.path[self.path.index("submitted") - 1] if state == RETURNED else DETOURS.get(state, state)
        return at in self.path and wanted in self.path and self.path.index(at) >= self.path.index(wanted)


@cache
def course(profile: str) -> Course:
    """The course of a region."""
    row = lists()[profile]
    return Course(tuple(row["path"]), tuple(_arrow(one) for one in row["arrows"]))


def _arrow(row: Mapping[str, Any]) -> Arrow:
    return Arrow(row["event"], tuple(row["from"]), row["to"], row.get("limit", ""), frozenset(row.get("roles", ())),
                 row.get("external", False), frozenset(row.get("ways", ())))  # fmt: skip


def lists() -> Mapping[str, Any]:
    return resources.toml("rules", "plans_lists.toml")


def events() -> Mapping[str, Mapping[str, Any]]:
    """Every event: its words and the row of the permission matrix."""
    found: Mapping[str, Mapping[str, Any]] = lists()["event"]
    return found


def event_name(event: str) -> str:
    return pick(dict(events()[event]))


def state_name(state: str) -> str:
    return pick(lists()["state"][state])


def states() -> Choice:
    return Choice({code: pick(words) for code, words in lists()["state"].items()})


def state_tone(state: str) -> str:
    """The tone of a state's pill."""
    return {"returned": "caution", "void_req": "caution", "rescheduled": "caution", "voided": "plain", "listed": "plain"}.get(state, "good")
