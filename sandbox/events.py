"""Server-sent events: one line of JSON for each thing that happened."""

import asyncio
import json

from aiohttp import web

from sandbox.hub import END, Hub

KEEP_ALIVE_SECONDS = 15.0


async def stream(request: web.Request, hub: Hub) -> web.StreamResponse:
    """Write events until the reader leaves or the sandbox stops."""
    response = web.StreamResponse(
        headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
    )
    await response.prepare(request)
    queue = hub.listen()
    try:
        await response.write(b": welcome\n\n")
        while True:
            try:
                event = await asyncio.wait_for(queue.get(), KEEP_ALIVE_SECONDS)
            except TimeoutError:
                await response.write(b": still here\n\n")
                continue
            if event is END:
                break
            text = json.dumps(event, ensure_ascii=False, default=str)
            await response.write(f"data: {text}\n\n".encode())
    except ConnectionError:
        pass
    finally:
        hub.leave(queue)
    return response
