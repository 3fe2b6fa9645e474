"""answerCallbackQuery."""

from sandbox.methods.registry import Ask, method
from sandbox.texts import QUERY_OLD, bad

WINDOW_SECONDS = 30.0
"""How long a tap waits for its answer. Best known: people report 10 to 60 seconds."""


@method("answerCallbackQuery")
def answer_callback_query(ask: Ask) -> bool:
    query = ask.bot.queries.get(ask.args["callback_query_id"])
    late = query is not None and ask.world.clock.time() > query.at + WINDOW_SECONDS
    if query is None or late or query.answer is not None:
        raise bad(QUERY_OLD)
    query.answer = {
        "text": ask.args.get("text", ""),
        "show_alert": ask.args.get("show_alert", False),
        "url": ask.args.get("url"),
    }
    toast = {
        "chat_id": query.chat_id,
        "text": query.answer["text"],
        "alert": query.answer["show_alert"],
        "callback_query_id": query.id,
    }
    if chat := ask.bot.chats.get(query.chat_id):
        chat.toasts.append(toast)
    ask.world.hub.publish("toast", **toast)
    return True
