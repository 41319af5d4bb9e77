"""What the declarations say once the program speaks English, as JSON: labels are read when a module is imported, so this is a process of its own.

`clashes`: two import fields of a register, or two words of a choice, that read the same in English. `unread`: Chinese headings
or words of a workbook that are not understood any more.
"""

import gc
import json
import sys
from collections import Counter
from collections.abc import Iterable
from datetime import date

from resources import texts

texts.use("en")

import models  # noqa: E402, F401
from models.core import headers  # noqa: E402
from models.core.kinds import BadValue, Choice, Many  # noqa: E402
from models.core.registers import REGISTERS  # noqa: E402
from models.core.workbooks import Sheet  # noqa: E402

_DAY = date(2026, 11, 20)


def _twice(words: Iterable[str]) -> list[str]:
    return [word for word, number in Counter(map(headers.fold, words)).items() if number > 1]


def _headings() -> tuple[list[str], list[str]]:
    clashes, unread = [], []
    for key, register in REGISTERS.items():
        labels = [one.label for one in register.imports]
        clashes += [f"{key}: {word}" for word in _twice(labels)]
        chinese = [texts.source_of(label) for label in labels]
        planned = headers.plan(register, Sheet(key, [(1, chinese)]), 5) if labels else None
        unread += [f"{key}: {one.label}" for one in register.imports if planned and one.name not in planned.columns]
    return clashes, unread


def _understood(kind: Choice | Many, word: str, code: str) -> bool:
    try:
        return kind.read(word, _DAY) == code if isinstance(kind, Choice) else kind.parse(word, _DAY) == [code]
    except BadValue:
        return False


def _written(kind: Choice | Many, code: str, label: str) -> set[str]:
    """How a workbook says this code: as an export writes it, and in Chinese, unless the kind has words of its own."""
    shown = kind.show(code if isinstance(kind, Choice) else [code])
    return {shown} if isinstance(kind, Many) and type(kind) is not Many else {shown, label, texts.source_of(label)}


def _words() -> tuple[list[str], list[str]]:
    clashes, unread = [], []
    for kind in (one for one in gc.get_objects() if isinstance(one, (Choice, Many))):
        clashes += _twice(kind.options.values())
        unread += [word for code, label in kind.options.items() for word in _written(kind, code, label) if not _understood(kind, word, code)]
    return clashes, unread


def main() -> None:
    same_heading, lost_heading = _headings()
    same_word, lost_word = _words()
    sys.stdout.write(json.dumps({"registers": len(REGISTERS), "clashes": same_heading + same_word, "unread": lost_heading + lost_word}))


if __name__ == "__main__":
    main()
