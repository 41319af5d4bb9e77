"""Who can open an embedded centre: one slot a user in `centre.keys`, each wrapping the same random data key.

A slot's wrapping key comes from the password by Argon2id; the recovery slot's from a code printed on paper. The data
key is random (32 bytes) and never leaves memory unwrapped. Further keys are derived from it by purpose.
"""

import base64
import json
import os
import secrets
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.core.refusals import Refused
from resources.texts import _

RECOVERY = "*recovery"
_CODE_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0/O, 1/I: the code is read from paper
_CODE_GROUPS, _CODE_GROUP = 8, 4
_KEY_BYTES = 32


@dataclass(frozen=True)
class Cost:
    """Argon2id work factors. A training centre, whose password is public, is opened cheaply."""

    passes: int
    memory_kib: int
    lanes: int = 1


REAL = Cost(passes=3, memory_kib=64 * 1024, lanes=2)
TRAINING = Cost(passes=1, memory_kib=1024)


def new_data_key() -> bytes:
    return os.urandom(_KEY_BYTES)


def derived(data_key: bytes, purpose: str) -> bytes:
    """A further 32-byte key for one purpose (files, audit …)."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), _KEY_BYTES, salt=None, info=f"jiantai {purpose}".encode()).derive(data_key)


def new_recovery_code() -> str:
    groups = ("".join(secrets.choice(_CODE_ALPHABET) for _ in range(_CODE_GROUP)) for _ in range(_CODE_GROUPS))
    return "-".join(groups)


def _wrapping_key(secret: str, salt: bytes, cost: Mapping[str, int]) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(secret.encode(), salt, cost["passes"], cost["memory_kib"], cost["lanes"], _KEY_BYTES, Type.ID)


def wrap(data_key: bytes, secret: str, cost: Cost) -> dict[str, Any]:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce = os.urandom(16), os.urandom(12)
    wrapped = AESGCM(_wrapping_key(secret, salt, vars(cost))).encrypt(nonce, data_key, None)
    packed = {"salt": salt, "nonce": nonce, "wrapped": wrapped}
    return vars(cost) | {name: base64.b64encode(value).decode() for name, value in packed.items()}


def unwrap(slot: Mapping[str, Any], secret: str) -> bytes | None:
    """The data key, or None when the secret is not the one of this slot."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce, wrapped = (base64.b64decode(slot[name]) for name in ("salt", "nonce", "wrapped"))
    try:
        return AESGCM(_wrapping_key(secret, salt, slot)).decrypt(nonce, wrapped, None)
    except InvalidTag:
        return None


def tidy_code(code: str) -> str:
    """A recovery code as typed from paper: blanks and hyphens do not matter, letters may be small."""
    letters = "".join(code.upper().replace("-", " ").split())
    return "-".join(letters[start : start + _CODE_GROUP] for start in range(0, len(letters), _CODE_GROUP))


def _damaged() -> Refused:
    return Refused("damaged", _("密钥文件 centre.keys 缺失或损坏，请用备份恢复"))


class Slots(ABC):
    """The slots of one centre, wherever they are kept; counts wrong tries and makes the next ones wait."""

    def __init__(self, now: Callable[[], float] = time.time):
        self._now = now

    @abstractmethod
    def _read(self) -> dict[str, Any]:
        """format, cost, slots by login, tries by login. Raises Refused when they are damaged."""

    @abstractmethod
    def _write(self, content: dict[str, Any]) -> None: ...

    def copy_to(self, other: "Slots") -> None:
        """The same people with the same passwords open the other place, which holds the same data key."""
        other._write(self._read() | {"tries": {}})

    def create(self, secrets_by_login: Mapping[str, str], data_key: bytes, cost: Cost) -> None:
        slots = {login: wrap(data_key, secret, cost) for login, secret in secrets_by_login.items()}
        self._write({"format": 1, "cost": vars(cost), "slots": slots, "tries": {}})

    def logins(self) -> list[str]:
        return [login for login in self._read()["slots"] if login != RECOVERY]

    @property
    def training(self) -> bool:
        """Whether the slots cost what those of a training centre do: the one sign of it outside the database."""
        return bool(self._read()["cost"] == vars(TRAINING))

    def open(self, login: str, secret: str, *, free_tries: int, delays: list[int]) -> bytes:
        """The data key. Refused (SYS-010) while the growing delay after wrong tries runs, and for a wrong secret.

        free_tries: wrong ones without delay. delays: seconds after each further one; the last repeats.
        """
        content = self._read()
        wrong, last = content["tries"].get(login, (0, 0.0))
        wait = 0.0
        if wrong > free_tries:
            wait = last + delays[min(wrong - free_tries, len(delays)) - 1] - self._now()
        if wait > 0:
            raise Refused("wait", _("密码多次错误，请在 {seconds} 秒后再试").format(seconds=int(wait) + 1))
        slot = content["slots"].get(login)
        try:
            key = unwrap(slot, tidy_code(secret) if login == RECOVERY else secret) if slot else None
        except (KeyError, TypeError, ValueError) as error:
            raise _damaged() from error
        if key is None:
            content["tries"][login] = (wrong + 1, self._now())
            self._write(content)
            raise Refused("wrong_password", _("用户名或密码不正确"))
        if wrong:
            content["tries"].pop(login)
            self._write(content)
        return key

    def put(self, login: str, secret: str, data_key: bytes) -> None:
        """Give a login a (new) secret."""
        content = self._read()
        content["slots"][login] = wrap(data_key, secret, Cost(**content["cost"]))
        content["tries"].pop(login, None)
        self._write(content)

    def remove(self, login: str) -> None:
        content = self._read()
        content["slots"].pop(login, None)
        self._write(content)


class Keyring(Slots):
    """The slots in a JSON file, written atomically."""

    def __init__(self, path: Path, now: Callable[[], float] = time.time):
        super().__init__(now)
        self.path = path

    def _read(self) -> dict[str, Any]:
        try:
            content: dict[str, Any] = json.loads(self.path.read_text(encoding="utf-8"))
            content["slots"], content["cost"], content["tries"]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise _damaged() from error
        return content

    def _write(self, content: dict[str, Any]) -> None:
        partial = self.path.with_suffix(".new")
        with partial.open("w", encoding="utf-8") as file:
            json.dump(content, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(self.path)
