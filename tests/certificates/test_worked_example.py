"""registers.md 4.9: exactly its 25 findings, and 20 at the earlier day; then the sample workbooks give the answer key."""

from datetime import date

import pytest

from models.certificates.reconciliation.engine import reconciling
from models.core.progress import to_the_end
from tests.certificates import example
from tests.certificates.example import NUMBER

N = NUMBER
EXPECTED = {
    ("REC-01", "T004", ""), ("REC-02", N["C08"], ""), ("REC-03", N["C03"], ""), ("REC-10", N["C02"], ""),
    ("REC-11", example.FILING + "243000002", ""), ("REC-11", example.FILING + "244000003", ""), ("REC-14", N["C05"], ""), ("REC-15", N["C06"], ""),
    ("REC-17", N["C09"], ""), ("REC-31", "L1", "空白"), ("REC-32", "00000108", ""), ("REC-37", "00000101", ""), ("REC-39", "00000114", ""),
    ("REC-40", N["C03"], ""), ("REC-41", example.FILING + "244000099", ""), ("REC-43", N["C06"], ""), ("REC-44", N["C07"], ""),
    ("REC-50", N["C05"], ""), ("REC-50", N["C09"], ""), ("REC-50", N["C11"], ""), ("REC-51", example.FILING + "244000050", ""),
    ("REC-53", N["C10"], ""), ("REC-54", N["C03"], ""), ("REC-55", N["C08"], ""), ("REC-56", N["C04"], "工种"),
}  # fmt: skip
ONLY_LATE = {"REC-01", "REC-50", "REC-44"}


@pytest.fixture
def reconciled(any_centre, tmp_path):
    """Reconciles the example on a day, on both databases."""
    centre = example.fill(any_centre(on=date(2024, 8, 1)))
    file = example.export(tmp_path / "net.xlsx")

    def on(day):
        with centre.reading() as context:
            return to_the_end(reconciling(context, [file], day, date(2024, 8, 1)))

    return on


def keys(result):
    return {(one.kind, one.key, one.about) for one in result.differences}


def test_the_worked_example_gives_exactly_its_25_findings(reconciled):
    result = reconciled(date(2024, 8, 1))
    assert keys(result) == EXPECTED
    assert len(result.differences) == 25
    by_class = {(one.kind, one.key): one for one in result.differences}
    assert (by_class["REC-31", "L1"].left, by_class["REC-31", "L1"].right, by_class["REC-31", "L1"].hint) == ("3", "2（-1）", "00000108")
    assert by_class["REC-11", example.FILING + "243000002"].hint.startswith(N["C05"])
    assert (by_class["REC-03", N["C03"]].left, by_class["REC-03", N["C03"]].right) == ("甲叁", "甲三")
    assert by_class["REC-44", N["C07"]].right == "31"


def test_at_the_earlier_day_20_are_left(reconciled):
    """The last day in time is 2024-07-16 itself (CRT-035)."""
    result = reconciled(date(2024, 7, 16))
    assert keys(result) == {one for one in EXPECTED if one[0] not in ONLY_LATE}
    assert len(result.differences) == 20
