"""Rooms, seats, tickets, staff: what must hold before an exam day. Pure functions of values."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from models.assessment.exams.terms import DUTY, REVIEW, ROOM_KIND, SKILL, THEORY
from models.core.findings import Finding, Severity
from models.core.rulebook import Rule, Rulebook
from resources.texts import _

INVIGILATORS = ("inv1", "inv2", "inv")
EXAMINERS = ("leader", "assessor")
SUPERVISORS = ("supervisor", "ext_supervisor")


# -- rooms ----------------------------------------------------------------------------------------------------------


def spacing_faults(kind: str, spacing_cm: int | None, rule: Rule) -> list[Finding]:
    """ASM-VEN-006: the measured distance of a theory room, in whole centimetres; exactly the limit suffices unless it must be beyond."""
    if kind != THEORY:
        return []
    least = rule.value("min_cm")
    if spacing_cm is not None and (spacing_cm > least if rule.value("beyond") else spacing_cm >= least):
        return []
    words = _("大于 {n} 厘米") if rule.value("beyond") else _("不小于 {n} 厘米")
    found = _("{n} 厘米").format(n=spacing_cm) if spacing_cm is not None else _("未测量")
    return rule.found("spacing_cm", found=found, expected=words.format(n=least))


def room_limit(kind: str, capacity: int, rule: Rule) -> int:
    """How many candidates a room takes in one session (ASM-ROM-001): its seats, or the standard room's where one is set."""
    standard = rule.value("capacity") if rule.active and kind == THEORY else None
    return min(capacity, standard) if standard else capacity


def capacity_faults(count: int, kind: str, capacity: int, rule: Rule) -> list[Finding]:
    """ASM-ROM-001: candidates in one room of one session."""
    limit = room_limit(kind, capacity, rule)
    if count <= limit:
        return []
    params: dict[str, Any] = {"found": _("{n} 人").format(n=count), "expected": _("不超过 {n} 人").format(n=limit)}
    return rule.found("room", **params) or [Finding("SYS-002", Severity.BLOCK, "room", {"label": _("座位数"), **params})]


def review_faults(kinds: Iterable[str], seats: Sequence[int], rule: Rule) -> list[Finding]:
    """ASM-VEN-016: a site of a comprehensive review has a waiting room; each answer room its seats."""
    lacking = [] if "waiting" in set(kinds) else [ROOM_KIND.show("waiting")]
    lacking += [_("答辩室 {n} 席").format(n=n) for n in seats if n < (rule.value("seats") or 0)]
    return rule.found("rooms", list="、".join(lacking)) if lacking else []


def defence_slot(rule: Rule) -> int:
    """Minutes to plan for one candidate of a review: introduction, answers, change-over (ASM-DAY-006). 0 where the region sets none."""
    return sum(rule.value(name) or 0 for name in ("introduction_max", "answers_max", "change")) if rule.active else 0


def defence_faults(rooms: Mapping[str, int], minutes: int, rule: Rule) -> list[Finding]:
    """ASM-DAY-006: whether the time of a session is enough for the candidates of each answer room, one after the other."""
    found: list[Finding] = []
    for room, candidates in rooms.items():
        needed = candidates * defence_slot(rule)
        if needed > minutes:
            told = _("{room}：{n} 人，场次 {m} 分钟").format(room=room, n=candidates, m=minutes)
            found += rule.found("ends_at", found=told, expected=_("{n} 分钟").format(n=needed))
    return found


# -- staff ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Post:
    """One duty of one person as the staffing rules see it. room None: the whole site."""

    duty: str
    name: str
    room: str | None = None
    source: str = "staff"
    is_senior: bool = False


@dataclass(frozen=True)
class Need:
    """What a session needs people for: candidates per room, the levels assessed, modules at the same time, the ratio of the standard."""

    subject: str
    rooms: Mapping[str, int]
    levels: frozenset[int] = frozenset()
    ratio: int | None = None
    parallel_modules: int | None = None


def invigilators_needed(candidates: int, rule: Rule) -> int:
    """ASM-STF-001: how many invigilators a theory room needs: the least number, for each standard room begun where one is set."""
    least, ratio, room = rule.value("least") or 0, rule.value("ratio"), rule.value("room")
    least *= max(1, -(-candidates // room)) if room else 1
    return max(least, -(-candidates // ratio)) if ratio else least


def staffing_faults(need: Need, posts: Sequence[Post], rules: Rulebook) -> list[Finding]:
    """ASM-STF-001…007, 013: whether a session is staffed as its region demands; findings name the room and what is missing."""
    found = _site_posts(posts, rules["ASM-STF-007"]) + _site_posts(posts, rules["ASM-STF-005"]) + both_faults(posts, rules["ASM-STF-006"])
    if need.subject == THEORY:
        found += _invigilation(need, posts, rules["ASM-STF-001"])
    if need.subject == SKILL:
        found += _examination(need, posts, rules["ASM-STF-002"])
    if need.subject == REVIEW:
        found += _panel(need, posts, rules["ASM-STF-003"])
    return found + _seniors(need, posts, rules["ASM-STF-004"]) + source_faults(posts, rules["ASM-STF-013"])


def _site_posts(posts: Sequence[Post], rule: Rule) -> list[Finding]:
    wanted = rule.value("counts") or {}
    there = {duty: len({one.name for one in posts if one.duty == duty}) for duty in wanted}
    lacking = [f"{DUTY.show(duty)} {n}" for duty, n in wanted.items() if there[duty] < n or (duty == "chief" and there[duty] > n)]
    return rule.found("duties", list="、".join(lacking)) if lacking else []


def both_faults(posts: Sequence[Post], rule: Rule) -> list[Finding]:
    both = {one.name for one in posts if one.duty in SUPERVISORS} & {one.name for one in posts if one.duty in EXAMINERS}
    return rule.found("duties", who="、".join(sorted(both))) if both else []


def _invigilation(need: Need, posts: Sequence[Post], rule: Rule) -> list[Finding]:
    found: list[Finding] = []
    for room, candidates in need.rooms.items():
        here = [one for one in posts if one.duty in INVIGILATORS and one.room == room]
        wanted, count = invigilators_needed(candidates, rule), len({one.name for one in here})
        severity = Severity.WARN if rule.value("usually") else None
        if count < wanted:
            params: dict[str, Any] = {"found": _("{room} 考场 {n} 人").format(room=room, n=count), "expected": _("{n} 人").format(n=wanted)}
            found += rule.found("duties", severity, **params)
        lacking = {"inv1", "inv2"} - {one.duty for one in here}
        if rule.value("pair") and count >= wanted and lacking:
            told = "、".join(DUTY.show(duty) for duty in sorted(lacking))
            found += rule.found("duties", found=_("{room} 考场").format(room=room), list=told)
    return found


def _examination(need: Need, posts: Sequence[Post], rule: Rule) -> list[Finding]:
    """The region's number per room or occupation, one a module at the same time, and the ratio of the national standard."""
    found: list[Finding] = []
    severity = Severity.WARN if rule.value("usually") else None
    examiners = [one for one in posts if one.duty in EXAMINERS]
    for room in need.rooms if rule.value("per_room") else ():
        here = {one.name for one in examiners if one.room == room}
        if len(here) < rule.value("per_room"):
            params: dict[str, Any] = {"found": _("{room} 考场 {n} 人").format(room=room, n=len(here)), "expected": _("{n} 人").format(n=rule.value("per_room"))}
            found += rule.found("duties", severity, **params)
    by_ratio = -(-sum(need.rooms.values()) // need.ratio) if need.ratio else 0
    wanted = max(rule.value("per_occupation") or 0, need.parallel_modules or 0, by_ratio)
    count = len({one.name for one in examiners})
    if count < wanted:
        found += rule.found("duties", severity, found=_("{n} 人").format(n=count), expected=_("{n} 人").format(n=wanted))
    if (rule.value("per_room") or rule.value("per_occupation")) and not any(one.duty == "leader" for one in examiners):
        found += rule.found("duties", list=DUTY.show("leader"))
    return found


def _panel(need: Need, posts: Sequence[Post], rule: Rule) -> list[Finding]:
    """ASM-STF-003: each answer room exactly so many senior examiners, one leader among them, and one recorder."""
    found: list[Finding] = []
    for room in need.rooms if rule.value("panel") else ():
        here = [one for one in posts if one.room == room]
        counted = Counter(one.duty for one in here)
        seniors = [one for one in here if one.duty in EXAMINERS and one.is_senior]
        examiners = [one for one in here if one.duty in EXAMINERS]
        if len(seniors) != rule.value("panel") or len(examiners) != len(seniors) or counted["leader"] != 1 or counted["recorder"] < 1:
            told = _("{room}：高级考评员 {n}，组长 {m}，记录员 {k}").format(room=room, n=len(seniors), m=counted["leader"], k=counted["recorder"])
            found += rule.found("duties", found=told)
    return found


def _seniors(need: Need, posts: Sequence[Post], rule: Rule) -> list[Finding]:
    juniors = sorted({one.name for one in posts if one.duty in EXAMINERS and not one.is_senior})
    if need.subject == THEORY or not juniors or not need.levels & set(rule.value("levels") or ()):
        return []
    return rule.found("duties", who="、".join(juniors))


def source_faults(posts: Iterable[Post], rule: Rule) -> list[Finding]:
    """ASM-STF-013: whoever invigilates belongs to the station's staff or is an examiner."""
    others = sorted({one.name for one in posts if one.duty in INVIGILATORS and one.source == "other"})
    return rule.found("source", who="、".join(others)) if others else []


def combinable(first: str, second: str, rule: Rule) -> bool:
    """PPL-EXM-030: whether one person may hold both duties at one time."""
    return first == second or any({first, second} == set(pair.split("+")) for pair in rule.value("together"))


def overlap(starts: datetime, ends: datetime, other_starts: datetime, other_ends: datetime) -> bool:
    """Whether two spans share a moment; one that begins when the other ends does not."""
    return starts < other_ends and other_starts < ends
