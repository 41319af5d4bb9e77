"""The papers of custodians."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from models.core.centre import Context
from models.core.registers import View
from models.people.organisation.custody import REGISTER
from models.people.organisation.tables import Custody
from reports.forms import form, list_form
from resources.texts import _

if TYPE_CHECKING:
    from reports.kit.page import Paper


@form("F-CUSTODY", _("保管交接单"), registers=(REGISTER,), row=0)
def sheet(context: Context, one: Custody) -> "Paper":
    from reports.people import custody

    return custody.sheet(context, one)


@list_form("W-CUSTODY", _("保管人一览表"), registers=(REGISTER,), row=0)
def listed(context: Context, records: Iterable[Custody], view: View) -> "Paper":
    from reports.people import custody

    return custody.listed(context, list(records))
