"""The file store of a centre: every file encrypted, named by the keyed hash of its content, kept once."""

import hashlib
import os
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
        place = self._place(stored_as)
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            nonce = os.urandom(_NONCE)
            partial = place.with_suffix(".new")
            with partial.open("wb") as file:
                file.write(nonce + AESGCM(self._key).encrypt(nonce, content, stored_as.encode()))
                file.flush()
                os.fsync(file.fileno())
            partial.replace(place)
        return stored_as

    def get(self, stored_as: str) -> bytes | None:
        """The content, or None when the file is missing or was changed on disk."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        try:
            sealed = self._place(stored_as).read_bytes()
            return AESGCM(self._key).decrypt(sealed[:_NONCE], sealed[_NONCE:], stored_as.encode())
        except (OSError, InvalidTag, ValueError):
            return None

    def drop(self, stored_as: str) -> None:
        """Delete a file for good (destruction of archived material). Nothing happens when it is not there."""
        self._place(stored_as).unlink(missing_ok=True)

    def _place(self, stored_as: str) -> Path:
        return self.folder / stored_as[:2] / stored_as
