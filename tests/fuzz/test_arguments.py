"""Strange values for every command and strange words on the command line: an answer each time, and the books still add up."""

import contextlib
import io
import random
from dataclasses import replace

import pytest

from desktop import cli
from models.core.acts import COMMANDS, call
from models.core.centre import Centre
from models.core.progress import to_the_end
from models.core.refusals import Refused
from models.core.roles import ROLES
from models.core.verifying import verify
from tests.centres import PASSWORD, folder_of
from tests.fuzz.mutants import cases, word

KEYS = (None, 0, 1, 2, 3, -1, 10**12)


def _given(declared, chance):
    """Most parameters named rightly, some left out, one perhaps unknown; now and then a value as its kind hints."""
    told = {param.name: word(chance) for param in declared.params if chance.random() < 0.85}
    for param in declared.params:
        if param.name in told and chance.random() < 0.5:
            told[param.name] = chance.choice(
                ["是", "1", "2026-11-20", "2026-11-20 09:00", "电工", "4", "林知远", "TS-2026-0001", "11010519491231002X"]
            )
    return told | ({"nobody": "x"} if chance.random() < 0.05 else {})


@pytest.mark.parametrize("profile", ["sport", "henan"])
def test_strange_values_are_refused_by_every_command_with_a_sentence(centre, profile, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # a copy to a strange folder is a copy all the same
    opened: Centre = centre(profile)
    everyone = replace(opened, actor=replace(opened.actor, roles=frozenset(ROLES)))
    wrong = []
    for name, declared in sorted(COMMANDS.items()):
        for number in cases(7):
            chance = random.Random(f"{name}{number}")
            given = _given(declared, chance)
            try:
                outcome = call(
                    everyone,
                    name,
                    chance.choice(KEYS) if declared.subject else None,
                    reason=chance.choice(["", "试", word(chance)]),
                    **given,
                )
                assert outcome.done or outcome.findings, "no answer"
                with everyone.reading() as context:
                    assert all(context.rules.describe(one)["text"] for one in outcome.findings)
            except Refused as refused:  # a place that cannot take a centre: a sentence too
                assert str(refused)
            except Exception as error:
                wrong.append(f"{name} {number} {given}"[:300] + f": {type(error).__name__} {error}"[:300])
    assert not wrong, "\n".join(wrong)
    with opened.reading() as context:
        assert to_the_end(verify(context)) == []


def test_strange_words_on_the_command_line_end_in_a_sentence(centre, tmp_path, monkeypatch):
    opened = centre()
    folder = folder_of(opened)
    opened.close()
    monkeypatch.setenv("JIANTAI_PASSWORD", PASSWORD)
    monkeypatch.chdir(tmp_path)
    starts = (
        ["due"], ["do", "core.set_rule_value"], ["do"], ["show"], ["show", "people.assessors"], ["workdays"], ["rules"], ["commands"],
        ["import", "people.assessors"], ["export", "people.assessors"], ["print", "F-BADGE"], ["template", "people.assessors"], ["reconcile"],
        ["stats", "pass-rate"], ["stats", "funnel"], ["upload"], ["verify"], [],
    )  # fmt: skip
    for number in cases(250):
        chance = random.Random(number)
        line = [*chance.choice(starts), *(word(chance).replace("\x00", "")[:500] for _word in range(chance.randint(0, 3)))]
        line += chance.choice(
            ([], ["--json"], ["--on", "2026-11-20"], ["--on", word(chance)[:50]], ["--as", "exam"], ["--as", word(chance)[:50]])
        )
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                status: object = cli.main([*line, "--centre", str(folder)])
            except SystemExit as left:  # argparse says what it does not understand
                status = left.code
        assert status in (cli.DONE, cli.REFUSED, cli.WRONG_USE, cli.NOT_OPENED), (number, line, err.getvalue()[-500:])
        assert "Traceback" not in out.getvalue() + err.getvalue(), (number, line)
