"""aiogram loaded lightly is the same aiogram, built later."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# Prints which types nothing built on import, which cannot be built at all, and what an update
# is read as.
SCRIPT = """
import json, sys
if sys.argv[1] == "lightly":
    from bot.light import load_aiogram
    load_aiogram()
from aiogram import methods, types
from aiogram.types.base import TelegramObject

def of(module, base):
    found = (getattr(module, name) for name in module.__all__)
    return [one for one in found if isinstance(one, type) and issubclass(one, base)]

kinds = of(types, TelegramObject) + of(methods, methods.TelegramMethod)
unbuilt = sum(not kind.__pydantic_complete__ for kind in kinds)
update = types.Update.model_validate_json(sys.argv[2])
text = methods.SendMessage(
    chat_id=7, text="hi", reply_markup=types.ForceReply(input_field_placeholder="?")
)
answer = methods.Response[types.Message].model_validate(
    {"ok": True, "result": json.loads(sys.argv[2])["message"]}
)
for kind in kinds:
    kind.model_rebuild()
print(json.dumps({
    "unbuilt": unbuilt,
    "broken": [kind.__name__ for kind in kinds if not kind.__pydantic_complete__],
    "update": repr(update),
    "text": repr(text),
    "answer": repr(answer),
}))
"""
UPDATE = {
    "update_id": 1,
    "message": {
        "message_id": 5,
        "date": 1_800_000_000,
        "chat": {"id": 7, "type": "private"},
        "from": {"id": 7, "is_bot": False, "first_name": "Anna"},
        "text": "48201337",
        "entities": [{"type": "code", "offset": 0, "length": 8}],
        "reply_to_message": {
            "message_id": 4,
            "date": 1_800_000_000,
            "chat": {"id": 7, "type": "private"},
            "photo": [{"file_id": "1", "file_unique_id": "1", "width": 1, "height": 1}],
        },
    },
}


def loaded(how: str) -> dict[str, object]:
    printed = subprocess.run(  # noqa: S603  # our own interpreter and script
        [sys.executable, "-c", SCRIPT, how, json.dumps(UPDATE)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    found: dict[str, object] = json.loads(printed.stdout)
    return found


def test_types_wait_for_their_first_use_and_are_then_what_they_always_were() -> None:
    lightly, usually = loaded("lightly"), loaded("usually")

    assert lightly.pop("unbuilt") > 400  # type: ignore[operator]
    usually.pop("unbuilt")
    assert lightly["broken"] == []
    assert lightly == usually
