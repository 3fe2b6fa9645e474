/** The scrolling list of one chat: changes only what changed, keeps the reader's place. */
import { h, icon } from "./dom.js";
import { messageNode } from "./message.js";
import { day, t } from "./words.js";

const NEAR_BOTTOM_PX = 60;

export class Log {
  constructor(chat, onMenu) {
    this.chat = chat;
    this.entries = new Map();
    this.stick = true;
    this.top = 0;
    this.fresh = 0;
    this.lastSeen = 0;
    this.list = h("div", { class: "list" });
    this.node = h("div", { class: "log", role: "log", tabindex: "0", "aria-live": "polite" }, this.list);
    this.badge = h("span", { class: "badge", hidden: true });
    this.jumpDown = h(
      "button",
      {
        type: "button",
        class: "to-bottom",
        hidden: true,
        "aria-label": t("toBottom"),
        title: t("toBottom"),
        onclick: () => this.toBottom(true),
      },
      icon("chevron"),
      this.badge,
    );
    this.node.addEventListener("scroll", () => this.onScroll(), { passive: true });
    this.node.addEventListener("keydown", (event) => this.onKey(event, onMenu));
    this.node.addEventListener("contextmenu", (event) => this.onContext(event, onMenu));
    const watch = new ResizeObserver(() => {
      if (this.stick) this.toBottom(false);
    });
    watch.observe(this.node);
    watch.observe(this.list);
  }

  reset() {
    this.drawn = false;
    this.entries.clear();
    this.list.replaceChildren();
    this.stick = true;
    this.fresh = 0;
    this.lastSeen = 0;
  }

  /** → the number of messages from the bot that were not here before. */
  update(messages) {
    const first = !this.drawn;
    this.drawn = true;
    const wanted = withDays(messages);
    const keep = new Set(wanted.map((item) => item.key));
    for (const [key, entry] of this.entries)
      if (!keep.has(key)) {
        entry.node.remove();
        this.entries.delete(key);
      }
    let cursor = this.list.firstElementChild;
    let fromBot = 0;
    for (const item of wanted) {
      const known = this.entries.get(item.key);
      const entry = this.entry(item, known);
      if (cursor === known?.node) cursor = entry.node;
      if (!known && item.message) {
        if (!first) entry.node.classList.add("arrived");
        if (!item.message.out && item.message.message_id > this.lastSeen) fromBot += 1;
        if (item.message.out && !first) this.stick = true;
      }
      if (cursor === entry.node) cursor = cursor.nextElementSibling;
      else this.list.insertBefore(entry.node, cursor);
    }
    this.group();
    this.lastSeen = Math.max(this.lastSeen, ...messages.map((message) => message.message_id));
    this.settle(first ? 0 : fromBot);
    return first ? 0 : fromBot;
  }

  entry(item, known) {
    const json = item.message ? JSON.stringify(item.message) : item.key;
    if (known?.json === json) return known;
    const node = item.message
      ? messageNode(item.message, this.chat, known?.node)
      : h("div", { class: "day" }, h("span", {}, item.label));
    if (known) this.replace(known.node, node);
    const entry = { json, node, message: item.message };
    this.entries.set(item.key, entry);
    return entry;
  }

  /** The focus stays where it was although the message is drawn anew. */
  replace(old, fresh) {
    const active = old.contains(document.activeElement) ? document.activeElement : null;
    const place = active?.dataset.place;
    old.replaceWith(fresh);
    if (!active) return;
    const same = place ? fresh.querySelector(`[data-place="${place}"]`) : null;
    (same ?? fresh).focus({ preventScroll: true });
  }

  /** Draws one message again, for a change that is not in the message: a pressed button. */
  touch(messageId) {
    const entry = this.entries.get(messageId);
    if (!entry) return;
    const node = messageNode(entry.message, this.chat, entry.node);
    this.replace(entry.node, node);
    entry.node = node;
    this.group();
  }

  group() {
    const rows = [...this.list.children];
    rows.forEach((row, index) => {
      const side = (other) =>
        other?.classList.contains("row") ? (other.classList.contains("out") ? "out" : "in") : "none";
      row.classList.toggle("joined", side(row) !== "none" && side(row) === side(rows[index - 1]));
      row.classList.toggle("tail", side(row) !== "none" && side(row) !== side(rows[index + 1]));
    });
  }

  settle(fromBot) {
    if (this.stick) {
      this.toBottom(false);
      return;
    }
    this.fresh += fromBot;
    this.showBadge();
  }

  toBottom(smooth) {
    this.stick = true;
    this.fresh = 0;
    this.showBadge();
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.node.scrollTo({ top: this.node.scrollHeight, behavior: smooth && !calm ? "smooth" : "instant" });
  }

  onScroll() {
    const left = this.node.scrollHeight - this.node.scrollTop - this.node.clientHeight;
    // Only the reader scrolls up; a growing list or a keyboard that opens must not lose the bottom.
    if (left < NEAR_BOTTOM_PX) this.stick = true;
    else if (this.node.scrollTop < this.top) this.stick = false;
    this.top = this.node.scrollTop;
    if (this.stick) this.fresh = 0;
    this.jumpDown.hidden = this.stick || (left < 240 && !this.fresh);
    this.showBadge();
  }

  showBadge() {
    this.badge.hidden = this.fresh === 0;
    this.badge.textContent = String(this.fresh);
    if (this.fresh) this.jumpDown.hidden = false;
  }

  jump(messageId) {
    const node = this.entries.get(messageId)?.node;
    if (!node) return;
    node.scrollIntoView({ block: "center" });
    node.classList.remove("shown");
    requestAnimationFrame(() => node.classList.add("shown"));
    node.focus({ preventScroll: true });
  }

  message(node) {
    const id = Number(node?.closest("[data-id]")?.dataset.id);
    return this.entries.get(id)?.message ?? null;
  }

  onKey(event, onMenu) {
    const row = event.target.closest("[data-id]");
    const steps = { ArrowUp: -1, ArrowDown: 1 };
    if (event.key in steps && (row === event.target || event.target === this.node)) {
      const rows = [...this.list.querySelectorAll("[data-id]")];
      const next = rows[row ? rows.indexOf(row) + steps[event.key] : rows.length - 1];
      if (next) {
        event.preventDefault();
        next.focus();
        next.scrollIntoView({ block: "nearest" });
      }
    } else if (event.key === "Enter" && row && row === event.target) onMenu(this.message(row), row);
  }

  onContext(event, onMenu) {
    const message = this.message(event.target);
    if (!message || event.target.closest("a[href]") || String(getSelection()).length) return;
    event.preventDefault();
    const point =
      event.clientX || event.clientY ? new DOMRect(event.clientX, event.clientY, 0, 0) : undefined;
    onMenu(message, event.target.closest("[data-id]"), point);
  }
}

function withDays(messages) {
  const items = [];
  let last = null;
  for (const message of messages) {
    const label = day(message.date);
    if (label !== last) items.push({ key: `day ${label} ${message.date - (message.date % 86400)}`, label });
    last = label;
    items.push({ key: message.message_id, message });
  }
  return items;
}
