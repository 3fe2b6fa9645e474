"""getFile."""

from sandbox.chats import Json
from sandbox.files import DOWNLOAD_BYTES_MAX
from sandbox.methods.registry import Ask, method
from sandbox.texts import FILE_BIG, FILE_ID, bad


@method("getFile")
def get_file(ask: Ask) -> Json:
    stored = ask.bot.files.by_id.get(ask.args["file_id"])
    if stored is None:
        raise bad(FILE_ID)
    if len(stored.data) > DOWNLOAD_BYTES_MAX:
        raise bad(FILE_BIG)
    return {
        "file_id": stored.file_id,
        "file_unique_id": stored.file_unique_id,
        "file_size": len(stored.data),
        "file_path": stored.path,
    }
