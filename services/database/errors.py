"""What the door says when the database, and not the program's rules, is in the way."""


class DoorError(Exception):
    """Any trouble of the database itself; the text is one plain sentence."""


class Unavailable(DoorError):
    """Nothing was done: the database is full, locked or away. Trying again is safe."""


class OutcomeUnknown(DoorError):
    """The commit itself failed. Read the outcome back by the operation key."""


class Closed(DoorError):
    """The door is closed; nothing was done."""


class AlreadyRunning(DoorError):
    """Another `kopilka run` holds this database file."""
