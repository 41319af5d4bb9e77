"""A window on a server hears at once that another seat wrote."""

from models.core.acts import call
from tests.centres import OnServer, seat


def test_a_write_of_another_seat_is_heard_without_waiting_for_the_clock(qtbot, server):
    from desktop.instance import BesideWatch

    make = OnServer(server)
    mine = make("hunan", "director")
    watch = BesideWatch(mine)
    watch._timer.stop()  # only the server's notice is left
    other = make.open(mine.where, "archive", mine.moved_to)
    with qtbot.waitSignal(watch.changed, timeout=5_000):
        done = call(seat(other, "archive"), "archives.add_item", number="DA-1", title="评分表", kind="K08", made_on="2024-05-10",
                    quantity="12页", location="档案室-1柜")  # fmt: skip
    assert done.done
    watch.stop()
    make.close()
