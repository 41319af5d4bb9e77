"""The papers of an exam: each region's set in one pass, words in order, fonts embedded, codes readable, ID numbers masked where posted."""

import io
import zipfile

import pytest
from sqlalchemy import select

from models.assessment.candidates.tables import Enrolment
from models.assessment.queries import find_batch
from models.core import store
from models.core.progress import to_the_end
from models.core.registers import View
from reports.assessment.exams import whole
from reports.assessment.exams.declared import SESSION_FORMS
from reports.assessment.exams.facts import exam_of
from reports.forms import render, render_list, render_named
from tests.assessment.exams.makers import DAY, EVE, SITE, at, batch, do, done, of_session, rostered, rules, seats, staffed
from tests.reports import paper

PROFILES = ("sport", "fujian", "hunan", "henan", "chongqing")
COUNT = 34


def arranged(centre, profile):
    """A batch of 34 with a theory and a practical session, tickets issued; answers the centre and the two sessions."""
    made = centre(profile, "exam", EVE)
    batch(made, COUNT, classes=3)
    for code, kind, capacity in (("01", "theory", 30), ("02", "theory", 30), ("J1", "practical", 20), ("J2", "practical", 20)):
        done(made, "exam", EVE, "assessment.add_room", site=SITE, code=code, kind=kind, capacity=capacity)
    codes = []
    for subject, starts, ends in (("theory", "09:00", "10:30"), ("skill", "14:00", "17:00")):
        given = {"batch": "2026-11", "subject": subject, "site": SITE, "starts_at": str(at(starts)), "ends_at": str(at(ends))}
        codes.append(done(made, "exam", EVE, "assessment.plan_session", **given))
        done(made, "exam", EVE, "assessment.arrange_seats", codes[-1], seed=3)
        rostered(made, codes[-1])
        done(made, "exam", EVE, "assessment.issue_tickets", codes[-1])
        staffed(made, codes[-1], ("chief", "李红"))
    return made, codes


TITLES = {"ticket": "准考证", "door": "门贴", "seat": "座位签", "distribution": "考场分布表", "sign": "签到表", "record": "考场记录单",
          "draw": "工位抽签登记表",
          "brief": "考场简况表", "station": "实操考核工位号", "skill_sheet": "技能成绩登录表"}  # fmt: skip
PAGES = {"准考证": COUNT, "考场分布表": 1, "门贴": 4, "座位签": 4, "签到表": 4, "考场记录单": 4, "工位抽签登记表": 2, "考场简况表": 4, "实操考核工位号": COUNT,
         "技能成绩登录表": 2}  # fmt: skip


@pytest.mark.parametrize("profile", PROFILES)
def test_asm_rom_010_the_whole_set_of_a_batch_in_one_pass(centre, profile):
    made, _codes = arranged(centre, profile)
    with made.reading() as context:
        one = find_batch(context.db, "2026-11")[0]
        counts = whole.counted(context, one)
        packed = zipfile.ZipFile(io.BytesIO(to_the_end(whole.zipped(context, one))))
        number = one.id
    assert counts == {TITLES[name]: PAGES[TITLES[name]] for name in rules(profile)["ASM-ROM-010"].value("forms")}
    rendered = render(made, "F-EXAM-SET", number)
    assert rendered.findings == () and len(paper.sizes(rendered.pdf)) == sum(counts.values())
    assert paper.fonts_not_embedded(rendered.pdf) == [] and paper.outside(rendered.pdf) == []
    names = packed.namelist()
    assert [name[3:-4] for name in names[:-1]] == list(counts) and names[-1] == "页数.txt"
    assert [len(paper.sizes(packed.read(name))) for name in names[:-1]] == list(counts.values())
    assert f"合计\t{sum(counts.values())}" in packed.read("页数.txt").decode("utf-8-sig")


WORDS = {
    "F-TICKET": ["职业技能等级认定准考证", "姓名", "性别", "证件号码", "准考证号", "职业（工种）", "等级", "科目", "考试时间", "考点", "考场",
                 "座位号/工位号", "考试须知"],
    "F-SIGN-THEORY": ["理论签到表", "座位号", "照片", "准考证号", "姓名", "性别", "证件号码", "职业（工种）", "等级", "考生签字", "备注", "监考人员"],
    "F-SIGN-SKILL": ["技能签到表", "工位号", "照片", "检录时间", "考生签字", "考评人员", "监考人员", "现场负责人"],
    "F-ROOM-RECORD": ["考场情况记录表", "批次名称", "考点/考场", "应到人数", "实到人数", "缺考考生", "试卷份数", "信息更正", "违规违纪及", "监考人员签字"],
    "F-ROOMDIST": ["考场分布表", "考场编号", "科目", "考试职业（工种）", "等级", "考试时间", "人数", "准考证号起止"],
    "F-DRAW": ["工位抽签登记表", "序号", "准考证号", "姓名", "证件检录", "抽取工位", "考生签字"],
    "F-SCORE-SKILL": ["技能成绩登录表", "考评员一", "考评员二", "考评员三", "成绩"],
    "F-DOOR": ["第01考场", "第一考点", "科目", "准考证号", "人数"],
    "F-STAFF-SIGN": ["现场工作人员签到表", "姓名", "岗位", "签到时间", "李红"],
    "F-SEATMAP": ["01考场座位分布图", "讲台", "01", "考生", "后门", "不少于80厘米"],
    "F-TIMETABLE": ["职业技能等级认定考试时间表", "日期", "2026-11-28", "09:00–10:30", "理论", "车工", "01", "30", "02", "4"],
    "F-BOARD": ["考试科目", "理论", "职业（工种）", "车工", "考场号", "01", "应到30人", "试卷更正"],
    "F-SIGNS": ["职业技能等级认定考点", "考务办公室", "应急考场", "保密室", "医务室", "考生禁带物品存放处", "警戒线"],
    "F-STAFF-PLAN": ["考务人员安排表", "岗位", "证卡编号", "回避核查", "主考/现场负责人", "李红", "全场"],
    "F-PAPER-SEAL": ["试卷密封检查确认表", "考场", "试卷袋编号", "标称份数", "密封情况", "考生1", "考生2", "清点份数", "监考人员"],
    "F-PAPER-BAG": ["试卷袋（答题卡密封袋）", "鉴定站/评价机构", "应到/实到/缺考", "试卷份数", "监考人员签字", "封条"],
    "F-SITE-ACCEPT": ["考场准备（验收）记录", "检查项目", "座位间距不少于80厘米", "考场规则、违纪处理规定已张贴", "监控设备", "封场时间"],
    "F-PREP-NOTICE": ["考核准备通知单", "考试时间", "考场布置", "01考场30人", "02考场4人", "机考网络环境", "接收人"],
    "F-ROOM-BRIEF": ["考场简况表", "考点", "应到人数", "现场负责人", "李红"],
}  # fmt: skip


@pytest.mark.parametrize("form", [row[0] for row in SESSION_FORMS])
def test_a_paper_of_a_session_prints_whole(centre, form):
    made, (theory, skill) = arranged(centre, "hunan")
    subject = skill if form in ("F-SIGN-SKILL", "F-DRAW", "F-STATION", "F-SCORE-SKILL") else theory
    rendered = render_named(made, form, subject)
    assert rendered.findings == ()
    assert paper.fonts_not_embedded(rendered.pdf) == [] and paper.outside(rendered.pdf) == []
    assert paper.in_order(rendered.pdf, WORDS.get(form, [])) == ""
    numbered = form in ("F-SIGN-THEORY", "F-SIGN-SKILL", "F-DRAW", "F-ROOM-RECORD", "F-SCORE-SKILL", "F-ROOM-BRIEF", "F-STAFF-SIGN",
                         "F-STAFF-PLAN", "F-PAPER-SEAL", "F-SITE-ACCEPT", "F-PREP-NOTICE")
    assert (rendered.number in paper.text(rendered.pdf)) is numbered


def pictured(made, color):
    """Every second application gets a photo of one color, as a stored file; answers how many."""
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (90, 110), color).save(out, "JPEG")
    with store.writing(made.engine) as db:
        some = db.scalars(select(Enrolment).where(Enrolment.id % 2 == 0)).all()
        for one in some:
            one.photo = made.files.put(out.getvalue())
        db.commit()
    return len(some)


@pytest.mark.parametrize("form", ["F-SIGN-THEORY", "F-SIGN-SKILL"])
def test_sign_in_sheets_show_the_stored_photos_in_rows_that_hold_them(centre, form):
    made, codes = arranged(centre, "sport")
    code = codes[form == "F-SIGN-SKILL"]
    plain = render_named(made, form, code).pdf
    assert len(paper.sizes(plain)) == 2 and paper.pictures(plain) == 0
    count = pictured(made, "#3b6ea5")
    told = render_named(made, form, code).pdf
    assert len(paper.sizes(told)) == 3  # fifteen rows a page; each room begins its own: 30 and 4, 20 and 14
    assert paper.pictures(told) == count and paper.outside(told) == []
    assert paper.text(told).count("考生0") == COUNT


def test_postings_and_labels_mask_the_id_number_sign_in_sheets_do_not(centre):
    made, (theory, _skill) = arranged(centre, "henan")
    number = seats(made, theory)[0].enrolment.id_no
    assert number in paper.text(render_named(made, "F-SIGN-THEORY", theory).pdf)
    for form in ("F-SEAT", "F-DOOR", "F-ROOMDIST"):
        assert number not in paper.text(render_named(made, form, theory).pdf)


def test_the_code_on_a_ticket_is_its_number(centre):
    import zxingcpp

    made, (theory, _skill) = arranged(centre, "henan")
    found = zxingcpp.read_barcodes(paper.picture(render_named(made, "F-TICKET", theory).pdf, 200))
    assert [code.text for code in found] == ["202611280001"]


@pytest.mark.parametrize(("profile", "words"), [("sport", ["体育职业技能鉴定考场情况记录单", "批次名称", "考场名称", "应到人数", "考场情况记录", "监考人员"]),
                                                ("fujian", ["专项职业能力考核考场情况记录单"]), ("chongqing", ["职业技能鉴定考场情况记录单"])])  # fmt: skip
def test_the_room_record_of_a_region(centre, profile, words):
    made, (theory, _skill) = arranged(centre, profile)
    assert paper.in_order(render_named(made, "F-ROOM-RECORD", theory).pdf, words) == ""


@pytest.mark.parametrize(("profile", "place"), [("hunan", "左上角"), ("henan", "右上角"), ("fujian", "")])
def test_asm_att_012_where_the_documents_lie(centre, profile, place):
    made, (theory, _skill) = arranged(centre, profile)
    with made.reading() as context:
        one = of_session(made, theory)
        told = "".join(exam_of(context, find_batch(context.db, "2026-11")[0]).instructions(one))
    assert (f"桌面{place}" in told) if place else ("桌面" not in told)


def test_the_ledger_and_the_slip_of_a_bag(centre):
    made, (theory, _skill) = arranged(centre, "hunan")
    done(made, "bank", EVE, "assessment.pack_papers", theory, number="SJ-01", room="01", copies=30, spare=2, keeper="题库员", printed_under="监印员")
    done(made, "exam", DAY, "assessment.hand_over_papers", "SJ-01", step="pickup", receiver="考务甲")
    assert paper.in_order(render_named(made, "F-PAPER-HANDOVER", "SJ-01").pdf, ["试卷交接单", "环节", "领卷", "SJ-01", "题库员", "考务甲"]) == ""
    ledger = render_list(made, "F-PAPER-LEDGER", View())
    assert paper.in_order(ledger.pdf, ["试卷发放、回收工作台账", "SJ-01", "理论", "32", "监印员"]) == ""


def test_the_notice_of_a_practical_session_lists_what_to_prepare(centre):
    made, (_theory, skill) = arranged(centre, "fujian")
    words = ["技能考核准备通知单", "工位数40", "考核设备", "工具", "材料", "场地", "工位设置", "考生自备", "考评组长签字"]
    assert paper.in_order(render_named(made, "F-PREP-NOTICE", skill).pdf, words) == ""


@pytest.mark.parametrize(("profile", "own", "others"), [("fujian", "福建省专项职业能力考核第一考点", "保密室"), ("sport", "备考区", "滞留室"),
                                                         ("henan", "滞留室", "警戒线"), ("chongqing", "手机存放处", "备考区")])  # fmt: skip
def test_the_signs_of_a_region_are_its_own(centre, profile, own, others):
    made, (theory, _skill) = arranged(centre, profile)
    told = paper.text(render_named(made, "F-SIGNS", theory).pdf)
    assert own in told and others not in told


def test_the_seal_check_names_the_bag_of_the_room(centre):
    made, (theory, _skill) = arranged(centre, "henan")
    done(made, "bank", EVE, "assessment.pack_papers", theory, number="SJ-01", room="01", copies=30, spare=2, keeper="题库员", printed_under="监印员")
    for form in ("F-PAPER-SEAL", "F-PAPER-BAG"):
        assert paper.text(render_named(made, form, theory).pdf).count("SJ-01") == 1  # the second room has none yet


def test_finance_prints_no_ticket(centre):
    from tests.centres import seat

    made, (theory, _skill) = arranged(centre, "hunan")
    assert render_named(seat(made, "finance", EVE), "F-TICKET", theory).pdf == b""
    assert not do(made, "finance", EVE, "assessment.issue_tickets", theory).done
