"""May this person serve there on that day? All rules at once: pure functions of values, no database, no clock.

A round (次) is one batch with its occupations. Findings come back for every rule that stands against the person, none is [].
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from models.assessment.exams.rules import combinable
from models.assessment.exams.terms import DUTY
from models.assignment.terms import ASSESSING, ATTENDED, NO_SHOW, REFUSED, SUPERVISING
from models.core.dates import DAY, years_before
from models.core.findings import Finding, Severity
from models.core.rulebook import Rule, Rulebook
from models.people.interests import TRAINER, Crowd, Tie, grounds, taught
from models.people.terms import GRADE, SENIOR
from resources.texts import _

CARD = dict.fromkeys(ASSESSING, "PPL-ASR-065") | dict.fromkeys(SUPERVISING, "PPL-SUP-015")
RECUSED = dict.fromkeys(ASSESSING, "PPL-ASR-121") | dict.fromkeys(SUPERVISING, "PPL-SUP-031")
MISSED = dict.fromkeys(ASSESSING, "PPL-ASR-150") | dict.fromkeys(SUPERVISING, "PPL-SUP-023")


@dataclass(frozen=True, slots=True)
class Fellow:
    """What is known of a person. spans: validities of the cards for the post, both days inclusive. run: rounds attended one after the
    other just before; missed: dispatches missed in a row; since, at_work: first day of assessing, of any assessment work."""

    id: int
    name: str
    senior: bool = False
    occupations: frozenset[str] = frozenset()
    spans: tuple[tuple[date, date], ...] = ()
    listed: bool = False
    ties: tuple[Tie, ...] = ()
    run: int = 0
    missed: int = 0
    since: date | None = None
    at_work: date | None = None
    bars: tuple[Finding, ...] = ()
    id_no: str = ""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another duty of a person: at the same time, or in another session of the batch."""

    duty: str
    session: str
    same_place: bool  # the same site at overlapping times: the same session for PPL-SUP-030
    overlaps: bool


@dataclass(frozen=True)
class Target:
    """Where somebody is wanted: a session or one room of it. previous: the team of the occupation's round before, None without
    one; team: assessors of this round so far. first_round: first day the occupation was ever assessed here."""

    first: date
    last: date
    occupation: str
    levels: frozenset[int]
    batch: str
    crowd: Crowd
    previous: frozenset[int] | None = None
    team: frozenset[int] = frozenset()
    size: int = 0  # assessors the round needs at least
    first_round: date | None = None
    busy: Mapping[str, Sequence[Elsewhere]] = field(default_factory=dict)
    assessors: Crowd = field(default_factory=lambda: Crowd(()))  # for the recusal of supervisors


def judge(one: Fellow, post: str, target: Target, rules: Rulebook) -> list[Finding]:
    """All that stands against a person in a post; warnings are passed with a reason."""
    found = [*_ready(one, post, target, rules), *_apart(one, post, target, rules), *_elsewhere(one, post, target, rules)]
    if post in ASSESSING:
        found += [*_may_assess(one, target, rules), *_rotates(one, target, rules)]
    if post == "leader":
        found += leader_faults(one, target, rules["PPL-ASR-105"])
    return found


# -- card, list, participation --------------------------------------------------------------------------------------


def _ready(one: Fellow, post: str, target: Target, rules: Rulebook) -> list[Finding]:
    found = list(one.bars)
    if post in CARD:
        found += card_faults(one.spans, target.first, target.last, rules[CARD[post]])
        if one.listed:
            found += rules["PPL-ASR-022"].found("person", Severity.BLOCK, found=one.name)
        limit = rules[MISSED[post]].value("limit")
        if limit and one.missed >= limit:
            found += rules[MISSED[post]].found("person", Severity.BLOCK, found=_("连续 {n} 次").format(n=one.missed))
    return found


def card_faults(spans: Iterable[tuple[date, date]], first: date, last: date, rule: Rule) -> list[Finding]:
    """PPL-ASR-065, PPL-SUP-015: every day of the session lies within a validity; the first day that does not is named."""
    if not rule.active:
        return []
    day = first
    for starts, ends in sorted(spans):
        if starts <= day <= ends:
            day = ends + DAY if ends < date.max else date.max
    if day > last:
        return []
    return rule.found("card", found=_("{day} 无有效证卡").format(day=day), expected=f"{first} – {last}" if first != last else str(first))


def misses_in_a_row(events: Iterable[str]) -> int:
    """PPL-ASR-150, PPL-SUP-023: the run at the end of a person's dispatches, oldest first, one a round. Leave and what the centre
    withdrew change nothing; attending starts again."""
    run = 0
    for state in events:
        run = 0 if state == ATTENDED else run + 1 if state in (NO_SHOW, REFUSED) else run
    return run


def round_event(states: Iterable[str]) -> str:
    """What several sessions of one round come to: attended once is attended; else a miss; else leave."""
    had = set(states)
    return ATTENDED if ATTENDED in had else next((state for state in (NO_SHOW, REFUSED) if state in had), "excused")


# -- grade, occupation, rotation ------------------------------------------------------------------------------------


def _may_assess(one: Fellow, target: Target, rules: Rulebook) -> list[Finding]:
    found: list[Finding] = []
    grade, scope = rules["PPL-ASR-002"], rules["PPL-ASR-003"]
    if grade.active:
        beyond = sorted(target.levels - {0, *(grade.value("senior" if one.senior else "basic") or ())})
        if beyond:
            told = GRADE.show(SENIOR if one.senior else "assessor")
            found += grade.found("level", found=told, expected=_("可考评 {n} 级的考评人员").format(n="、".join(map(str, beyond))))
    if target.occupation and target.occupation not in one.occupations:
        found += scope.found("occupation", found="、".join(sorted(one.occupations)), expected=target.occupation)
    return found


def _rotates(one: Fellow, target: Target, rules: Rulebook) -> list[Finding]:
    found: list[Finding] = []
    most, fraction = rules["PPL-ASR-110"], rules["PPL-ASR-109"]
    limit = most.value("limit")
    if limit and one.run >= limit:
        found += most.found("person", found=_("已连续 {n} 次").format(n=one.run), expected=_("不超过 {n} 次").format(n=limit))
    if fraction.active and target.previous and one.id in target.previous and one.id not in target.team:
        team = target.team | {one.id}
        size = max(target.size, len(team))
        if not rotated(size - len(team & target.previous), size, fraction):
            found += fraction.found("team", found=_("上次成员 {n} 人").format(n=len(team & target.previous)), expected=_("新成员不少于三分之一"))
    return found


def rotated(new: int, size: int, rule: Rule) -> bool:
    """PPL-ASR-109: whether so many new members are enough; exactly the fraction is. rule: one in how many."""
    return bool(rule.value("one_in") * new >= size)


def rotation_faults(team: frozenset[int], previous: frozenset[int] | None, rule: Rule) -> list[Finding]:
    """PPL-ASR-109: a whole team against that of the occupation's round before; the first round has no condition."""
    if not rule.active or not previous or not team or rotated(len(team - previous), len(team), rule):
        return []
    return rule.found("team", found=_("{n} 人中新成员 {m} 人").format(n=len(team), m=len(team - previous)), expected=_("新成员不少于三分之一"))


def same_team_faults(team: frozenset[int], previous: frozenset[int] | None, rule: Rule) -> list[Finding]:
    """PPL-ASR-108: the same team twice in a row wants a reason."""
    return rule.found("team", Severity.WARN) if previous and team == previous else []


def run_of(mine: frozenset[str], rounds: Sequence[tuple[frozenset[str], frozenset[int]]], person: int) -> int:
    """PPL-ASR-110: how many of the centre's rounds of a person's occupations he attended one after the other, counted back from the
    last. rounds: (occupations, people who served), newest first; cancelled ones are not among them. Time does not reset the run."""
    run = 0
    for occupations, served in rounds:
        if occupations & mine or person in served:
            if person not in served:
                break
            run += 1
    return run


def leader_faults(one: Fellow, target: Target, rule: Rule) -> list[Finding]:
    """PPL-ASR-105: experience on the first day; the anniversary suffices. An occupation that is itself younger here wants a reason
    instead (nobody could have it). rule: years, and whether other assessment work counts."""
    years = rule.value("years")
    if not years:
        return []
    latest = years_before(target.first, years)
    since = min(filter(None, (one.since, one.at_work if rule.value("any_work") else None)), default=None)
    if since is not None and since <= latest:
        return []
    young = target.first_round is None or target.first_round > latest
    told = str(since) if since else _("无记录")
    return rule.found("leader", Severity.WARN if young else Severity.BLOCK, found=told, expected=_("不晚于 {day} 开始").format(day=latest))


# -- recusal and separation -----------------------------------------------------------------------------------------


def _apart(one: Fellow, post: str, target: Target, rules: Rulebook) -> list[Finding]:
    if not one.ties:
        return []
    found: list[Finding] = []
    recusal, effect = rules["PPL-ASR-120"], rules[RECUSED.get(post, "PPL-EXM-012")]
    tied = grounds(one.ties, target.crowd, target.first, recusal)
    if tied and effect.active:
        found += effect.found("person", found=tied[0].words)
    elif post in SUPERVISING and effect.active and (beside := grounds(one.ties, target.assessors, target.first, recusal)):
        found += effect.found("person", Severity.WARN, found=beside[0].words)
    return found + trainer_faults(one.ties, post, target, rules)


def trainer_faults(ties: Iterable[Tie], post: str, target: Target, rules: Rulebook) -> list[Finding]:
    """PPL-EXM-011: who taught the batch's training (scope session) or trains at all (scope always) takes no exam-affairs post;
    PPL-ASR-124: as assessor of that batch he wants a reason."""
    mine = [tie for tie in ties if tie.kind == TRAINER]
    here = taught(mine, target.batch, target.crowd.classes)
    if post in ASSESSING:
        return rules["PPL-ASR-124"].found("person", Severity.WARN, found=here[0].words) if here else []
    if post in SUPERVISING:
        return []
    rule = rules["PPL-EXM-011"]
    meant = mine if rule.active and rule.value("scope") == "always" else here
    return rule.found("person", found=meant[0].words) if meant else []


def _elsewhere(one: Fellow, post: str, target: Target, rules: Rulebook) -> list[Finding]:
    """PPL-EXM-030 and PPL-SUP-030: other duties at the time, and supervisor or assessor elsewhere in the batch."""
    found: list[Finding] = []
    place, both = rules["PPL-EXM-030"], rules["PPL-SUP-030"]
    for other in target.busy.get(one.name, ()):
        crossing = (post in SUPERVISING and other.duty in ASSESSING) or (post in ASSESSING and other.duty in SUPERVISING)
        told = f"{other.session} {DUTY.show(other.duty)}"
        if crossing:
            found += both.found("person", Severity.BLOCK if other.same_place else Severity.WARN, found=told)
        if other.overlaps and not (other.same_place and other.duty != post and combinable(post, other.duty, place)):
            found += place.found("name", found=f"{one.name} {told}")
    return found
