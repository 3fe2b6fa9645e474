/** One chat of the page: a person, the bot, and everything between them. */
import { api, chatVerbs } from "./api.js";
import { Composer } from "./composer.js";
import { avatar, copyText, fullName, h, icon, iconButton } from "./dom.js";
import { ReplyKeys } from "./keys.js";
import { Links, webApp } from "./links.js";
import { Log } from "./log.js";
import { summary } from "./message.js";
import { openMenu, PaneOverlay } from "./overlay.js";
import { Drop, chooseScan, viewPhoto } from "./scan.js";
import { phone, t } from "./words.js";

const ANSWER_WAIT_MS = 15000;
const LANGUAGES = [["ru", "Русский"], ["en", "English"], ["uz", "O‘zbekcha"], ["kk", "Қазақша"], ["de", "Deutsch"]];

export class Pane {
  constructor(app, index, { person_id: personId, title, start }) {
    this.app = app;
    this.index = index;
    this.title = title;
    this.startWith = start ?? "";
    this.ownPerson = personId;
    this.messages = [];
    this.busy = new Map();
    this.unread = 0;
    this.links = new Links(this, app);
    this.log = new Log(this.hands(), (message, row, at) => this.messageMenu(message, row, at));
    this.composer = new Composer(this);
    this.keys = new ReplyKeys(this);
    this.drop = new Drop(this);
    this.build();
    this.become(Number(sessionStorage.getItem(`person of pane ${index}`)) || personId);
  }

  /** What a message may ask of its chat. */
  hands() {
    return {
      command: (text) => this.send(text), link: (address, inner) => this.links.node(address, inner), toast: (text) => this.overlay.toast(text),
      press: (...place) => this.press(...place), isBusy: (...place) => this.busy.has(place.join(":")), openPhoto: (message) => viewPhoto(this, message),
      dragPhoto: (event, message) => this.app.drag.startPhoto(event, this, message), jump: (id) => this.log.jump(id),
      canScan: () => this.app.panes.length > 1, scanMenu: (anchor, message) => openMenu(anchor, this.scanItems(message)),
      startPayload: (address) => this.links.payload(address), makeLinkDraggable: (node, address) => this.links.makeDraggable(node, address),
      botName: () => this.botName(), personName: () => this.personName(),
    };
  }

  build() {
    this.role = h("button", { type: "button", class: "role", "aria-haspopup": "menu", onclick: () => this.personMenu(this.role) });
    this.status = h("small", { class: "status" });
    this.head = h("header", { class: "chat-head" });
    this.more = iconButton("more", t("chatMenu"), () => this.chatMenu(), { "aria-haspopup": "menu" });
    this.pin = h("button", { type: "button", class: "pin", hidden: true, onclick: () => this.log.jump(this.pinnedId) });
    this.welcome = h("div", { class: "welcome", hidden: true });
    this.body = h("div", { class: "chat-body" }, this.log.node, this.welcome, this.log.jumpDown);
    this.composer.node.append(this.keys.node);
    this.phone = h("div", { class: "phone" }, this.head, this.pin, this.body, this.composer.node, this.drop.node);
    this.overlay = new PaneOverlay(this.phone, () => [this.head, this.pin, this.body, this.composer.node]);
    this.node = h("section", { class: "pane", id: `pane-${this.index}`, "aria-label": this.title }, this.role, this.phone);
  }

  /** On a phone the chat is the page of a tab, `shown` or not; null on a desktop, where all are shown. */
  onStage(shown) {
    this.node.classList.toggle("hidden-pane", shown === false);
    if (shown === null) this.node.removeAttribute("role");
    else this.node.setAttribute("role", "tabpanel");
  }

  become(personId) {
    this.personId = personId;
    this.verbs = chatVerbs(personId);
    this.chat = null;
    this.messages = [];
    this.busy.clear();
    this.log.reset();
    this.keys.update(null);
    if (personId === this.ownPerson) sessionStorage.removeItem(`person of pane ${this.index}`);
    else sessionStorage.setItem(`person of pane ${this.index}`, personId);
    this.drawState();
    return this.reload();
  }

  get person() { return this.app.person(this.personId) ?? { id: this.personId, first_name: "…" }; }
  personName() { return fullName(this.person); }
  botName() { return this.app.state.bot.first_name; }
  isActive() { return !this.app.narrow.matches || this.app.active === this; }

  /** Reads the chat again; calls that come meanwhile make one more reading. */
  async reload() {
    if (this.loading) { this.again = true; return; }
    this.loading = true;
    try {
      do {
        this.again = false;
        const personId = this.personId;
        const chat = await api.get(`chats/${personId}`);
        if (personId === this.personId) this.draw(chat);
        else this.again = true;
      } while (this.again);
    } catch (problem) {
      if (this.app.person(this.personId)) this.overlay.error(problem);
      else if (this.personId !== this.ownPerson) { this.loading = false; await this.become(this.ownPerson); }
    } finally {
      this.loading = false;
    }
  }

  draw(chat) {
    this.chat = chat;
    this.messages = chat.messages;
    const fresh = this.log.update(chat.messages);
    if (!this.isActive() || document.hidden) this.unread += fresh;
    this.drawState();
    this.keys.update(chat.reply_keyboard);
    this.drawPin();
    this.app.drawTabs();
  }

  drawState() {
    const { person, chat } = this;
    const { bot } = this.app.state;
    this.role.replaceChildren(avatar(fullName(person), person.id), h("span", { class: "role-words" }, h("b", {}, this.title), h("span", {}, fullName(person))), icon("chevron"));
    this.role.setAttribute("aria-label", t("switchPerson", { title: this.title, name: fullName(person) }));
    const blocked = Boolean(chat?.blocked ?? person.blocked);
    const actions = { typing: t("typing"), upload_photo: t("sendingPhoto"), upload_document: t("sendingFile") };
    const state = !bot.online ? (this.app.everOnline ? t("offline") : t("starting")) : actions[chat?.action] ?? t("bot");
    this.status.textContent = state;
    this.status.classList.toggle("active", bot.online && Boolean(chat?.action));
    if (!this.head.children.length) {
      this.head.append(avatar(bot.first_name, 3, "bot"), h("span", { class: "chat-title" }, h("b", {}, bot.first_name), this.status), this.more);
    }
    this.head.classList.toggle("waiting", !bot.online);
    const started = Boolean(person.started) || this.messages.some((message) => message.out);
    if (chat) this.composer.update({ chat, blocked, started, online: bot.online, everOnline: this.app.everOnline });
    if (blocked || !started) this.keys.node.hidden = true;
    else this.keys.show();
    this.drawWelcome(bot, started);
  }

  drawWelcome(bot, started) {
    const empty = Boolean(this.chat) && !this.messages.length;
    this.welcome.hidden = !empty;
    if (!empty) return;
    const waiting = !bot.online && !this.app.everOnline;
    const words = started ? [h("p", {}, t("adviceEmpty"))] : [
      bot.description ? h("p", {}, bot.description) : null,
      h("p", { class: "advice" }, t("advice")), this.app.panes.length > 1 ? h("p", { class: "advice" }, t(this.app.touch.matches ? "adviceTouch" : "adviceNext")) : null];
    this.welcome.replaceChildren(h("div", { class: "welcome-card" },
      waiting ? h("span", { class: "spinner", "aria-hidden": "true" }) : avatar(bot.first_name, 3, "bot large"),
      h("b", {}, waiting ? t("startingLong") : t("whatCan")), words.filter(Boolean)));
  }

  drawPin() {
    const pinned = this.chat.pinned ? this.messages.find((message) => message.message_id === this.chat.pinned) : null;
    this.pinnedId = pinned?.message_id;
    this.pin.hidden = !pinned;
    if (pinned) this.pin.replaceChildren(icon("pin"), h("span", { class: "target-words" }, h("b", {}, t("pinned")), h("span", {}, summary(pinned))));
  }

  /** Runs a request; a refusal becomes a toast. → whether it went well. */
  async attempt(run) {
    try { await run(); return true; } catch (problem) { this.overlay.error(problem); return false; }
  }

  send(text) { return this.attempt(() => this.verbs.to("send", { text })); }
  start(payload) {
    this.app.show(this);
    return this.attempt(() => this.verbs.to("start", payload ? { payload } : {}));
  }
  upload(verb, files, fields) { return this.attempt(() => this.verbs.upload(verb, files, fields)); }
  openLink(address) { this.links.open(address); }
  chooseScan() { chooseScan(this); }

  /** The big button: START, or a way back after blocking (which starts the bot again). */
  async begin() {
    await this.start(this.messages.length ? "" : this.startWith);
    if (!this.app.touch.matches) this.composer.field.focus({ preventScroll: true });
  }

  async press(message, row, column, button) {
    if (button.disabled) return;
    if (button.copy_text) { await this.links.copy(button.copy_text.text); return; }
    if (button.url) { await this.links.open(button.url); return; }
    if (button.web_app) { await webApp(this, button.web_app.url, button.text, false); return; }
    if (button.callback_data === undefined) { this.overlay.toast(t(button.pay ? "notHere" : "noInline")); return; }
    const key = [message.message_id, row, column].join(":");
    if (this.busy.has(key)) return;
    this.busy.set(key, { query: null, timer: setTimeout(() => this.release(key), ANSWER_WAIT_MS) });
    this.log.touch(message.message_id);
    try {
      const answer = await this.verbs.to("press", { message_id: message.message_id, row, column });
      const waiting = this.busy.get(key);
      if (waiting) waiting.query = answer.callback_query_id ?? null;
      if (this.answered?.has(answer.callback_query_id)) this.release(key);
    } catch (problem) {
      this.release(key);
      this.overlay.error(problem);
    }
  }

  release(key) {
    const waiting = this.busy.get(key);
    if (!waiting) return;
    clearTimeout(waiting.timer);
    this.busy.delete(key);
    this.log.touch(Number(key.split(":")[0]));
  }

  /** The bot has answered a tap: the button comes up, the words appear. */
  onToast({ callback_query_id: query, text, alert }) {
    this.answered ??= new Set();
    this.answered.add(query);
    for (const [key, waiting] of this.busy) if (!query || waiting.query === query) this.release(key);
    if (text && alert) this.overlay.alert(text);
    else this.overlay.toast(text);
  }

  async scan(from, message) {
    this.app.show(this);
    await this.scanned(() => this.verbs.to("scan", { from_chat: from.personId, message_id: message.message_id }));
  }

  async scanFile(file) {
    if (file) await this.scanned(() => this.verbs.upload("scan", [file]));
  }

  async scanned(run) {
    await this.attempt(async () => {
      const answer = await run();
      this.flash();
      const opened = answer.payload !== undefined;
      this.overlay.toast(opened ? t("scanned") : t("codeSays", { text: answer.text }), opened ? "good" : "");
    });
  }

  flash() {
    const beam = h("div", { class: "beam", "aria-hidden": "true" });
    this.body.append(beam);
    setTimeout(() => beam.remove(), 700);
  }

  /** A contact that is not this person's: another person of the page. */
  stranger() {
    return this.app.state.people.find((person) => person.id !== this.personId)?.id ?? { phone_number: "+998000000000", first_name: "?" };
  }

  messageMenu(message, row, at) {
    if (!message) return;
    const text = message.text ?? message.caption;
    const links = linksOf(message).filter((address) => this.links.payload(address) !== null);
    openMenu(row, [
      { label: t("reply"), icon: "reply", act: () => this.composer.aim({ reply: message }) },
      text ? { label: t("copyMessage"), icon: "copy", act: async () => { if (await copyText(text)) this.overlay.toast(t("copied")); } } : null,
      message.out && message.text ? { label: t("edit"), icon: "edit", act: () => this.composer.aim({ edit: message }) } : null,
      ...(message.photo ? this.scanItems(message) : []),
      ...links.slice(0, 1).flatMap((address) => this.app.others(this).map((other) => (
        { label: t("openAs", { title: other.title }), icon: "external", act: () => other.openLink(address) }))),
    ], { at });
  }

  scanItems(message) {
    return this.app.others(this).map((other) => ({ label: t("scanIn", { title: other.title }), icon: "scan", act: () => other.scan(this, message) }));
  }

  chatMenu() {
    const blocked = this.chat?.blocked;
    const speaks = this.person.language_code ?? "";
    openMenu(this.more, [
      { label: `${t("person")} ${this.personName()}`, icon: "person", act: () => this.personMenu(this.more) },
      { label: t("scanPicture"), icon: "scan", act: () => this.chooseScan() },
      { label: t("restart"), icon: "restart", act: () => this.start("") },
      blocked ? { label: t("unblock"), icon: "check", act: () => this.attempt(() => this.verbs.to("unblock")) }
        : { label: t("block"), icon: "ban", danger: true, act: () => this.attempt(() => this.verbs.to("block")) },
      { heading: t("language") },
      ...[...LANGUAGES, [null, t("noLanguage")]].map(([code, label]) => ({ label, checked: speaks === (code ?? ""), act: () => this.speak(code) })),
    ]);
  }

  speak(code) {
    return this.attempt(async () => {
      await api.patch(`people/${this.personId}`, { language_code: code });
      await this.app.readState();
    });
  }

  personMenu(anchor) {
    openMenu(anchor, [{ heading: t("person") },
      ...this.app.state.people.map((person) => ({ label: fullName(person), note: phone(person.phone), checked: person.id === this.personId, act: () => this.become(person.id) })),
      { label: t("newPerson"), icon: "person", act: () => this.app.newPerson(this) }]);
  }
}

function linksOf(message) {
  const text = message.text ?? message.caption ?? "";
  const inText = (message.entities ?? message.caption_entities ?? []).map((entity) =>
    entity.url ?? (entity.type === "url" ? text.slice(entity.offset, entity.offset + entity.length) : null));
  const buttons = (message.reply_markup?.inline_keyboard ?? []).flat().map((button) => button.url);
  return [...inText, ...buttons].filter(Boolean).map((address) => (/^[a-z]+:/i.test(address) ? address : `https://${address}`));
}
