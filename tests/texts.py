"""Every text of the program that goes through `_()`, found in the code itself. `python -m tests.texts` prints those without English."""

import ast
import json
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("desktop", "views", "reports", "models", "resources")


def source_texts() -> dict[str, str]:
    """Text → first file that says it."""
    found: dict[str, str] = {}
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_" and node.args:
                    text = node.args[0]
                    if isinstance(text, ast.Constant) and isinstance(text.value, str):
                        found.setdefault(text.value, str(path.relative_to(ROOT)))
    return found


def translations() -> dict[str, str]:
    text = (ROOT / "resources" / "translations" / "en.toml").read_text(encoding="utf-8")
    return dict(tomllib.loads(text)["texts"])


def main() -> int:
    known = translations()
    missing = {text: path for text, path in source_texts().items() if text not in known}
    for text, path in missing.items():
        print(f"{json.dumps(text, ensure_ascii=False)} = \"\"  # {path}")
    return 1 if missing else 0


if __name__ == "__main__":
    raise SystemExit(main())
