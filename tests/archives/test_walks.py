"""Random walks: whatever is tried in whatever order, no one account destroys, lends or consults secret material, and
the invariants of loans, holds and destruction stand."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from models.archives.queries import holds_on, periods_of
from models.archives.tables import ArchiveConsultation, ArchiveHold, ArchiveItem, ArchiveLoan
from models.archives.tables_work import DestructionList
from models.core.roles import BUSINESS
from models.core.store import writing
from models.core.tables import User
from tests.archives.makers import do, item

DAY = date(2029, 3, 5)
SECRET: dict[str, Any] = {"secrecy": "secret", "cabinet": "保密柜1", "keeper": "李红", "made_on": date(2024, 5, 10)}
NUMBERS = st.sampled_from(["DA-1", "DA-2"])
LOANS, LISTS, READINGS = st.sampled_from(["JY2029-0001", "JY2029-0002"]), st.just("XH2029-0001"), st.sampled_from(["CY2029-0001",
    "CY2029-0002"])
PANEL = "director、archive、supervisor"


_NOTHING = st.none()


def act(command, key=_NOTHING, **given_):
    return st.tuples(st.just(command), key, st.fixed_dictionaries({name: st.just(value) for name, value in given_.items()}))


ACTS = st.one_of(
    act("archives.request_loan", NUMBERS, borrower="闫洋", purpose="核对"),
        act("archives.request_loan", NUMBERS, borrower="于霞", purpose="核对"),
    act("archives.approve_loan", LOANS, signature="批示1号"), act("archives.lend", LOANS, carriers="闫洋、于霞"),
    act("archives.request_renewal", LOANS), act("archives.renew", LOANS), act("archives.give_back", LOANS),
    act("archives.request_consultation", NUMBERS, reader="魏诺", purpose="核对"),
    act("archives.request_consultation", NUMBERS, reader="质量督导员", purpose="督导", task="任务1"),
    act("archives.approve_consultation", READINGS), act("archives.begin_consultation", READINGS, supervisor="supervisor"),
    act("archives.begin_consultation", READINGS), act("archives.end_consultation", READINGS),
    act("archives.place_hold", source="complaint", reference="TS-1", item="DA-1"),
        act("archives.release_hold", st.just("TS-1"), why="办结"),
    act("archives.propose_destruction"), act("archives.form_panel", LISTS, members=PANEL), act("archives.vote", LISTS, result="destroy"),
    act("archives.approve_destruction", LISTS, approval="1号"),
    act("archives.execute_destruction", LISTS, way="burn", escort="王强", place="销毁中心"), act("archives.witness_destruction", LISTS),
    act("archives.report_lost", NUMBERS, how="找不到"),
)  # fmt: skip
ACCOUNTS = st.sampled_from(["director", "archive", "general", "supervisor", "exam"])
QUIET: dict[str, Any] = {"max_examples": 12, "deadline": None, "derandomize": True, "suppress_health_check": list(HealthCheck)}


def make(centre):
    hunan = centre("hunan", on=DAY)
    item(hunan, DAY, **SECRET)
    item(hunan, DAY, "DA-2", made_on=date(2024, 5, 10))
    return hunan


def walk(hunan, steps, folder: Path, who=None):
    scan = folder / "signed.pdf"
    scan.write_bytes(b"%PDF-1.4 signed")
    day = DAY
    for account, later, (command, key, values) in steps:
        day += timedelta(days=later)
        more = {"file": str(scan)} if command == "archives.witness_destruction" else {}
        do(hunan, who or account, day, command, key, **values, **more)
        yield


STEPS = st.lists(st.tuples(ACCOUNTS, st.sampled_from([0, 0, 0, 1]), ACTS), min_size=15, max_size=30)


@settings(**QUIET)
@given(steps=STEPS)
def test_one_account_alone_never_lends_consults_or_destroys_secret_material(centre, tmp_path, steps):
    hunan = make(centre)
    with writing(hunan.engine) as db:
        db.scalars(select(User).where(User.login == "archive")).one().roles = list(BUSINESS)
        db.commit()
    for _step in walk(hunan, steps, tmp_path, who="archive"):
        pass
    with hunan.reading() as context:
        assert context.db.scalar(select(ArchiveItem.state).where(ArchiveItem.number == "DA-1")) not in ("on_loan", "in_consultation",
            "destroyed")
        secret = select(ArchiveConsultation).join(ArchiveItem).where(ArchiveItem.number == "DA-1",
            ArchiveConsultation.began_at.is_not(None))
        assert list(context.db.scalars(secret)) == []


@settings(**QUIET)
@given(steps=STEPS)
def test_the_invariants_stand_after_every_step(centre, tmp_path, steps):
    hunan = make(centre)
    for _step in walk(hunan, steps, tmp_path):
        with hunan.reading() as context:
            loans = list(context.db.scalars(select(ArchiveLoan)))
            assert max(Counter(one.item_id for one in loans if one.state == "lent").values(), default=0) <= 1
            assert all(periods_of(one) <= context.rules["ARC-044"].value("max_periods") for one in loans)
            assert all(one.approved_by != one.lent_by for one in loans if one.lent_on)
            for gone in context.db.scalars(select(ArchiveItem).where(ArchiveItem.state == "destroyed")):
                burnt = context.db.scalar(select(DestructionList).where(DestructionList.number == gone.destroyed_by_list))
                assert len(set(burnt.panel)) >= 3 and len({burnt.executor, burnt.witness, burnt.proposed_by}) == 3
                held = holds_on(context.db, gone)
                assert all(hold.placed_on >= gone.destroyed_on for hold in held), "held material was destroyed"
            assert context.db.scalar(select(ArchiveHold.id).where(ArchiveHold.released_on.is_not(None),
                ArchiveHold.released_why == "")) is None


def test_the_straight_way_does_destroy(centre, tmp_path):
    """What the walks forbid is possible for those who may: otherwise they would prove nothing."""
    hunan = make(centre)
    way = [("archive", 0, ("archives.propose_destruction", None, {})), ("director", 0, ("archives.form_panel", "XH2029-0001",
        {"members": PANEL})),
           *((who, 0, ("archives.vote", "XH2029-0001", {"result": "destroy"})) for who in ("archive", "supervisor", "director")),
           ("director", 0, ("archives.approve_destruction", "XH2029-0001", {"approval": "1号"})),
           ("general", 0, ("archives.execute_destruction", "XH2029-0001", {"way": "burn", "escort": "王强", "place": "销毁中心"})),
           ("supervisor", 0, ("archives.witness_destruction", "XH2029-0001", {}))]  # fmt: skip
    for _step in walk(hunan, way, tmp_path):
        pass
    with hunan.reading() as context:
        assert set(context.db.scalars(select(ArchiveItem.state))) == {"destroyed"}
