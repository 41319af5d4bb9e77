"""What this computer remembers for its person: theme, language, scale, the centres opened last, the window's place,
which groups of the navigation stand open.

Kept as JSON beside the person's other settings; nothing of a centre's data, no password.
"""

import json
import os
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

RECENT = 8  # centres offered on the sign-in page
FOLDER_VARIABLE = "JIANTAI_SETTINGS"  # another place for the settings: tests, a portable installation


def folder() -> Path:
    """Where settings and logs of this person lie."""
    if FOLDER_VARIABLE in os.environ:
        return Path(os.environ[FOLDER_VARIABLE])
    from platformdirs import user_data_dir

    return Path(user_data_dir("jiantai", appauthor=False))


@dataclass
class Recent:
    """A centre opened before: where it is, its name, whether it is for training, who signed in last."""

    where: str
    name: str = ""
    training: bool = False
    login: str = ""


@dataclass
class Settings:
    """theme: system · light · dark. language: zh · en. scale: percent, 0 follows the screen. geometry: Qt's, base64.

    unfolded: login → groups of the navigation this person wants open, as `Navigation.unfolded` names them.
    """

    theme: str = "system"
    language: str = "zh"
    scale: int = 0
    reminder: bool = True
    geometry: str = ""
    unfolded: dict[str, list[str]] = field(default_factory=dict)
    centres: list[Recent] = field(default_factory=list)

    def remember(self, recent: Recent) -> None:
        """Put a centre at the head of the recent ones."""
        others = [known for known in self.centres if known.where != recent.where]
        self.centres = [recent, *others][:RECENT]

    def forget(self, where: str) -> None:
        self.centres = [known for known in self.centres if known.where != where]

    def save(self) -> None:
        """Write the settings, whole or not at all. A disk that refuses loses a preference, not the day's work."""
        path = folder() / "settings.json"
        partial = path.with_suffix(".new")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            partial.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1), encoding="utf-8")
            partial.replace(path)
        except OSError:
            partial.unlink(missing_ok=True)


def load() -> Settings:
    """The settings of this person; what is missing or does not read has its usual value."""
    try:
        content = json.loads((folder() / "settings.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    return _from(content) if isinstance(content, dict) else Settings()


def _from(content: dict[str, Any]) -> Settings:
    usual = Settings()
    kinds = {item.name: type(getattr(usual, item.name)) for item in fields(Settings)}
    good = {name: value for name, value in content.items() if name in kinds and isinstance(value, kinds[name])}
    rows = [row for row in good.pop("centres", []) if isinstance(row, dict) and isinstance(row.get("where"), str)]
    groups = {login: keys for login, keys in good.pop("unfolded", {}).items() if isinstance(keys, list)}
    good["unfolded"] = {login: [key for key in keys if isinstance(key, str)] for login, keys in groups.items()}
    known = {item.name for item in fields(Recent)}
    return Settings(**good, centres=[Recent(**{name: value for name, value in row.items() if name in known}) for row in rows])
