/** What appears over a chat or over the page: menus, questions, toasts, the photo viewer's frame. */
import { h, icon } from "./dom.js";
import { t } from "./words.js";

let closeOpenMenu = null;

/** items: { label, icon?, act, danger?, checked?, note? } or { heading }; it gives the focus back. */
export function openMenu(anchor, items, { at } = {}) {
  closeOpenMenu?.();
  const before = document.activeElement;
  const menu = h(
    "div",
    { class: "menu", role: "menu" },
    items.filter(Boolean).map((item) =>
      menuItem(item, (act) => {
        close();
        act();
      }),
    ),
  );
  const close = () => {
    if (closeOpenMenu !== close) return;
    closeOpenMenu = null;
    menu.remove();
    anchor.setAttribute?.("aria-expanded", "false");
    removeEventListener("pointerdown", outside, true);
    removeEventListener("resize", close);
    if (document.contains(before)) before.focus?.({ preventScroll: true });
  };
  const outside = (event) => {
    if (!menu.contains(event.target)) close();
  };
  closeOpenMenu = close;
  menu.addEventListener("keydown", (event) => walk(event, menu, close));
  (anchor.closest?.("dialog[open]") ?? document.body).append(menu);
  place(menu, at ?? anchor.getBoundingClientRect());
  if (anchor.hasAttribute?.("aria-haspopup")) anchor.setAttribute("aria-expanded", "true");
  addEventListener("pointerdown", outside, true);
  addEventListener("resize", close);
  menu.querySelector("button")?.focus({ preventScroll: true });
}

function menuItem(item, run) {
  if (item.heading) return h("div", { class: "menu-heading", role: "presentation" }, item.heading);
  const role = item.checked === undefined ? "menuitem" : "menuitemradio";
  return h(
    "button",
    {
      type: "button",
      role,
      class: item.danger ? "danger" : "",
      tabindex: "-1",
      "aria-checked": item.checked === undefined ? null : String(item.checked),
      onclick: () => run(item.act),
    },
    item.icon ? icon(item.icon) : h("span", { class: "icon" }),
    h("span", { class: "menu-label" }, item.label, item.note ? h("small", {}, item.note) : null),
    item.checked ? icon("check") : null,
  );
}

function walk(event, menu, close) {
  const buttons = [...menu.querySelectorAll("button")];
  const here = buttons.indexOf(document.activeElement);
  const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: buttons.length - 1 }[event.key];
  if (to !== undefined) {
    event.preventDefault();
    buttons[(to + buttons.length) % buttons.length].focus();
  } else if (event.key === "Escape" || event.key === "Tab") {
    event.preventDefault();
    event.stopPropagation();
    close();
  }
}

function place(menu, rect) {
  const { offsetWidth: width, offsetHeight: height } = menu;
  const below = rect.bottom + 6 + height < innerHeight;
  const top = below ? rect.bottom + 6 : Math.max(8, rect.top - height - 6);
  const left = rect.left + width > innerWidth - 8 ? rect.right - width : rect.left;
  menu.style.setProperty("top", `${Math.max(8, top)}px`);
  menu.style.setProperty("left", `${Math.min(Math.max(8, left), innerWidth - width - 8)}px`);
}

/** Questions and toasts of one chat; questions wait for each other and keep the rest of the chat still. */
export class PaneOverlay {
  constructor(frame, still) {
    this.still = still;
    this.layer = h("div", { class: "modal-layer", hidden: true });
    this.toasts = h("div", { class: "toasts", role: "status", "aria-live": "polite" });
    this.queue = Promise.resolve();
    frame.append(this.toasts, this.layer);
  }

  toast(text, kind = "") {
    if (!text) return;
    const note = h("div", { class: `toast ${kind}` }, text);
    this.toasts.append(note);
    while (this.toasts.children.length > 2) this.toasts.firstElementChild.remove();
    const leave = () => {
      note.classList.add("leaving");
      setTimeout(() => note.remove(), 220);
    };
    note.addEventListener("click", leave);
    setTimeout(leave, Math.min(7000, 2600 + text.length * 45));
  }

  error(problem) {
    this.toast(problem.message, "bad");
  }

  /** → the value of the pressed action, or null when the person turned away. */
  ask(question) {
    const answer = this.queue.then(() => this.show(question));
    this.queue = answer.catch(() => null);
    return answer;
  }

  alert(text) {
    return this.ask({ text, actions: [{ label: t("ok"), value: true, main: true }], role: "alertdialog" });
  }

  show({ title, text, body, actions, role = "dialog" }) {
    return new Promise((resolve) => {
      const before = document.activeElement;
      const done = (value) => {
        this.layer.hidden = true;
        this.layer.replaceChildren();
        for (const part of this.still()) part.inert = false;
        if (document.contains(before)) before.focus?.({ preventScroll: true });
        resolve(value);
      };
      const box = h(
        "form",
        { class: "modal", role, "aria-modal": "true", "aria-label": title ?? text },
        title ? h("h2", {}, title) : null,
        text ? h("p", {}, text) : null,
        body ?? null,
        h(
          "div",
          { class: `modal-actions${actions.length > 2 ? " stacked" : ""}` },
          actions.map((action) =>
            h(
              "button",
              {
                type: action.main ? "submit" : "button",
                class: action.main ? "main" : action.danger ? "danger" : "",
                onclick: (event) => {
                  event.preventDefault();
                  done(action.value instanceof Function ? action.value() : action.value);
                },
              },
              action.label,
            ),
          ),
        ),
      );
      box.addEventListener("keydown", (event) => {
        if (event.key === "Escape") {
          event.stopPropagation();
          done(null);
        }
      });
      this.layer.onclick = (event) => {
        if (event.target === this.layer && role !== "alertdialog") done(null);
      };
      this.layer.replaceChildren(box);
      this.layer.hidden = false;
      for (const part of this.still()) part.inert = true;
      (
        box.querySelector("input, textarea") ??
        box.querySelector("button.main") ??
        box.querySelector("button")
      )?.focus({ preventScroll: true });
    });
  }
}

/** A dialog over the whole page; returns the <dialog>, which removes itself when closed. */
export function pageDialog(label, kind, ...children) {
  const dialog = h("dialog", { class: `page-dialog ${kind}`, "aria-label": label }, children);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}
