"""The one way to a person's language. Chinese is the source, English a translation of it."""

from collections.abc import Mapping

import resources

SOURCE = "zh"
_language = SOURCE
_translation: dict[str, str] = {}


def use(language: str) -> None:
    """Speak this language from now on ("zh" or "en"); texts without a translation stay Chinese."""
    global _language, _translation
    _language = language
    _translation = {} if language == SOURCE else dict(resources.toml("translations", f"{language}.toml")["texts"])


def language() -> str:
    return _language


def _(source: str) -> str:
    return _translation.get(source, source)


def pick(both: Mapping[str, str]) -> str:
    """The entry of a {zh = …, en = …} table in the language of the moment."""
    return both.get(_language) or both[SOURCE]
