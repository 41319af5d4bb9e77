"""Every text of the program that goes through `_()`, found in the code itself.

`python -m tests.texts` prints those without English (and then ends with 1), and, as comments, the English of texts
that nobody says any more: a work area may bring them back, so they are listed and not refused.
"""

import ast
import json
import string
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("desktop", "views", "reports", "models", "resources")


def said() -> Iterator[tuple[str, str | None]]:
    """(file:line, text) of every `_()`; the text is None where it is not written out, and so could never be translated."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_" and node.args:
                    text = node.args[0]
                    written = text.value if isinstance(text, ast.Constant) else None
                    yield f"{path.relative_to(ROOT).as_posix()}:{node.lineno}", written if isinstance(written, str) else None


def source_texts() -> dict[str, str]:
    """Text → first place that says it."""
    found: dict[str, str] = {}
    for place, text in said():
        if text is not None:
            found.setdefault(text, place)
    return found


def translations() -> dict[str, str]:
    text = (ROOT / "resources" / "translations" / "en.toml").read_text(encoding="utf-8")
    return dict(tomllib.loads(text)["texts"])


def placeholders(text: str) -> list[tuple[str, str, str]]:
    """Every {name:spec!conversion} of a text, in the order of the alphabet: a translation may turn them round."""
    return sorted((name, spec or "", conversion or "") for _said, name, spec, conversion in string.Formatter().parse(text) if name is not None)


def main() -> int:
    known, texts = translations(), source_texts()
    for text in sorted(known.keys() - texts.keys()):
        print(f"# nobody says {json.dumps(text, ensure_ascii=False)}")
    missing = {text: place for text, place in texts.items() if text not in known}
    for text, place in missing.items():
        print(f"{json.dumps(text, ensure_ascii=False)} = \"\"  # {place}")
    return 1 if missing else 0


if __name__ == "__main__":
    raise SystemExit(main())
