"""In each region one batch from its plan to the archive, by real commands, in the words of its regulation.

The limits of each day are in test_scenarios; here everybody does what the regulation asks, and nobody can leave a step out."""

from datetime import date

from models.assessment.candidates.tables import Ban
from models.assessment.scores.tables import ScoreReport
from models.complaints.tables import Recheck
from tests.assessment.test_batches import FULL
from tests.assessment.test_plan_forms import printed
from tests.assessment.walking import CHEATS, DIFFERS, GOOD, LATE, PEOPLE, Walk
from tests.assessment.walking_home import to_the_archive, to_the_holders
from tests.centres import seat

ABOVE = {"document": "平台回复"}
ANNOUNCE = "assessment.publish_announcement"


def the_day(walk, gate=True):
    """Opened, held, closed; a batch is not over before its last session."""
    walk.to(str(walk.exam_day)).move("start", "running")
    walk.theory(gate)
    assert walk.refused("assessment.finish_batch", walk.id) == {"SYS-002"}
    walk.skill()
    walk.move("finish", "exam_done")


def home(walk, day):
    """Certificates in their holders' hands, the batch closed now that its file is whole, and nothing was late."""
    walk.to(day)
    to_the_holders(walk)
    walk.move("close", "closed")
    walk.nothing_late()


def ready(walk, tickets, venue, days):
    """Seats, tickets and everything of the day before, each on its day."""
    walk.to(days[0]).arrange()
    walk.move("arrange", "arranged")
    walk.to(days[1]).tickets()
    walk.move("ticket", "ticketed", **tickets)
    walk.to(days[2]).prepare()
    walk.move("ready", "ready", **venue)


def test_asm_stm_001_a_sport_batch_from_application_to_the_archive(centre, tmp_path):
    walk = Walk(centre, tmp_path, "sport", date(2025, 3, 20), date(2025, 2, 20), region="北京")
    walk.to("2025-03-01").move("submit", "submitted")
    walk.to("2025-03-03").move("approve", "approved", **ABOVE)
    walk.move("announce", "announced")
    walk.enter()
    walk.to("2025-03-10").review()
    walk.to("2025-03-13").move("close_registration", "reg_closed")
    ready(walk, {}, {}, ("2025-03-18", "2025-03-19", "2025-03-19"))
    the_day(walk)
    walk.to("2025-03-21").scores(gate=True)
    assert {"ASM-CNF-001"} <= walk.refused("assessment.report_batch", walk.id)
    made = walk.done("assessment.make_score_report", walk.id)
    assert made["rate"] == "33.3"  # two of the six who applied
    (tmp_path / "form.pdf").write_bytes(b"%PDF-1.4 signed")
    [form] = walk.all(ScoreReport)
    labels = ["成绩上报确认表", "鉴定站", "上报时间", "批次名称(ID)", "33.3%", "主考人、考务甲、考务乙", "考评甲、考评乙、考评丙", "批次负责人签字"]
    printed(seat(walk.centre, "exam", walk.on), "F-SCORE-CONFIRM", form.id, labels)
    walk.done("assessment.upload_score_report", form.id, file=str(tmp_path / "form.pdf"), signed_by="某站长")
    walk.move("report", "reported")
    walk.to("2025-03-28").move("confirm", "confirmed", **ABOVE)
    assert walk.results() == ["passed", "passed", "failed", "failed", "failed", "cancelled"]  # no single pass is kept
    assert [(one.effect, one.last_day) for one in walk.all(Ban)] == [("BAN-Y", date(2025, 12, 31))]  # who copied sits again next year
    walk.to("2025-03-31").move("certify", "cert", who="general")
    walk.roster(PEOPLE[GOOD], PEOPLE[DIFFERS])
    assert walk.refused("assessment.close_batch", walk.id) == {"ASM-MAT-006"}  # not filed yet
    to_the_archive(walk.to("2025-04-02"))
    home(walk, "2025-04-10")


def test_asm_stm_001_a_fujian_batch_from_its_report_to_the_archive(centre, tmp_path):
    walk = Walk(centre, tmp_path, "fujian", date(2025, 3, 14), date(2025, 1, 20), level=None)
    walk.move("prereview", "prereview")
    walk.to("2025-01-22").move("accept_prereview", "draft", **ABOVE)
    walk.to("2025-01-23").move("submit", "submitted", who="director")
    walk.to("2025-01-24").done(ANNOUNCE, walk.id, **FULL)
    walk.move("announce", "announced")
    walk.to("2025-02-10").enter()
    walk.review()
    walk.to("2025-02-20").move("close_registration", "reg_closed")
    walk.to("2025-02-24").move("recheck", "rechecked", **ABOVE)
    for one in walk.people():
        walk.done("assessment.recheck_candidate", one.id, passed="是", document="复核单 1 号")
    walk.to("2025-02-28").done("assessment.note_step", walk.id, step="venue_data")
    walk.to("2025-03-13").done("assessment.note_step", walk.id, step="papers")
    ready(walk, {}, {}, ("2025-03-06", "2025-03-13", "2025-03-13"))
    the_day(walk, gate=False)
    walk.to("2025-03-17").scores(gate=False)
    walk.to("2025-03-19").move("report", "reported")
    walk.to("2025-03-24").move("confirm", "confirmed", **ABOVE)
    walk.to("2025-03-25").move("publish", "published")
    assert walk.results() == ["passed", "passed", "failed", "failed", "passed", "cancelled"]  # who came late was let in
    to_the_archive(walk.to("2025-03-27"))
    walk.to("2025-03-31").move("certify", "cert", who="general")
    walk.roster(PEOPLE[GOOD], PEOPLE[DIFFERS], PEOPLE[LATE])
    home(walk, "2025-04-10")


def test_asm_stm_001_asm_pub_002_a_hunan_batch_from_announcement_to_the_archive(centre, tmp_path):
    walk = Walk(centre, tmp_path, "hunan", date(2025, 3, 14), date(2025, 1, 5))
    walk.to("2025-01-06").done(ANNOUNCE, walk.id, who="director", **FULL)
    walk.move("announce", "announced", who="director")
    walk.to("2025-02-10").enter()
    walk.review()
    walk.to("2025-02-20").move("close_registration", "reg_closed")
    ready(walk, {}, {}, ("2025-03-06", "2025-03-13", "2025-03-13"))
    the_day(walk)
    walk.to("2025-03-17").scores(gate=True)
    walk.move("notice", "notice", who="director")
    walk.to("2025-03-20")
    told = {"batch": "W1", "candidate": PEOPLE[DIFFERS], "contact": "匿名", "published_on": "2025-03-17", "request": "分数有疑问"}
    walk.done("complaints.raise_objection", **told)
    [case] = walk.all(Recheck)
    assert walk.to("2025-03-24").refused("assessment.publish_batch", walk.id, who="director") == {"ASM-PUB-002"}  # the fifth working day
    walk.to("2025-03-25").move("publish", "published", who="director")
    assert walk.results() == ["passed", None, "partial", "failed", "partial", "failed"]  # one waits for the objection
    walk.done("complaints.review_objection", case.id)
    walk.done("complaints.resolve_objection", case.id, who="director", finding="与评分表一致")
    walk.done("assessment.publish_held", walk.id)
    assert walk.results()[DIFFERS] == "passed"
    to_the_archive(walk.to("2025-03-27"))
    walk.to("2025-04-14").move("report", "reported")
    walk.to("2025-04-18").move("confirm", "confirmed", **ABOVE)
    walk.to("2025-04-21").move("certify", "cert", who="general")
    walk.roster(PEOPLE[GOOD], PEOPLE[DIFFERS])
    home(walk, "2025-05-06")


def test_asm_stm_001_a_henan_batch_from_its_notice_to_the_archive(centre, tmp_path):
    walk = Walk(centre, tmp_path, "henan", date(2025, 3, 14), date(2025, 1, 5))
    for system in ("affairs", "exam", "video"):
        walk.done("assessment.note_platform_link", system=system, connected_on="2024-01-05")
    walk.to("2025-01-06").done(ANNOUNCE, walk.id, **FULL)
    walk.move("announce", "announced")
    walk.to("2025-02-10").enter()
    walk.review()
    walk.to("2025-02-20").move("close_registration", "reg_closed")
    walk.to("2025-02-24").move("submit", "submitted", who="director")
    walk.to("2025-03-04").move("approve", "approved", **ABOVE)
    ready(walk, {}, {}, ("2025-03-10", "2025-03-12", "2025-03-13"))
    the_day(walk)
    walk.to("2025-03-16").done("assessment.note_step", walk.id, step="supervision_report")
    walk.to("2025-03-17").scores(gate=True)
    walk.to("2025-03-18").move("report", "reported")
    walk.to("2025-03-21").move("confirm", "confirmed", **ABOVE)
    assert walk.results()[GOOD] is None  # told to nobody yet
    walk.to("2025-03-24").move("publish", "published")
    assert walk.results() == ["passed", "passed", "partial", "failed", "partial", "failed"]
    labels = ["等级认定报告", "批次名称", "应考/实考/缺考", "6 / 5 / 1", "合格人数/合格率", "2 / 40.0%", "考评小组成员", "考评丙、考评乙、考评甲",
              "对考评小组工作的评价意见", "组织实施情况", "存在问题及建议", "违纪处理结果", "突发事件", "无", "单位负责人"]  # fmt: skip
    printed(seat(walk.centre, "exam", walk.on), "F-BATCH-REPORT", walk.id, labels)
    to_the_archive(walk.to("2025-03-27"))
    walk.to("2025-03-31").move("certify", "cert", who="general")
    walk.roster(PEOPLE[GOOD], PEOPLE[DIFFERS])
    home(walk, "2025-04-10")


def test_asm_stm_001_a_chongqing_batch_from_announcement_to_the_archive(centre, tmp_path):
    walk = Walk(centre, tmp_path, "chongqing", date(2025, 3, 14), date(2025, 1, 5))
    walk.to("2025-01-14").done(ANNOUNCE, walk.id, who="director", **FULL)
    walk.move("announce", "announced", who="director")
    walk.to("2025-02-10").enter()
    walk.review()
    walk.to("2025-02-28").move("close_registration", "reg_closed")
    walk.move("recheck", "rechecked")
    walk.to("2025-03-06")
    walk.planned()
    assert {"ASM-FEE-001"} <= walk.refused("assessment.arrange_seats", walk.session("theory"))  # nobody has paid
    walk.pay()
    walk.to("2025-03-09").done("assessment.note_step", walk.id, step="prep_notice")
    walk.to("2025-03-13").done("assessment.note_step", walk.id, step="papers")
    ready(walk, {}, {}, ("2025-03-06", "2025-03-12", "2025-03-13"))
    the_day(walk)
    walk.to("2025-03-20").scores(gate=True)
    to_the_archive(walk.to("2025-03-27"))
    walk.to("2025-04-07").move("publish", "published", who="director")
    assert walk.results() == ["passed", "passed", "partial", "failed", "partial", "cancelled"]
    assert walk.people()[CHEATS].result == "cancelled"
    walk.to("2025-04-22").move("certify", "cert", who="general")
    walk.roster(PEOPLE[GOOD], PEOPLE[DIFFERS])
    home(walk, "2025-05-06")
