"""What a person can get wrong is a value: a finding names its rule, the view finds the sentence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    BLOCK = "block"  # refuses
    WARN = "warn"  # wants a written reason, which lands in the abnormal-operation records
    DUE = "due"  # makes a dated to-do
    RECORD = "record"  # is only kept


_WORST_FIRST = list(Severity)


@dataclass(frozen=True)
class Finding:
    """One statement of a rule about one thing. `about` is the field or parameter to mark."""

    rule: str
    severity: Severity
    about: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda finding: _WORST_FIRST.index(finding.severity))


def blocked(findings: Iterable[Finding]) -> bool:
    return any(finding.severity is Severity.BLOCK for finding in findings)


def warnings(findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.severity is Severity.WARN]
