"""Everything one does with the tree, in one file and with the standard library only.

python dev.py run                 the window on the demo centre (without a display: its desk as text, and pictures)
python dev.py test [ARGS]         the tests (ARGS as for pytest)
python dev.py exec LINE           any jiantai line, e.g.  exec workdays 2026-09-28 +7
python dev.py shots [DIR] [ARGS]  a picture of every page (build/shots)
python dev.py check               ruff, mypy, import contracts, trace
python dev.py trace               rules without code or without a test
python dev.py bench [ARGS]        the budgets ([--json] [--size s|m|l])
python dev.py lock [ARGS]         writes requirements.lock anew from pyproject.toml (--upgrade: newest versions)
python dev.py installer           the one-folder program, and setup.exe where Inno Setup is at hand

The environment (.venv) is made on first use, and again when requirements.lock changes.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - an older Python must be told, in words it can read
    sys.exit(f"JianTai needs Python 3.11 or newer; this is {sys.version.split()[0]} ({sys.executable}).")

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent
LOCK = ROOT / "requirements.lock"
VENV = ROOT / ".venv"
STAMP = VENV / "made-from"
WINDOWS = os.name == "nt"
BIN = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = BIN / ("python.exe" if WINDOWS else "python")
DEMO = ROOT / "build" / "demo"
SHOTS = ROOT / "build" / "shots"
DEMO_PASSWORD = "jiantai-demo"  # shown on the sign-in page of every training centre

# What PySide6's wheel, the window and printed pages need of a Linux system, and the Debian package that has it.
LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
FONTS = {
    "wqy-zenhei.ttc": "fonts-wqy-zenhei",
    "uming.ttc": "fonts-arphic-uming",
    "ukai.ttc": "fonts-arphic-ukai",
}
FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")


# The system ---------------------------------------------------------------------------------------------------------


def loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_packages() -> list[str]:
    """Debian packages this Linux lacks; empty on Windows, which brings all of it along."""
    if not sys.platform.startswith("linux"):
        return []
    fonts = {path.name for folder in FONT_FOLDERS for path in folder.rglob("*.tt[cf]")}
    missing = [package for library, package in LIBRARIES.items() if not loads(library)]
    missing += [package for font, package in FONTS.items() if font not in fonts]
    if not PYTHON.exists() and importlib.util.find_spec("ensurepip") is None:
        missing.append("python3-venv")
    return missing


def complete_system() -> None:
    """Installs what is missing where that is possible (root, with apt); else says what is missing and goes on."""
    missing = missing_packages()
    if not missing:
        return
    apt = shutil.which("apt-get")
    if apt and os.geteuid() == 0:
        say(f"installing system packages: {' '.join(missing)}")
        install = f"{apt} install -y -qq --no-install-recommends {' '.join(missing)}"
        # The package lists may be old or absent: only then are they worth fetching.
        if quietly(install).returncode != 0:
            quietly(f"{apt} update -qq")
            print(quietly(install).stderr, end="", file=sys.stderr)
        missing = missing_packages()
    if missing:
        say("this system lacks packages the window or printed pages need; as an administrator:")
        say(f"  apt-get install {' '.join(missing)}   (Debian's names)")


def quietly(line: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(line.split(), env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True)


# The project's environment ------------------------------------------------------------------------------------------


def complete_environment() -> None:
    """Makes .venv, or brings it to what requirements.lock says. The project itself is linked, not copied."""
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    wanted = f"{python} {hashlib.sha256(LOCK.read_bytes()).hexdigest()}"
    made_from = STAMP.read_text(encoding="utf-8") if STAMP.exists() else ""
    if made_from == wanted:
        return
    say(f"making {VENV.name} from {LOCK.name} (a minute or two, once)")
    if not made_from.startswith(python + " "):
        clear = [] if Path(sys.prefix).resolve() == VENV else ["--clear"]  # not the ground we stand on
        if subprocess.call([sys.executable, "-m", "venv", *clear, VENV]) != 0:
            sys.exit("dev.py: Python could not make an environment here: see its message above.")
    pip = ("-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-input")
    if subprocess.call([PYTHON, *pip, "--only-binary", ":all:", "--require-hashes", "-r", LOCK]) != 0:
        sys.exit("dev.py: the environment could not be completed: see pip's message above.")
    packages = VENV / "Lib" if WINDOWS else VENV / "lib" / f"python{python}"
    (packages / "site-packages" / "jiantai.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    STAMP.write_text(wanted, encoding="utf-8")


def call(*line: str | Path, **environment: str) -> int:
    """Runs the environment's Python where the person stands; its exit status. -P: no module of that folder slips in."""
    return subprocess.call([PYTHON, "-P", *line], env={**os.environ, "PYTHONUTF8": "1", **environment})


def call_in_root(*line: str | Path) -> int:
    os.chdir(ROOT)
    return call(*line)


def jiantai(*line: str | Path, **environment: str) -> int:
    return call("-m", "desktop.main", *line, **environment)


# The verbs ----------------------------------------------------------------------------------------------------------


def run(args: list[str]) -> int:
    if has_display():
        return jiantai(*(args or ["--centre", str(demo())]))
    say(f"no display here: the day's desk as text, pictures of the pages in {SHOTS.relative_to(ROOT)}/")
    return on_a_centre("due", *args) or on_a_centre("shots", str(SHOTS), *args)


def shots(args: list[str]) -> int:
    if not args or args[0].startswith("-"):
        args = [str(SHOTS), *args]
    return on_a_centre("shots", *args)


def on_a_centre(*line: str) -> int:
    """A line without a window, on the demo centre when it names none: only that opens without asking who it is."""
    offscreen = {"QT_QPA_PLATFORM": "offscreen"}
    if "--centre" in line:
        return jiantai(*line, **offscreen)
    who = () if "--as" in line else ("--as", "director")
    return jiantai(*line, "--centre", demo(), *who, JIANTAI_PASSWORD=DEMO_PASSWORD, **offscreen)


def demo() -> Path:
    """The folder of the demo centre, made when it is not there; half a centre is never left behind."""
    if not (DEMO / "centre.db").exists():
        shutil.rmtree(DEMO, ignore_errors=True)
        DEMO.parent.mkdir(exist_ok=True)
        try:
            status = jiantai("demo", DEMO, "--size", "s")
        except BaseException:
            shutil.rmtree(DEMO, ignore_errors=True)
            raise
        if status != 0:
            shutil.rmtree(DEMO, ignore_errors=True)
            sys.exit("dev.py: the demo centre could not be made: see the message above.")
    return DEMO


def has_display() -> bool:
    return not sys.platform.startswith("linux") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def execute(args: list[str]) -> int:
    return jiantai(*(args[1:] if args[:1] == ["jiantai"] else args))


def test(args: list[str]) -> int:
    return call_in_root("-m", "pytest", *args)


def trace(args: list[str]) -> int:
    return call_in_root("-m", "tests.trace", *args)


def bench(args: list[str]) -> int:
    return call_in_root("-m", "bench", *args)


def check(_args: list[str]) -> int:
    """All four checks, whichever fails first: one wants the whole list."""
    lint_imports = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    steps = {
        "ruff": ("-m", "ruff", "check", "."),
        "mypy": ("-m", "mypy"),
        "imports": ("-c", lint_imports),
        "trace": ("-m", "tests.trace"),
    }
    failed = []
    for name, line in steps.items():
        say(name)
        if call_in_root(*line) != 0:
            failed.append(name)
    say(f"failed: {', '.join(failed)}" if failed else "all checks passed")
    return 1 if failed else 0


def lock(args: list[str]) -> int:
    """One lock for Windows and Linux. Neither a package index nor a folder of this machine is written into it."""
    line = ("-m", "uv", "pip", "compile", "pyproject.toml", "--extra", "dev", "--universal", "--python-version", "3.11")
    silent = ("--generate-hashes", "--no-header", "--no-emit-index-url", "--no-emit-find-links", "--quiet")
    status = call_in_root(*line, *silent, "--output-file", LOCK.name, *args)
    if status == 0:
        head = "# Written by `python dev.py lock` from pyproject.toml: do not edit.\n"
        LOCK.write_text(head + LOCK.read_text(encoding="utf-8"), encoding="utf-8", newline="\n")
    return status


def installer(args: list[str]) -> int:
    return call_in_root("-m", "installer.build", *args)


VERBS: dict[str, Callable[[list[str]], int]] = {
    "run": run,
    "test": test,
    "exec": execute,
    "shots": shots,
    "check": check,
    "trace": trace,
    "bench": bench,
    "lock": lock,
    "installer": installer,
}


def say(message: str) -> None:
    print(f"dev.py: {message}", file=sys.stderr, flush=True)


def main(argv: list[str]) -> int:
    if not argv or argv[0] not in VERBS:
        print(__doc__)
        return 0 if argv in ([], ["-h"], ["--help"]) else 2
    complete_system()
    complete_environment()
    try:
        return VERBS[argv[0]](argv[1:])
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
