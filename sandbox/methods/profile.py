"""What the bot says about itself: getMe, names, descriptions, commands, the menu button."""

from typing import Any

from sandbox.bots import Bot
from sandbox.chats import Chat, Json
from sandbox.methods.registry import Ask, method
from sandbox.texts import COMMAND, COMMANDS_MANY, Refused, bad

COMMANDS_MAX = 100


@method("getMe")
def get_me(ask: Ask) -> Json:
    return {
        **ask.bot.user(),
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


@method("logOut")
def log_out(ask: Ask) -> bool:
    return bool(ask)


@method("close")
def close(ask: Ask) -> bool:
    return bool(ask)


def _set(ask: Ask, field: str, values: dict[str, str]) -> bool:
    language, text = ask.args.get("language_code", ""), ask.args.get(field, "")
    if text:
        values[language] = text
    elif language:
        values.pop(language, None)
    elif field != "name":
        values.pop("", None)
    ask.world.hub.publish("state")
    return True


def _get(ask: Ask, values: dict[str, str]) -> str:
    return values.get(ask.args.get("language_code", "")) or values.get("", "")


@method("setMyName")
def set_my_name(ask: Ask) -> bool:
    return _set(ask, "name", ask.bot.profile.names)


@method("getMyName")
def get_my_name(ask: Ask) -> Json:
    return {"name": _get(ask, ask.bot.profile.names)}


@method("setMyDescription")
def set_my_description(ask: Ask) -> bool:
    return _set(ask, "description", ask.bot.profile.descriptions)


@method("getMyDescription")
def get_my_description(ask: Ask) -> Json:
    return {"description": _get(ask, ask.bot.profile.descriptions)}


@method("setMyShortDescription")
def set_my_short_description(ask: Ask) -> bool:
    return _set(ask, "short_description", ask.bot.profile.short_descriptions)


@method("getMyShortDescription")
def get_my_short_description(ask: Ask) -> Json:
    return {"short_description": _get(ask, ask.bot.profile.short_descriptions)}


def _scope(ask: Ask) -> tuple[str, str]:
    scope = ask.args.get("scope") or {"type": "default"}
    parts = [scope["type"], *(str(scope[k]) for k in ("chat_id", "user_id") if k in scope)]
    return ":".join(parts), ask.args.get("language_code", "")


@method("setMyCommands")
def set_my_commands(ask: Ask) -> bool:
    commands = ask.args["commands"]
    if len(commands) > COMMANDS_MAX:
        raise bad(COMMANDS_MANY)
    for command in commands:
        command["command"] = name = command["command"].removeprefix("/")
        if not (name.isascii() and name.replace("_", "a").isalnum() and name == name.lower()):
            raise bad(COMMAND)
    ask.bot.profile.commands[_scope(ask)] = commands
    ask.world.hub.publish("state")
    return True


@method("getMyCommands")
def get_my_commands(ask: Ask) -> list[Json]:
    return ask.bot.profile.commands.get(_scope(ask), [])


@method("deleteMyCommands")
def delete_my_commands(ask: Ask) -> bool:
    ask.bot.profile.commands.pop(_scope(ask), None)
    ask.world.hub.publish("state")
    return True


@method("setChatMenuButton")
def set_chat_menu_button(ask: Ask) -> bool:
    button: Any = ask.args.get("menu_button") or {"type": "default"}
    if "chat_id" in ask.args:
        chat = ask.chat()
        chat.menu_button = None if button["type"] == "default" else button
        ask.world.chat_changed(chat)
    else:
        ask.bot.profile.menu_button = button
    return True


@method("getChatMenuButton")
def get_chat_menu_button(ask: Ask) -> Json:
    if "chat_id" in ask.args:
        return ask.chat().menu_button or {"type": "default"}
    return ask.bot.profile.menu_button


def commands_for(bot: Bot, chat: Chat) -> list[Json]:
    """Return the commands a chat shows: the narrowest scope wins, then the language."""
    language = (chat.person.language_code if chat.person else None) or ""
    scopes = (
        [f"chat_member:{chat.id}:{chat.id}", f"chat:{chat.id}", "all_private_chats", "default"]
        if chat.person
        else [f"chat:{chat.id}", "all_group_chats", "default"]
    )
    for scope in scopes:
        for code in (language[:2], ""):
            if commands := bot.profile.commands.get((scope, code)):
                return commands
    return []


@method("getChat")
def get_chat(ask: Ask) -> Json:
    chat = ask.chat()
    found: Json = {
        **chat.wire,
        "accent_color_id": chat.id % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(
            (
                "unlimited_gifts",
                "limited_gifts",
                "unique_gifts",
                "premium_subscription",
                "gifts_from_channels",
            ),
            True,
        ),
    }
    if chat.person is not None:
        if chat.person.username:
            found["active_usernames"] = [chat.person.username]
        if chat.person.birthdate:
            found["birthdate"] = chat.person.birthdate
    if chat.pinned and (record := chat.records.get(chat.pinned[-1])):
        found["pinned_message"] = record.message
    return found


@method("getChatMember")
def get_chat_member(ask: Ask) -> Json:
    person = ask.world.people.by_id.get(ask.args["user_id"])
    if person is None:
        raise Refused(400, "Bad Request: PARTICIPANT_ID_INVALID")
    ask.chat()
    return {"status": "member", "user": person.user()}
