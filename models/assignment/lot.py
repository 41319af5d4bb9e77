"""A valid team by lot: the same people, needs and seed always give the same team. Pure functions."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

from models.assignment.guard import Fellow, Target, judge, rotated
from models.core.findings import blocked
from models.core.rulebook import Rulebook


def drawn(fellows: Sequence[Fellow], target: Target, rules: Rulebook, size: int, seed: int) -> list[tuple[Fellow, str]]:
    """`size` people against whom nothing stands, the leader first; fewer where there are not enough, [] without a leader.

    People new to the occupation's team come first where a share of them is demanded (PPL-ASR-109), and the team of the round
    before is never drawn again as it was while there is anybody else (PPL-ASR-108).
    """
    order = sorted(fellows, key=lambda one: one.id)
    random.Random(seed).shuffle(order)
    alone = replace(target, size=max(target.size, size + len(target.team)))
    free = [one for one in order if not judge(one, "assessor", alone, rules)]
    found = {one.id: judge(one, "leader", alone, rules) for one in free}
    leaders = sorted((one for one in free if not blocked(found[one.id])), key=lambda one: bool(found[one.id]))
    leader = leaders[0] if leaders else None  # in an occupation new here nobody has the years: that wants a reason
    if leader is None:
        return []
    team = [leader]
    fits = _rotation(target, rules, size + len(target.team))
    for one in (one for one in free if one is not leader):
        if len(team) == size:
            break
        if fits([*team, one]):
            team.append(one)
    if not rules["PPL-ASR-109"].active:  # nobody else is left: the same team again is only a warning
        team += [one for one in free if one not in team][: size - len(team)]
    return [(one, "leader" if one is leader else "assessor") for one in team]


def _rotation(target: Target, rules: Rulebook, size: int) -> Callable[[Sequence[Fellow]], bool]:
    """Whether so many of the old team still leave room for the share of new members, and for one who is new at all."""
    fraction, previous = rules["PPL-ASR-109"], target.previous or frozenset()

    def fits(team: Sequence[Fellow]) -> bool:
        old = len(({one.id for one in team} | target.team) & previous)
        return old < size if not fraction.active or not old else rotated(size - old, size, fraction)

    return fits
