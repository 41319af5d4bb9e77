"""Destroying, handing over, guarding, packing for upload: what must hold, as pure functions of values."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from models.archives.terms import SECRET, labels
from models.core.findings import Finding, Severity
from models.core.rulebook import Rule, Rulebook
from resources.texts import _

# -- destruction --------------------------------------------------------------------------------------------------


def destruction_faults(number: str, destroy_from: date, day: date, held_by: Sequence[str], on_loan: bool, rules: Rulebook) -> list[Finding]:
    """Whether an item may be on a destruction list on a day (ARC-020, 022, 025). held_by: open matters in words."""
    findings: list[Finding] = []
    if destroy_from == date.max:
        findings += rules["ARC-022"].found("item", found=number)
    elif day < destroy_from:
        findings += rules["ARC-020"].found("item", found=number, expected=destroy_from.isoformat())
    if held_by or on_loan:
        why = "、".join([*held_by, *([_("外借中")] if on_loan else [])])
        findings += rules["ARC-025"].found("item", found=f"{number}（{why}）")
    return findings


def panel_faults(members: Collection[str], roles: Iterable[str], rule: Rule) -> list[Finding]:
    """ARC-060: so many members, the required roles among them (roles: all roles that the members hold)."""
    missing = sorted(set(rule.value("panel_roles")) - set(roles))
    if len(set(members)) >= rule.value("panel_min") and not missing:
        return []
    from models.core.roles import NAMES

    lacking = "、".join(NAMES[role] for role in missing)
    return rule.found("panel", found=_("{n} 人").format(n=len(set(members))) + (_("，缺{roles}").format(roles=lacking) if lacking else ""))


def line_result(votes: Mapping[str, str], panel: Collection[str]) -> str | None:
    """ARC-061: destroy only when every member says so; keep as soon as one does not; None while votes are missing."""
    if any(vote != "destroy" for member, vote in votes.items() if member in panel):
        return "keep"
    return "destroy" if set(panel) <= set(votes) and panel else None


def vote_faults(missing: Sequence[str], rule: Rule) -> list[Finding]:
    """ARC-061: votes that are still missing, in words (member: items)."""
    return rule.found("votes", found="、".join(missing)) if missing else []


def two_persons_faults(proposer: str, executor: str | None, witness: str | None, rule: Rule) -> list[Finding]:
    """ARC-062: executor and witness are two, and neither proposed the list. witness None: not asked yet."""
    if executor == proposer or witness == proposer:
        return rule.found("executor", found=_("提出人不能执行或监销"))
    if witness is not None and (executor is None or executor == witness):
        return rule.found("witness", found=_("执行人和监销人为同一人"))
    return []


def secret_destruction_faults(
    secrecies: Iterable[str], approval: str | None, escort: str | None, place: str | None, rule: Rule
) -> list[Finding]:
    """ARC-063: secret material is destroyed with approval, escort and an assigned place."""
    if SECRET not in set(secrecies):
        return []
    given = ((_("负责人批准"), approval), (_("护送人"), escort), (_("指定地点"), place))
    missing = [label for label, value in given if not value]
    return rule.found("escort", list="、".join(missing)) if missing else []


# -- handover -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Counted:
    """One line of a handover: counts of account, material, card, and what was received (None: not yet)."""

    title: str
    account: int
    material: int
    card: int
    received: int | None = None

    @property
    def agrees(self) -> bool:
        return self.account == self.material == self.card and self.received in (None, self.material)


@dataclass(frozen=True)
class Bag:
    """What a bag of papers says of itself."""

    number: str | None
    sealed: bool | None
    occupation: str | None
    level: int | None


def count_faults(lines: Iterable[Counted], archive_says: str | None, deliverer_says: str | None, rule: Rule) -> list[Finding]:
    """ARC-013: a difference of account, material and card is explained by both sides before closing."""
    different = [f"{one.title} {_('账')}{one.account} {_('物')}{one.material} {_('卡')}{one.card}" + (
        f" {_('收')}{one.received}" if one.received is not None else "") for one in lines if not one.agrees]  # fmt: skip
    if not different or (archive_says and deliverer_says):
        return []
    return rule.found("lines", found="；".join(different))


def column_faults(values: Mapping[str, object], important: bool, approved: bool, rule: Rule) -> list[Finding]:
    """HND-004: the columns of the register; the leader's signature for important files."""
    missing = [label for label, value in values.items() if value in (None, "")]
    missing += [_("领导签字")] if important and not approved else []
    return rule.found("list", list="、".join(missing)) if missing else []


def bag_faults(bags: Iterable[Bag], occupation: str | None, level: int | None, rule: Rule) -> list[Finding]:
    """HND-006: number, seal, occupation and level of each bag against its room."""
    wrong = []
    for bag in bags:
        if not bag.number:
            wrong.append(_("缺袋号"))
        if bag.sealed is not True:
            wrong.append(_("{bag} 未密封").format(bag=bag.number or ""))
        if bag.occupation != occupation or bag.level != level:
            wrong.append(_("{bag} 职业或等级与考场不符").format(bag=bag.number or ""))
    return rule.found("lines", found="；".join(wrong)) if wrong else []


def transport_faults(values: Mapping[str, object], rule: Rule) -> list[Finding]:
    """HND-008: vehicle, driver, escort, departure and arrival; a gap is pointed out, the transport has happened."""
    missing = [label for label, value in values.items() if value in (None, "")]
    return rule.found("vehicle", Severity.WARN, list="、".join(missing)) if missing else []


def arrival_faults(arrived_at: datetime | None, exam_at: datetime | None, rule: Rule) -> list[Finding]:
    """HND-009: papers arrive so many minutes before the exam (exactly is in time); being late wants a reason."""
    minutes = rule.value("minutes")
    if not minutes or arrived_at is None or exam_at is None or arrived_at <= exam_at - timedelta(minutes=minutes):
        return []
    return rule.found("arrived_at", Severity.WARN, found=_("{at} 运抵").format(at=arrived_at.strftime("%H:%M")))


def subject_faults(subject: str | None, rule: Rule) -> list[Finding]:
    """HND-009: papers are handed over subject by subject, so the one subject is named."""
    return [] if subject else rule.found("subject", found=_("未注明科目"))


def signer_faults(signers: Collection[str], needed: int, rule: Rule, what: str) -> list[Finding]:
    """HND-010, HND-012: so many different people signed."""
    if not rule.active or len(set(signers)) >= (needed or 0):
        return []
    return rule.found(
        "signers", Severity.BLOCK, found=_("{what} {n} 人，应为 {needed} 人").format(what=what, n=len(set(signers)), needed=needed)
    )


# -- the vault ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Duty:
    """A shift of the vault: [begins, ends), and who was on duty."""

    begins: datetime
    ends: datetime
    persons: tuple[str, ...]


def shift_faults(duty: Duty, rules: Rulebook) -> list[Finding]:
    """VLT-001: enough names on a shift that ends after it begins."""
    rule = rules["VLT-001"]
    persons = {person for person in duty.persons if person}
    if duty.ends <= duty.begins:
        return rule.found("ends_at", found=_("结束不晚于开始"))
    return [] if len(persons) >= rule.value("min_on_duty") else rule.found("persons", found=_("{n} 人").format(n=len(persons)))


def gaps(duties: Iterable[Duty], begins: datetime, ends: datetime) -> list[tuple[datetime, datetime]]:
    """The times in [begins, ends) that no shift covers."""
    found, until = [], begins
    for duty in sorted(duties, key=lambda one: one.begins):
        if duty.begins > until:
            found.append((until, min(duty.begins, ends)))
        until = max(until, duty.ends)
    if until < ends:
        found.append((until, ends))
    return [(start, end) for start, end in found if start < end]


def gap_faults(duties: Iterable[Duty], begins: datetime, ends: datetime, rule: Rule) -> list[Finding]:
    """VLT-002: the log cannot be closed while a time is uncovered."""
    told = [_("{start} 至 {end} 缺 {n} 分钟").format(start=f"{start:%m-%d %H:%M}", end=f"{end:%m-%d %H:%M}",
        n=int((end - start).total_seconds() // 60))
            for start, end in gaps(duties, begins, ends)]  # fmt: skip
    return rule.found("shifts", found="；".join(told)) if told else []


def long_duty_faults(duties: Iterable[Duty], rule: Rule) -> list[Finding]:
    """VLT-005: nobody stands longer than so many hours without a break; shifts that touch are one duty."""
    limit = timedelta(hours=rule.value("hours"))
    spans: dict[str, tuple[datetime, datetime]] = {}
    tired: list[str] = []
    for duty in sorted(duties, key=lambda one: one.begins):
        for person in duty.persons:
            begun, ended = spans.get(person, (duty.begins, duty.begins))
            spans[person] = (begun if duty.begins <= ended else duty.begins, max(ended, duty.ends))
            if spans[person][1] - spans[person][0] > limit and person not in tired:
                tired.append(person)
    return rule.found("persons", found="、".join(tired)) if tired else []


# -- secret material ----------------------------------------------------------------------------------------------


def trip_faults(persons: Collection[str], measures: str | None, rule: Rule) -> list[Finding]:
    """SEC-003: at least two persons and the safety measures."""
    count = len({person for person in persons if person})
    if count < rule.value("persons"):
        return rule.found("persons", found=_("{n} 人").format(n=count))
    return [] if measures else rule.found("measures", found=_("缺安全措施"))


def copy_faults(copies: int | None, allowed: int | None, rule: Rule) -> list[Finding]:
    """SEC-004: no more copies than the head approved. allowed None: not approved."""
    if allowed is None:
        return rule.found("copies", found=_("尚未批准"))
    return [] if (copies or 0) <= allowed else rule.found("copies", found=_("{n} 份，批准 {allowed} 份").format(n=copies, allowed=allowed))


# -- upload package -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Shot:
    """A picture or video of a package: seconds of a video (None: a photo), whether place and time are recorded
    (None: cannot be told)."""

    name: str
    seconds: float | None = None
    stamped: bool | None = None


def package_faults(size: int, shots: Sequence[Shot], subjects: Collection[str], rules: Rulebook) -> list[Finding]:
    """ARC-007, ARC-008: size in bytes against the limit in MiB (the limit itself is allowed), counts, seconds, place
    and time, subjects. For a mixed set both counts hold."""
    limit, rule = rules["ARC-007"], rules["ARC-008"]
    findings: list[Finding] = []
    if limit.active and size > limit.value("max_mib") * 1024 * 1024:
        findings += limit.found("file", found=f"{size / 1024 / 1024:.2f} MiB")
    if not rule.active:
        return findings
    photos, videos = [one for one in shots if one.seconds is None], [one for one in shots if one.seconds is not None]
    wrong = [_("照片 {n} 张").format(n=len(photos))] if len(photos) > rule.value("photos") else []
    wrong += [_("视频 {n} 段").format(n=len(videos))] if len(videos) > rule.value("videos") else []
    wrong += [_("{name} {n:.0f} 秒").format(name=one.name, n=one.seconds) for one in videos if (one.seconds or 0) > rule.value("seconds")]
    wrong += [_("{name} 未记录位置或时间").format(name=one.name) for one in shots if one.stamped is False]
    wrong += [_("缺“{what}”").format(what=label) for code, label in labels("shot").items() if code not in subjects]
    return findings + (rule.found("file", found="；".join(wrong)) if wrong else [])
