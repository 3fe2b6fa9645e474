/** Text with the Bot API's entities as nodes. Offsets are UTF-16 units, as JavaScript's strings are. */
import { copyText, h } from "./dom.js";
import { t } from "./words.js";

const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);

/** `on` = { command(text), link(url, text) → node, toast(text) }. */
export function richText(text, entities, on) {
  const sorted = [...(entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return build(text, 0, text.length, sorted, on);
}

function build(text, from, to, entities, on) {
  const nodes = [];
  let at = from;
  let rest = entities;
  while (rest.length) {
    const [entity, ...others] = rest;
    const start = Math.max(entity.offset, at);
    const end = Math.min(entity.offset + entity.length, to);
    rest = others;
    if (end <= start) continue;
    pushText(nodes, text.slice(at, start), BLOCKS.has(entity.type));
    const inner = rest.filter((other) => other.offset < end);
    rest = rest.filter((other) => other.offset >= end);
    nodes.push(wrap(entity, text.slice(start, end), build(text, start, end, inner, on), on));
    at = end;
  }
  pushText(nodes, text.slice(at, to), false);
  return nodes;
}

/** A block stands on its own lines already, so the line break beside it is not shown twice. */
function pushText(nodes, piece, beforeBlock) {
  let shown = piece;
  if (nodes.at(-1)?.dataset?.block) shown = shown.replace(/^\n/, "");
  if (beforeBlock) shown = shown.replace(/\n$/, "");
  if (shown) nodes.push(document.createTextNode(shown));
}

const PLAIN = {
  bold: "b",
  italic: "i",
  underline: "u",
  strikethrough: "s",
  custom_emoji: "span",
  date_time: "span",
};

function wrap(entity, raw, inner, on) {
  if (PLAIN[entity.type]) return h(PLAIN[entity.type], {}, inner);
  switch (entity.type) {
    case "code":
      return copyable(raw, on);
    case "pre":
      return codeBlock(entity, inner);
    case "spoiler":
      return spoiler(inner);
    case "blockquote":
    case "expandable_blockquote":
      return quote(entity, inner);
    case "bot_command":
      return h("button", { type: "button", class: "link", onclick: () => on.command(raw) }, inner);
    case "url":
      return on.link(/^[a-z]+:/i.test(raw) ? raw : `https://${raw}`, inner);
    case "text_link":
      return on.link(entity.url, inner);
    case "mention":
      return on.link(`https://t.me/${raw.slice(1)}`, inner);
    case "email":
      return h("a", { href: `mailto:${raw}` }, inner);
    case "phone_number":
      return h("a", { href: `tel:${raw.replace(/[^+\d]/g, "")}` }, inner);
    case "text_mention":
    case "hashtag":
    case "cashtag":
      return h("span", { class: "mention" }, inner);
    default:
      return h("span", {}, inner);
  }
}

function copyable(raw, on) {
  const act = async () => {
    if (await copyText(raw)) on.toast(t("copied"));
  };
  return h(
    "code",
    {
      class: "code",
      role: "button",
      tabindex: "0",
      title: t("copy"),
      onclick: act,
      onkeydown: (event) => {
        if (event.key === "Enter") act();
      },
    },
    raw,
  );
}

function codeBlock(entity, inner) {
  const node = h("pre", { class: "pre" }, inner);
  if (entity.language) node.dataset.language = entity.language;
  node.dataset.block = "1";
  return node;
}

function spoiler(inner) {
  const node = h(
    "span",
    { class: "spoiler", role: "button", tabindex: "0", "aria-label": t("spoiler"), "aria-pressed": "false" },
    h("span", { class: "spoiler-text" }, inner),
  );
  const reveal = () => {
    node.classList.add("open");
    node.removeAttribute("role");
    node.removeAttribute("tabindex");
    node.removeAttribute("aria-label");
    node.removeAttribute("aria-pressed");
  };
  node.addEventListener("click", reveal);
  node.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      reveal();
    }
  });
  return node;
}

function quote(entity, inner) {
  const node = h("blockquote", { class: "quote" }, inner);
  node.dataset.block = "1";
  if (entity.type === "expandable_blockquote") {
    node.classList.add("folded");
    node.tabIndex = 0;
    node.setAttribute("role", "button");
    const open = () => node.classList.toggle("folded");
    node.addEventListener("click", open);
    node.addEventListener("keydown", (event) => {
      if (event.key === "Enter") open();
    });
  }
  return node;
}

/** One to three emoji and nothing else are shown large. */
export function onlyEmoji(text) {
  return /^(?:\p{Extended_Pictographic}(?:\uFE0F|\u200D\p{Extended_Pictographic}|\p{Emoji_Modifier})*){1,3}$/u.test(
    text,
  );
}
