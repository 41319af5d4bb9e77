"""The two tables of the team page: who may, and who does."""

from PySide6.QtWidgets import QWidget

from models.assignment.terms import NO, REASON, YES
from resources.texts import _
from views.kit.lines import Column, Lines

_ANSWERS = {YES: "good", REASON: "caution", NO: "danger"}


def candidate_lines(parent: QWidget) -> Lines:
    return Lines((
        Column(_("姓名"), lambda one: one.name), Column(_("结论"), lambda one: one.words, lambda one: _ANSWERS[one.answer]),
        Column(_("等级"), lambda one: one.grade), Column(_("依据"), lambda one: one.told),
    ), parent)  # fmt: skip


def team_lines(parent: QWidget) -> Lines:
    return Lines((
        Column(_("姓名"), lambda one: one.name), Column(_("岗位"), lambda one: one.post), Column(_("考场"), lambda one: one.room or "—"),
        Column(_("状态"), lambda one: one.state, lambda one: one.tone),
    ), parent)  # fmt: skip
