"""The only SQL: rows in and out as domain objects."""
