"""The one way to a person's language. Chinese is the source, English a translation of it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

import resources

SOURCE = "zh"
LANGUAGES = {SOURCE: "简体中文", "en": "English"}  # each in its own language, so that it is found again
_language = SOURCE
_officially: ContextVar[bool] = ContextVar("_officially", default=False)  # what is printed now is an official form


class Translated(str):
    """A translation that knows its source: a workbook's Chinese words are understood whatever the window speaks."""

    source: str

    def __str__(self) -> str:
        return said(self)

    def __format__(self, spec: str) -> str:
        return format(said(self), spec)


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
    return source if _officially.get() else _translation.get(source, source)


@contextmanager
def officially() -> Iterator[None]:
    """Within, everything is said in Chinese, whatever the window speaks: what is printed here goes to Chinese offices."""
    token = _officially.set(True)
    try:
        yield
    finally:
        _officially.reset(token)


def said(text: str) -> str:
    """A text that was translated when the program started, in the language of the moment."""
    return source_of(text) if _officially.get() else str.__str__(text)


def source_of(text: str) -> str:
    """The Chinese text that `_()` was asked for; a text that is no translation is its own source."""
    return getattr(text, "source", text)


def pick(both: Mapping[str, str]) -> str:
    """The entry of a {zh = …, en = …} table in the language of the moment."""
    text = both.get(_language)
    if _officially.get() or _language == SOURCE or not text:
        return both[SOURCE]
    return _translated(both[SOURCE], text)
