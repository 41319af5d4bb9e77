"""F-PERSON-DATA and W-PERSON-DATA: what is kept about a person, as he may ask to be told."""

from typing import TYPE_CHECKING

from models.core.centre import Context
from models.people.personal.due import REGISTER
from models.people.personal.tables import PersonRequest
from reports.books import Book, declare_book
from reports.forms import form
from resources.texts import _

if TYPE_CHECKING:
    from reports.kit.page import Paper


@form("F-PERSON-DATA", _("个人信息告知单"), registers=(REGISTER,), row=1)
def statement(context: Context, record: PersonRequest) -> "Paper":
    from reports.people.personal import statement

    return statement(context, record)


def _workbook(context: Context, record: PersonRequest) -> bytes:
    from reports.people.personal import workbook

    return workbook(context, record)


BOOK = declare_book(Book("W-PERSON-DATA", _("个人信息复制件（工作簿）"), REGISTER, 1, _workbook))
