/** One chat of the page: a person, the bot, and everything between them. */
import { api, chatVerbs } from "./api.js";
import { Composer } from "./composer.js";
import { avatar, fullName, h, icon, iconButton } from "./dom.js";
import { ReplyKeys } from "./keys.js";
import { Links } from "./links.js";
import { Log } from "./log.js";
import { summary } from "./message.js";
import { chatMenu, messageMenu, personMenu, scanItems } from "./menus.js";
import { openMenu, PaneOverlay } from "./overlay.js";
import { Drop, chooseScan, viewPhoto } from "./scan.js";
import { Taps } from "./taps.js";
import { t } from "./words.js";

export class Pane {
  constructor(app, index, { person_id: personId, title }) {
    this.app = app;
    this.index = index;
    this.title = title;
    this.ownPerson = personId;
    this.messages = [];
    this.unread = 0;
    this.links = new Links(this, app);
    this.taps = new Taps(this);
    this.log = new Log(this.hands(), (message, row, at) => messageMenu(this, message, row, at));
    this.composer = new Composer(this);
    this.keys = new ReplyKeys(this);
    this.drop = new Drop(this);
    this.build();
    this.become(Number(sessionStorage.getItem(`person of pane ${index}`)) || personId);
  }

  /** What a message may ask of its chat. */
  hands() {
    return {
      command: (text) => this.send(text),
      link: (address, inner) => this.links.node(address, inner),
      toast: (text) => this.overlay.toast(text),
      press: (...place) => this.taps.press(...place),
      isBusy: (...place) => this.taps.isBusy(...place),
      openPhoto: (message) => viewPhoto(this, message),
      dragPhoto: (event, message) => this.app.drag.startPhoto(event, this, message),
      jump: (id) => this.log.jump(id),
      canScan: () => this.app.panes.length > 1,
      scanMenu: (anchor, message) => openMenu(anchor, scanItems(this, message)),
      startPayload: (address) => this.links.payload(address),
      makeLinkDraggable: (node, address) => this.links.makeDraggable(node, address),
      botName: () => this.botName(),
      personName: () => this.personName(),
    };
  }

  build() {
    this.role = h("button", {
      type: "button",
      class: "role",
      "aria-haspopup": "menu",
      onclick: () => personMenu(this, this.role),
    });
    this.status = h("small", { class: "status" });
    this.head = h("header", { class: "chat-head" });
    this.more = iconButton("more", t("chatMenu"), () => chatMenu(this), { "aria-haspopup": "menu" });
    this.pin = h("button", {
      type: "button",
      class: "pin",
      hidden: true,
      onclick: () => this.log.jump(this.pinnedId),
    });
    this.welcome = h("div", { class: "welcome", hidden: true });
    this.body = h("div", { class: "chat-body" }, this.log.node, this.welcome, this.log.jumpDown);
    this.composer.node.append(this.keys.node);
    this.phone = h(
      "div",
      { class: "phone" },
      this.head,
      this.pin,
      this.body,
      this.composer.node,
      this.drop.node,
    );
    this.overlay = new PaneOverlay(this.phone, () => [this.head, this.pin, this.body, this.composer.node]);
    this.node = h(
      "section",
      { class: "pane", id: `pane-${this.index}`, "aria-label": this.title },
      this.role,
      this.phone,
    );
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
    this.taps.reset();
    this.log.reset();
    this.keys.update(null);
    if (personId === this.ownPerson) sessionStorage.removeItem(`person of pane ${this.index}`);
    else sessionStorage.setItem(`person of pane ${this.index}`, personId);
    this.drawState();
    return this.reload();
  }

  get person() {
    return this.app.person(this.personId) ?? { id: this.personId, first_name: "…" };
  }
  personName() {
    return fullName(this.person);
  }
  botName() {
    return this.app.state.bot.first_name;
  }
  isActive() {
    return !this.app.narrow.matches || this.app.active === this;
  }

  /** Reads the chat again; calls that come meanwhile make one more reading. */
  async reload() {
    if (this.loading) {
      this.again = true;
      return;
    }
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
      else if (this.personId !== this.ownPerson) {
        this.loading = false;
        await this.become(this.ownPerson);
      }
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
    this.app.top.drawTabs();
  }

  drawState() {
    const { person, chat } = this;
    const { bot } = this.app.state;
    this.role.replaceChildren(
      avatar(fullName(person), person.id),
      h("span", { class: "role-words" }, h("b", {}, this.title), h("span", {}, fullName(person))),
      icon("chevron"),
    );
    this.role.setAttribute("aria-label", t("switchPerson", { title: this.title, name: fullName(person) }));
    const blocked = Boolean(chat?.blocked ?? person.blocked);
    const actions = {
      typing: t("typing"),
      upload_photo: t("sendingPhoto"),
      upload_document: t("sendingFile"),
    };
    const state = !bot.online
      ? this.app.everOnline
        ? t("offline")
        : t("starting")
      : (actions[chat?.action] ?? t("bot"));
    this.status.textContent = state;
    this.status.classList.toggle("active", bot.online && Boolean(chat?.action));
    if (!this.head.children.length) {
      this.head.append(
        avatar(bot.first_name, 3, "bot"),
        h("span", { class: "chat-title" }, h("b", {}, bot.first_name), this.status),
        this.more,
      );
    }
    this.head.classList.toggle("waiting", !bot.online);
    const started = Boolean(person.started) || this.messages.some((message) => message.out);
    if (chat)
      this.composer.update({ chat, blocked, started, online: bot.online, everOnline: this.app.everOnline });
    if (blocked || !started) this.keys.node.hidden = true;
    else this.keys.show();
    this.drawWelcome(bot, started);
  }

  drawWelcome(bot, started) {
    const empty = Boolean(this.chat) && !this.messages.length;
    this.welcome.hidden = !empty;
    if (!empty) return;
    const waiting = !bot.online && !this.app.everOnline;
    const words = started
      ? [h("p", {}, t("adviceEmpty"))]
      : [
          bot.description ? h("p", {}, bot.description) : null,
          h("p", { class: "advice" }, t("advice")),
          this.app.panes.length > 1
            ? h("p", { class: "advice" }, t(this.app.touch.matches ? "adviceTouch" : "adviceNext"))
            : null,
        ];
    this.welcome.replaceChildren(
      h(
        "div",
        { class: "welcome-card" },
        waiting
          ? h("span", { class: "spinner", "aria-hidden": "true" })
          : avatar(bot.first_name, 3, "bot large"),
        h("b", {}, waiting ? t("startingLong") : t("whatCan")),
        words.filter(Boolean),
      ),
    );
  }

  drawPin() {
    const pinned = this.chat.pinned
      ? this.messages.find((message) => message.message_id === this.chat.pinned)
      : null;
    this.pinnedId = pinned?.message_id;
    this.pin.hidden = !pinned;
    if (pinned)
      this.pin.replaceChildren(
        icon("pin"),
        h("span", { class: "target-words" }, h("b", {}, t("pinned")), h("span", {}, summary(pinned))),
      );
  }

  /** Runs a request; a refusal becomes a toast. → whether it went well. */
  async attempt(run) {
    try {
      await run();
      return true;
    } catch (problem) {
      this.overlay.error(problem);
      return false;
    }
  }

  send(text) {
    return this.attempt(() => this.verbs.to("send", { text }));
  }
  start(payload) {
    this.app.show(this);
    return this.attempt(() => this.verbs.to("start", payload ? { payload } : {}));
  }
  upload(verb, files, fields) {
    return this.attempt(() => this.verbs.upload(verb, files, fields));
  }
  openLink(address) {
    this.links.open(address);
  }
  chooseScan() {
    chooseScan(this);
  }

  /** The big button: START, or a way back after blocking (which starts the bot again). */
  async begin() {
    await this.start("");
    if (!this.app.touch.matches) this.composer.field.focus({ preventScroll: true });
  }

  async scan(from, message) {
    this.app.show(this);
    await this.scanned(() =>
      this.verbs.to("scan", { from_chat: from.personId, message_id: message.message_id }),
    );
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
    return (
      this.app.state.people.find((person) => person.id !== this.personId)?.id ?? {
        phone_number: "+998000000000",
        first_name: "?",
      }
    );
  }
}
