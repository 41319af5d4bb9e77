"""The regulation as data: rows of resources/rules, the profile of the centre, and the centre's own values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Any

import resources
from models.core.findings import Finding, Severity
from resources.texts import _, pick

PROFILES = ("sport", "fujian", "hunan", "henan", "chongqing")
RULE_FILES = (
    "core", "people", "training", "staff", "experts", "complaints", "incidents", "archives", "certificates", "reconciliation",
    "plans", "candidates", "exams", "sessions", "scores", "assignment", "supervision", "evaluation", "statistics", "conduct", "system",
)  # fmt: skip
SWITCH = "on"  # the parameter name by which a centre switches a proposed or offered rule


# The values compared, which every refusal shows, also where the rule's sentence does not name them.
_COMPARED = (("found", _("实为")), ("expected", _("应为")), ("who", _("人员")), ("list", _("缺少")))


class _Gaps(dict):  # a sentence shown without its case keeps the names of what is missing
    def __missing__(self, key: str) -> str:
        return "…"


@dataclass(frozen=True)
class OwnValue:
    """A value the centre itself set: valid from a day on (inclusive), with who and why."""

    rule: str
    param: str
    value: Any
    from_day: date
    by: str = ""
    reason: str = ""
    id: int = 0


@dataclass(frozen=True)
class Rule:
    """One rule as it stands in one centre on one day."""

    id: str
    row: Mapping[str, Any]
    profile: str
    own: Mapping[str, OwnValue]
    source_version: str

    @cached_property
    def severity(self) -> Severity:
        return Severity(self.row["severity"][0])

    @cached_property
    def standing(self) -> str:
        """stated · proposed · offered · off, in this profile."""
        standing = self.row.get("standing", {})
        return standing.get(self.profile) or standing.get("default", "stated")

    @cached_property
    def active(self) -> bool:
        """Stated rules always hold; a centre may switch proposed ones off and offered ones on."""
        if self.standing in ("stated", "off"):
            return self.standing == "stated"
        if SWITCH in self.own:
            return bool(self.own[SWITCH].value)
        return self.standing == "proposed"

    @property
    def switchable(self) -> bool:
        return self.standing in ("proposed", "offered")

    def value(self, param: str) -> Any:
        """The limit in force: the centre's own, else the profile's, else the rule's default; None where all are silent."""
        if param in self.own:
            return self.own[param].value
        given = self.row["params"][param]
        return given.get(self.profile, given.get("default"))

    def is_proposed(self, param: str) -> bool:
        return self.profile in self.row["params"][param].get("proposed", ())

    @property
    def params(self) -> Mapping[str, Mapping[str, Any]]:
        return self.row.get("params", {})

    @property
    def title(self) -> str:
        return pick(self.row["title"])

    @property
    def clause(self) -> str:
        clauses = self.row.get("clause", {})
        return clauses.get(self.profile) or clauses.get("default", "")

    @property
    def version(self) -> str:
        """Which text and which own values a case was judged by."""
        own = sorted(value.id for value in self.own.values())
        return f"{self.source_version}" + (f"+{'.'.join(map(str, own))}" if own else "")

    def sentence(self, params: Mapping[str, Any] | None = None) -> str:
        filled = {name: self.value(name) for name in self.params} | dict(params or {})
        shown = _Gaps({name: _shown(value) for name, value in filled.items() if value is not None})
        sentence = pick(self.row).format_map(shown)
        compared = [
            _("{label}“{value}”").format(label=label, value=shown[name])
            for name, label in _COMPARED if name in shown and "{" + name + "}" not in pick(self.row)
        ]
        return sentence + (_("（{compared}）").format(compared=_("，").join(compared)) if compared else "")

    @property
    def way_forward(self) -> str:
        """What the person can do instead; empty where the rule has no advice."""
        return pick(self.row["instead"]) if "instead" in self.row else ""

    def found(self, about: str = "", severity: Severity | None = None, **params: Any) -> list[Finding]:
        """The finding of this rule as a list, empty where the rule does not hold in this centre."""
        return [Finding(self.id, severity or self.severity, about, params)] if self.active else []


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return "、".join(map(_shown, value))
    if isinstance(value, dict):
        return "、".join(f"{key}={_shown(item)}" for key, item in value.items())
    return str(value)


@cache
def rows() -> dict[str, tuple[str, Mapping[str, Any]]]:
    """Every rule row by id, with the version of its file."""
    found: dict[str, tuple[str, Mapping[str, Any]]] = {}
    for name in RULE_FILES:
        content = resources.toml("rules", f"{name}.toml")
        found |= {key: (content["version"], row) for key, row in content.items() if isinstance(row, dict)}
    return found


class Rulebook:
    """All rules as they stand in a profile on a day: `book["PPL-ASR-064"].value("years")`."""

    def __init__(self, profile: str, own_values: Iterable[OwnValue] = (), day: date | None = None):
        self.profile = profile
        self.day = day
        self._own: dict[str, dict[str, OwnValue]] = {}
        for own in sorted(own_values, key=lambda value: (value.from_day, value.id)):
            if day is None or own.from_day <= day:
                self._own.setdefault(own.rule, {})[own.param] = own
        self._made: dict[str, Rule] = {}

    def __getitem__(self, rule_id: str) -> Rule:
        if rule_id not in self._made:
            version, row = rows()[rule_id]
            self._made[rule_id] = Rule(rule_id, row, self.profile, self._own.get(rule_id, {}), version)
        return self._made[rule_id]

    def __iter__(self) -> Any:
        return (self[rule_id] for rule_id in rows())

    def versions(self, *rule_ids: str) -> str:
        """What to keep with a case: `PPL-ASR-064@2026-11-21+3 …`."""
        return " ".join(f"{rule_id}@{self[rule_id].version}" for rule_id in rule_ids)

    def describe(self, finding: Finding) -> dict[str, Any]:
        """A finding as people and programs read it: rule, severity, text, clause, params, instead."""
        rule = self[finding.rule]
        return {
            "rule": rule.id,
            "severity": str(finding.severity),
            "about": finding.about,
            "text": rule.sentence(finding.params),
            "clause": rule.clause,
            "instead": rule.way_forward,
            "params": {name: _plain(value) for name, value in finding.params.items()},
        }


def _plain(value: Any) -> Any:
    return value if isinstance(value, (str, int, float, bool, list, dict, type(None))) else str(value)
