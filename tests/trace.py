"""From rule to code to test: `python -m tests.trace` lists every rule that lacks one of the two.

A rule counts as built where its id stands in a string of models/, reports/, views/ or desktop/ (a docstring only talks
about it), and as tested where a test's name or a string in a test has it (test_arc_014_…, "ARC-014").
"""

import ast
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

RULE = re.compile(r"[A-Z]{3}(?:-[A-Z]{3})?-\d{3}")
NAMED = re.compile(rf"(?<![\w-]){RULE.pattern}(?!\d)")
CODE = ("models", "reports", "views", "desktop")


@dataclass(frozen=True)
class Trace:
    """rules: all ids of the catalogue's files. without_code, without_test: those lacking it; all three sorted."""

    rules: list[str]
    without_code: list[str]
    without_test: list[str]

    @property
    def clean(self) -> bool:
        return not (self.without_code or self.without_test)


def trace(root: Path) -> Trace:
    """The trace of the tree at root. A file that is no valid TOML or Python raises as its parser does."""
    rules = sorted(rule_ids(root / "resources" / "rules"))
    code = [parsed(path) for folder in CODE for path in (root / folder).rglob("*.py")]
    tests = [parsed(path) for path in (root / "tests").rglob("test_*.py")]
    built = ids_in_strings(code)
    tested = ids_in_strings(tests) | ids_in_names(tests, rules)
    return Trace(rules, [rule for rule in rules if rule not in built], [rule for rule in rules if rule not in tested])


def rule_ids(folder: Path) -> set[str]:
    """Top-level keys of the rule files that are rule ids; other tables (permissions, causes, lists) are none."""
    tables = (tomllib.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.toml"))
    return {key for table in tables for key in table if RULE.fullmatch(key)}


def ids_in_strings(trees: Iterable[ast.Module]) -> set[str]:
    return {rule for tree in trees for text in strings(tree) for rule in NAMED.findall(text)}


def ids_in_names(trees: Iterable[ast.Module], rules: Iterable[str]) -> set[str]:
    """Those of the rules that a test function is named after: ARC-014 in test_arc_014_a_loan_is_renewed_…"""
    defined = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    names = "\n".join(node.name for node in defined if node.name.startswith("test_"))
    return {rule for rule in rules if re.search(rf"_{rule.lower().replace('-', '_')}(?!\d)", names)}


def strings(tree: ast.Module) -> Iterator[str]:
    """The string literals of a module, those inside f-strings too, but not what merely stands there as a docstring."""
    talk = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in talk:
            yield node.value


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def main() -> int:
    """Prints the trace; 0 when every rule has code and test, else 1."""
    found = trace(Path(__file__).resolve().parent.parent)
    for rule in found.without_code:
        print(f"{rule}  no code asks it")
    for rule in found.without_test:
        print(f"{rule}  no test names it")
    if found.clean:
        print(f"trace: {len(found.rules)} rules, each with code and a test")
    return 0 if found.clean else 1


if __name__ == "__main__":
    sys.exit(main())
