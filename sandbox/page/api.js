/** The control API of the local Telegram: JSON in and out, a refusal becomes an Error with its sentence. */

async function ask(method, path, body) {
  const options = { method, headers: {} };
  if (body instanceof FormData) options.body = body;
  else if (body !== undefined) {
    options.headers["Content-Type"] = "application/json";
    options.body = JSON.stringify(body);
  }
  const response = await fetch(`/sim/${path}`, options);
  const text = await response.text();
  const answer = text && response.headers.get("Content-Type")?.includes("json") ? JSON.parse(text) : {};
  if (!response.ok) throw new Error(answer.error ?? `${response.status} ${response.statusText}`);
  return answer;
}

export const api = {
  get: (path) => ask("GET", path),
  post: (path, body = {}) => ask("POST", path, body),
  patch: (path, body) => ask("PATCH", path, body),
  remove: (path, body) => ask("DELETE", path, body),
};

/** What a person does in the chat with the bot. */
export function chatVerbs(personId) {
  const to = (verb, body) => api.post(`chats/${personId}/${verb}`, body);
  const upload = (verb, files, fields = {}) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) if (value) form.append(name, value);
    for (const file of files) form.append("file", file, file.name || "picture.png");
    return to(verb, form);
  };
  return { to, upload };
}

/** Server-sent events; `onOpen` also runs after every reconnection, since events may have been missed. */
export function listen({ onEvent, onOpen, onLost }) {
  let source;
  const connect = () => {
    source = new EventSource("/sim/events");
    source.onopen = onOpen;
    source.onmessage = (message) => onEvent(JSON.parse(message.data));
    source.onerror = () => {
      onLost();
      if (source.readyState === EventSource.CLOSED) setTimeout(connect, 1500);
    };
  };
  connect();
  addEventListener("pagehide", () => source.close());
}
