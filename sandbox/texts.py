"""Every refusal of the Bot API that the sandbox knows, word for word, in one place.

Telegram changes these words between versions: a bot should look at the code and at the stable
beginning only. "Best known" marks what Telegram's closed servers say and nobody can read.
"""

from typing import Any

# 400, chats and messages
CHAT_ID_EMPTY = "chat_id is empty"
CHAT_NOT_FOUND = "chat not found"
REPLY_NOT_FOUND = "message to be replied not found"
TEXT_EMPTY = "message text is empty"
TEXT_BLANK = "text must be non-empty"
TEXT_LONG = "message is too long"
TEXT_HUGE = "text is too long"
CAPTION_LONG = "message caption is too long"
PARSE_MODE = "unsupported parse_mode"
ENTITIES = "can't parse entities: {}"
MESSAGE_ID_EMPTY = "message identifier is not specified"

# 400, keyboards
BUTTON_DATA = "BUTTON_DATA_INVALID"  # best known
BUTTON_TEXT_ONLY = (
    "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
)
BUTTON_TEXT_EMPTY = "can't parse inline keyboard button: button text must be non-empty"
BUTTON_URL = "inline keyboard button URL '{}' is invalid: Wrong HTTP URL"
BUTTON_WEB_APP = "inline keyboard button Web App URL '{}' is invalid: Only HTTPS links are allowed"
BUTTON_COPY_TEXT = "BUTTON_COPY_TEXT_INVALID"  # best known
MARKUP = "can't parse reply keyboard markup JSON object"
MARKUP_INLINE = "inline keyboard expected"
MARKUP_PRIVATE = "phone number can be requested in private chats only"

# 400, edits and deletions
EDIT_NOT_FOUND = "message to edit not found"
EDIT_FORBIDDEN = "message can't be edited"
EDIT_NO_TEXT = "there is no text in the message to edit"
EDIT_NO_CAPTION = "there is no caption in the message to edit"
EDIT_SAME = (
    "message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message"
)
DELETE_NOT_FOUND = "message to delete not found"
DELETE_FORBIDDEN = "message can't be deleted for everyone"
PIN_NOT_FOUND = "message to pin not found"
UNPIN_NOT_FOUND = "message to unpin not found"
COPY_NOT_FOUND = "message to copy not found"
FORWARD_NOT_FOUND = "message to forward not found"

# 400, callbacks
QUERY_OLD = "query is too old and response timeout expired or query ID is invalid"
ANSWER_LONG = "MESSAGE_TOO_LONG"  # best known

# 400, files
PHOTO_MISSING = "there is no photo in the request"
DOCUMENT_MISSING = "there is no document in the request"
MEDIA_MISSING = "there are no messages to send"
FILE_ID = "invalid file_id"
FILE_BIG = "file is too big"
FILE_ID_REMOTE = "wrong remote file identifier specified: can't unserialize it. Wrong last symbol"
FILE_ID_OR_URL = "wrong file identifier/HTTP URL specified"
PHOTO_DIMENSIONS = "PHOTO_INVALID_DIMENSIONS"  # best known
PHOTO_BROKEN = "IMAGE_PROCESS_FAILED"  # best known

# 400, the bot's profile; best known
COMMAND = "BOT_COMMAND_INVALID"
COMMAND_DESCRIPTION = "BOT_COMMAND_DESCRIPTION_INVALID"
COMMANDS_MANY = "BOT_COMMANDS_TOO_MUCH"

# 400, webhooks
WEBHOOK_HTTPS = "bad webhook: An HTTPS URL must be provided for webhook"
WEBHOOK_PORT = "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"
WEBHOOK_URL = "invalid webhook URL specified"
SECRET_LONG = "secret token is too long"  # noqa: S105 - a sentence, not a secret
SECRET_CHARACTERS = "secret token contains unallowed characters"  # noqa: S105

# 403
BLOCKED = "Forbidden: bot was blocked by the user"
DEACTIVATED = "Forbidden: user is deactivated"
NOT_STARTED = "Forbidden: bot can't initiate conversation with a user"

# 409
OTHER_POLL = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)
SET_WEBHOOK = "Conflict: terminated by setWebhook request"

# the rest
METHOD_NOT_FOUND = "Not Found: method not found"
NOT_FOUND = "Not Found"
UNAUTHORIZED = "Unauthorized"
LOGGED_OUT = "Logged out"
TOO_LARGE = "Request Entity Too Large"

# The schema knows a field is missing or wrong; these are Telegram's words for it.
_MISSING = {
    "chat_id": CHAT_ID_EMPTY,
    "from_chat_id": CHAT_ID_EMPTY,
    "text": TEXT_EMPTY,
    "photo": PHOTO_MISSING,
    "document": DOCUMENT_MISSING,
    "message_id": MESSAGE_ID_EMPTY,
    "callback_query_id": QUERY_OLD,
    "file_id": FILE_ID,
    "media": MEDIA_MISSING,
}
_WRONG = {
    ("InlineKeyboardButton", "callback_data"): BUTTON_DATA,
    ("CopyTextButton", "text"): BUTTON_COPY_TEXT,
    ("BotCommand", "command"): COMMAND,
    ("BotCommand", "description"): COMMAND_DESCRIPTION,
    ("answerCallbackQuery", "text"): ANSWER_LONG,
    ("setWebhook", "secret_token"): SECRET_LONG,
}


class Refused(Exception):
    """A method that Telegram answers with an error.

    `code` is the HTTP status, `description` the sentence, `parameters` e.g. `retry_after`.
    """

    def __init__(
        self, code: int, description: str, parameters: dict[str, Any] | None = None
    ) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


def bad(text: str) -> Refused:
    """Make the 400 with this text."""
    return Refused(400, f"Bad Request: {text}")


def not_written(what: str) -> Refused:
    """Make the loud 501: Telegram can do this, the sandbox cannot."""
    return Refused(501, f"sandbox has no {what}")


def wait(seconds: int) -> Refused:
    """Make the 429 that asks to wait this many seconds."""
    text = f"Too Many Requests: retry after {seconds}"
    return Refused(429, text, {"retry_after": seconds})


def refusal_of(kind: str, owner: str, name: str, path: list[str], text: str) -> str:
    """Translate what the schema found into Telegram's words, as far as they are known."""
    if kind == "missing" and len(path) == 1 and name in _MISSING:
        return _MISSING[name]
    if (owner, name) in _WRONG:
        return _WRONG[owner, name]
    if path == ["inline_keyboard", "reply_markup"]:
        return MARKUP_INLINE
    if "reply_markup" in path:
        return MARKUP
    return f"{'.'.join(reversed(path))}: {text}"
