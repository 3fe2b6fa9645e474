/** The top bar: the bot's name, the tabs of a phone, active faults, the clock, the drawer's button. */
import { api } from "./api.js";
import { h, icon } from "./dom.js";
import { dayOf, t, time } from "./words.js";

export class Top {
  constructor(app) {
    this.app = app;
    this.build();
  }

  build() {
    this.tabs = h("div", { class: "tabs", role: "tablist" });
    this.chips = h("div", { class: "chips" });
    this.clockText = h("time", { class: "clock-text" });
    this.next = h(
      "button",
      { type: "button", class: "next-day", onclick: () => this.nextDay() },
      icon("sun"),
      h("span", {}, t("nextDay")),
    );
    this.clock = h("div", { class: "clock", title: t("clockNow"), hidden: true }, this.clockText, this.next);
    this.drawerButton = h(
      "button",
      {
        type: "button",
        class: "drawer-button",
        "aria-expanded": "false",
        "aria-controls": "drawer",
        "aria-label": t("behind"),
        title: t("behind"),
        onclick: () => this.app.drawer.toggle(),
      },
      icon("activity"),
      h("span", {}, t("behind")),
      h("i", { class: "alarm", hidden: true }),
    );
    this.name = h("span", { class: "brand-words" });
    document
      .getElementById("top")
      .replaceChildren(
        h("div", { class: "brand" }, mark(), this.name),
        this.tabs,
        this.chips,
        this.clock,
        this.drawerButton,
      );
  }

  buildTabs() {
    this.tabs.replaceChildren(
      ...this.app.panes.map((pane, index) => {
        const tab = h(
          "button",
          {
            type: "button",
            role: "tab",
            "aria-controls": `pane-${index}`,
            onclick: () => this.app.show(pane),
          },
          h("span", {}, pane.title),
          h("i", { class: "dot", hidden: true }),
        );
        tab.addEventListener("keydown", (event) => this.onTabKey(event, index));
        return tab;
      }),
    );
  }

  onTabKey(event, index) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    const next = (index + step + this.app.panes.length) % this.app.panes.length;
    this.app.show(this.app.panes[next]);
    this.tabs.children[next].focus();
  }

  drawTabs() {
    this.app.panes.forEach((pane, index) => {
      const tab = this.tabs.children[index];
      if (!tab) return;
      tab.setAttribute("aria-selected", String(pane === this.app.active));
      tab.tabIndex = pane === this.app.active ? 0 : -1;
      const dot = tab.querySelector(".dot");
      dot.hidden = pane.unread === 0;
      tab.setAttribute(
        "aria-label",
        pane.unread ? `${pane.title}, ${t("unread", { count: pane.unread })}` : pane.title,
      );
    });
  }

  draw() {
    const { state } = this.app;
    const title = state.title ?? t("title");
    document.title = title;
    this.name.replaceChildren(
      h("b", {}, title),
      h("small", { class: state.bot.online ? "on" : "" }, `@${state.bot.username}`),
    );
    const clock = state.clock?.enabled ? state.clock : null;
    this.clock.hidden = !clock;
    if (clock) {
      const now = new Date(clock.now);
      this.clockText.dateTime = clock.now;
      this.clockText.replaceChildren(h("span", {}, dayOf(now)), h("small", {}, time(now / 1000)));
    }
  }

  async nextDay() {
    this.next.disabled = true;
    try {
      await api.post("clock", { days: 1 });
      await this.app.readState();
    } catch (problem) {
      this.app.active.overlay.error(problem);
    } finally {
      this.next.disabled = false;
    }
  }
}

function mark() {
  return h("span", { class: "mark", "aria-hidden": "true" });
}
