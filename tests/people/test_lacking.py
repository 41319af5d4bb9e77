"""What a record lacks: the declared fields and the conditions that have indexes say the same."""

import re

import pytest

from models.core.registers import REGISTERS
from models.people.register import lacks


@pytest.mark.parametrize("key", ["people.assessors", "people.supervisors"])
def test_the_indexed_conditions_name_exactly_the_fields_of_a_complete_record(key):
    declared = {(field.path or field.name).removeprefix("person.") for field in REGISTERS[key].fields if field.complete}
    indexed = set(re.findall(r"(\w+) IS NULL", " ".join(lacks(key.removeprefix("people.").removesuffix("s")))))
    assert indexed == declared
