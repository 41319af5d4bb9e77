"""Who may do what: every command refused for every role outside its row, each refusal kept in the audit trail."""

import json
from dataclasses import replace
from itertools import product

import pytest

import models
from models.core import registers
from models.core.acts import COMMANDS, call, permission, stands_against
from models.core.findings import Severity
from models.core.matrix import lines, matching
from models.core.registers import REGISTERS, may_read, not_readable
from models.core.roles import (
    ADMIN,
    ARCHIVE,
    BUSINESS,
    DIRECTOR,
    EXAM,
    FINANCE,
    GENERAL,
    NAMES,
    ROLES,
    SUPERVISOR,
    allowed,
    letter,
    matrix,
    titles,
)
from models.core.rulebook import PROFILES, Rulebook
from models.core.tables import AuditEntry
from tests.centres import PASSWORD, seat

assert models  # every area has declared its commands
LETTERS = {"A", "C", "V", "R", "O", ""}


@pytest.mark.parametrize("row", sorted(matrix()))
def test_ppl_org_010_a_row_of_the_matrix_is_whole(row):
    cells = matrix()[row]
    assert {cells[role] for role in ROLES} <= LETTERS
    assert cells["action"]["zh"] and cells["action"]["en"] and cells["group"]
    assert set(cells.get("note", {})) | set(cells.get("clause", {})) <= set(ROLES)
    assert any(cells[role] for role in ROLES), "nobody may do it"


def test_ppl_org_010_letters_of_a_row_decide():
    assert allowed(3) == {DIRECTOR}
    assert allowed(1, "R") == {role for role in ROLES if matrix()[1][role] == "R"}
    assert allowed(0) == set(BUSINESS)
    assert titles([EXAM, DIRECTOR]) == f"{NAMES[DIRECTOR]}、{NAMES[EXAM]}"


@pytest.mark.parametrize(
    ("row", "role", "where", "elsewhere"),
    [(15, EXAM, ("hunan",), ""), (38, SUPERVISOR, ("fujian",), "R"), (39, SUPERVISOR, ("fujian",), ""), (48, EXAM, ("sport", "henan"), ""),
     (50, EXAM, ("henan",), "")],
)  # fmt: skip
def test_ppl_org_010_a_cell_of_one_region_is_another_elsewhere(row, role, where, elsewhere):
    for profile in PROFILES:
        assert letter(row, role, profile) == ("C" if profile in where else elsewhere), profile
        assert (role in allowed(row, profile=profile)) is (profile in where)
    assert letter(row, role) == "C"


def test_ppl_org_010_every_command_as_every_role_in_every_region_is_what_the_matrix_says(centre):
    opened = centre()
    with opened.reading() as context:
        for profile, role in product(PROFILES, ROLES):
            context.rules = Rulebook(profile)
            context.actor = replace(opened.actor, roles=frozenset({role}))
            for one in COMMANDS.values():
                by_row = role in BUSINESS if one.row == 0 else letter(one.row, role, profile) in set(one.letters)
                expected = role in one.only if one.only else by_row or role in one.also
                assert (permission(context, one) == []) is expected, (profile, role, one.name)


def test_ppl_org_010_the_matrix_is_read_with_clause_note_and_commands():
    shown = {line.row: line for line in lines("henan")}
    assert set(shown) == set(matrix())
    assert all(cell.clause for line in shown.values() for cell in line.cells if cell.letter and cell.role != ADMIN)
    assert ("people.appoint_staff", COMMANDS["people.appoint_staff"].title) in shown[1].commands
    assert REGISTERS["people.staff"].title in shown[1].registers
    [cell] = [cell for cell in shown[2].cells if cell.role == SUPERVISOR]
    assert (cell.words, cell.note) == ("办理", "限督导员")


def test_ppl_org_010_the_matrix_is_found_by_role_and_by_words():
    shown = lines("hunan")
    assert {line.row for line in matching(shown, role=ADMIN)} == {row for row in matrix() if matrix()[row][ADMIN]}
    assert [line.row for line in matching(shown, "移出 黑名单")] == [10]
    assert 1 in {line.row for line in matching(shown, "people.appoint_staff")}
    assert matching(shown, "没有这样的事") == []
    assert {line.row for line in matching(shown, group="成绩")} == {41, 42, 43, 44, 45, 46, 47}


@pytest.mark.parametrize("role", ROLES)
def test_ppl_org_010_a_command_outside_the_role_is_refused_and_logged_with_its_row(role, centre):
    opened = centre()
    opened = replace(opened, actor=replace(opened.actor, roles=frozenset({role})))
    outside = [one for one in COMMANDS.values() if role not in one.roles_in(opened.profile)]
    for declared in outside:
        outcome = call(opened, declared.name, 1)
        assert [finding.rule for finding in outcome.findings] == ["PPL-ORG-010"], declared.name
        with opened.reading() as context:
            entry = context.db.get(AuditEntry, outcome.entry)
            told = json.loads(entry.detail)["findings"][0]
            assert (entry.actor, entry.command, entry.outcome) == ("director", declared.name, "refused")
            assert told["params"]["row"] == declared.row
            assert entry.subject == (f"{declared.subject.table.__tablename__}:1" if declared.subject else "")
    with opened.reading() as context:
        assert all(permission(context, one) == [] for one in COMMANDS.values() if one not in outside)


@pytest.mark.parametrize("declared", COMMANDS.values(), ids=lambda one: one.name)
def test_ppl_org_010_a_command_belongs_to_somebody_and_to_a_row(declared):
    assert declared.roles
    assert declared.row in matrix() or declared.row == 0
    expected = {role for role in ROLES if matrix()[declared.row][role] in set(declared.letters)} if declared.row else set(BUSINESS)
    assert declared.roles == (declared.only or expected) | declared.also
    assert set(declared.rules) <= {rule.id for rule in Rulebook("henan")}


def test_gen_001_the_administrator_keeps_accounts_and_nothing_else(centre):
    with seat(centre(), "admin").reading() as context:
        readable = {key for key, register in REGISTERS.items() if may_read(context, register)}
        assert readable == {"core.users"}
        [refused] = not_readable(context, REGISTERS["people.assessors"])
        assert (refused.rule, refused.severity) == ("GEN-001", Severity.BLOCK)
        doable = {name for name, one in COMMANDS.items() if permission(context, one) == []}
        assert all(name.startswith("core.") for name in doable)


def test_gen_003_a_register_opens_only_for_the_roles_of_its_row(centre):
    opened = centre()
    for key, register in REGISTERS.items():
        for role in BUSINESS:
            with replace(opened, actor=replace(opened.actor, roles=frozenset({role}))).reading() as context:
                refused = not_readable(context, register)
                assert [one.rule for one in refused] == ([] if role in register.who_reads else ["GEN-003"]), (key, role)


def test_gen_003_an_export_beyond_the_role_is_refused_and_logged(centre):
    opened = seat(centre(), "admin")
    opened = replace(opened, actor=replace(opened.actor, roles=frozenset({FINANCE})))
    outcome = call(opened, "core.record_export", register="core.users", rows=8, full=False, digest="0" * 64)
    assert [one.rule for one in outcome.findings] == ["GEN-003"]
    with opened.reading() as context:
        assert context.db.get_one(AuditEntry, outcome.entry).outcome == "refused"


@pytest.mark.parametrize(("role", "sees"), [(DIRECTOR, True), (GENERAL, True), (EXAM, True), (ARCHIVE, False), (FINANCE, False)])
def test_gen_003_a_whole_identity_number_is_shown_to_those_who_need_it_and_the_look_is_logged(centre, role, sees):
    opened = centre()
    opened = replace(opened, actor=replace(opened.actor, roles=frozenset({role})))
    outcome = call(opened, "core.reveal", subject="qualification:1", field="id_no")
    assert outcome.done is sees
    assert [one.rule for one in outcome.findings] == ([] if sees else ["GEN-003"])
    with opened.reading() as context:
        entry = context.db.get(AuditEntry, outcome.entry)
        assert entry.outcome == ("done" if sees else "refused")
        assert ("revealed" in json.loads(entry.detail)) is sees


def test_gen_003_a_field_that_is_not_masked_needs_no_revealing(centre):
    assert [one.rule for one in call(centre(), "core.reveal", subject="qualification:1", field="name").findings] == ["GEN-003"]


def test_gen_003_switching_a_rule_off_is_no_permission(centre):
    opened = centre("fujian")
    done = call(opened, "core.set_rule_value", rule="GEN-003", param="on", value="off", why="试行")
    assert done.done
    with seat(opened, "admin").reading() as context:
        assert not context.rules["GEN-003"].active
        assert not_readable(context, REGISTERS["people.assessors"])
    outcome = call(seat(opened, "finance"), "core.reveal", subject="qualification:1", field="id_no")
    assert not outcome.done


def test_ppl_org_010_a_greyed_action_says_why_before_anything_is_asked(centre):
    with seat(centre(), "finance").reading() as context:
        [finding] = stands_against(context, COMMANDS["core.set_rule_value"])
        assert finding.rule == "PPL-ORG-010"
        assert "权限表第 86 行" in context.rules.describe(finding)["text"]


def test_ppl_org_001_a_person_has_the_roles_of_this_centre(centre):
    opened = seat(centre(), "admin")
    assert call(opened, "core.add_user", login="lin", name="林知远", roles="EXM、FIN", password=PASSWORD).done
    with seat(opened, "lin").reading() as context:
        assert context.actor.roles == {EXAM, FINANCE}
    director = seat(opened, "director")
    set_ = call(director, "core.set_rule_value", rule="PPL-ORG-001", param="roles", value="DIR,GEN,EXM", why="本中心不设其他岗位")
    assert set_.done
    outcome = call(opened, "core.add_user", login="zhou", name="周一苇", roles="FIN", password=PASSWORD)
    assert [one.rule for one in outcome.findings] == ["SYS-002"]
    assert call(opened, "core.add_user", login="zhou", name="周一苇", roles="EXM", password=PASSWORD).done


def test_ppl_org_001_an_account_without_a_role_is_refused(centre):
    outcome = call(seat(centre(), "admin"), "core.add_user", login="lin", name="林知远", roles="", password=PASSWORD)
    assert [(one.rule, one.about) for one in outcome.findings] == [("SYS-002", "roles")]


def test_ppl_org_003_an_account_is_one_persons(centre):
    opened = seat(centre(), "admin")
    for login in ("director", "Director", " DIRECTOR "):
        outcome = call(opened, "core.add_user", login=login, name="林知远", roles="EXM", password=PASSWORD)
        assert [one.rule for one in outcome.findings] == ["PPL-ORG-003"], login


def test_ppl_org_004_nobody_decides_about_himself(centre):
    from models.people.guards import not_about_oneself

    opened = replace(centre(), actor=replace(centre().actor, person_id=7))
    with opened.reading() as context:
        assert [one.rule for one in not_about_oneself(context, 7)] == ["PPL-ORG-004"]
        assert list(not_about_oneself(context, 8)) == []


def test_a_masked_field_is_shown_whole_only_on_request(centre):
    field = REGISTERS["people.assessors"].field("id_no")
    masked = registers.Field("id_no", "", field.kind, compute=lambda *_: "110101199003070073", mask=field.mask, clear_to=field.clear_to)
    with centre().reading() as context:
        assert masked.shown(context, None) == "110101********0073"
        assert masked.shown(context, None, clear=True) == "110101199003070073"
    with seat(centre(), "finance").reading() as context:
        assert masked.shown(context, None, clear=True) == "110101********0073"
