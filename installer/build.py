"""Turns the tree into a program that needs no Python: `python dev.py installer`.

Always the folder dist/jiantai/; from it dist/jiantai-VERSION-linux.tar.gz on Linux, on Windows
dist/jiantai-VERSION-setup.exe where Inno Setup 6 is installed. Each system packs for itself.
"""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HERE = ROOT / "installer"
DIST = ROOT / "dist"


def version() -> str:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


def folder() -> None:
    """dist/jiantai/, with every run from scratch. Raises CalledProcessError where PyInstaller refuses."""
    line = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN"]
    places: list[str | Path] = ["--distpath", DIST, "--workpath", ROOT / "build" / "pyinstaller"]
    subprocess.run([*line, *places, HERE / "jiantai.spec"], cwd=ROOT, check=True)


def bundle() -> Path:
    """The Linux folder as one file."""
    name = DIST / f"jiantai-{version()}-linux"
    return Path(shutil.make_archive(str(name), "gztar", root_dir=DIST, base_dir="jiantai"))


def inno_setup() -> str | None:
    """Inno Setup's compiler: on the path, or where its own setup puts it."""
    programs = os.environ.get("PROGRAMFILES(X86)", r"C:\Program Files (x86)")
    return shutil.which("iscc") or shutil.which("ISCC.exe", path=str(Path(programs) / "Inno Setup 6"))


def setup() -> Path | None:
    """setup.exe, or None where Inno Setup is not installed."""
    compiler = inno_setup()
    if compiler is None:
        return None
    subprocess.run([compiler, "/Q", f"/DVersion={version()}", HERE / "jiantai.iss"], check=True)
    return DIST / f"jiantai-{version()}-setup.exe"


def main() -> int:
    """0 when everything this system can pack is packed; 1 when Inno Setup is missing on Windows."""
    folder()
    made = setup() if os.name == "nt" else bundle()
    if made is None:
        print(f"{DIST / 'jiantai'} is ready; for setup.exe install Inno Setup 6 and run this again")
        return 1
    print(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
