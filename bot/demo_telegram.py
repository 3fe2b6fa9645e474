"""The demo's Telegram: the sandbox with the three people of a coffee shop on its page."""

import asyncio
import contextlib
import sys
from pathlib import Path
from typing import Any

from sandbox.cli import serve

TOKEN = "7000000000:demo-token-of-a-coffee-shop-that-is-not"  # noqa: S105  # opens nothing
GUEST_ID, CASHIER_ID, OWNER_ID = 700_000_001, 700_000_002, 700_000_003
USERNAME = "zerno_demo_bot"

PEOPLE: tuple[dict[str, Any], ...] = (
    {
        "id": GUEST_ID,
        "first_name": "Анна",
        "last_name": "Каримова",
        "phone": "79001234567",
        "language_code": "ru",
        "title": "Гость",
        "birthdate": {"day": 17, "month": 3},
    },
    {
        "id": CASHIER_ID,
        "first_name": "Дина",
        "phone": "79002223344",
        "language_code": "ru",
        "title": "Кассир",
    },
    {
        "id": OWNER_ID,
        "first_name": "Борис",
        "phone": "79003334455",
        "language_code": "ru",
        "title": "Владелец",
    },
)


def main(port: int, clock: Path) -> None:
    """Serve until told to stop."""
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(
            serve(
                port=port,
                token=TOKEN,
                tokens={TOKEN},
                clock=clock,
                people=PEOPLE,
                title="Кофейня «Зерно»",
                username=USERNAME,
            )
        )


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
