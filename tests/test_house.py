"""The house: which folders there are, what each says of itself, who may import whom, what never gets committed."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tree import FOLDERS, ROOT, files

FILES = ("dev.py", "README.md", "README.zh-CN.md", "CHANGELOG.md", "LICENSE", "requirements.lock", ".ci/run")
SCREEN = 50  # lines
ROOMS = ("desktop", "views", "reports", "models", "resources")  # their packages have a README of their own
# Written so that none of these lines matches itself.
NEVER = {
    "a package registry's host": r"pypi[.]org|python[h]osted|npmjs[.]|deb[.]debian|proxy[.]golang",
    "a folder of one machine": r"(?<![\w.*~-])/(?:work|root|home/\w+|Users/\w+)/|[A-Z]:\\Users\\",
}


def folders_with_a_readme() -> list[str]:
    """The top-level folders, and the packages right below the five layers."""
    inner = {path.parts[:2] for path in files() if path.parts[0] in ROOMS and len(path.parts) > 2}
    return [*FOLDERS, *sorted("/".join(parts) for parts in inner)]


@pytest.mark.parametrize("name", FOLDERS)
def test_the_top_level_folder_is_there(name):
    assert (ROOT / name).is_dir()


@pytest.mark.parametrize("name", FILES)
def test_the_top_level_file_is_there(name):
    assert (ROOT / name).stat().st_size > 0


def test_there_is_no_other_top_level_folder():
    assert {path.parts[0] for path in files() if len(path.parts) > 1} <= {*FOLDERS, ".ci", ".github"}


@pytest.mark.parametrize("folder", folders_with_a_readme())
def test_a_folder_says_on_one_screen_what_it_is(folder):
    lines = (ROOT / folder / "README.md").read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# ")
    assert 2 <= len(lines) <= SCREEN


def test_imports_point_down():
    line = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    done = subprocess.run([*line, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def forbidden(text: str) -> list[str]:
    """What of the forbidden words stands in a text: 'kind: the words', one for each place."""
    return [f"{kind}: {match[0]}" for kind, words in NEVER.items() for match in re.finditer(words, text)]


def readable(path: Path) -> str:
    """A file's text; that of a picture or a workbook is its bytes, read as if they were letters."""
    return (ROOT / path).read_bytes().decode("utf-8", errors="replace")


def test_nothing_of_one_machine_or_of_a_registry_is_committed():
    assert not [(str(path), word) for path in files() for word in forbidden(readable(path))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("--index-url https://pypi" + ".org/simple", 1),
        ("open('/wo" + "rk/main/x')", 1),
        ("see /ho" + "me/anna/x and C:\\Us" + "ers\\anna", 2),
        ("models/work/tables.py and ../work/x, ~/work/y", 0),
        ("the registry of assessors; pip install", 0),
    ],
)
def test_the_forbidden_words_are_recognised(text, found):
    assert len(forbidden(text)) == found
