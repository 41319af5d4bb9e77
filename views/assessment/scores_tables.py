"""The two tables of score entry: the sheet as it is typed, and the scores two people typed differently."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from resources.texts import _
from views.assessment.scores_seen import Difference, Row
from views.kit.lines import Column, Lines

_STATES = {
    "typed": (_("已录入"), "plain"),
    "counts": (_("已核定"), "good"),
    "others": (_("两人已录"), "plain"),
    "waits": (_("待保存"), "caution"),
}


def sheet_lines(waiting: Mapping[str, str], parent: QWidget) -> Lines:
    """The sheet; `waiting` is what was typed and is not saved yet, by key of the row."""

    def state(row: Row) -> tuple[str, str]:
        return _STATES.get("waits" if row.key in waiting else row.state, ("", ""))

    return Lines((
        Column(_("准考证号"), lambda row: row.ticket), Column(_("姓名"), lambda row: row.name),
        Column(_("本次录入"), lambda row: waiting.get(row.key, row.typed)),
        Column(_("状态"), lambda row: state(row)[0], lambda row: state(row)[1]),
    ), parent)  # fmt: skip


def difference_lines(parent: QWidget) -> Lines:
    def decided(row: Difference) -> str:
        return f"{row.decided} {row.by}".strip() if row.decided else _("待裁定")

    return Lines((
        Column(_("准考证号"), lambda row: row.ticket), Column(_("姓名"), lambda row: row.name),
        Column(_("第一次"), lambda row: row.first), Column(_("第二次"), lambda row: row.second),
        Column(_("核定"), decided, lambda row: "good" if row.decided else "danger"),
    ), parent)  # fmt: skip
