"""The file store of a centre: every file encrypted, named by the keyed hash of its content, kept once."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from models.core.keys import derived

_MAGIC = {
    ".pdf": (b"%PDF-",), ".png": (b"\x89PNG",), ".jpg": (b"\xff\xd8\xff",), ".jpeg": (b"\xff\xd8\xff",),
    ".xlsx": (b"PK",), ".docx": (b"PK",), ".zip": (b"PK",), ".xls": (b"\xd0\xcf\x11\xe0",), ".doc": (b"\xd0\xcf\x11\xe0",),
}  # fmt: skip
_NONCE = 12


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def looks_like(name: str, content: bytes) -> bool:
    """Whether the content begins as its ending promises; endings without a known beginning (.txt, .csv) always do."""
    beginnings = _MAGIC.get(Path(name).suffix.lower())
    return beginnings is None or content.startswith(beginnings)


class FileStore:
    """Encrypted files under one folder. `put` answers the stored name, `get` the content or None when it is damaged."""

    def __init__(self, folder: Path, data_key: bytes):
        self.folder = folder
        self._key = derived(data_key, "files")

    def put(self, content: bytes) -> str:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        stored_as = hashlib.blake2b(content, key=self._key, digest_size=32).hexdigest()
        if not self._has(stored_as):
            nonce = os.urandom(_NONCE)
            self._write(stored_as, nonce + AESGCM(self._key).encrypt(nonce, content, stored_as.encode()))
        return stored_as

    def get(self, stored_as: str) -> bytes | None:
        """The content, or None when the file is missing or was changed where it lies."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        try:
            sealed = self._read(stored_as)
            return AESGCM(self._key).decrypt(sealed[:_NONCE], sealed[_NONCE:], stored_as.encode())
        except (OSError, InvalidTag, ValueError):
            return None

    def drop(self, stored_as: str) -> None:
        """Delete a file for good (destruction of archived material). Nothing happens when it is not there."""
        self._place(stored_as).unlink(missing_ok=True)

    def names(self) -> Iterator[str]:
        """The stored names of all files."""
        yield from (path.name for path in sorted(self.folder.glob("??/*")) if path.suffix != ".new")

    def sealed(self, stored_as: str) -> bytes:
        """A file as it lies, encrypted: what a copy of the centre takes, damaged or not. Raises OSError when it is missing."""
        return self._read(stored_as)

    def take(self, stored_as: str, sealed: bytes) -> None:
        """A file from another place of the same centre."""
        self._write(stored_as, sealed)

    def _has(self, stored_as: str) -> bool:
        return self._place(stored_as).exists()

    def _write(self, stored_as: str, sealed: bytes) -> None:
        place = self._place(stored_as)
        place.parent.mkdir(parents=True, exist_ok=True)
        partial = place.with_suffix(".new")
        with partial.open("wb") as file:
            file.write(sealed)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(place)

    def _read(self, stored_as: str) -> bytes:
        return self._place(stored_as).read_bytes()

    def _place(self, stored_as: str) -> Path:
        return self.folder / stored_as[:2] / stored_as
