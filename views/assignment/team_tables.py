"""The two tables of the team page: who may, and who does."""

from PySide6.QtWidgets import QWidget

from models.assignment.terms import NO, REASON, YES
from resources.texts import _
from views.kit.lines import Lines, plain

_ANSWERS = {YES: "good", REASON: "caution", NO: "danger"}


def candidate_lines(parent: QWidget) -> Lines:
    return Lines((
        (_("姓名"), lambda one: one.name, plain), (_("结论"), lambda one: one.words, lambda one: _ANSWERS[one.answer]),
        (_("等级"), lambda one: one.grade, plain), (_("依据"), lambda one: one.told, plain),
    ), parent)  # fmt: skip


def team_lines(parent: QWidget) -> Lines:
    return Lines((
        (_("姓名"), lambda one: one.name, plain), (_("岗位"), lambda one: one.post, plain), (_("考场"), lambda one: one.room or "—", plain),
        (_("状态"), lambda one: one.state, lambda one: one.tone),
    ), parent)  # fmt: skip
