"""Destruction (ARC-060…066): panel, votes, two persons, secret material; and what no sequence of acts may do."""

from datetime import date
from typing import Any

import pytest

from models.archives import custody
from tests.archives.makers import do, done, item, item_of, lent, refused, rules

DAY = date(2028, 6, 1)
PANEL = "director、archive、supervisor"
OLD: dict[str, Any] = {"made_on": date(2025, 5, 10)}


@pytest.fixture
def hunan(centre):
    return centre("hunan", on=DAY)


@pytest.fixture
def scan(tmp_path):
    path = tmp_path / "signed.pdf"
    path.write_bytes(b"%PDF-1.4 signed")
    return str(path)


def proposed(centre, **given):
    return done(centre, "archive", DAY, "archives.propose_destruction", **given)["number"]


def voted(centre, number, result="destroy", **given):
    done(centre, "director", DAY, "archives.form_panel", number, members=PANEL)
    for member in ("archive", "supervisor", "director"):
        done(centre, member, DAY, "archives.vote", number, result=result, **given)


def approved(centre, **given):
    number = proposed(centre, **given)
    voted(centre, number)
    done(centre, "director", DAY, "archives.approve_destruction", number, approval="销批〔2028〕1号")
    return number


def test_arc_066_the_whole_way_leaves_the_line_with_its_list(hunan, scan):
    item(hunan, DAY, **OLD)
    number = approved(hunan)
    assert item_of(hunan, "DA-1").state == "approved"
    done(hunan, "general", DAY, "archives.execute_destruction", number, way="shred", place="碎纸中心")
    assert item_of(hunan, "DA-1").state == "approved"  # not destroyed until it was witnessed
    done(hunan, "supervisor", DAY, "archives.witness_destruction", number, file=scan)
    gone = item_of(hunan, "DA-1")
    assert (gone.state, gone.destroyed_by_list, gone.destroyed_on, gone.title) == ("destroyed", number, DAY, "评分表")
    assert refused(do(hunan, "archive", DAY, "archives.request_loan", "DA-1", borrower="闫洋", purpose="看")) == {"ARC-066"}


@pytest.mark.parametrize(("members", "done_"), [("director、archive、supervisor", True), ("director、archive", False),
                                              ("director、archive、general", False), ("archive、supervisor、exam", False)])  # fmt: skip
def test_arc_060_the_panel_has_three_with_director_archive_and_supervisor(hunan, members, done_):
    item(hunan, DAY, **OLD)
    number = proposed(hunan)
    outcome = do(hunan, "director", DAY, "archives.form_panel", number, members=members)
    assert outcome.done is done_
    assert done_ or refused(outcome) == {"ARC-060"}


def test_arc_060_only_the_head_forms_the_panel(hunan):
    item(hunan, DAY, **OLD)
    assert refused(do(hunan, "archive", DAY, "archives.form_panel", proposed(hunan), members=PANEL)) == {"PPL-ORG-010"}


def test_arc_061_all_members_vote_and_one_no_keeps_an_item(hunan):
    for number in ("DA-1", "DA-2"):
        item(hunan, DAY, number, **OLD)
    number = proposed(hunan)
    done(hunan, "director", DAY, "archives.form_panel", number, members=PANEL)
    assert refused(do(hunan, "general", DAY, "archives.vote", number, result="destroy")) == {"ARC-061"}  # no member
    done(hunan, "archive", DAY, "archives.vote", number, result="destroy")
    assert refused(do(hunan, "director", DAY, "archives.approve_destruction", number, approval="1号")) == {"ARC-061"}
    done(hunan, "supervisor", DAY, "archives.vote", number, result="keep", keep_until=date(2030, 1, 1), item="DA-2", worth="high")
    done(hunan, "supervisor", DAY, "archives.vote", number, result="destroy")
    done(hunan, "director", DAY, "archives.vote", number, result="destroy")
    done(hunan, "director", DAY, "archives.approve_destruction", number, approval="1号")
    assert item_of(hunan, "DA-1").state == "approved"
    kept = item_of(hunan, "DA-2")
    assert (kept.state, kept.keep_until, kept.destroy_from) == ("in_archive", date(2030, 1, 1), date(2030, 1, 2))


def test_arc_061_keeping_needs_a_later_date(hunan):
    item(hunan, DAY, **OLD)
    number = proposed(hunan)
    done(hunan, "director", DAY, "archives.form_panel", number, members=PANEL)
    assert refused(do(hunan, "archive", DAY, "archives.vote", number, result="keep", keep_until=DAY)) == {"ARC-061"}


@pytest.mark.parametrize(
    ("executor", "witness", "refusing"),
    [("general", "supervisor", None), ("archive", "supervisor", "execute"), ("general", "archive", "witness"), ("general", "general",
        "witness")],
)
def test_arc_062_two_persons_neither_of_whom_proposed(hunan, scan, executor, witness, refusing):
    item(hunan, DAY, **OLD)
    number = approved(hunan)
    first = do(hunan, executor, DAY, "archives.execute_destruction", number, way="shred")
    if refusing == "execute":
        assert refused(first) == {"ARC-062"}
        return
    second = do(hunan, witness, DAY, "archives.witness_destruction", number, file=scan)
    assert second.done is (refusing is None)
    assert second.done or refused(second) == {"ARC-062"}


def test_arc_063_secret_material_wants_escort_and_place(hunan, scan):
    item(hunan, DAY, secrecy="secret", cabinet="保密柜1", keeper="李红", **OLD)
    number = approved(hunan)
    assert refused(do(hunan, "general", DAY, "archives.execute_destruction", number, way="burn")) == {"ARC-063"}
    assert do(hunan, "general", DAY, "archives.execute_destruction", number, way="burn", escort="王强", place="保密销毁中心").done


def test_arc_025_a_hold_placed_meanwhile_stops_every_step(hunan, scan):
    item(hunan, DAY, batch="B1", **OLD)
    number = approved(hunan)
    done(hunan, "general", DAY, "archives.place_hold", source="incident", reference="SJ-1", batch="B1")
    assert refused(do(hunan, "general", DAY, "archives.execute_destruction", number, way="shred")) == {"ARC-025"}
    done(hunan, "general", DAY, "archives.release_hold", "SJ-1", why="已办结")
    done(hunan, "general", DAY, "archives.execute_destruction", number, way="shred")
    done(hunan, "general", DAY, "archives.place_hold", source="complaint", reference="TS-1", item="DA-1")
    assert refused(do(hunan, "supervisor", DAY, "archives.witness_destruction", number, file=scan)) == {"ARC-025"}
    assert item_of(hunan, "DA-1").state == "approved"


def test_arc_025_several_holds_at_once_and_what_is_on_loan(hunan):
    item(hunan, DAY, **OLD)
    from tests.archives.makers import id_number

    done(hunan, "archive", DAY, "archives.add_party", "DA-1", name="闫洋", id_no=id_number(1))
    done(hunan, "general", DAY, "archives.place_hold", source="appeal", reference="SS-1", id_no=id_number(1))
    done(hunan, "general", DAY, "archives.place_hold", source="finding", reference="HD-1", item="DA-1")
    for reference in ("SS-1", "HD-1"):
        assert refused(do(hunan, "archive", DAY, "archives.propose_destruction", items="DA-1")) == {"ARC-025"}
        done(hunan, "general", DAY, "archives.release_hold", reference, why="已办结")
    lent(hunan, "DA-1", DAY, borrower="于霞")
    assert refused(do(hunan, "archive", DAY, "archives.propose_destruction", items="DA-1")) == {"ARC-025"}


def test_held_items_are_not_on_the_list_of_what_may_go(hunan):
    from sqlalchemy import select

    from models.archives.queries import destroyable, may_go
    from models.archives.tables import ArchiveItem

    for number in ("DA-1", "DA-2"):
        item(hunan, DAY, number, batch="B1" if number == "DA-2" else None, **OLD)
    done(hunan, "general", DAY, "archives.place_hold", source="complaint", reference="TS-1", batch="B1")
    with hunan.reading() as context:
        assert list(context.db.scalars(select(ArchiveItem.number).where(may_go(DAY)))) == ["DA-1"]
        assert [one.number for one in context.db.scalars(destroyable(2028))] == ["DA-1"]
        assert list(context.db.scalars(destroyable(2027))) == []


def test_arc_065_without_approval_nothing_is_carried_out(centre):
    henan = centre("henan", on=DAY)
    item(henan, DAY, **OLD)
    number = proposed(henan)
    voted(henan, number)
    assert refused(do(henan, "general", DAY, "archives.execute_destruction", number, way="shred")) == {"ARC-062"}
    assert refused(do(henan, "general", DAY, "archives.approve_destruction", number, approval="x")) == {"PPL-ORG-010"}


def test_arc_064_papers_in_sport_are_due_by_their_own_rule(centre):
    from models.archives.advice import about_item
    from models.archives.queries import find_item

    sport = centre("sport", on=DAY)
    done(sport, "archive", DAY, "archives.create_file", title="批次", batch="B1", last_exam_on=date(2025, 5, 10))
    done(sport, "archive", DAY, "archives.check_signatures", "B1", kind="K07")
    item(sport, DAY, kind="K07", batch="B1")
    with sport.reading() as context:
        assert "ARC-064" in {one.rule for one in about_item(context, find_item(context.db, "DA-1")[0])}


def test_sec_009_secret_material_has_no_other_way_out(hunan):
    from models.core.acts import COMMANDS

    asking = {name for name, one in COMMANDS.items() if "SEC-009" in one.rules}
    assert asking == {"archives.propose_destruction", "archives.execute_destruction"}
    item(hunan, DAY, secrecy="secret", cabinet="保密柜1", keeper="李红", **OLD)
    assert item_of(hunan, "DA-1").state == "in_archive"


def test_a_dropped_list_gives_its_items_back(hunan):
    item(hunan, DAY, **OLD)
    number = proposed(hunan)
    assert item_of(hunan, "DA-1").state == "under_review"
    done(hunan, "archive", DAY, "archives.drop_list", number, why="重列")
    assert item_of(hunan, "DA-1").state == "in_archive"


def test_electronic_files_go_with_the_item_and_their_hash_stays(hunan, scan, tmp_path):
    from sqlalchemy import select

    from models.core.progress import to_the_end
    from models.core.tables import Attachment
    from models.core.verifying import verify

    item(hunan, DAY, medium="electronic", kind="K18", made_on=date(2020, 5, 10))
    picture = tmp_path / "score.pdf"
    picture.write_bytes(b"%PDF-1.4 scores")
    record = item_of(hunan, "DA-1").id
    done(hunan, "archive", DAY, "core.attach", subject=f"archive_item:{record}", file=str(picture))
    number = approved(hunan)
    done(hunan, "general", DAY, "archives.execute_destruction", number, way="erase")
    done(hunan, "supervisor", DAY, "archives.witness_destruction", number, file=scan)
    with hunan.reading() as context:
        kept = context.db.scalar(select(Attachment).where(Attachment.subject == f"archive_item:{record}"))
        assert (kept.stored_as, kept.removed_why) == ("", "已销毁") and len(kept.digest) == 64
        from models.archives.tables_work import DestructionLine

        assert context.db.scalar(select(DestructionLine.hashes)) == [kept.digest]
        assert to_the_end(verify(context)) == []
    assert sum(path.is_file() for path in (hunan.folder / "files").rglob("*")) == 1  # only the signed list


@pytest.mark.parametrize(
    ("votes", "result"),
    [({"a": "destroy", "b": "destroy"}, "destroy"), ({"a": "destroy"}, None), ({"a": "keep"}, "keep"), ({"a": "long", "b": "destroy"},
        "keep"), ({}, None)],
)
def test_arc_061_line_result(votes, result):
    assert custody.line_result(votes, ["a", "b"]) == result


def test_arc_062_as_a_rule():
    rule = rules()["ARC-062"]
    assert not custody.two_persons_faults("p", "e", "w", rule)
    assert custody.two_persons_faults("p", "e", "e", rule)
    assert custody.two_persons_faults("p", "p", None, rule)
    assert custody.two_persons_faults("p", None, "w", rule)


def test_arc_025_an_open_complaint_about_the_batch_holds_its_material(centre):
    henan = centre("henan", on=DAY)
    item(henan, DAY, batch="B1", **OLD)
    item(henan, DAY, "DA-2", batch="B2", **OLD)
    facts = {"complainant": "周明", "employer": "某厂", "contact": "0371-00000011", "content": "对评分有异议", "evidence": "无", "batch": "B1"}
    done(henan, "exam", DAY, "complaints.receive", received_at=f"{DAY} 09:00", **facts)
    assert refused(do(henan, "archive", DAY, "archives.propose_destruction", items="DA-1")) == {"ARC-025"}
    assert done(henan, "archive", DAY, "archives.propose_destruction")["items"] == 1  # the list of what may go lacks it
