/** One message as nodes: bubble, media, service line, inline keyboard. */
import { avatar, fullName, h, icon, iconButton } from "./dom.js";
import { onlyEmoji, richText } from "./entities.js";
import { phone, size, t, time } from "./words.js";

export const fileUrl = (id) => `/sim/files/${encodeURIComponent(id)}`;

/** `chat` is what `Pane.hands` gives; `previous` the node drawn before, whose picture is kept. */
export function messageNode(message, chat, previous) {
  const service = serviceText(message, chat);
  if (service) return h("div", { class: "service", "data-id": message.message_id, tabindex: "-1" }, service);
  const side = message.out ? "out" : "in";
  const text = message.text ?? message.caption ?? "";
  const big = message.text && !message.entities?.length && !message.reply_markup && onlyEmoji(message.text);
  const parts = [forwardLine(message), replyQuote(message, chat), ...media(message, chat, previous)].filter(
    Boolean,
  );
  const bare = !text && (message.photo || message.sticker);
  const words = text
    ? h(
        "div",
        { class: "words", dir: "auto" },
        richText(text, message.entities ?? message.caption_entities, chat),
        meta(message),
      )
    : meta(message);
  const bubble = h(
    "div",
    { class: `bubble${message.photo ? " with-photo" : ""}${big ? " big" : ""}${bare ? " bare" : ""}` },
    parts,
    words,
  );
  const keyboard = message.reply_markup?.inline_keyboard?.length ? inlineKeyboard(message, chat) : null;
  const scan = message.photo && chat.canScan() ? scanHandle(message, chat) : null;
  const kind = `row ${side}${keyboard ? " with-keys" : ""}${scan ? " with-scan" : ""}`;
  return h(
    "article",
    {
      class: kind,
      "data-id": message.message_id,
      tabindex: "-1",
      "aria-label": message.out ? chat.personName() : chat.botName(),
    },
    h("div", { class: "stack" }, bubble, keyboard),
    scan,
  );
}

/** The handle beside a picture: drag it, or press it and choose the chat. */
function scanHandle(message, chat) {
  const handle = iconButton("scan", t("scanElsewhere"), () => chat.scanMenu(handle, message), {
    class: "scan-handle",
    draggable: "true",
    "aria-haspopup": "menu",
    "data-place": "scan",
    ondragstart: (event) => chat.dragPhoto(event, message),
  });
  return handle;
}

function meta(message) {
  const parts = [
    message.edit_date ? h("span", { class: "edited" }, t("edited")) : null,
    h("time", {}, time(message.date)),
  ];
  return h("span", { class: "meta" }, parts, message.out ? icon("check") : null);
}

function forwardLine(message) {
  const origin = message.forward_origin;
  if (!origin) return null;
  const name = fullName(origin.sender_user) || origin.sender_user_name || origin.chat?.title || "…";
  return h("div", { class: "forwarded" }, t("forwardedFrom", { name }));
}

function replyQuote(message, chat) {
  const quoted = message.reply_to_message;
  if (!quoted) return null;
  const mine = quoted.out ?? !quoted.from?.is_bot;
  return h(
    "button",
    { type: "button", class: "reply-quote", onclick: () => chat.jump(quoted.message_id) },
    h("b", {}, mine ? chat.personName() : chat.botName()),
    h("span", {}, summary(quoted)),
  );
}

/** A line that stands for the message: in quotes, the pinned bar, the reply bar. */
export function summary(message) {
  const words = message.text ?? message.caption;
  if (words) return words.replace(/\s+/g, " ").slice(0, 160);
  if (message.photo) return t("photoWord");
  if (message.document) return message.document.file_name ?? t("fileWord");
  if (message.contact) return `${t("contactWord")}: ${fullName(message.contact)}`;
  return otherKind(message)?.label ?? t("service");
}

function media(message, chat, previous) {
  if (message.photo) return [photo(message, chat, previous)];
  if (message.document) return [documentCard(message.document)];
  if (message.contact) return [contactCard(message.contact)];
  if (message.poll) return [pollCard(message.poll)];
  const other = otherKind(message);
  if (!other) return [];
  if (other.large)
    return [h("div", { class: "large-emoji", role: "img", "aria-label": other.label }, other.large)];
  return [h("div", { class: "chip" }, icon(other.icon), h("span", {}, other.label))];
}

function photo(message, chat, previous) {
  const best = message.photo.at(-1);
  const source = best.url ?? fileUrl(best.file_id);
  const kept = previous?.querySelector("img");
  const image =
    kept?.getAttribute("src") === source
      ? kept
      : h("img", {
          src: source,
          alt: t("photoWord"),
          width: best.width,
          height: best.height,
          draggable: "false",
          decoding: "async",
        });
  const frame = h(
    "button",
    {
      type: "button",
      class: "photo",
      draggable: "true",
      "aria-label": t("enlarge"),
      title: t("dragHint"),
      onclick: () => chat.openPhoto(message),
      ondragstart: (event) => chat.dragPhoto(event, message),
    },
    image,
  );
  frame.style.setProperty("aspect-ratio", `${best.width} / ${best.height}`);
  frame.style.setProperty(
    "--wide",
    `${Math.max(140, Math.round(best.width * Math.min(1, 420 / best.height)))}px`,
  );
  return frame;
}

function documentCard(file) {
  const name = file.file_name ?? t("fileWord");
  return h(
    "a",
    { class: "file", href: file.url ?? fileUrl(file.file_id), download: name },
    h("span", { class: "file-icon" }, icon("file")),
    h("span", { class: "file-words" }, h("b", {}, name), h("small", {}, size(file.file_size))),
  );
}

function contactCard(contact) {
  return h(
    "div",
    { class: "file" },
    avatar(fullName(contact), contact.user_id),
    h(
      "span",
      { class: "file-words" },
      h("b", {}, fullName(contact)),
      h("small", {}, phone(contact.phone_number)),
    ),
  );
}

function pollCard(poll) {
  return h(
    "div",
    { class: "poll" },
    h("b", {}, poll.question),
    h(
      "ul",
      {},
      poll.options.map((option) => h("li", {}, option.text)),
    ),
  );
}

function otherKind(message) {
  if (message.sticker)
    return {
      icon: "sticker",
      label: `${t("sticker")} ${message.sticker.emoji ?? ""}`.trim(),
      large: message.sticker.emoji ?? "🙂",
    };
  if (message.dice) return { icon: "dice", label: `${message.dice.emoji ?? "🎲"} ${message.dice.value}` };
  if (message.location)
    return {
      icon: "place",
      label: `${message.location.latitude.toFixed(4)}, ${message.location.longitude.toFixed(4)}`,
    };
  if (message.voice) return { icon: "mic", label: `${t("voice")} · ${message.voice.duration ?? 0} s` };
  if (message.venue) return { icon: "place", label: message.venue.title };
  const kind = [
    "video",
    "video_note",
    "audio",
    "animation",
    "story",
    "game",
    "invoice",
    "checklist",
    "paid_media",
    "giveaway",
  ].find((key) => message[key]);
  return kind ? { icon: "window", label: kind } : null;
}

function serviceText(message, chat) {
  if (message.pinned_message)
    return t("pinnedLine", { name: message.out ? chat.personName() : chat.botName() });
  if (message.web_app_data) return t("dataLine", { button: message.web_app_data.button_text ?? "" });
  const known = [
    "write_access_allowed",
    "users_shared",
    "chat_shared",
    "connected_website",
    "message_auto_delete_timer_changed",
    "new_chat_members",
    "left_chat_member",
  ];
  const kind = known.find((key) => message[key]);
  return kind ? `${t("service")}: ${kind}` : null;
}

function inlineKeyboard(message, chat) {
  const rows = message.reply_markup.inline_keyboard.filter((row) => row.length);
  return h(
    "div",
    { class: "keys", role: "group" },
    rows.map((row, rowIndex) =>
      h(
        "div",
        { class: "keys-row" },
        row.map((button, column) => inlineButton(message, button, rowIndex, column, chat)),
      ),
    ),
  );
}

function inlineButton(message, button, row, column, chat) {
  const busy = chat.isBusy(message.message_id, row, column);
  const kind = button.url ? "external" : button.copy_text ? "copy" : button.web_app ? "window" : null;
  const node = h(
    "button",
    {
      type: "button",
      class: `key ${button.style ?? ""}${busy ? " busy" : ""}`,
      "data-place": `${row}:${column}`,
      "aria-disabled": button.disabled ? "true" : null,
      "aria-busy": busy ? "true" : null,
      title: button.disabled ? t("disabled") : null,
      onclick: () => chat.press(message, row, column, button),
    },
    h("span", { class: "key-label" }, button.text),
    kind ? icon(kind) : null,
  );
  if (button.url && chat.startPayload(button.url) !== null) chat.makeLinkDraggable(node, button.url);
  return node;
}
