"""The running program: it knows every layer and decides nothing about loyalty."""
