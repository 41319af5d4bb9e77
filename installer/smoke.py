"""Proves a packed program: copied to an empty folder, without Python on the path, it makes, imports, reconciles, prints and draws.

usage: python installer/smoke.py [FOLDER]        FOLDER is what build.py made (dist/jiantai)
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SUFFIX = ".exe" if os.name == "nt" else ""
_KEEP = {"SYSTEMROOT", "TEMP", "TMP", "HOME", "USERPROFILE", "LOCALAPPDATA", "APPDATA", "LANG", "FONTCONFIG_PATH", "XDG_RUNTIME_DIR"}
_SECONDS = 600


class Failed(Exception):
    """A step did not do what it should."""


class Packed:
    """The packed program in a folder of its own, run as a person without Python would."""

    def __init__(self, folder: Path, place: Path):
        self.place = place
        shutil.copytree(folder, place / "jiantai")
        self.program = place / "jiantai" / f"jiantai{SUFFIX}"
        self.environment = {name: value for name, value in os.environ.items() if name.upper() in _KEEP}
        self.environment |= {"PATH": str(place), "JIANTAI_SETTINGS": str(place / "settings"), "QT_QPA_PLATFORM": "offscreen"}

    def run(self, *line: str) -> str:
        done = subprocess.run([str(self.program), *line], cwd=self.place, env=self.environment, capture_output=True, timeout=_SECONDS, check=False)
        if done.returncode:
            raise Failed(f"{' '.join(line)} → {done.returncode}\n{done.stdout.decode(errors='replace')}\n{done.stderr.decode(errors='replace')}")
        return done.stdout.decode("utf-8")


def smoke(packed: Packed) -> None:
    """Every step, told as it passes. Raises Failed."""
    centre = str(packed.place / "centre")
    packed.run("demo", centre)
    tell("a fictional centre is made")
    if not json.loads(packed.run("due", "--centre", centre, "--json"))["items"]:
        raise Failed("nothing is due in the fictional centre")
    tell("what is due is told")
    packed.run("template", "people.assessors", "roster.xlsx", "--centre", centre)
    answer = json.loads(packed.run("import", "people.assessors", "roster.xlsx", "--centre", centre, "--json"))
    if not answer["ok"]:
        raise Failed(f"the template does not import: {answer}")
    tell("a workbook is read")
    if "findings" not in json.loads(packed.run("reconcile", "--centre", centre, "--json")):
        raise Failed("reconcile answers nothing")
    tell("certificates are reconciled")
    packed.run("print", "F-ARCH-STICKERS", "all", "labels.pdf", "--centre", centre, "--as", "archive")
    if not (packed.place / "labels.pdf").read_bytes().startswith(b"%PDF"):
        raise Failed("no PDF was printed")
    tell("a form is printed")
    packed.run("shots", "pictures", "--centre", centre, "--page", "desk")
    if not list((packed.place / "pictures").glob("desk*.png")):
        raise Failed("the window was not drawn")
    tell("the window opens and is drawn")
    packed.run("verify", "--centre", centre)
    tell("the centre verifies")


def tell(words: str) -> None:
    print(f"  {words}", flush=True)


def main() -> int:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "dist" / "jiantai"
    with tempfile.TemporaryDirectory(prefix="jiantai-smoke-", ignore_cleanup_errors=True) as place:
        try:
            smoke(Packed(folder, Path(place)))
        except Failed as failed:
            print(failed, file=sys.stderr)
            return 1
    print("the packed program works without Python")
    return 0


if __name__ == "__main__":
    sys.exit(main())
