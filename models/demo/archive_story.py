"""What happened in the demo centre's archive: three batch files, loans in every state, a consultation, holds, a list that
was carried out and one under review, a stock check, handovers, the vault, secret matters."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from models.core.acts import COMMANDS
from models.demo.stage import Act, Stage

OLD, MIDDLE, NEW = 1140, 420, 12  # last exam day of the three batches, days before today
BEGAN = 1149  # the archive has its keeper
PANEL = "director、archive、supervisor"
# kind, medium, pages; what a batch leaves behind
_KINDS = (
    ("K01", "paper", "6页"), ("K02", "paper", "9页"), ("K03", "paper", "186页"), ("K05", "paper", "12页"), ("K06", "paper", "24页"),
        ("K08", "paper", "112页"),
    ("K09", "paper", "18页"), ("K10", "paper", "21页"), ("K15", "paper", "7页"), ("K16", "electronic", "1块硬盘"), ("K18", "electronic",
        "1张光盘"), ("K29", "paper", "15页"),
)  # fmt: skip
_TITLES = {"K01": "认定工作通知", "K02": "实施计划和安排表", "K03": "申报表及证明材料", "K05": "证书发放花名册",
    "K06": "理论和技能签到表", "K08": "技能操作评分表",
           "K09": "考场记录", "K10": "成绩汇总表", "K15": "内部质量督导报告", "K16": "考场监控录像", "K18": "电子成绩数据",
               "K29": "考务会议记录"}  # fmt: skip


def acts(stage: Stage) -> list[Act]:
    """Everything in the archive, in the order of its days."""
    told = [*_files(stage), *_loans(stage), *_consultations(stage), *_destruction(stage), *_checks(stage), *_handovers(stage),
        *_vault(stage), *_secrets(stage)]
    return sorted(told, key=lambda act: -act.ago)


def _key(stage: Stage, command: str, words: str) -> Callable[[], int]:
    """The record a command acts on, found by its words when its day comes."""

    def find() -> int:
        subject = COMMANDS[command].subject
        assert subject is not None
        with stage.centre.reading() as context:
            return subject.find(context.db, words)[0].id

    return find


def _on(stage: Stage, ago: int, by: str, command: str, words: str, *, refused: bool = False, reason: str = "", **given: Any) -> Act:
    return Act(ago, command, _key(stage, command, words), given, reason, by, refused)


def _number(stage: Stage, ago: int, serial: int) -> str:
    return f"DA-{stage.day(ago).year}-{ago:04d}{serial:02d}"


def _files(stage: Stage) -> list[Act]:
    told = [Act(BEGAN, "archives.name_keeper", None, {"name": "冯晓兰", "full_time": True}, "", "director")]
    told += [Act(BEGAN - 1, "archives.register_rules", None, {"document": code, "reference": "2023年版"}, "", "archive")
             for code in ("loan_rules", "destruction_rules", "officer_duties", "leader_duties")]  # fmt: skip
    for batch, ago in enumerate((OLD, MIDDLE, NEW), 1):
        name = f"{stage.day(ago).year}年院校批次{batch}_车工_认定"
        told.append(Act(ago - 1, "archives.create_file", None, {"title": name, "batch": name, "last_exam_on": stage.day(ago),
                                                                "first_exam_on": stage.day(ago + 1)}, "", "archive"))  # fmt: skip
        kinds = _KINDS if ago != NEW else _KINDS[:7]  # of the new batch some kinds are still missing
        for serial, (kind, medium, pages) in enumerate(kinds, 1):
            box = f"H{stage.day(ago).year}-{batch:02d}"
            line = {"number": _number(stage, ago, serial), "title": f"{name} {_TITLES[kind]}", "kind": kind, "medium": medium,
                "made_on": stage.day(ago),
                    "quantity": pages, "batch": name, "author": "考务管理组", "location": f"档案室-{batch}柜-{1 + serial // 5}层",
                        "box": box}  # fmt: skip
            told.append(Act(ago - 3, "archives.add_item", None, line, "", "archive"))
        if ago != NEW:
            told.append(_on(stage, ago - 9, "archive", "archives.complete_file", name))
    secret = {"number": "DA-MM-0001", "title": "车工四级理论试卷（备用卷）", "kind": "K07", "made_on": stage.day(NEW), "quantity": "40页",
        "secrecy": "secret",
              "cabinet": "保密柜1", "keeper": "冯晓兰", "location": "保密室"}  # fmt: skip
    account = {"number": "DA-ZH-0001", "title": "评价服务平台账号（密封）", "kind": "K23", "made_on": stage.day(300), "quantity": "1页",
               "envelope": "MF-2026-01", "location": "档案室-保险柜"}  # fmt: skip
    return [*told, Act(NEW - 3, "archives.add_item", None, secret, "", "archive"), Act(299, "archives.add_item", None, account, "",
        "archive")]


def _loan(stage: Stage, ago: int, item: str, borrower: str, serial: int, department: str = "考务管理组") -> tuple[str, list[Act]]:
    """A loan asked for, approved and handed over on one day; answers its number."""
    number = f"JY{stage.day(ago).year}-{serial:04d}"
    asked = _on(stage, ago, "archive", "archives.request_loan", item, borrower=borrower, department=department,
        purpose="核对成绩和证书信息")
    return number, [asked, _on(stage, ago, "director", "archives.approve_loan", number), _on(stage, ago, "archive", "archives.lend",
        number)]


def _loans(stage: Stage) -> list[Act]:
    """Returned, renewed and returned, refused, overdue, out, waiting. Running numbers count by the year of the act."""
    serials: dict[int, int] = {}

    def following(ago: int) -> int:
        year = stage.day(ago).year
        serials[year] = serials.get(year, 0) + 1
        return serials[year]

    first, told = _loan(stage, 300, _number(stage, MIDDLE, 8), "吴卫东", following(300))
    told.append(_on(stage, 298, "archive", "archives.give_back", first))
    second, more = _loan(stage, 120, _number(stage, MIDDLE, 6), "何欣怡", following(120), "质量督导组")
    told += [*more, _on(stage, 118, "exam", "archives.request_renewal", second), _on(stage, 117, "director", "archives.renew", second),
             _on(stage, 115, "archive", "archives.give_back", second, condition="damaged", condition_note="封面破损，已送修")]  # fmt: skip
    refused = f"JY{stage.day(60).year}-{following(60):04d}"
    told += [_on(stage, 60, "archive", "archives.request_loan", _number(stage, MIDDLE, 3), borrower="赵一鸣", purpose="个人留存"),
             _on(stage, 59, "director", "archives.refuse_loan", refused, why="不属于特殊情况")]  # fmt: skip
    _late, more = _loan(stage, 11, _number(stage, MIDDLE, 4), "钱文博", following(11))
    told += [*more, _on(stage, 2, "archive", "archives.request_loan", _number(stage, MIDDLE, 2), borrower="钱文博", purpose="再借",
        refused=True)]
    _out, more = _loan(stage, 1, _number(stage, MIDDLE, 7), "郑晓燕", following(1))
    waiting = _on(stage, 1, "exam", "archives.request_loan", _number(stage, MIDDLE, 7), borrower="考务员甲", purpose="整改核对")
    told += [*more, waiting, Act(0, "archives.request_loan", _key(stage, "archives.request_loan", _number(stage, NEW, 2)),
                                 {"borrower": "孙丽萍", "purpose": "核对安排表"}, "", "exam")]  # fmt: skip
    return told


def _consultations(stage: Stage) -> list[Act]:
    year, item = stage.day(80).year, _number(stage, MIDDLE, 9)
    number = f"CY{year}-0001"
    asked = f"CY{stage.day(1).year}-{1 + (stage.day(1).year == year):04d}"
    return [
        _on(stage, 80, "exam", "archives.request_consultation", item, reader="考务员乙", purpose="撰写年度总结"),
        _on(stage, 79, "director", "archives.approve_consultation", number),
        _on(stage, 79, "general", "archives.begin_consultation", number, supervisor="supervisor"),
        _on(stage, 79, "general", "archives.end_consultation", number, copies=0),
        _on(stage, 1, "bank", "archives.request_consultation", _number(stage, NEW, 2), reader="题库管理员", purpose="核对试卷使用计划"),
        Act(0, "archives.approve_consultation", _key(stage, "archives.approve_consultation", asked), {}, "", "archive", True),
    ]  # fmt: skip


def _destruction(stage: Stage) -> list[Act]:
    """Of the oldest batch some items were destroyed two weeks ago; the others wait, one of them held by a complaint."""
    first, second = (f"XH{stage.day(ago).year}-{n:04d}" for ago, n in ((40, 1), (5, 1 + (stage.day(5).year == stage.day(40).year))))
    burnt, waiting = ("、".join(_number(stage, OLD, n) for n in numbers) for numbers in ((1, 2, 5, 7), (4, 8)))
    hold = {"source": "complaint", "reference": "TS2026-004", "item": _number(stage, OLD, 6), "why": "考生对评分有异议"}
    told = [Act(42, "archives.place_hold", None, hold, "", "general"),
            Act(41, "archives.propose_destruction", None, {"items": _number(stage, OLD, 6)}, "", "archive", True),
            Act(40, "archives.propose_destruction", None, {"items": burnt}, "", "archive"),
            _on(stage, 38, "director", "archives.form_panel", first, members=PANEL)]  # fmt: skip
    told += [_on(stage, 36, who, "archives.vote", first, result="destroy") for who in ("archive", "supervisor", "director")]
    told += [_on(stage, 35, "director", "archives.approve_destruction", first, approval="销批第1号"),
             _on(stage, 33, "archive", "archives.execute_destruction", first, refused=True, way="shred"),
             _on(stage, 33, "general", "archives.execute_destruction", first, way="shred", place="本市保密销毁中心", escort="周志强"),
             _on(stage, 33, "supervisor", "archives.witness_destruction", first, file=stage.photo(90)),
             Act(5, "archives.propose_destruction", None, {"items": waiting}, "", "archive"),
             _on(stage, 4, "director", "archives.form_panel", second, members=PANEL),
             _on(stage, 3, "archive", "archives.vote", second, result="destroy")]  # fmt: skip
    return told


def _checks(stage: Stage) -> list[Act]:
    number = f"PD{stage.day(30).year}-0001"
    going = f"PD{stage.day(1).year}-{1 + (stage.day(1).year == stage.day(30).year):04d}"
    scanned = [_on(stage, 30, "archive", "archives.scan", number, code=f"JT:{_number(stage, MIDDLE, n)}",
        location=f"档案室-2柜-{1 + n // 5}层")
               for n in range(1, 12)]  # fmt: skip
    scanned[2] = _on(stage, 30, "archive", "archives.scan", number, code=_number(stage, MIDDLE, 3), location="档案室-3柜-1层", pages=185,
        card=False)
    return [Act(30, "archives.begin_check", None, {"place": "档案室-2柜", "cause": "other"}, "", "archive"), *scanned,
            _on(stage, 29, "archive", "archives.close_check", number, explanation="一份错放3柜已移回；会议记录在复印"),
            Act(1, "archives.begin_check", None, {"place": "档案室-1柜"}, "", "archive"),
            *(_on(stage, 0, "archive", "archives.scan", going, code=f"JT:{_number(stage, OLD, n)}", location="档案室-1柜-1层") for n in (3, 6)),
            Act(29, "archives.close_room", None, {"locked": True}, "", "archive"), Act(28, "archives.check_fixity", None, {}, "",
                "archive"),
            Act(27, "archives.record_spot_check", None, {"result": "抽查2个批次，材料齐全"}, "", "archive")]  # fmt: skip


def _handovers(stage: Stage) -> list[Act]:
    year = stage.day(10).year
    done, waiting = f"YJ{year}-0001", f"YJ{stage.day(2).year}-{1 + (stage.day(2).year == year):04d}"

    def draft(ago: int, title: str, **more: Any) -> Act:
        at = datetime.combine(stage.day(ago), datetime.min.time()) + timedelta(hours=15)
        given = {"title": title, "planned_at": at.isoformat(), "place": "档案室", "custodian": "冯晓兰", "recipient": "周志强"} | more
        return Act(ago, "archives.draft_handover", None, given, "", "general")

    return [
        draft(10, "成绩汇总表、证书发放表", important="7"),
        _on(stage, 10, "general", "archives.add_handover_line", done, title="成绩汇总表", account=3, material=3),
        _on(stage, 10, "general", "archives.sign_out", done, refused=True),
        _on(stage, 9, "director", "archives.approve_handover", done), _on(stage, 9, "general", "archives.sign_out", done),
        _on(stage, 9, "exam", "archives.sign_in", done), _on(stage, 9, "archive", "archives.close_handover", done),
        draft(2, "考务会议记录"), _on(stage, 2, "general", "archives.add_handover_line", waiting, title="会议记录", account=4, material=3),
        _on(stage, 2, "general", "archives.sign_out", waiting), _on(stage, 1, "archive", "archives.sign_in", waiting, received="3"),
    ]  # fmt: skip


def _vault(stage: Stage) -> list[Act]:
    start = datetime.combine(stage.day(NEW + 1), datetime.min.time()) + timedelta(hours=16)
    batch = f"{stage.day(NEW).year}年院校批次3_车工_认定"
    shifts = ((0, 8, "周志强、吴卫东"), (8, 16, "郑晓燕、钱文博"))
    arrived = {"batch": batch, "subject": "理论", "arrived_at": start.isoformat(), "bags": 6, "sets": 180, "received_by": "冯晓兰",
        "key_holder": "周志强",
               "gate_guards": "王师傅", "patrol_guards": "李师傅"}  # fmt: skip
    told = [Act(NEW + 1, "archives.papers_in", None, arrived, "", "exam")]
    for begins, ends, persons in shifts:
        told.append(_on(stage, NEW, "exam", "archives.add_shift", batch, begins_at=(start + timedelta(hours=begins)).isoformat(),
                        ends_at=(start + timedelta(hours=ends)).isoformat(), persons=persons, seal="完好"))  # fmt: skip
    return [*told, _on(stage, NEW, "exam", "archives.papers_out", batch, left_at=(start + timedelta(hours=16)).isoformat(),
        issued_to="何欣怡"),
            _on(stage, NEW, "exam", "archives.close_vault", batch)]  # fmt: skip


def _secrets(stage: Stage) -> list[Act]:
    trip: dict[str, Any] = {"title": "理论试卷（密封袋6）", "persons": "周志强、吴卫东", "destination": "第二考点", "on_day": stage.day(NEW),
        "until": stage.day(NEW),
            "measures": "密码箱，专车往返，密件不离身"}  # fmt: skip
    return [
        Act(NEW + 2, "archives.request_trip", None, trip, "", "bank"), _on(stage, NEW + 1, "director", "archives.approve_secret",
            trip["title"]),
        _on(stage, NEW, "bank", "archives.finish_secret", trip["title"], note="完好归还"),
        Act(3, "archives.request_copy", None, {"title": "评分标准", "way": "copy", "copies": 4, "destination": "实操考场"}, "", "exam"),
        Act(26, "archives.record_network_check", None, {"result": "未发现涉密信息"}, "", "general"),
        Act(20, "archives.log_visit", None, {"place": "print", "visitors": "设备维修员张工", "purpose": "检修印刷机",
            "companion": "冯晓兰"}, "", "bank"),
    ]  # fmt: skip
