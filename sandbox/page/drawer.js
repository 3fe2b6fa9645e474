/** "Behind the scenes": the live list of Bot API calls and the faults to switch on. */
import { api } from "./api.js";
import { fullName, h, iconButton } from "./dom.js";
import { second, t } from "./words.js";

const KEEP = 400;

/** The same button makes the fault and, while one of its kind is active, removes it. */
const FAULTS = [
  { name: "down", kind: "502html", body: { kind: "502html", times: null } },
  { name: "many", kind: "429", body: { kind: "429", retry_after: 3, times: 3 } },
  { name: "slow", kind: "delay", body: { kind: "delay", delay: 2, times: null } },
  { name: "lost", kind: "after", body: { kind: "after", method: "sendMessage", times: 1 } },
  { name: "duplicate", kind: "duplicate", body: { kind: "duplicate", times: null } },
];

export class Drawer {
  constructor(app) {
    this.app = app;
    this.node = document.getElementById("drawer");
    this.last = 0;
    this.waiting = null;
    this.rows = [];
    this.build();
  }

  build() {
    this.faults = h("div", { class: "faults" });
    this.chips = h("div", { class: "chips" });
    this.list = h("div", { class: "calls" });
    this.none = h("p", { class: "muted none" }, t("noCalls"));
    this.search = h("input", {
      type: "search",
      placeholder: t("filter"),
      "aria-label": t("filter"),
      oninput: () => this.filter(),
    });
    this.quiet = h("input", { type: "checkbox", checked: true, onchange: () => this.filter() });
    this.bad = h("input", { type: "checkbox", onchange: () => this.filter() });
    this.node.setAttribute("aria-label", t("behind"));
    this.node.append(
      h(
        "div",
        { class: "dialog-head" },
        h("h2", {}, t("behind")),
        iconButton("close", t("close"), () => this.toggle(false)),
      ),
      h("section", {}, h("h3", {}, t("faults")), this.faults, this.chips),
      h(
        "section",
        { class: "calls-section" },
        h(
          "h3",
          {},
          t("calls"),
          h("button", { type: "button", class: "link", onclick: () => this.clear() }, t("clearList")),
        ),
        h(
          "div",
          { class: "filters" },
          this.search,
          h("label", {}, this.quiet, t("quiet")),
          h("label", {}, this.bad, t("onlyErrors")),
        ),
        this.none,
        this.list,
      ),
    );
    this.node.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.toggle(false);
    });
  }

  toggle(open = this.node.hidden) {
    this.node.hidden = !open;
    document.body.classList.toggle("with-drawer", open);
    this.app.top.drawerButton.setAttribute("aria-expanded", String(open));
    if (open) this.node.querySelector("button").focus({ preventScroll: true });
    else this.app.top.drawerButton.focus({ preventScroll: true });
  }

  /** Calls made while the page was not listening; those that come meanwhile wait. */
  async catchUp() {
    this.waiting = [];
    const missed = await api.get(`calls?after=${this.last}`).catch(() => []);
    const later = this.waiting;
    this.waiting = null;
    const newest = missed.at(-1)?.n ?? this.last;
    for (const call of [...missed.slice(-KEEP), ...later.filter((each) => each.n > newest)])
      this.insert(call);
  }

  add(call) {
    if (this.waiting) {
      this.waiting.push(call);
      return;
    }
    // Numbers only grow; a smaller one comes from a server that was started anew.
    if (call.n <= this.last) this.clear();
    this.insert(call);
  }

  insert(call) {
    this.last = call.n;
    const row = { call, node: this.row(call) };
    this.rows.push(row);
    this.list.prepend(row.node);
    if (this.rows.length > KEEP) this.rows.shift().node.remove();
    this.filterRow(row);
    this.none.hidden = true;
  }

  row(call) {
    const bad = call.ok === false;
    const node = h(
      "details",
      { class: `call${bad ? " bad" : ""}` },
      h(
        "summary",
        {},
        h("time", {}, second(typeof call.at === "number" ? call.at * 1000 : new Date(call.at))),
        h("b", {}, call.method),
        h("span", { class: "who" }, this.who(call.chat_id)),
        call.lint?.length ? h("span", { class: "lint", title: call.lint.join("\n") }, "!") : null,
        h("span", { class: "result" }, bad ? String(call.error_code ?? "×") : ""),
        h("span", { class: "ms" }, `${Math.round(call.milliseconds ?? 0)} ms`),
      ),
    );
    node.addEventListener("toggle", () => {
      if (node.open && node.children.length === 1) node.append(this.details(call));
    });
    return node;
  }

  details(call) {
    return h(
      "div",
      { class: "call-body" },
      call.description
        ? h("p", { class: "description" }, `${call.error_code ?? ""} ${call.description}`.trim())
        : null,
      call.lint?.length
        ? [
            h("h4", {}, t("lint")),
            h(
              "ul",
              {},
              call.lint.map((line) => h("li", {}, line)),
            ),
          ]
        : null,
      h("pre", { class: "json", tabindex: "0", "aria-label": t("arguments") }, colored(call.arguments ?? {})),
    );
  }

  who(chatId) {
    const pane = this.app.panes.find((each) => each.personId === chatId);
    return (
      pane?.title ??
      (fullName(this.app.state.people.find((person) => person.id === chatId)) || (chatId ?? ""))
    );
  }

  filter() {
    for (const row of this.rows) this.filterRow(row);
  }

  filterRow({ call, node }) {
    const wanted = this.search.value.trim().toLowerCase();
    const text = `${call.method} ${this.who(call.chat_id)} ${call.description ?? ""}`.toLowerCase();
    node.hidden =
      (this.quiet.checked && call.method === "getUpdates" && call.ok !== false) ||
      (this.bad.checked && call.ok !== false) ||
      !text.includes(wanted);
  }

  clear() {
    this.rows = [];
    this.list.replaceChildren();
    this.none.hidden = false;
  }

  drawFaults() {
    const { app } = this;
    const active = app.state.faults ?? [];
    const [member] = app.panes;
    const person = member ? app.person(member.personId) : null;
    const buttons = FAULTS.map((fault) => {
      const on = active.filter((each) => each.kind === fault.kind);
      return this.button(t(fault.name), t(`${fault.name}Hint`), on.length > 0, () =>
        on.length ? Promise.all(on.map((each) => this.remove(each))) : api.post("faults", fault.body),
      );
    });
    if (member) {
      buttons.push(
        this.button(t("blocked", { title: member.title }), t("blockedHint"), Boolean(person?.blocked), () =>
          api.post(`chats/${member.personId}/${person?.blocked ? "unblock" : "block"}`),
        ),
      );
    }
    this.faults.replaceChildren(...buttons);
    this.drawChips(active);
    app.top.drawerButton.querySelector(".alarm").hidden = active.length === 0;
  }

  button(label, hint, on, act) {
    return h(
      "button",
      {
        type: "button",
        class: "fault",
        title: hint,
        "aria-pressed": String(on),
        onclick: () => this.attempt(act),
      },
      h("b", {}, label),
      h("small", {}, hint),
    );
  }

  drawChips(active) {
    const chips = () =>
      active.map((fault) => {
        const known = FAULTS.find((each) => each.kind === fault.kind);
        const name = [known ? t(known.name) : fault.kind, fault.method, fault.times ? `×${fault.times}` : ""]
          .filter(Boolean)
          .join(" · ");
        return h(
          "span",
          { class: "fault-chip" },
          name,
          iconButton("close", t("removeFault", { name }), () => this.attempt(() => this.remove(fault))),
        );
      });
    const clear = () =>
      active.length
        ? h(
            "button",
            { type: "button", class: "link", onclick: () => this.attempt(() => api.remove("faults")) },
            t("clearAll"),
          )
        : "";
    this.chips.replaceChildren(...chips(), clear());
    this.app.top.chips.replaceChildren(...chips());
  }

  remove(fault) {
    return api.remove(`faults/${fault.id}`);
  }

  async attempt(act) {
    const { app } = this;
    try {
      await act();
      await app.readState();
    } catch (problem) {
      app.active.overlay.error(problem);
    }
  }
}

/** JSON with its names, texts and numbers in different colours. */
function colored(value) {
  const nodes = [];
  const text = JSON.stringify(value, null, 2);
  const token = /("(?:\\.|[^"\\])*")(\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?/g;
  let at = 0;
  for (const match of text.matchAll(token)) {
    nodes.push(text.slice(at, match.index));
    const kind = match[2] ? "name" : match[1] ? "text" : "value";
    nodes.push(h("span", { class: `json-${kind}` }, match[1] ?? match[0]), match[2] ?? "");
    at = match.index + match[0].length;
  }
  return [...nodes, text.slice(at)];
}
