"""What must hold of a supervision: pure functions of values."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from models.core.findings import Finding
from models.core.rulebook import Rule, Rulebook
from models.supervision.terms import GRADED, NOT_APPLICABLE, NOT_MET, PARTLY, Item
from resources.texts import _

_LINE = re.compile(r"(\d{1,2})(?:\s*[-–—至]\s*(\d{1,2}))?[\s、.:：]*([ABCNabcn])(?![A-Za-z])[\s:：,，]*(.*)")


@dataclass(frozen=True)
class Answer:
    grade: str
    remark: str = ""


def read_answers(text: str, graded: Collection[int]) -> tuple[dict[int, Answer], list[str]]:
    """Lines like `3 B 备注` or `8-18 N` as answers by item, and the lines that do not read. A later line wins."""
    found: dict[int, Answer] = {}
    wrong = []
    for line in filter(None, (part.strip() for part in re.split(r"[\n;；]", text))):
        match = _LINE.fullmatch(line)
        numbers = range(int(match[1]), int(match[2] or match[1]) + 1) if match else range(0)
        if match is None or not numbers or not {*numbers} <= {*graded}:
            wrong.append(line)
            continue
        found |= {number: Answer(match[3].upper(), match[4].strip()) for number in numbers}
    return found, wrong


def applies(item: Item, has_theory: bool, has_defence: bool) -> bool:
    """Whether an item's part of the assessment took place (PPL-FRM-002)."""
    return {"theory": has_theory, "defence": has_defence}.get(item.needs, True)


def may_be_skipped(item: Item) -> bool:
    """Items of the practical part may be N by the supervisor's own judgement: nothing says beforehand that there was none."""
    return item.section == "practical" and not item.needs


def form_faults(answers: Mapping[int, Answer], items: Iterable[Item], has_theory: bool, has_defence: bool, rule: Rule) -> Iterator[Finding]:
    """PPL-FRM-002: an applicable item without A, B, C; B or C without a remark; N where the part took place."""
    asked = [item for item in items if item.kind == GRADED and applies(item, has_theory, has_defence)]
    open_ones = [item.number for item in asked if item.number not in answers]
    bare = [item.number for item in asked if (one := answers.get(item.number)) and one.grade in (PARTLY, NOT_MET) and not one.remark]
    skipped = [item.number for item in asked if not may_be_skipped(item) and (one := answers.get(item.number)) and one.grade == NOT_APPLICABLE]
    for name, numbers in ((_("未评级"), open_ones), (_("缺备注"), bare), (_("应当评级"), skipped)):
        if numbers:
            yield from rule.found("answers", found=name, list="、".join(map(str, numbers)))


def numbers_fault(expected: int | None, present: int | None, absent: int | None, rule: Rule) -> list[Finding]:
    """PPL-FRM-003: expected is present plus absent; nothing is said while one of the three is not known."""
    if expected is None or present is None or absent is None or expected == present + absent:
        return []
    return rule.found("expected", found=expected, expected=present + absent)


def counted(answers: Mapping[int, Answer], items: Iterable[Item], book: Rulebook) -> dict[str, dict[str, int]]:
    """Section → grade → how often. The supervisor's own items do not count (PPL-FRM-005)."""
    own = {int(number) for number in book["PPL-FRM-005"].value("items")} if book["PPL-FRM-005"].active else set()
    sums: dict[str, dict[str, int]] = {}
    for item in items:
        if item.number in answers and item.number not in own:
            row = sums.setdefault(item.section, dict.fromkeys("ABCN", 0))
            row[answers[item.number].grade] += 1
    return sums


def unrated(ratings: Mapping[str, str]) -> list[str]:
    """Assessors without a grade (PPL-ASR-134)."""
    return [name for name, grade in ratings.items() if not grade]
