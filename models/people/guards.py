"""What stands before several acts alike: nobody acts about himself, nobody on the blacklist is carded."""

from collections.abc import Iterator

from models.core.centre import Context
from models.core.findings import Finding
from models.people import queries, rules
from models.people.tables import Qualification
from resources.texts import _

OWN_MATTERS = "SOD-9"


def not_about_oneself(context: Context, person_id: int) -> Iterator[Finding]:
    """PPL-ORG-004, SOD-9: nobody decides about his own application, card, contract or sanction."""
    rule = context.rules["PPL-ORG-004"]
    if context.actor.person_id == person_id and OWN_MATTERS in (rule.value("rows") or ()):
        yield from rule.found("", found=_("本人事项"))


def not_about_holder(context: Context, holder: Qualification) -> Iterator[Finding]:
    yield from not_about_oneself(context, holder.person_id)


def not_listed(context: Context, person_id: int, kind: str) -> Iterator[Finding]:
    """PPL-ASR-022: no application, card or appointment for a person on the blacklist."""
    yield from rules.blacklisted(queries.blacklists(context.db, person_id), kind, context.rules["PPL-ASR-022"])
