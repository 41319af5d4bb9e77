"""The walk of docs/manual.zh-CN.md, step by step in the real window: what it says is seen, is seen."""

from datetime import date

from desktop import manual
from models.certificates.tables import ReconFinding
from tests.desktop.conftest import quiet

WALK = manual.folder() / "manual.zh-CN.md"
COUNTED = {"blanks": "00020008、00020019-00020060", "finished": "00020007、00020016-00020017", "waiting": "00020018", "second": "郑晓燕"}


def told(*words: str) -> None:
    """What is done or seen here is what the walk tells."""
    text = WALK.read_text(encoding="utf-8")
    assert [one for one in words if one not in text] == []


def shown_page(shown, key, qtbot):
    page = shown.show_page(key)
    quiet(qtbot, shown._jobs)
    return page


def begun(shown, page, command, qtbot, **given):
    """The dialog of a command on the chosen record, filled in."""
    dialog = page.detail.start(command)
    quiet(qtbot, shown._jobs)
    for name, value in given.items():
        dialog.rows[name].editor.fill(value)
    quiet(qtbot, shown._jobs)
    return dialog


def sent(shown, dialog, qtbot):
    dialog.submit()
    quiet(qtbot, shown._jobs)
    return dialog.outcome


def explain(shown, page, kind, qtbot):
    """Explain the one open difference of a class; answers what the light then says."""
    with shown.centre.reading() as context:
        (finding,) = [one.id for one in context.db.query(ReconFinding).filter_by(kind=kind, state="open")]
    page.show_class(kind)
    page.select(finding)
    quiet(qtbot, shown._jobs)
    assert sent(shown, begun(shown, page, "certificates.answer_finding", qtbot, why="已向平台补报"), qtbot).done
    page.refresh()
    quiet(qtbot, shown._jobs)
    return page.summary.light.text()


def counted(shown, qtbot):
    """The first part: what lies in the cupboard at the end of the month."""
    page = shown_page(shown, "certificates.stock", qtbot)
    page.select(page.table.table.record_at(0))
    quiet(qtbot, shown._jobs)
    told(*COUNTED.values(), "2026-10-31")
    dialog = begun(shown, page, "certificates.count_lot", qtbot, **COUNTED, day=date(2026, 10, 31))
    assert sent(shown, dialog, qtbot).done


def test_from_the_count_to_the_locked_month(workspace, demo, qtbot):
    counted(workspace(demo("general")), qtbot)
    shown = workspace(demo("director"))
    page = shown_page(shown, "certificates.findings", qtbot)
    lights = [
        page.summary.light.text(),
        *(explain(shown, page, kind, qtbot) for kind in ("REC-50", "REC-53", "REC-54", "REC-39", "REC-44")),
    ]
    assert lights == ["3 项必须更正", "2 项必须更正", "1 项必须更正", "2 项待说明", "1 项待说明", "各账相符"]
    told(lights[0], lights[1], lights[3], lights[5], page.lock_button.text())

    dialog = page.start_lock()
    quiet(qtbot, shown._jobs)
    assert sent(shown, dialog, qtbot) is None  # two warnings ask for a reason
    told(dialog.go.text())
    dialog.reason.editor.fill("新批次尚在办证期内")
    quiet(qtbot, shown._jobs)
    assert sent(shown, dialog, qtbot).done
    page.refresh()
    quiet(qtbot, shown._jobs)
    assert [month[:2] for month in page.standing.months] == [("2026-10", "locked"), ("2026-09", "locked")]
    assert not page.lock_button.isEnabled()
