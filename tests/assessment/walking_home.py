"""The second half of a walk: from the roster to the holders' hands, and the batch's papers to the archive (CRT, ARC, HND)."""

from typing import Any

from models.archives.tables import ArchiveFile, ArchiveItem
from models.archives.tables_work import Handover
from models.archives.terms import must_kinds
from models.certificates.tables import Certificate, Roster
from models.certificates.tables_life import Arrival
from tests.assessment.scores.lists import take, written
from tests.assessment.walking import Walk
from tests.centres import seat

PRINTS_ITSELF = ("hunan", "henan")  # elsewhere the certificates come finished from above
NUMBERED = ("证件号码", "职业名称", "职业技能等级", "证书编号", "流水码", "发证日期")


def to_the_holders(walk: Walk) -> None:
    """Numbers, paper, sign-off: in each region the way its certificates come."""
    [roster] = walk.all(Roster)
    assert walk.refused("certificates.print_roster" if walk.profile in PRINTS_ITSELF else "certificates.receive_finished", roster.id,
                        who="general", **_paper(walk)) == {"CRT-033"}  # nobody has approved  # fmt: skip
    walk.done("certificates.approve_roster", roster.id, who="director")
    if walk.profile in PRINTS_ITSELF:
        walk.done("certificates.receive_lot", name="L1", first="00000001", last="00000020", keeper="保管", second="第二人", who="general")
        walk.done("certificates.assign_numbers", roster.id, who="general")
        walk.done("certificates.print_roster", roster.id, who="general", **_paper(walk))
    else:
        level = "四级" if walk.level else "专项职业能力"
        rows = [(one.id_no, "电工", level, f"T{n:04d}", f"7000000{n}", str(walk.on)) for n, one in enumerate(walk.all(Certificate), 1)]
        report = take(seat(walk.centre, "general", walk.on), "certificates.arrivals", written(walk.folder / "numbers.csv", NUMBERED, *rows))
        assert report.changed == len(rows), report.summary()
        walk.done("certificates.receive_finished", roster.id, who="general", **_paper(walk))
        [arrival] = walk.all(Arrival)
        walk.done("certificates.check_arrival", arrival.id, who="general")
    for one in walk.all(Certificate):
        assert walk.refused("certificates.hand_out", one.id, who="general") == {"CRT-040"}  # nobody signed
        walk.done("certificates.hand_out", one.id, who="general", signer=one.name)
    assert all(one.handed_on == walk.on for one in walk.all(Certificate))


def _paper(walk: Walk) -> dict[str, Any]:
    if walk.profile in PRINTS_ITSELF:
        return {"first_serial": "00000001", "second": "第二人"}
    return {"document": "JD-1", "courier": "SF1", "count": len(walk.all(Certificate)), "second": "第二人"}


def to_the_archive(walk: Walk) -> None:
    """In the days set the exam officer hands the papers over, the keeper signs for them and makes the file whole (ARC-003)."""
    number = walk.done("assessment.file_batch", walk.id, who="archive")
    [file] = walk.all(ArchiveFile)
    kinds = must_kinds(walk.profile)
    _hand_over(walk, len(kinds))
    assert walk.refused("archives.complete_file", file.id, who="archive") == {"ARC-004"}
    for kind in kinds:
        walk.done("archives.check_signatures", file.id, who="archive", kind=kind)
        item = walk.done("archives.collect", title=kind, kind=kind, batch="W1", made_on=walk.exam_day)
        [kept] = walk.all(ArchiveItem, ArchiveItem.number == item)
        walk.done("archives.catalogue", kept.id, who="archive", title=kind, kind=kind, batch="W1", made_on=walk.exam_day, quantity="2页", location="1柜")
        walk.done("archives.shelve", kept.id, who="archive")
    walk.done("archives.complete_file", file.id, who="archive")
    assert (number, {one.state for one in walk.all(ArchiveItem)}) == (file.number, {"in_archive"})


def _hand_over(walk: Walk, count: int) -> None:
    given = {"title": "W1 考试资料", "kind": "file", "place": "档案室", "custodian": "王考务", "recipient": "档案员", "note": "归档"}
    drafted = walk.done("archives.draft_handover", important="1", **given)
    [slip] = walk.all(Handover, Handover.number == drafted)
    walk.done("archives.add_handover_line", slip.id, title="试卷、签到表、考场记录", account=count, material=count)
    assert "HND-003" in walk.refused("archives.sign_out", slip.id)  # examination papers leave with the head's consent
    walk.done("archives.approve_handover", slip.id, who="director")
    walk.done("archives.sign_out", slip.id)
    assert walk.refused("archives.sign_in", slip.id) == {"HND-001"}  # nobody receives from himself
    walk.done("archives.sign_in", slip.id, who="archive")
    walk.done("archives.close_handover", slip.id, who="archive")
