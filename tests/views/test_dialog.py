"""The dialog of a command: it reads what is typed, marks what is refused, asks the reason, and notices a colleague."""

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from models.core.acts import COMMANDS, Param, call, command
from models.core.centre import Centre
from models.core.commands import USER
from models.core.findings import Finding, Severity
from models.core.kinds import (
    Choice,
    Code,
    Day,
    File,
    Flag,
    IdNumber,
    Many,
    Moment,
    PersonName,
    Phone,
    Score,
    Text,
    Whole,
)
from models.core.roles import ROLES
from models.core.tables import AbnormalOperation
from tests.centres import seat
from tests.views.conftest import SmallShell
from tests.views.people import fill
from views.kit.command_dialog import CommandDialog
from views.kit.editors import (
    ChoiceEditor,
    DayEditor,
    FileEditor,
    FlagEditor,
    LineEditor,
    LinesEditor,
    ManyEditor,
    editor_for,
)
from views.kit.field_row import reading_of

TRIAL = "test.try_dialog"


@pytest.fixture(scope="module", autouse=True)
def trial() -> Any:
    """A command of the tests: warns above ten, refuses a code that is taken."""

    @command(TRIAL, "试办", only=frozenset(ROLES), internal=True, params=(
        Param("count", "数量", Whole(0, 99)),
        Param("on", "日期", Day(), default=lambda context, _record: context.today),
        Param("code", "编号", Code(10), required=False),
    ))  # fmt: skip
    def try_dialog(unit: Any, count: int, on: Any, code: str | None) -> Any:
        if count > 10:
            yield Finding("PPL-ASR-004", Severity.WARN, "count")
        if code == "TAKEN":
            yield from unit.rules["PPL-ORG-003"].found("code", login=code)

    yield
    COMMANDS.pop(TRIAL)


@pytest.fixture
def dialog(shell: SmallShell, qtbot: QtBot) -> CommandDialog:
    made = CommandDialog(shell, TRIAL)
    qtbot.addWidget(made)
    made.show()
    return made


def type_into(qtbot: QtBot, dialog: CommandDialog, name: str, text: str) -> None:
    inner = dialog.rows[name].editor.inner()
    inner.selectAll()  # type: ignore[attr-defined]
    qtbot.keyClicks(inner, text)


def test_each_parameter_has_its_editor_and_default(dialog: CommandDialog, shell: SmallShell) -> None:
    assert list(dialog.rows) == ["count", "on", "code"]
    assert dialog.rows["on"].raw() == shell.centre.today().isoformat()
    assert dialog.rows["count"].raw() == ""


def test_a_short_date_is_read_while_it_is_typed(dialog: CommandDialog, shell: SmallShell, qtbot: QtBot) -> None:
    type_into(qtbot, dialog, "on", "1120")
    assert dialog.rows["on"].note().startswith(f"{shell.centre.today().year}-11-20 星期")


def test_what_does_not_read_says_what_is_expected(dialog: CommandDialog, qtbot: QtBot) -> None:
    type_into(qtbot, dialog, "count", "120")
    assert dialog.rows["count"].note() == "应为：0 至 99 的整数"


def test_an_empty_field_is_marked_and_nothing_is_called(dialog: CommandDialog, shell: SmallShell) -> None:
    dialog.submit()
    assert dialog.outcome is None and shell.changes == 0
    assert dialog.rows["count"].editor.inner().property("wrong") is True
    assert "请填写" in dialog.rows["count"].note()
    assert dialog.rows["on"].editor.inner().property("wrong") is not True


def test_a_refusal_is_marked_at_its_field_with_sentence_and_clause(
    dialog: CommandDialog, shell: SmallShell, qtbot: QtBot
) -> None:
    type_into(qtbot, dialog, "count", "3")
    type_into(qtbot, dialog, "code", "taken")
    dialog.submit()
    assert dialog.isVisible()
    assert dialog.rows["code"].editor.inner().property("wrong") is True
    assert dialog.findings.texts() == [dialog.rows["code"].note()]
    dialog.findings.cited.emit("PPL-ORG-003")
    assert shell.cited == ["PPL-ORG-003"]
    type_into(qtbot, dialog, "code", "free")
    assert dialog.rows["code"].editor.inner().property("wrong") is False


def test_a_warning_asks_its_reason_in_the_same_dialog(dialog: CommandDialog, shell: SmallShell, qtbot: QtBot) -> None:
    type_into(qtbot, dialog, "count", "11")
    assert dialog.reason.isHidden()
    dialog.submit()
    assert not dialog.reason.isHidden() and dialog.outcome is None
    dialog.submit()
    assert "请填写" in dialog.reason.note(), "a warning is not passed in silence"
    dialog.reason.editor.fill("两个职业相近")
    dialog.submit()
    assert dialog.outcome is not None and dialog.outcome.done
    assert not dialog.isVisible() and shell.changes == 1
    with shell.centre.reading() as context:
        kept = context.db.query(AbnormalOperation).one()
        assert (kept.rule, kept.reason) == ("PPL-ASR-004", "两个职业相近")


def test_enter_carries_out_and_says_so(dialog: CommandDialog, shell: SmallShell, qtbot: QtBot) -> None:
    type_into(qtbot, dialog, "count", "3")
    with qtbot.waitSignal(dialog.carried) as carried:
        qtbot.keyClick(dialog.rows["count"].editor.inner(), Qt.Key.Key_Return)
    assert carried.args[0].done
    assert shell.said == [("已办理：试办", "good")]


def test_sys_001_a_record_changed_by_a_colleague_is_seen_again_before_it_is_changed(
    shell: SmallShell, qtbot: QtBot
) -> None:
    shell.centre = seat(shell.centre, "admin")
    with shell.centre.reading() as context:
        user = USER.find(context.db, "exam")[0]
        seen, version = user.id, user.version
    dialog = CommandDialog(shell, "core.change_roles", seen, version)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.rows["roles"].editor.fill(["EXM", "QBK"])
    dialog.rows["roles"].touched = True
    call(shell.centre, "core.change_roles", seen, roles=["EXM", "FIN"])
    dialog.submit()
    assert dialog.outcome is None and dialog.again.isVisible() and not dialog.go.isEnabled()
    assert "他人修改" in dialog.findings.texts()[0]
    dialog.again.click()
    assert dialog.rows["roles"].note() == "现在的值：考务、财务", "the difference is shown, the own input stays"
    assert dialog.rows["roles"].raw() == ["EXM", "QBK"]
    dialog.submit()
    assert dialog.outcome is not None and dialog.outcome.done


def test_a_role_without_the_right_sees_why_and_who(shell: SmallShell, qtbot: QtBot) -> None:
    dialog = CommandDialog(shell, "core.add_user")
    qtbot.addWidget(dialog)
    assert not dialog.go.isEnabled()
    assert dialog.findings.texts()
    dialog.submit()
    assert dialog.outcome is None


def test_a_command_from_nowhere_asks_for_its_record(shell: SmallShell, qtbot: QtBot) -> None:
    fill(shell.centre, 3)
    dialog = CommandDialog(shell, "people.add_occupation")
    qtbot.addWidget(dialog)
    assert dialog.subject is not None and not dialog.go.isEnabled() and not dialog.rows
    dialog.subject.type("没有这个人")
    assert dialog.subject.note() == "没有找到"
    dialog.subject.type("Y000041029001200002")
    assert dialog.go.isEnabled() and "occupation" in dialog.rows


@pytest.mark.parametrize(("kind", "editor"), [
    (Text(), LineEditor), (Text(400, 3), LinesEditor), (PersonName(), LineEditor),
    (Day(), DayEditor), (Moment(), LineEditor),
    (Whole(), LineEditor), (Score(), LineEditor), (Choice({"a": "甲"}), ChoiceEditor), (Many({"a": "甲"}), ManyEditor),
    (Flag(), FlagEditor), (IdNumber(), LineEditor), (Phone(), LineEditor), (Code(), LineEditor), (File(), FileEditor),
])  # fmt: skip
def test_every_kind_has_an_editor_that_gives_back_what_it_was_filled_with(
    kind: Any, editor: type, centre: Centre, qtbot: QtBot
) -> None:
    today = centre.today()
    values = {Day: today, Moment: centre.now().replace(second=0), Whole: 7, Score: 59.5, Choice: "a", Many: ["a"],
              Flag: False, IdNumber: "410102198203104290", Phone: "13800000001"}  # fmt: skip
    value = values.get(type(kind), "ABC")
    made = editor_for(kind, today)
    qtbot.addWidget(made)
    assert type(made) is editor
    assert kind.parse(made.raw(), today) in (None, [])
    made.fill(value)
    assert kind.parse(made.raw(), today) == value
    made.fill(None)
    assert kind.parse(made.raw(), today) in (None, [])


def test_a_secret_is_not_shown(qtbot: QtBot, centre: Centre) -> None:
    made = editor_for(Text(), centre.today(), secret=True)
    qtbot.addWidget(made)
    made.fill("geheim-123")
    assert "geheim" not in made.inner().displayText()  # type: ignore[attr-defined]


def test_days_step_and_open_by_key(qtbot: QtBot, centre: Centre) -> None:
    made = editor_for(Day(), centre.today())
    qtbot.addWidget(made)
    made.fill(centre.today())
    qtbot.keyClick(made.inner(), Qt.Key.Key_PageDown)
    assert made.raw() == (centre.today() + timedelta(days=1)).isoformat()


def test_an_identity_number_tells_birth_and_sex(centre: Centre) -> None:
    assert reading_of(IdNumber(), "410102198203104290", centre.today()) == "1982-03-10 · 男"
    assert reading_of(IdNumber(), " 41010219820310 4290", centre.today()).startswith("410102198203104290 · ")
