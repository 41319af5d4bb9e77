"""The tree as the house tests see it: which files are ours, whatever else lies about (.venv, build)."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("desktop", "views", "reports", "models", "resources", "installer", "tests", "bench", "docs")


def files() -> list[Path]:
    """Every file that is committed or would be, as paths below ROOT, sorted. Needs git, as any clone has."""
    line = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(line, cwd=ROOT, check=True, capture_output=True).stdout.decode().split("\0")
    return sorted(Path(name) for name in set(names) if name and (ROOT / name).is_file())


def sources(*folders: str) -> list[Path]:
    """Our Python files, all of them or those below the given top-level folders."""
    return [path for path in files() if path.suffix == ".py" and (not folders or path.parts[0] in folders)]
