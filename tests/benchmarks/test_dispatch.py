"""The measure of the switchboard knows a tap and a word for every handler there is."""

from benchmarks.dispatch import cases
from bot.switchboard import Switchboard
from bot.texts import TextLibrary
from handlers import screens


def test_every_handler_of_a_tap_is_asked_for() -> None:
    library = TextLibrary(strict=True)
    board = Switchboard(screens.ROUTERS, library)
    asked = {case.name for case in cases(board, library) if case.tap is not None}
    assert len(asked) > 100
