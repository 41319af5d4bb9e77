"""The forms of the archive, by their ids in the form catalogue."""

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Any

from models.core.centre import Context
from models.core.registers import View
from reports.forms import Many, One, form, list_form
from resources.texts import _

if TYPE_CHECKING:
    from reports.kit.page import Drawn, Paper

ITEMS, FILES, LOANS, READINGS = "archives.items", "archives.files", "archives.loans", "archives.consultations"
LISTS, CHECKS, HANDOVERS = "archives.destruction", "archives.checks", "archives.handovers"
VAULT, SECRETS = "archives.vault", "archives.secrets"


def _one(module: str, name: str) -> One:
    """A form whose drawing module is imported when it is printed."""

    def make(context: Context, record: Any) -> "Paper | Drawn":
        return getattr(import_module(f"reports.archives.{module}"), name)(context, record)

    return make


def _many(module: str, name: str) -> Many:
    def make(context: Context, records: Iterable[Any], view: View) -> "Paper | Drawn":
        return getattr(import_module(f"reports.archives.{module}"), name)(context, records)

    return make


def _secret_list(record: Any) -> str:
    from models.archives.destroying import is_secret

    return "" if is_secret(record) else _("含涉密资料的清册")


def _destroyed(record: Any) -> str:
    return "" if record.state == "destroyed" else _("已销毁的清册")


def _trip(record: Any) -> str:
    return "" if record.kind == "trip" else _("携带外出的登记")


_Fits = Callable[[Any], str]
_ONE: tuple[tuple[str, str, str, int, str, str, _Fits | None], ...] = (
    ("F-ARCH-STICKER", _("档案标签"), ITEMS, 53, "labels", "sticker", None),
    ("F-ARCH-VOLUME", _("卷内目录"), FILES, 53, "catalogues", "volume", None),
    ("F-ARCH-SLIP", _("档案借阅单"), LOANS, 56, "loans", "slip", None),
    ("F-ARCH-READ", _("档案查阅记录"), READINGS, 54, "loans", "reading", None),
    ("F-ARCH-APPRAISAL", _("到期档案审查意见表"), LISTS, 59, "destruction", "appraisal", None),
    ("F-ARCH-DESTROY", _("档案销毁清册"), LISTS, 59, "destruction", "archive_list", None),
    ("F-SECRET-DESTROY", _("保密资料销毁登记册"), LISTS, 59, "destruction", "secret_list", _secret_list),
    ("F-ARCH-DESTROYED", _("档案销毁证明"), LISTS, 59, "destruction", "certificate", _destroyed),
    ("F-ARCH-CHECK", _("档案盘点表"), CHECKS, 53, "catalogues", "stock_check", None),
    ("F-ARCH-TRANSFER", _("文件移交登记表"), HANDOVERS, 61, "handovers", "transfer", None),
    ("F-PAPER-DUTY", _("试卷保密室值班记录"), VAULT, 61, "handovers", "duty_log", None),
    ("F-SECRET-CARRY", _("涉密资料外出携带审批表"), SECRETS, 58, "secrets", "trip", _trip),
)
_MANY: tuple[tuple[str, str, str, int, str, str], ...] = (
    ("F-ARCH-CATALOG", _("归档资料目录"), ITEMS, 53, "catalogues", "catalogue"),
    ("F-ARCH-LABEL", _("档案盒脊背标签"), ITEMS, 53, "labels", "spines"),
    ("F-ARCH-STICKERS", _("档案标签（全部）"), ITEMS, 53, "labels", "stickers"),
    ("F-ARCH-LOAN", _("档案借阅登记表"), LOANS, 56, "loans", "register"),
    ("F-SECRET-LOAN", _("保密资料借阅登记"), LOANS, 56, "secrets", "loans"),
    ("F-ARCH-TRANSFERS", _("文件移交登记表（全部）"), HANDOVERS, 61, "handovers", "transfers"),
    ("F-SECRET-COPY", _("涉密资料复印、打印登记表"), SECRETS, 58, "secrets", "copies"),
)

for _id, _title, _register, _row, _module, _name, _fits in _ONE:
    _more: dict[str, Any] = {"unfit": _fits} if _fits else {}
    form(_id, _title, registers=(_register,), row=_row, **_more)(_one(_module, _name))
for _id, _title, _register, _row, _module, _name in _MANY:
    list_form(_id, _title, registers=(_register,), row=_row)(_many(_module, _name))
