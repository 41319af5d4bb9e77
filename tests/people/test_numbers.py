"""Two people at once never get one number: threads on one centre, on SQLite and on PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor

from models.people.tables import Card
from tests.centres import seat
from tests.people.makers import act, card, done, hired, person, stored

PLAIN = {"证卡编号": "", "发证日期": "", "有效期至": ""}
WRITERS = 8


def test_ppl_asr_062_writers_at_once_get_different_numbers(any_centre, tmp_path):
    here = any_centre("henan")
    keys = hired(here, tmp_path, *(person(n, **PLAIN) for n in range(1, WRITERS + 1)))
    seats = [seat(here, "exam" if n % 2 else "director") for n in range(WRITERS)]

    def issue(number: int) -> str:
        from models.core.acts import call

        done(call(seats[number], "people.issue_card", keys[number], decision="会议"))
        return str(number)

    with ThreadPoolExecutor(WRITERS) as pool:
        assert len(list(pool.map(issue, range(WRITERS)))) == WRITERS
    assert sorted(one.number for one in stored(here, Card)) == [card(n) for n in range(1, WRITERS + 1)]


def test_ppl_asr_062_the_number_of_who_left_is_not_given_again(any_centre, tmp_path):
    here = any_centre("henan")
    first, second, third = hired(here, tmp_path, person(1), *(person(n, **PLAIN) for n in (2, 3)))
    done(act(here, "director", "people.issue_card", second, decision="会议"))
    done(act(here, "director", "people.withdraw_card", second, cause="AC-N2", facts="x", document="y"))
    done(act(here, "director", "people.withdraw_card", first, cause="AC-N2", facts="x", document="y"))
    done(act(here, "director", "people.issue_card", third, decision="会议"))
    assert [one.number for one in stored(here, Card)] == [card(1), card(2), card(3)]
