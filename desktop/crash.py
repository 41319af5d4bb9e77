"""When the program itself fails: first a masked log, then a word to the person. Never a secret or a personal number."""

import re
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType

from desktop import settings

KEPT = 20  # crash logs; older ones are removed
_NAMES = r"(?:password|passwd|secret|密码)"
_MASKS = (
    (
        re.compile(r"\[parameters: .*?(?=\n\(Background|\Z)", re.DOTALL),
        "[parameters: …]",
    ),  # what a failed statement was given
    (re.compile(r"(?<!\d)(\d{6})\d{8}(\d{3}[\dXx])(?!\d)"), r"\1********\2"),  # resident identity number
    (re.compile(r"(?<!\d)(\d{6})\d{6}(\d{3})(?!\d)"), r"\1******\2"),  # its 15-digit form
    (re.compile(r"(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)"), r"\1****\2"),  # mobile telephone
    (re.compile(r"(?<![\w])([HM])\d{8,10}(?!\d)"), r"\1********"),  # Hong Kong and Macau permits
    (re.compile(r"[0-9a-fA-F]{32,}"), "[…]"),  # keys and digests
    (re.compile(r"(?:[2-9A-HJ-NP-Z]{4}-){3,}[2-9A-HJ-NP-Z]{4}"), "[…]"),  # a recovery code
    (re.compile(rf"(?i)({_NAMES}['\"]?\s*[=:：]\s*)(['\"]).*?\2"), r"\1[…]"),  # password='open sesame'
    (re.compile(rf"(?i)({_NAMES}\s*[=:：]\s*)[^\s'\",)\[]+"), r"\1[…]"),
)

Kind = type[BaseException]
Trace = TracebackType | None


def masked(text: str) -> str:
    """A text without identity numbers, telephone numbers, keys and passwords."""
    for pattern, instead in _MASKS:
        text = pattern.sub(instead, text)
    return text


def write_log(kind: Kind, error: BaseException, trace: Trace) -> Path:
    """Write what happened and answer where: the lines of the program, never the values of its variables."""
    place = settings.folder() / "logs"
    place.mkdir(parents=True, exist_ok=True)
    now = datetime.now()
    path = place / f"crash-{now:%Y%m%d-%H%M%S-%f}.txt"
    lines = [f"{now:%Y-%m-%d %H:%M:%S}  Python {sys.version.split()[0]}  {sys.platform}\n"]
    path.write_text(masked("".join(lines + traceback.format_exception(kind, error, trace))), encoding="utf-8")
    for old in sorted(place.glob("crash-*.txt"))[:-KEPT]:
        old.unlink(missing_ok=True)
    return path


def install(tell: Callable[[Path], None]) -> None:
    """From now on every error nobody caught is logged, then told. `tell` gets the log's path, on any thread."""

    def hook(kind: Kind, error: BaseException, trace: Trace) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        path = write_log(kind, error, trace)
        sys.stderr.write(masked("".join(traceback.format_exception(kind, error, trace))))
        tell(path)

    def thread_hook(found: threading.ExceptHookArgs) -> None:
        if found.exc_value is not None:
            hook(found.exc_type, found.exc_value, found.exc_traceback)

    sys.excepthook = hook
    threading.excepthook = thread_hook
