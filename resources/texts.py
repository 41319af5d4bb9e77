"""The one way to a person's language. Chinese is the source, English a translation of it."""

from collections.abc import Mapping

import resources

SOURCE = "zh"
LANGUAGES = {SOURCE: "简体中文", "en": "English"}  # each in its own language, so that it is found again
_language = SOURCE


class Translated(str):
    """A translation that knows its source: a workbook's Chinese words are understood whatever the window speaks."""

    source: str


_translation: dict[str, Translated] = {}


def _translated(source: str, text: str) -> Translated:
    found = Translated(text)
    found.source = source
    return found


def use(language: str) -> None:
    """Speak this language from now on ("zh" or "en"); texts without a translation stay Chinese."""
    global _language, _translation
    _language = language
    lines = {} if language == SOURCE else resources.toml("translations", f"{language}.toml")["texts"]
    _translation = {source: _translated(source, text) for source, text in lines.items()}


def language() -> str:
    return _language


def _(source: str) -> str:
    return _translation.get(source, source)


def source_of(text: str) -> str:
    """The Chinese text that `_()` was asked for; a text that is no translation is its own source."""
    return getattr(text, "source", text)


def pick(both: Mapping[str, str]) -> str:
    """The entry of a {zh = …, en = …} table in the language of the moment."""
    return both.get(_language) or both[SOURCE]
