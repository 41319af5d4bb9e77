"""What must hold of posts: pure functions of values."""

from collections.abc import Collection

from models.core.findings import Finding
from models.core.rulebook import Rule
from models.people.staff.terms import AFFAIRS, EDUCATION_ORDER, EQUIPMENT, POST


def incompatible(held: Collection[str], wanted: str, duties: Rule) -> list[Finding]:
    """PPL-ORG-004: posts that one person does not hold together, as `SOD-11:director+finance`; only rows that are on count."""
    on = set(duties.value("rows") or ())
    found: list[Finding] = []
    for line in duties.value("posts") or ():
        row, _colon, pair = line.partition(":")
        one, _plus, other = pair.partition("+")
        clash = {one: other, other: one}.get(wanted)
        if row in on and clash in held:
            found += duties.found("post", found=f"{POST.show(clash)}、{POST.show(wanted)}", row=row)
    return found


def trainer_faults(post: str, trains: bool, apart: Rule) -> list[Finding]:
    """PPL-EXM-011: where the scope is always, no registered trainer holds a post of exam affairs."""
    if not trains or post not in AFFAIRS or apart.value("scope") != "always":
        return []
    return apart.found("post", found=POST.show(post))


def keeper_faults(post: str, education: str | None, cert_level: int | None, keepers: Rule) -> list[Finding]:
    """PPL-EXM-022: degree and certificate of who looks after the devices; what is not known does not count as there."""
    if post != EQUIPMENT or not keepers.active:
        return []
    learnt = education in EDUCATION_ORDER and EDUCATION_ORDER.index(education) >= EDUCATION_ORDER.index(keepers.value("education"))
    skilled = cert_level is not None and 1 <= cert_level <= keepers.value("level")
    return [] if learnt and skilled else keepers.found("cert_level", found=f"{education or '—'} / {cert_level or '—'}")


def too_few(full_time: int, permanent: Rule) -> list[Finding]:
    """PPL-EXM-024: fewer full-time staff on duty than the least number; exactly that number is enough."""
    return permanent.found("time", found=full_time) if permanent.active and full_time < permanent.value("minimum") else []
