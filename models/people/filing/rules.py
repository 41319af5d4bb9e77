"""The people part of the filing check (PPL-ORG-013): pure functions of values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from resources.texts import _


@dataclass(frozen=True)
class Condition:
    """One line of the check. subject: what it is about (an occupation), empty for the centre. clause: where it stands."""

    code: str
    label: str
    clause: str
    found: str
    expected: str
    met: bool
    subject: str = ""

    def plain(self) -> dict[str, Any]:
        return {"code": self.code, "label": self.label, "subject": self.subject, "clause": self.clause, "found": self.found,
                "expected": self.expected, "met": self.met}  # fmt: skip


def enough(code: str, label: str, clause: str, found: int, least: int, subject: str = "") -> Condition:
    """A number that is at least so large; the least number itself is enough."""
    return Condition(code, label, clause, _("{n} 人").format(n=found), _("不少于 {n} 人").format(n=least), found >= least, subject)


def nobody(code: str, label: str, clause: str, names: Iterable[str]) -> Condition:
    """Nobody may fall short; the first of those who do are named."""
    short = list(names)
    told = _("{n} 人：{names}").format(n=len(short), names="、".join(short[:6])) if short else _("0 人")
    return Condition(code, label, clause, told, _("0 人"), not short)


def documents(labels: Mapping[str, str], there: Mapping[str, str], clause: str) -> list[Condition]:
    """Each document that is asked for. labels: by code; there: by code, title and number of what the centre has."""
    return [Condition(code, label, clause, there.get(code, _("未登记")), _("已制定"), code in there) for code, label in labels.items()]
