"""A file over 400 lines or a function over 50 is usually two things."""

import ast
from pathlib import Path

import pytest

from tests.tree import ROOT, sources

FILE_LINES = 400
FUNCTION_LINES = 50
# What is longer than that today, with its length. An entry may only shrink: write the new length, or take it out.
LONGER_FILES: dict[str, int] = {}  # "models/core/example.py": 412
LONGER_FUNCTIONS: dict[str, int] = {}  # "views/kit/page.py::Page.__init__": 61


def functions(tree: ast.AST, prefix: str = "") -> dict[str, int]:
    """Lines of each function below the node by its dotted name, from `def` to the last line, both included."""
    found: dict[str, int] = {}
    for node in ast.iter_child_nodes(tree):
        name = prefix
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            name = f"{prefix}.{node.name}".lstrip(".")
            if not isinstance(node, ast.ClassDef):
                # Two of one name in one place (a property and its setter): the longer one counts.
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                found[name] = max(length, found.get(name, 0))
        for inner, length in functions(node, name).items():
            found[inner] = max(length, found.get(inner, 0))
    return found


def too_long(lengths: dict[str, int], limit: int, longer: dict[str, int]) -> list[str]:
    """What stands against these lengths: over the limit, or over or under the length allowed as an exception."""
    wrong = [f"{name}: {n} lines, at most {limit}" for name, n in lengths.items() if n > limit and name not in longer]
    for name, allowed in longer.items():
        n = lengths.get(name, 0)
        if n != allowed or n <= limit:
            wrong.append(f"{name}: the exception says {allowed}, it has {n}: may only shrink, and goes at {limit}")
    return wrong


@pytest.fixture(scope="module")
def texts() -> dict[Path, str]:
    return {path: (ROOT / path).read_text(encoding="utf-8") for path in sources()}


def test_no_file_is_too_long(texts):
    lengths = {path.as_posix(): len(text.splitlines()) for path, text in texts.items()}
    assert not too_long(lengths, FILE_LINES, LONGER_FILES)


def test_no_function_is_too_long(texts):
    lengths = {
        f"{path.as_posix()}::{name}": length
        for path, text in texts.items()
        for name, length in functions(ast.parse(text)).items()
    }
    assert not too_long(lengths, FUNCTION_LINES, LONGER_FUNCTIONS)


def test_functions_are_counted_with_their_last_line_wherever_they_stand():
    text = "class A:\n    def b(self):\n        def c():\n            pass\n        return c\nif 1:\n    def d(): ...\n"
    assert functions(ast.parse(text)) == {"A.b": 4, "A.b.c": 2, "d": 1}


@pytest.mark.parametrize(
    ("length", "longer", "fine"),
    [
        (10, {}, True),  # the limit itself is allowed
        (11, {}, False),
        (12, {"f": 12}, True),
        (13, {"f": 12}, False),  # grew
        (11, {"f": 12}, False),  # shrank: the exception must follow
        (10, {"f": 10}, False),  # needs no exception any more
    ],
)
def test_an_exception_may_only_shrink(length, longer, fine):
    assert (too_long({"f": length}, 10, longer) == []) is fine


def test_an_exception_for_what_is_gone_is_refused():
    assert too_long({}, 10, {"gone": 12})
