"""Which registered person an account belongs to: so that nobody acts about himself, whatever name stands on the paper."""

from collections.abc import Iterator

from sqlalchemy import select

from models.core.acts import Param, Unit, command
from models.core.centre import Context
from models.core.commands import USER
from models.core.findings import Finding
from models.core.kinds import Code
from models.core.roles import DIRECTOR
from models.core.tables import User
from models.people.queries import find_any_qualified, find_person
from resources.texts import _


def _may_link(context: Context, user: User) -> Iterator[Finding]:
    """A director may link his own account once, and not take it back: another one does (PPL-ORG-004)."""
    if user is not None and user.login == context.actor.login and user.person_id is not None:
        yield from context.rules["PPL-ORG-004"].found("", found=user.name)


@command("people.link_account", _("账号对应人员"), subject=USER, only=frozenset({DIRECTOR}), guard=_may_link,
         rules=("PPL-ORG-003", "PPL-ORG-004", "SYS-005"), params=(
    Param("person", _("人员"), Code(60), required=False, help=_("证件号码或证卡编号；留空则解除对应")),
))  # fmt: skip
def link_account(unit: Unit, user: User, person: str | None) -> Iterator[Finding]:
    """The account's person, by identity or card number; one person has one open account (PPL-ORG-003). From then on what
    concerns the person concerns the account: recusal, own files, own applications."""
    if person is None:
        user.person_id = None
        return
    found = {one.id: one for one in [*find_person(unit.db, person), *(held.person for held in find_any_qualified(unit.db, person))]}
    if len(found) != 1:
        yield from unit.rules["SYS-005"].found("person", label=_("人员"), key=person)
        return
    (id_,) = found
    other = unit.db.scalar(select(User).where(User.person_id == id_, User.id != user.id, User.disabled_on.is_(None)))
    if other is not None:
        yield from unit.rules["PPL-ORG-003"].found("person", found=other.login)
        return
    user.person_id = id_
