"""盘点: what a scanner read on the shelves against the catalogue. Findings: missing, surplus, wrong place, pages, card."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.archives import queries
from models.archives.keeping import Findings
from models.archives.subjects import KEEPERS
from models.archives.tables import ArchiveItem
from models.archives.tables_work import StockCheck, StockScan
from models.archives.terms import CHECK_CAUSE, IN_ARCHIVE, STOCK_FINDING, UNDER_REVIEW
from models.core.acts import Param, Subject, Unit, command
from models.core.centre import Context
from models.core.findings import Finding, Severity
from models.core.kinds import Flag, Text, Whole
from resources.texts import _

CHECK = Subject("check", _("盘点"), StockCheck, queries.find_numbered(StockCheck))
ON_SHELF = (IN_ARCHIVE, UNDER_REVIEW, "approved")
PREFIX = "JT:"  # before the number in our own QR codes, so that a scanner's other codes are told apart


@dataclass(frozen=True)
class Expected:
    """What the catalogue says of one item."""

    number: str
    location: str | None
    pages: int | None
    id: int = 0


@dataclass(frozen=True)
class Seen:
    """What was found: the code, where (None: not asked), pages (None: not counted), whether its card is there, and
    whether the account had it on the shelf then (it may have been lent since)."""

    code: str
    location: str | None = None
    pages: int | None = None
    card: bool = True
    expected: bool = False


@dataclass(frozen=True)
class Difference:
    """One finding of a check: class, number, what the account says and what was found."""

    kind: str
    number: str
    account: str
    found: str


def differences(expected: Iterable[Expected], seen: Iterable[Seen]) -> Iterator[Difference]:
    """ARC-014: account against material and card, in the order of the catalogue, then what nobody expected."""
    found = {one.code: one for one in seen}
    known = set()
    for item in expected:
        known.add(item.number)
        one = found.get(item.number)
        if one is None:
            yield Difference("missing", item.number, item.location or "", "")
            continue
        if one.location and item.location and one.location != item.location:
            yield Difference("wrong_place", item.number, item.location, one.location)
        if one.pages is not None and item.pages is not None and one.pages != item.pages:
            yield Difference("pages", item.number, str(item.pages), str(one.pages))
        if not one.card:
            yield Difference("card", item.number, _("有卡"), _("无卡"))
    for code, one in found.items():
        if code not in known and not one.expected:
            yield Difference("surplus", code, "", one.location or "")


def findings_of(context: Context, check: StockCheck) -> list[Difference]:
    """The findings of a check now; of a closed one those that were kept."""
    if check.closed_on is not None:
        return [Difference(**one) for one in check.findings]
    I = ArchiveItem  # noqa: E741
    statement = select(I.number, I.location, I.pages, I.id).where(I.state.in_(ON_SHELF)).order_by(I.number)
    if check.place:
        scanned = select(StockScan.item_id).where(StockScan.check_id == check.id, StockScan.item_id.is_not(None))
        statement = statement.where(I.location.startswith(check.place) | I.id.in_(scanned))
    expected = (Expected(*row) for row in context.db.execute(statement))
    return list(differences(expected, (Seen(one.code, one.location, one.pages, one.card, one.expected) for one in check.scans)))


def open_checks(db: Session) -> Sequence[StockCheck]:
    """The checks under way, the newest first."""
    return db.scalars(select(StockCheck).where(StockCheck.closed_on.is_(None)).order_by(StockCheck.id.desc())).all()


def number_in(code: str) -> str:
    """The number behind a scanned code: our own QR text, or the bare number that a bar code holds."""
    text = "".join(code.split()).upper()
    return text.removeprefix(PREFIX)


@command("archives.begin_check", _("开始盘点"), row=53, letters="C", only=KEEPERS, rules=("ARC-014",), params=(
    Param("place", _("范围"), Text(60), required=False, help=_("存放位置的开头，如 档案室-1柜；留空为全部")),
    Param("cause", _("缘由"), CHECK_CAUSE, default="yearly"),
))  # fmt: skip
def begin_check(unit: Unit, place: str | None, cause: str) -> Findings:
    made = StockCheck(number=queries.next_number(unit.db, StockCheck, f"PD{unit.today.year}-"), place=place, cause=cause,
        began_on=unit.today,
                      began_by=unit.actor.login, findings=[])  # fmt: skip
    unit.add(made)
    unit.value = made.number
    yield from ()


def _is_open(context: Context, check: StockCheck) -> Findings:
    if check.closed_on is not None:
        yield Finding("ARC-014", Severity.BLOCK, "", {"found": _("已于 {day} 结束").format(day=check.closed_on)})


@command("archives.scan", _("盘点扫描"), subject=CHECK, row=53, letters="C", only=KEEPERS, guard=_is_open, rules=("ARC-014",), params=(
    Param("code", _("扫描内容"), Text(80)), Param("location", _("所在位置"), Text(60), required=False),
    Param("pages", _("页数"), Whole(), required=False), Param("card", _("卡在"), Flag(), default=True),
))  # fmt: skip
def scan(unit: Unit, check: StockCheck, code: str, location: str | None, pages: int | None, card: bool) -> Findings:
    """One thing found on the shelf; the same code scanned again replaces what was noted. Answers what is wrong with it."""
    number = number_in(code)
    item = next(iter(queries.find_item(unit.db, number)), None)
    noted = next((one for one in check.scans if one.code == number), None)
    if noted is None:
        noted = StockScan(check=check, code=number)
        unit.db.add(noted)
    noted.item_id, noted.location, noted.pages, noted.card = item.id if item else None, location, pages, card
    noted.expected = item is not None and item.state in ON_SHELF
    expected = [Expected(item.number, item.location, item.pages)] if item and noted.expected else []
    wrong = list(differences(expected, [Seen(number, location, pages, card)]))
    unit.value = {"number": number, "title": item.title if item else "", "findings": [STOCK_FINDING.show(one.kind) for one in wrong]}
    yield from ()


@command("archives.close_check", _("结束盘点"), subject=CHECK, row=53, letters="C", only=KEEPERS, guard=_is_open,
        rules=("ARC-013", "ARC-014"),
         params=(Param("explanation", _("差异说明"), Text(2000, 4), required=False),))  # fmt: skip
def close_check(unit: Unit, check: StockCheck, explanation: str | None) -> Findings:
    """Keep the findings; while there are any, an explanation is asked for (ARC-013)."""
    found = findings_of(unit, check)
    if found and not explanation:
        yield from unit.rules["ARC-013"].found("explanation", found=counted(found))
        return
    check.findings = [vars(one) for one in found]
    check.closed_on, check.closed_by, check.explanation = unit.today, unit.actor.login, explanation


def counted(found: list[Difference]) -> str:
    """缺失 3、位置不符 1"""
    totals: dict[str, int] = {}
    for one in found:
        totals[one.kind] = totals.get(one.kind, 0) + 1
    return "、".join(f"{label} {totals[kind]}" for kind, label in STOCK_FINDING.options.items() if kind in totals)
