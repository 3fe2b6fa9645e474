/** The panel of the bot's reply keyboard under the message field. */
import { h } from "./dom.js";
import { webApp } from "./links.js";
import { phone, t } from "./words.js";

export class ReplyKeys {
  constructor(pane) {
    this.pane = pane;
    this.markup = null;
    this.json = "null";
    this.open = false;
    this.node = h("div", { class: "panel", role: "group", hidden: true });
  }

  /** Shows the keyboard the server says is now in force; a new one opens by itself. */
  update(markup) {
    const json = JSON.stringify(markup ?? null);
    if (json === this.json) return;
    this.json = json;
    this.markup = markup?.keyboard ? markup : null;
    this.open = Boolean(this.markup);
    const rows = (this.markup?.keyboard ?? []).map((row, rowIndex) =>
      h(
        "div",
        { class: "panel-row" },
        row.map((key, column) => this.key(key, rowIndex, column)),
      ),
    );
    this.node.replaceChildren(...rows);
    this.node.classList.toggle("tall", Boolean(this.markup) && !this.markup.resize_keyboard);
    this.show();
  }

  key(raw, row, column) {
    const key = typeof raw === "string" ? { text: raw } : raw;
    return h(
      "button",
      { type: "button", class: `panel-key ${key.style ?? ""}`, onclick: () => this.press(key, row, column) },
      key.text,
    );
  }

  toggle() {
    this.open = !this.open;
    this.show();
  }

  show() {
    this.node.hidden = !this.open || !this.markup;
    this.pane.composer.keyboardState(Boolean(this.markup), this.open);
  }

  async press(key, row, column) {
    const { pane } = this;
    if (key.web_app) {
      await webApp(pane, key.web_app.url, key.text, true);
      return;
    }
    if (
      key.request_contact &&
      !(await this.agree(
        t("shareAsk", { name: pane.botName() }),
        t("shareText", { name: pane.botName(), phone: phone(pane.person.phone) }),
      ))
    )
      return;
    if (key.request_location && !(await this.agree(t("locationAsk", { name: pane.botName() })))) return;
    await pane.attempt(() => pane.verbs.to("key", { row, column }));
    if (this.markup?.one_time_keyboard) {
      this.open = false;
      this.show();
    }
  }

  agree(title, text) {
    return this.pane.overlay.ask({
      title,
      text,
      actions: [
        { label: t("cancel"), value: null },
        { label: t("share"), value: true, main: true },
      ],
    });
  }
}
