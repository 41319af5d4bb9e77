"""One batch walked with real commands only: applications, rooms, papers, the day, scores, results. What the regions have in common."""

import io
from datetime import date
from typing import Any

from PIL import Image
from sqlalchemy import select

from models.assessment.candidates.tables import Enrolment, Violation
from models.assessment.exams import queries
from models.assessment.exams.rules import EXAMINERS
from models.assessment.exams.tables import Duty, Seat
from models.assessment.plans.tables import BatchStep
from models.assessment.scores.tables import Score
from models.assessment.tables import Batch, PassRow
from models.core.acts import Outcome, call
from models.core.centre import Centre
from tests.assessment.batches import new_batch
from tests.assessment.scores.lists import take, written
from tests.centres import seat
from tests.fictional import number_of

SITE, OTHER = "第一考点", "wang"
PEOPLE = ("林晓一", "林晓二", "林晓三", "林晓四", "林晓五", "林晓六")
GOOD, DIFFERS, FAILS, NEVER, LATE, CHEATS = range(6)  # what becomes of each
WANTED = {"hunan": ("H1",), "chongqing": ("C1", "C2", "C4"), "fujian": ("F1", "F2", "F3"), "henan": ("E1",), "sport": ()}
COPIED = {"sport": "SP-D2-02", "fujian": "FJ-D1-02", "hunan": "HN-D2-02", "henan": "HE-D2-02"}  # 抄袭 in each list; Chongqing has none
THEORY_STAFF = (("chief", "主考人", ""), ("clerk", "考务甲", ""), ("clerk", "考务乙", ""), ("supervisor", "督导甲", ""), ("supervisor", "督导乙", ""),
                ("supervisor", "督导丙", ""), ("rover", "巡考甲", ""), ("ext_supervisor", "外督甲", ""), ("medical", "医生甲", ""),
                ("guard", "保安甲", ""), ("logistics", "后勤甲", ""), ("roving", "流动甲", ""), ("inv1", "监考甲", "01"), ("inv2", "监考乙", "01"))  # fmt: skip
SKILL_STAFF = (*THEORY_STAFF[:12], ("leader", "考评甲", "J1"), ("assessor", "考评乙", "J1"), ("assessor", "考评丙", "J1"))


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (90, 110), 200).save(out, "JPEG")
    return out.getvalue()


class Walk:
    """A batch of one exam day in one region. `on` is the day of whatever is done next."""

    def __init__(self, make: Any, folder: Any, profile: str, exam_day: date, on: date, level: str | None = "四级", **given: Any):
        self.centre: Centre = make(profile, login="exam", on=on)
        self.profile, self.exam_day, self.folder, self.on, self.level = profile, exam_day, folder, on, level
        self.codes: dict[str, str] = {}
        self.staffed: set[str] = set()
        self.done("core.add_user", login=OTHER, name="王考务", roles="EXM", password="jiantai-demo-2", who="admin")
        rows = [("电工", "--", level or "专项职业能力", "2020-01-01", "2030-12-31")]
        take(
            self.centre,
            "assessment.scope",
            written(folder / "scope.csv", ("职业名称", "工种/职业方向", "级别", "有效期起", "有效期止"), *rows),
        )
        self.plan_year()
        if profile == "sport":  # ASM-BAT-014: the second officer knows the batch by the head's authorisation
            self.done(
                "core.set_rule_value", rule="ASM-BAT-014", param="authorised", value=OTHER, from_day=str(on), why="站长授权", who="director"
            )
        self.id = new_batch(self.centre, "W1", exam_day, on=on, level=level, planned=len(PEOPLE), **given)

    # -- acting ---------------------------------------------------------------------------------------------------------

    def to(self, day: str) -> "Walk":
        self.on = date.fromisoformat(day)
        return self

    def act(self, command: str, key: int | None = None, /, *, who: str = "exam", reason: str = "", **given: Any) -> Outcome:
        given = {"on" if name == "day_on" else name: value for name, value in given.items()}
        return call(seat(self.centre, who, self.on), command, key, reason=reason, **given)

    def done(self, command: str, key: int | None = None, /, **given: Any) -> Any:
        outcome = self.act(command, key, **given)
        assert outcome.done, (command, self.on, [(one.rule, str(one.severity), one.about, dict(one.params)) for one in outcome.findings])
        return outcome.record_id if outcome.value is None else outcome.value

    def refused(self, command: str, key: int | None = None, /, **given: Any) -> set[str]:
        outcome = self.act(command, key, **given)
        assert not outcome.done, command
        with self.centre.reading() as context:  # whoever is refused is told where it says so
            assert all(context.rules[one.rule].clause for one in outcome.findings), command
        return {one.rule for one in outcome.findings if one.severity != "record"}

    def move(self, event: str, to: str, who: str = "exam", **given: Any) -> None:
        """A move of the batch, which then stands at `to`."""
        self.done(f"assessment.{event}_batch", self.id, who=who, **given)
        with self.centre.reading() as context:
            assert context.db.get_one(Batch, self.id).state == to, event

    # -- what is there --------------------------------------------------------------------------------------------------

    def all(self, table: Any, *where: Any) -> list[Any]:
        with self.centre.reading() as context:
            found = list(context.db.scalars(select(table).where(*where).order_by(table.id)))
            context.db.expunge_all()
            return found

    def people(self) -> list[Enrolment]:
        return self.all(Enrolment)

    def seat_of(self, subject: str, person: int) -> Seat:
        with self.centre.reading() as context:
            one = queries.find_session(context.db, self.codes[subject])[0]
            found = [each for each in queries.seats_of(context.db, one.id) if each.enrolment.name == PEOPLE[person]]
            context.db.expunge_all()
            return found[0]

    def session(self, subject: str) -> int:
        with self.centre.reading() as context:
            return queries.find_session(context.db, self.codes[subject])[0].id

    def results(self) -> list[str | None]:
        return [one.result for one in self.people()]

    def passed(self) -> list[str]:
        return [row.name for row in self.all(PassRow) if row.state == "approved"]

    def nothing_late(self) -> None:
        assert [(one.name, one.done_on, one.due_on) for one in self.all(BatchStep) if one.late] == []

    def plan_year(self) -> None:
        """ASM-PLN-001, 003, 004: two assessments of the year planned, closed by the head, reported in time; the batch is one of them."""
        today, self.on = self.on, date(self.exam_day.year - 1, 12, 1)
        plan = self.done("assessment.draft_plan", year=self.exam_day.year)
        for month in (self.exam_day, self.exam_day.replace(month=10)):
            self.done("assessment.add_plan_line", plan, month=month, occupation="电工", level=self.level)
        assert self.refused("assessment.report_plan", plan) == {"SYS-014"}  # not closed yet
        self.done("assessment.close_plan", plan, who="director")
        self.done("assessment.report_plan", plan, document="年度计划1号")
        self.on = today

    # -- applications ---------------------------------------------------------------------------------------------------

    def enter(self) -> None:
        """Five applications typed in, handed in, reviewed by a second officer."""
        for serial, name in enumerate(PEOPLE, 1):
            given = {"education": "college", "category": "society", "employer": "示例公司", "phone": "0371-00000031", "sex": "男"}
            if self.profile == "fujian":
                given |= {"address": "示例路1号", "postcode": "350000", "birth": "1990-01-01"}
            key = self.done("assessment.enter_candidate", batch="W1", name=name, id_no=number_of(serial=serial),
                            level="0" if self.level is None else None, **given)  # fmt: skip
            if self.profile == "fujian":
                (self.folder / "a.jpg").write_bytes(picture())
                self.done("assessment.set_photo", key, file=str(self.folder / "a.jpg"), looks_right="是", original="是")
            self.done("assessment.submit_candidate", key, confirmed="是")
            for item in WANTED[self.profile]:
                self.done("assessment.note_proof", key, item=item, returned="是")

    def review(self) -> None:
        kind = "special" if self.level is None else "general"
        for one in self.people():
            self.done("assessment.review_candidate", one.id, who=OTHER, condition="standard", stamped="是", form_kind=kind)

    def pay(self) -> None:
        """Everybody settles both exam fees."""
        for one in self.people():
            for item in ("theory", "skill"):
                self.done("assessment.book_fee", one.id, item=item, amount="120", voucher=f"P{one.id}")

    # -- rooms, people, papers ------------------------------------------------------------------------------------------

    def planned(self) -> None:
        """Two rooms; a theory session in the morning and a practical one in the afternoon."""
        for code, kind in (("01", "theory"), ("J1", "practical")):
            self.done("assessment.add_room", site=SITE, code=code, kind=kind, capacity=20)
        for subject, starts, ends in (("theory", "09:00", "10:30"), ("skill", "13:30", "15:30")):
            self.codes[subject] = self.done("assessment.plan_session", batch="W1", subject=subject, site=SITE,
                                            starts_at=f"{self.exam_day} {starts}", ends_at=f"{self.exam_day} {ends}")  # fmt: skip

    def arrange(self) -> None:
        """Both sessions seated by lot."""
        if not self.codes:
            self.planned()
        for subject in self.codes:
            made = self.done("assessment.arrange_seats", self.session(subject), seed=7)
            assert made["seats"] == len(PEOPLE)

    def staff(self, subject: str) -> None:
        """Everybody gets a duty, once; whoever signs a pledge does."""
        for duty, name, room in () if subject in self.staffed else THEORY_STAFF if subject == "theory" else SKILL_STAFF:
            self.done("assessment.assign_duty", self.session(subject), duty=duty, name=name, room=room or None)
        self.staffed.add(subject)

    def meet(self) -> None:
        """The meeting before the exam (PPL-EXM-014, PPL-ASR-045)."""
        self.done("assessment.note_meeting", self.id, kind="prepare", held_at=f"{self.exam_day} 07:50", place="考务室", chair="主考人")

    def arrive(self, subject: str, clock: str) -> None:
        """Everybody signs in; assessors of Chongqing sign the pledge first (PPL-ASR-114)."""
        for one in self.all(Duty, Duty.session_id == self.session(subject)):
            if self.profile == "chongqing" and one.duty in EXAMINERS:
                self.done("assessment.sign_pledge", one.id, pledged_on=self.exam_day)
            self.done("assessment.sign_in_staff", one.id, arrived_at=f"{self.exam_day} {clock}")

    def tickets(self) -> None:
        if self.profile == "sport":  # PPL-ASR-113
            assert self.refused("assessment.issue_tickets", self.session("theory")) == {"PPL-ASR-113"}
            for subject in self.codes:
                self.staff(subject)
        for subject in self.codes:
            self.done("assessment.issue_tickets", self.session(subject))
        assert all(one.ticket and one.state == "admitted" for one in self.people())

    def room(self, subject: str) -> int:
        return self.seat_of(subject, GOOD).room_id

    def prepare(self) -> None:
        """Rooms accepted, people named, papers packed and fetched; ready on both sides."""
        for subject in ("theory", "skill"):
            session = self.session(subject)
            self.done("assessment.accept_room", self.room(subject), spacing_cm=100 if subject == "theory" else None)
            self.staff(subject)
            assert "SYS-002" in self.refused("assessment.start_session", session, at=f"{self.exam_day} 09:00")  # not ready yet
            for step in ("rooms", "accepted"):
                self.done("assessment.tick_step", session, step=step, note="检查合格")
            self.done("assessment.ready_session", session)
            self.done(
                "assessment.pack_papers",
                session,
                number=f"W1-{subject[0].upper()}",
                room=None,
                copies=len(PEOPLE),
                spare=1,
                keeper="印制甲",
            )
            self.hand(subject, "pickup", self.on, "16:00", "印制甲", "考务甲")

    def hand(self, subject: str, step: str, day: date, clock: str, giver: str, receiver: str, **given: Any) -> None:
        with self.centre.reading() as context:
            bag = queries.find_bag(context.db, f"W1-{subject[0].upper()}")[0].id
        self.done("assessment.hand_over_papers", bag, step=step, at=f"{day} {clock}", giver=giver, receiver=receiver, **given)

    # -- the day --------------------------------------------------------------------------------------------------------

    def theory(self, gate: bool) -> None:
        """Everybody but one is there; one comes on the very minute of the limit, one is sent out for cheating."""
        day, session = self.exam_day, self.session("theory")
        self.hand("theory", "to_site", day, "08:00", "考务甲", "主考人")
        self.hand("theory", "to_inv", day, "08:30", "主考人", "监考甲")
        for person in (GOOD, DIFFERS, FAILS, CHEATS):
            self.done("assessment.mark_present", self.seat_of("theory", person).id, arrived_at=f"{day} 08:45")
        seen = "、".join(self.people()[person].ticket or "" for person in (GOOD, DIFFERS))
        self.hand("theory", "unseal", day, "08:55", "监考甲", "监考乙", witnesses=seen, signed="是")
        assert self.refused("assessment.start_session", session, at=f"{day} 08:59") == {"ASM-DAY-003", "PPL-EXM-014"}
        self.meet()
        self.arrive("theory", "08:00")
        assert self.refused("assessment.start_session", session, at=f"{day} 08:59") == {"ASM-DAY-003"}
        self.done("assessment.start_session", session, at=f"{day} 09:00")
        late = self.seat_of("theory", LATE).id
        if gate:
            assert self.refused("assessment.mark_present", late, arrived_at=f"{day} 09:30") == {"ASM-ATT-006"}
            self.done("assessment.mark_absent", late, why="late")
        else:
            self.done("assessment.mark_present", late, arrived_at=f"{day} 09:30")
        assert self.done("assessment.close_gate", session, at=f"{day} 09:30") == {"absent": 1}
        self.done("assessment.mark_left", self.seat_of("theory", CHEATS).id, left_at=f"{day} 09:40", why="removed")
        self.finish("theory", present=4 if gate else 5, ended="10:30", signers="监考甲、监考乙")
        self.sanction()

    def sanction(self) -> None:
        """What was seen is recorded with a reminder, the chief proposes by the code of the region, the head confirms."""
        day, code = self.exam_day, COPIED.get(self.profile)
        at = {"at": f"{day} 09:38", "subject": "theory", "room": "01", "evidence": 1, "witnesses": "监考甲、监考乙", "statement": "承认"}
        number = self.done("assessment.record_violation", self.people()[CHEATS].id, facts="抄袭邻座", **at)
        [case] = self.all(Violation, Violation.number == number)
        if code == "HN-D2-02":  # ASM-DIS-002: only after a reminder
            assert self.refused("assessment.propose_sanction", case.id, code=code, decided_by="主考人") == {"ASM-DIS-002"}
            self.done("assessment.note_reminder", case.id, reminded_at=f"{day} 09:35")
        given = {"code": code} if code else {"legal_basis": "考场规则", "effects": "ALL"}
        self.done("assessment.propose_sanction", case.id, decided_by="主考人", **given)
        assert self.refused("assessment.confirm_sanction", case.id) == {"PPL-ORG-010"}  # the head's alone
        self.done("assessment.confirm_sanction", case.id, who="director")

    def skill(self) -> None:
        day, session = self.exam_day, self.session("skill")
        self.hand("skill", "to_site", day, "12:30", "考务甲", "考评甲")
        for person in (GOOD, DIFFERS, FAILS, LATE):
            self.done("assessment.mark_present", self.seat_of("skill", person).id, arrived_at=f"{day} 13:20")
        self.hand("skill", "unseal", day, "13:25", "考评甲", "考评乙")
        self.arrive("skill", "12:50")
        self.done("assessment.start_session", session, at=f"{day} 13:30")
        self.done("assessment.close_gate", session, at=f"{day} 14:00")
        self.finish("skill", present=4, ended="15:30", signers="考评甲、考评乙、考评丙")

    def finish(self, subject: str, present: int, ended: str, signers: str) -> None:
        """Papers and people add up, the room is closed, the session ends."""
        day, session = self.exam_day, self.session(subject)
        opened = len(PEOPLE) + 1
        papers = {"room": str(self.room(subject)), "opened": opened, "ended_at": f"{day} {ended}", "signers": signers}
        wrong = self.act("assessment.close_room", session, answered=present - 1, spare=opened - present + 1, **papers)
        assert not wrong.done and "ASM-PAP-011" in {one.rule for one in wrong.findings}
        self.done("assessment.close_room", session, answered=present, spare=opened - present, **papers)
        giver = "监考乙" if subject == "theory" else "考评乙"
        self.hand(subject, "return", day, ended, giver, "主考人")
        self.hand(subject, "to_office", day, ended, "主考人", "考务乙")
        self.done("assessment.end_session", session)

    # -- scores ---------------------------------------------------------------------------------------------------------

    def scores(self, gate: bool) -> None:
        """Typed twice without seeing each other; one difference, which a third settles; zeros reviewed; signed."""
        for kind, given in (("marker", {"person": "某阅卷", "agreement": "BM-01"}), ("approved", {"person": "某负责"}), ("opened", {})):
            self.done("assessment.note_marking", self.id, kind=kind, **given)
        theory = [80, 70, 59.9, "缺考", "缺考" if gate else 60, "作弊"]
        skill = [90, 60, 80, "缺考", 75, "缺考"]
        for subject, marks in (("theory", theory), ("skill", skill)):
            for login in ("exam", OTHER):
                typed = [*marks]
                if subject == "theory" and login == OTHER:
                    typed[DIFFERS] = 71
                told = "\n".join(f"{one.ticket} {mark}" for one, mark in zip(self.people(), typed, strict=True))
                self.done("assessment.enter_scores", self.id, who=login, subject=subject, scores=told)
        self.done("assessment.note_marking", self.id, kind="signed", person="某组长")
        assert self.refused("assessment.score_batch", self.id) == {"ASM-MRK-007"}
        ticket = self.people()[DIFFERS].ticket
        decided = {"ticket": ticket, "subject": "theory", "score": 70, "why": "第二次录错"}
        assert self.refused("assessment.settle_score", self.id, **decided) == {"ASM-MRK-007"}  # neither of the two
        self.done("assessment.settle_score", self.id, who="director", **decided)
        self.move("score", "scored")
        for score in self.all(Score, Score.tenths == 0):
            self.done("assessment.review_zero", score.id, zero_reason={"absent": "absent"}.get(score.status, score.status))
        for kind, given in (("failing", {}), ("rated", {"person": "某组长"})):
            self.done("assessment.note_marking", self.id, kind=kind, **given)

    # -- certificates ---------------------------------------------------------------------------------------------------

    def roster(self, *names: str) -> None:
        """Exactly who passed is on the pass list, and goes to the roster of certificates."""
        from models.certificates.tables import Certificate

        assert sorted(self.passed()) == sorted(names), self.passed()
        self.done("certificates.make_roster", self.id, who="general", issued_on=self.on)
        assert sorted((one.name, one.state) for one in self.all(Certificate)) == sorted((name, "planned") for name in names)
