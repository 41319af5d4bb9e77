"""The hint of neighbouring seats (STA-006) through every door, and the two ways from the page that leave with a file or a list."""

import io
import json
from datetime import date

import pytest
from openpyxl import load_workbook

from desktop.main import main
from models.assessment.scores.tables import Score
from models.core import store
from models.core.acts import call
from models.core.registers import REGISTERS, View, query
from models.statistics import sentences, severity
from reports.books import written
from tests.assessment.exams.makers import EVE, seated, seats
from tests.centres import folder_of, seat
from tests.views.conftest import SmallShell, dressed
from views.kit.book_page import BookPage
from views.statistics.board import CANDIDATES, GROUPS, BoardPage
from views.statistics.likeness import LikenessDialog

assert dressed  # our look
BATCH = "2026-11"
ALIKE = (41, 42, 44, 47, 52, 58, 63, 70, 76, 81, 86, 90, 92, 93)  # along the seats: neighbours within a few points
MIXED = (41, 90, 52, 93, 44, 76, 58, 92, 42, 81, 63, 47, 86, 70)  # the same scores, in no order


def sat(make, scores):
    """A room where people wrote these scores, along the seats."""
    made = make("henan", "exam", EVE)
    code = seated(made, len(scores), classes=2)
    with store.writing(made.engine) as db:
        for one, score in zip(seats(made, code), scores, strict=True):
            db.add(Score(enrolment_id=one.enrolment_id, batch_id=one.enrolment.batch_id, subject="theory", status="normal", tenths=score * 10,
                         first_entry=1, entry=1))  # fmt: skip
        db.commit()
    return made


@pytest.mark.parametrize(("scores", "hinted"), [(ALIKE, ["01 考场"]), (MIXED, [])])
def test_sta_006_only_a_room_beyond_the_limit_is_named(centre, scores, hinted):
    with sat(centre, scores).reading() as context:
        found = severity.rooms_of(context, BATCH)
        said = sentences.of_rooms(context, found)
    assert [one.label for one in found if one.hint] == hinted
    assert [(one.n, one.likeness.pairs) for one in found] == [(14, 13)]
    assert ("01 考场" in said) is bool(hinted) and "不是作弊的证据" in said


@pytest.mark.parametrize(("people", "rooms"), [(9, 0), (10, 1)])
def test_sta_006_ten_people_make_a_room_that_is_asked(centre, people, rooms):
    with sat(centre, MIXED[:people]).reading() as context:
        assert len(severity.rooms_of(context, BATCH)) == rooms


def test_the_command_line_says_the_same_with_its_caution(centre, capsys):
    made = sat(centre, ALIKE)
    line = ["stats", "likeness", "--json", "--centre", str(folder_of(made)), "--on", EVE.isoformat()]
    assert main([*line, "--batch", BATCH]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert [(row["label"], row["hint"]) for row in answer["rows"]] == [("01 考场", True)]
    assert "不得据此更改成绩" in answer["sentences"][0]
    assert main(line) == 2 and "--batch" in capsys.readouterr().err


def test_the_dialog_lists_the_rooms_of_the_batch_chosen(centre, qtbot, dressed):
    dialog = LikenessDialog(SmallShell(sat(centre, ALIKE)), ["B0", BATCH])
    qtbot.addWidget(dialog)
    assert dialog.table.rowCount() == 0 and "没有可比的考场" in dialog.said.text()
    dialog.batch.setCurrentText(BATCH)
    assert [dialog.table.item(0, column).text() for column in (0, 1, 2, 5)] == ["01 考场", "14", "13", "核查监控"]
    assert "不是作弊的证据" in dialog.said.text()


def test_a_click_on_a_training_class_lists_its_people(centre, qtbot, dressed):
    made = sat(centre, MIXED)
    board = BoardPage(SmallShell(made))
    qtbot.addWidget(board)
    board.span.setCurrentIndex(board.span.findData(0))
    board.by.setCurrentIndex(board.by.findData("class"))
    with qtbot.waitSignal(board.list_asked) as asked:
        board.cards[GROUPS].picked.emit("2班")
    register, view = asked.args
    assert register == CANDIDATES
    with made.reading() as context:
        found = list(context.db.scalars(query(context, REGISTERS[register], View(exact=view.exact))))
        assert len(found) == 7 and {one.training_class for one in found} == {"2班"}


def snapshot(made):
    outcome = call(made, "statistics.take_snapshot", kind="year", first="2026-01-01")
    assert outcome.done, outcome.findings
    return outcome


def test_w_stats_leaves_from_the_page_of_snapshots(centre, qtbot, dressed, tmp_path):
    made = sat(centre, MIXED)
    taken = snapshot(made)
    shell = SmallShell(made)
    page = BookPage(shell, REGISTERS["statistics.snapshots"])
    qtbot.addWidget(page)
    assert page.write_button.isHidden()
    page.detail.show_record(taken.record_id)
    assert not page.write_button.isHidden()
    page.write_to(tmp_path / "w.xlsx")
    assert shell.said[-1][1] == "good"
    assert load_workbook(tmp_path / "w.xlsx").active.cell(1, 1).value == "年度"


def test_w_stats_is_printed_by_its_name(centre, tmp_path, capsys):
    made = sat(centre, MIXED)
    number = snapshot(made).value
    out = tmp_path / "年报.xlsx"
    line = ["--centre", str(folder_of(made)), "--on", EVE.isoformat()]
    assert main(["print", "W-STATS", number, str(out), *line]) == 0
    assert load_workbook(io.BytesIO(out.read_bytes())).worksheets[1].cell(1, 1).value.startswith(number)
    assert main(["print", "W-STATS", "TJ-1999-0001", str(tmp_path / "no.xlsx"), *line]) == 1
    assert not (tmp_path / "no.xlsx").exists()


def test_w_stats_is_refused_to_whom_statistics_are_not_shown(centre):
    made = sat(centre, MIXED)
    taken = snapshot(made)
    content, findings = written(seat(made, "finance", date(2026, 11, 20)), "W-STATS", taken.record_id)
    assert content == b"" and [one.rule for one in findings] == ["PPL-ORG-010"]
