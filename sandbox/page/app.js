/** The page: reads the state, keeps the chats, the top bar and the drawer in step with the server's events. */
import { api, listen } from "./api.js";
import { h, icon, iconButton } from "./dom.js";
import { Drawer } from "./drawer.js";
import { pageDialog } from "./overlay.js";
import { Pane } from "./pane.js";
import { Drag } from "./scan.js";
import { dayOf, language, t, time } from "./words.js";

const NAMES = {
  ru: ["Мария", "Тимур", "Ольга", "Денис", "Алия", "Павел"],
  en: ["Maria", "Timur", "Olga", "Denis", "Aliya", "Paul"],
  uz: ["Dilnoza", "Jasur", "Malika", "Sardor", "Aziza", "Bobur"],
};

class App {
  constructor() {
    this.panes = [];
    this.everOnline = false;
    this.narrow = matchMedia("(max-width: 760px), (max-height: 480px)");
    this.touch = matchMedia("(max-width: 760px), (max-height: 480px), (pointer: coarse)");
    this.drag = new Drag(this);
    this.drawer = new Drawer(this);
    this.top = document.getElementById("top");
    this.stage = document.getElementById("stage");
    this.banner = h("div", { class: "banner", role: "status", hidden: true });
    document.body.append(this.banner);
    document.documentElement.lang = language;
  }

  async run() {
    await this.firstState();
    this.buildTop();
    this.buildPanes();
    this.narrow.addEventListener("change", () => { if (this.active) this.show(this.active); });
    document.addEventListener("visibilitychange", () => { if (!document.hidden && this.active) this.show(this.active); });
    listen({ onEvent: (event) => this.onEvent(event), onOpen: () => this.onOpen(), onLost: () => this.tell(t("reconnecting")) });
  }

  /** The page may be opened a moment before the server is ready. */
  async firstState() {
    for (;;) {
      try { await this.fetchState(); this.tell(null); return; } catch { this.tell(t("noServer")); }
      await new Promise((resolve) => { setTimeout(resolve, 1000); });
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
    const wanted = panes.length ? panes : people.slice(0, 3).map((person) => ({ person_id: person.id, title: person.first_name }));
    this.panes = [];
    wanted.forEach((pane, index) => this.panes.push(new Pane(this, index, pane)));
    this.stage.replaceChildren(...this.panes.map((pane) => pane.node));
    this.buildTabs();
    if (this.panes.length) this.show(this.panes[0]);
    this.draw();
  }

  async readState() {
    await this.fetchState();
    if (this.paneList !== JSON.stringify(this.state.panes) || (!this.panes.length && this.state.people.length)) this.buildPanes();
    this.draw();
    for (const pane of this.panes) pane.drawState();
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
      case "chat": for (const pane of about()) pane.reload(); break;
      case "toast": for (const pane of about()) pane.onToast(event); break;
      case "call": this.onCall(event.call); break;
      case "state": this.readState().catch(() => this.tell(t("noServer"))); break;
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

  person(id) { return this.state.people.find((person) => person.id === id); }
  others(pane) { return this.panes.filter((other) => other !== pane); }

  /** On a phone one chat is shown at a time. */
  show(pane) {
    this.active = pane;
    for (const each of this.panes) each.onStage(this.narrow.matches ? each === pane : null);
    if (this.narrow.matches) pane.unread = 0;
    else for (const each of this.panes) each.unread = 0;
    if (pane.log.stick) pane.log.toBottom(false);
    this.drawTabs();
  }

  buildTop() {
    this.tabs = h("div", { class: "tabs", role: "tablist" });
    this.chips = h("div", { class: "chips" });
    this.clockText = h("time", { class: "clock-text" });
    this.next = h("button", { type: "button", class: "next-day", onclick: () => this.nextDay() }, icon("sun"), h("span", {}, t("nextDay")));
    this.clock = h("div", { class: "clock", title: t("clockNow"), hidden: true }, this.clockText, this.next);
    this.drawerButton = h("button", { type: "button", class: "drawer-button", "aria-expanded": "false", "aria-controls": "drawer", "aria-label": t("behind"),
      title: t("behind"), onclick: () => this.drawer.toggle() }, icon("activity"), h("span", {}, t("behind")), h("i", { class: "alarm", hidden: true }));
    this.name = h("span", { class: "brand-words" });
    this.top.replaceChildren(h("div", { class: "brand" }, mark(), this.name), this.tabs, this.chips, this.clock, this.drawerButton);
  }

  buildTabs() {
    this.tabs.replaceChildren(...this.panes.map((pane, index) => {
      const tab = h("button", { type: "button", role: "tab", "aria-controls": `pane-${index}`, onclick: () => this.show(pane) }, h("span", {}, pane.title), h("i", { class: "dot", hidden: true }));
      tab.addEventListener("keydown", (event) => this.onTabKey(event, index));
      return tab;
    }));
  }

  onTabKey(event, index) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    const next = (index + step + this.panes.length) % this.panes.length;
    this.show(this.panes[next]);
    this.tabs.children[next].focus();
  }

  drawTabs() {
    this.panes.forEach((pane, index) => {
      const tab = this.tabs.children[index];
      if (!tab) return;
      tab.setAttribute("aria-selected", String(pane === this.active));
      tab.tabIndex = pane === this.active ? 0 : -1;
      const dot = tab.querySelector(".dot");
      dot.hidden = pane.unread === 0;
      tab.setAttribute("aria-label", pane.unread ? `${pane.title}, ${t("unread", { count: pane.unread })}` : pane.title);
    });
  }

  draw() {
    const { state } = this;
    const title = state.title ?? t("title");
    document.title = title;
    this.name.replaceChildren(h("b", {}, title), h("small", { class: state.bot.online ? "on" : "" }, `@${state.bot.username}`));
    const clock = state.clock?.enabled ? state.clock : null;
    this.clock.hidden = !clock;
    if (clock) {
      const now = new Date(clock.now);
      this.clockText.dateTime = clock.now;
      this.clockText.replaceChildren(h("span", {}, dayOf(now)), h("small", {}, time(now / 1000)));
    }
    this.drawer.drawFaults();
  }

  async nextDay() {
    this.next.disabled = true;
    try {
      await api.post("clock", { days: 1 });
      await this.readState();
    } catch (problem) {
      this.active.overlay.error(problem);
    } finally {
      this.next.disabled = false;
    }
  }

  /** Asks for a name and a number, puts the new person into the pane, and opens a link for them if there is one. */
  newPerson(pane, { payload } = {}) {
    const spare = NAMES[language][Math.floor(Math.random() * NAMES[language].length)];
    const number = `+99890${String(Math.floor(Math.random() * 1e7)).padStart(7, "0")}`;
    const first = h("input", { type: "text", value: spare, required: true, maxlength: "64" });
    const last = h("input", { type: "text", maxlength: "64" });
    const line = h("input", { type: "tel", value: number, required: true });
    const speaks = h("select", {}, ["ru", "en", "uz"].map((code) => h("option", { value: code, selected: code === language }, code)));
    const label = (text, field) => h("label", {}, h("span", {}, text), field);
    const form = h("form", { class: "person-form" },
      h("div", { class: "dialog-head" }, h("h2", {}, t("newPersonTitle")), iconButton("close", t("close"), () => dialog.close())),
      label(t("firstName"), first), label(t("lastName"), last), label(t("phone"), line), label(t("language"), speaks),
      h("div", { class: "modal-actions" }, h("button", { type: "button", onclick: () => dialog.close() }, t("cancel")), h("button", { type: "submit", class: "main" }, t("create"))));
    const dialog = pageDialog(t("newPersonTitle"), "small", form);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      dialog.close();
      pane.attempt(() => this.create(pane, { first_name: first.value, last_name: last.value || undefined, phone: line.value, language_code: speaks.value }, payload));
    });
  }

  async create(pane, facts, payload) {
    const person = await api.post("people", facts);
    await this.fetchState();
    await pane.become(person.id);
    this.show(pane);
    if (payload !== undefined) await pane.start(payload);
  }
}

function mark() {
  return h("span", { class: "mark", "aria-hidden": "true" });
}

new App().run();
