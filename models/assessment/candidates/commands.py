"""What a person may do with an application: enter, submit, review, reject, downgrade, recheck, withdraw. Materials and
review: reviewing.py; fees: paying.py; photos: photos.py; corrections: correcting.py; violations: cases.py; bans: banning.py."""

from typing import Any

from models.assessment.candidates import banning as _banning  # noqa: F401  (declares its commands)
from models.assessment.candidates import cases as _cases  # noqa: F401
from models.assessment.candidates import correcting as _correcting  # noqa: F401
from models.assessment.candidates import paying as _paying  # noqa: F401
from models.assessment.candidates import photos as _photos  # noqa: F401
from models.assessment.candidates import queries
from models.assessment.candidates import reviewing as _reviewing  # noqa: F401
from models.assessment.candidates.guards import BATCH_TEXT, CANDIDATE, Findings, ban_faults, double_faults, of, the_batch, within
from models.assessment.candidates.tables import Enrolment
from models.assessment.candidates.terms import (
    ADMITTED,
    APPLIED,
    CATEGORY,
    DRAFT,
    EDUCATION,
    EXAM,
    GROUP,
    ID_KIND,
    INCOMPLETE,
    OPEN,
    RECHECKED,
    REVIEWED,
    SKILL,
    SUBJECT,
    THEORY,
    VOIDED,
    WAY,
    WITHDRAWN,
    AnyLevel,
)
from models.assessment.tables import Batch
from models.assessment.terms import Job
from models.core.acts import Param, Unit, command
from models.core.centre import Context
from models.core.findings import blocked
from models.core.identity import RESIDENT, read_identity
from models.core.kinds import Code, Day, IdNumber, PersonName, Phone, Text, Whole
from models.core.names import sort_key
from models.people.terms import SEX
from resources.texts import _

ROW = 34  # of the matrix: checking candidates' eligibility


def _params(*, editing: bool) -> tuple[Param, ...]:
    """The facts of an application beyond batch and identity; when editing, what stands there is offered."""

    def given(name: str, label: str, kind: Any, **more: Any) -> Param:
        return Param(name, label, kind, required=False, default=of(name) if editing else more.pop("default", None), **more)

    return (
        given("sex", _("性别"), SEX), given("birth", _("出生日期"), Day()), given("education", _("文化程度"), EDUCATION),
        given("category", _("人员类别"), CATEGORY), given("student_group", _("学校层次"), GROUP), given("graduates_on", _("毕业日期"), Day()),
        given("employer", _("工作单位（院系）"), Text(80)), given("major", _("专业"), Text(40)), given("training_class", _("培训班"), Text(60)),
        given("prior_level", _("原证书等级"), AnyLevel()), given("prior_number", _("原证书编号"), Code(30)),
        given("work_years", _("工作年限"), Whole(0, 60)), given("phone", _("联系电话"), Phone()),
        given("postcode", _("邮政编码"), Code(6)), given("address", _("家庭地址"), Text(120)), given("note", _("备注"), Text(200)),
    )  # fmt: skip


def _of_batch(name: str) -> Any:
    """The batch's own value where the batch is known to the dialog."""
    return lambda _context, record: getattr(record, name, None) if isinstance(record, Batch) else None


@command("assessment.enter_candidate", _("录入考生"), row=ROW, letters="C",
         rules=("ASM-STC-001", "ASM-REG-017", "ASM-REG-018"), params=(
    Param("batch", _("批次"), BATCH_TEXT, help=_("批次编号或名称")), Param("name", _("姓名"), PersonName()),
    Param("id_no", _("证件号码"), IdNumber()), Param("id_kind", _("证件类型"), ID_KIND, required=False, help=_("留空则由号码判断")),
    Param("occupation", _("职业"), Text(60), required=False, help=_("留空则按批次")), Param("job", _("工种/方向"), Job(), required=False),
    Param("level", _("等级"), AnyLevel(), required=False, help=_("留空则按批次")),
    Param("subjects", _("考核科目"), SUBJECT, required=False, default=(THEORY, SKILL)), Param("way", _("评价方式"), WAY, default=EXAM),
    *_params(editing=False),
))  # fmt: skip
def enter_candidate(unit: Unit, batch: str, name: str, id_no: str, id_kind: str | None, occupation: str | None, job: str | None,
                    level: int | None, subjects: list[str], way: str, **facts: Any) -> Findings:  # fmt: skip
    """A new application as a draft; the identity is kept as it is written now."""
    found, wrong = the_batch(unit, batch)
    yield from wrong
    if found is None:
        return
    told = read_identity(id_no, unit.today)
    missing = [
        label
        for label, value in ((_("职业"), occupation or found.occupation), (_("等级"), level if level is not None else found.level))
        if value is None
    ]
    if missing:
        yield from unit.rules["SYS-002"].found("occupation", label="、".join(missing), found="", expected=_("请填写"))
        return
    one = Enrolment(
        batch_id=found.id, id_kind=id_kind or told.kind or RESIDENT, id_no=id_no, name=name, sort_name=sort_key(name),
        occupation=occupation or found.occupation, job=job if job not in (None, "--") else found.job or "--",
        level=level if level is not None else found.level, subjects=list(subjects), way=way, state=DRAFT, history=False,
        entered_by=unit.actor.login, **facts,
    )  # fmt: skip
    one.sex, one.birth = one.sex or told.sex or None, one.birth or told.birth
    findings = double_faults(unit, one) + _twice(unit, one) + ban_faults(unit, one, found)
    yield from findings
    if not blocked(findings):
        unit.add(one)
        unit.value = one.id


def _twice(unit: Unit, one: Enrolment) -> list[Any]:
    """A second application in the same batch for the same occupation, job and level, whatever became of the first."""
    same = [other for other in queries.find(unit.db, one.id_no) if (other.batch_id, other.id_kind, other.occupation, other.job, other.level)
            == (one.batch_id, one.id_kind, one.occupation, one.job, one.level) and other.id != one.id]  # fmt: skip
    return unit.rules["ASM-REG-017"].found("id_no", found=same[0].batch.code) if same and same[0].state not in OPEN else []


@command("assessment.change_candidate", _("修改报名信息"), subject=CANDIDATE, row=ROW, letters="C", guard=within(DRAFT, APPLIED, INCOMPLETE),
         rules=("ASM-STC-001",), params=_params(editing=True))  # fmt: skip
def change_candidate(unit: Unit, one: Enrolment, **facts: Any) -> Findings:
    """Before the review the facts are simply changed; afterwards they are corrected (assessment.correct_candidate)."""
    for name, value in facts.items():
        setattr(one, name, value)
    yield from ()


def _before_exam(context: Context, one: Enrolment | None) -> Findings:
    """Up to the exam: who has a result, or stands here from the years before, is not withdrawn."""
    if one is None:
        return
    if one.history or one.result is not None:
        yield from context.rules["ASM-STC-001"].found("state", found=_("已有结果"), expected=_("考试前的申请"))
        return
    yield from within(*OPEN)(context, one)


@command("assessment.withdraw_candidate", _("撤回申报"), subject=CANDIDATE, row=ROW, letters="C", guard=_before_exam, danger=True,
         rules=("ASM-STC-001",), params=(Param("why", _("理由"), Text(200)),))  # fmt: skip
def withdraw_candidate(unit: Unit, one: Enrolment, why: str) -> Findings:
    """Withdrawn by the candidate, up to the exam (STC row 11)."""
    one.state, one.ended_why = WITHDRAWN, why
    yield from ()


def void_candidates(unit: Unit, batch: Batch, why: str) -> int:
    """Applications end with a batch that is voided (STC row 12); answers how many. Called by the act that voids it."""
    waiting = queries.of_batch(unit.db, batch.id, OPEN)
    for one in waiting:
        one.state, one.ended_why = VOIDED, why
    return len(waiting)


def admit(unit: Unit, one: Enrolment, ticket: str | None = None) -> None:
    """A seat is assigned and the ticket issued (STC row 10); the caller has asked guards.admission_faults."""
    one.state, one.ticket = ADMITTED, ticket or one.ticket


def unadmit(context: Context, one: Enrolment) -> None:
    """Back to where it was when a seat is taken away again before the exam."""
    one.state = RECHECKED if one.rechecked_on else REVIEWED
