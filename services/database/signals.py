"""The names by which several processes on one PostgreSQL meet: locks, and words on a channel."""

LOCKS = 7_203_119
"""The first number of our advisory locks; any will do, as long as nobody else uses it."""

LEADER, TAKING = 0, -1
"""Their second number: who leads, who takes messages; above, the processes themselves."""

CHANNEL = "kopilka"
INBOX, MARKETING = "inbox", "marketing"
"""What is told there: an update waits for whoever is free; marketing waits so many seconds."""
