/** The page: keeps the chats, the top bar and the drawer in step with the server's events. */
import { api, listen } from "./api.js";
import { h } from "./dom.js";
import { Drawer } from "./drawer.js";
import { askNewcomer } from "./newcomer.js";
import { Pane } from "./pane.js";
import { Drag } from "./scan.js";
import { Top } from "./top.js";
import { language, t } from "./words.js";

class App {
  constructor() {
    this.panes = [];
    this.everOnline = false;
    this.narrow = matchMedia("(max-width: 760px), (max-height: 480px)");
    this.touch = matchMedia("(max-width: 760px), (max-height: 480px), (pointer: coarse)");
    this.drag = new Drag(this);
    this.drawer = new Drawer(this);
    this.top = new Top(this);
    this.stage = document.getElementById("stage");
    this.banner = h("div", { class: "banner", role: "status", hidden: true });
    document.body.append(this.banner);
    document.documentElement.lang = language;
  }

  async run() {
    await this.firstState();
    this.buildPanes();
    this.narrow.addEventListener("change", () => {
      if (this.active) this.show(this.active);
    });
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden && this.active) this.show(this.active);
    });
    listen({
      onEvent: (event) => this.onEvent(event),
      onOpen: () => this.onOpen(),
      onLost: () => this.tell(t("reconnecting")),
    });
  }

  /** The page may be opened a moment before the server is ready. */
  async firstState() {
    for (;;) {
      try {
        await this.fetchState();
        this.tell(null);
        return;
      } catch {
        this.tell(t("noServer"));
      }
      await new Promise((resolve) => {
        setTimeout(resolve, 1000);
      });
    }
  }

  async fetchState() {
    this.state = await api.get("state");
    if (this.state.bot.online) this.everOnline = true;
  }

  /** A chat for everyone who was given a title, or for whoever there is. */
  buildPanes() {
    const { panes, people } = this.state;
    this.paneList = JSON.stringify(panes);
    const wanted = panes.length
      ? panes
      : people.slice(0, 3).map((person) => ({ person_id: person.id, title: person.first_name }));
    this.panes = [];
    wanted.forEach((pane, index) => this.panes.push(new Pane(this, index, pane)));
    this.stage.replaceChildren(...this.panes.map((pane) => pane.node));
    this.top.buildTabs();
    if (this.panes.length) this.show(this.panes[0]);
    this.draw();
  }

  async readState() {
    await this.fetchState();
    if (
      this.paneList !== JSON.stringify(this.state.panes) ||
      (!this.panes.length && this.state.people.length)
    )
      this.buildPanes();
    this.draw();
    for (const pane of this.panes) pane.drawState();
  }

  draw() {
    this.top.draw();
    this.drawer.drawFaults();
  }

  onOpen() {
    this.tell(null);
    this.readState().catch(() => this.tell(t("noServer")));
    for (const pane of this.panes) pane.reload();
    this.drawer.catchUp();
  }

  onEvent(event) {
    const about = () => this.panes.filter((pane) => pane.personId === event.chat_id);
    switch (event.type) {
      case "chat":
        for (const pane of about()) pane.reload();
        break;
      case "toast":
        for (const pane of about()) pane.taps.answer(event);
        break;
      case "call":
        this.onCall(event.call);
        break;
      case "state":
        this.readState().catch(() => this.tell(t("noServer")));
        break;
      default:
    }
  }

  /** A call may have used up a fault, which nobody announces. */
  onCall(call) {
    this.drawer.add(call);
    if (!this.state.faults.length) return;
    clearTimeout(this.recheck);
    this.recheck = setTimeout(() => this.readState().catch(() => this.tell(t("noServer"))), 300);
  }

  tell(text) {
    this.banner.hidden = !text;
    this.banner.textContent = text ?? "";
  }

  person(id) {
    return this.state.people.find((person) => person.id === id);
  }
  others(pane) {
    return this.panes.filter((other) => other !== pane);
  }

  /** On a phone one chat is shown at a time. */
  show(pane) {
    this.active = pane;
    for (const each of this.panes) each.onStage(this.narrow.matches ? each === pane : null);
    if (this.narrow.matches) pane.unread = 0;
    else for (const each of this.panes) each.unread = 0;
    if (pane.log.stick) pane.log.toBottom(false);
    this.top.drawTabs();
  }

  /** A fresh person for a pane, who opens a link at once if there is one. */
  newPerson(pane, { payload } = {}) {
    askNewcomer((facts) => pane.attempt(() => this.welcome(pane, facts, payload)));
  }

  async welcome(pane, facts, payload) {
    const person = await api.post("people", facts);
    await this.fetchState();
    await pane.become(person.id);
    this.show(pane);
    if (payload !== undefined) await pane.start(payload);
  }
}

new App().run();
