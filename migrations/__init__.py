"""How the schema came to be what it is; `HEAD` is the newest revision."""

HEAD = "0001"
