"""Words of the people on site, once: code and label; agendas come from sessions_lists.toml."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import resources
from models.core.kinds import Choice
from resources.texts import _, pick

STAFF, TEAM, PREPARE, CLOSING = "staff", "team", "prepare", "closing"
MEETING = Choice({STAFF: _("考务工作会"), TEAM: _("考评工作会"), PREPARE: _("考前准备会"), CLOSING: _("考后总结会")}, {"考前会": PREPARE, "考评小组会": TEAM})
BRIEFS = (TEAM, PREPARE)  # meetings in which the team of assessors is briefed (PPL-ASR-045)

DEFECT, STOP, PROPOSAL, OFFENCE = "defect", "stop", "proposal", "offence"
NOTE = Choice({
    DEFECT: _("场地设备缺陷"), STOP: _("停止考核"), PROPOSAL: _("停止或延长的建议"), OFFENCE: _("侵害工作人员"),
})  # fmt: skip


@cache
def lists() -> Mapping[str, Any]:
    return resources.toml("rules", "sessions_lists.toml")


def agenda(profile: str) -> dict[str, str]:
    """What a meeting before the exam goes through in a region, by code."""
    return {code: pick(row) for code, row in lists()["agenda"].get(profile, {}).items()}
