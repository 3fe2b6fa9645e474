/** The foot of a chat: message field, attachments, START, the bot's menu and keyboard switch. */
import { h, icon, iconButton } from "./dom.js";
import { webApp } from "./links.js";
import { summary } from "./message.js";
import { openMenu } from "./overlay.js";
import { t } from "./words.js";

export class Composer {
  constructor(pane) {
    this.pane = pane;
    this.target = null;
    this.field = h("textarea", {
      class: "field",
      rows: "1",
      maxlength: "4096",
      "aria-label": t("message"),
      placeholder: t("message"),
      enterkeyhint: "send",
      oninput: () => this.fit(),
      onkeydown: (event) => this.onKey(event),
      onpaste: (event) => this.onPaste(event),
    });
    this.menu = h(
      "button",
      {
        type: "button",
        class: "bot-menu",
        "aria-haspopup": "menu",
        hidden: true,
        onclick: () => this.openCommands(this.menu),
      },
      icon("menu"),
      h("span", {}, t("menu")),
    );
    this.attach = iconButton("attach", t("sendAs"), () => this.openAttach(), { "aria-haspopup": "menu" });
    this.keyboard = iconButton("keyboard", t("keyboardHide"), () => pane.keys.toggle(), { hidden: true });
    this.sendButton = h(
      "button",
      { type: "submit", class: "send", "aria-label": t("send"), title: t("send"), disabled: true },
      icon("send"),
    );
    this.targetBar = h("div", { class: "target", hidden: true });
    this.form = h(
      "form",
      {
        class: "composer",
        onsubmit: (event) => {
          event.preventDefault();
          this.send();
        },
      },
      this.menu,
      h("div", { class: "field-box" }, this.attach, this.field, this.keyboard),
      this.sendButton,
    );
    this.big = h("button", { type: "button", class: "start", hidden: true, onclick: () => pane.begin() });
    this.node = h("footer", { class: "foot" }, this.targetBar, this.form, this.big);
  }

  /** START until the person has started, "restart" while the bot is blocked, else the field. */
  update({ chat, started, blocked, online, everOnline }) {
    const mode = blocked ? "blocked" : started ? "chat" : "start";
    this.form.hidden = mode !== "chat";
    this.big.hidden = mode === "chat";
    const waiting = mode === "start" && !online && !everOnline;
    this.big.disabled = waiting;
    this.big.textContent = waiting ? t("starting") : mode === "blocked" ? t("restartBig") : t("start");
    this.big.classList.toggle("waiting", waiting);
    this.commands = chat.commands ?? [];
    this.menuButton = chat.menu_button ?? { type: "commands" };
    this.menu.hidden = this.menuButton.type !== "web_app" && !this.commands.length;
    if (this.menuButton.text) this.menu.lastElementChild.textContent = this.menuButton.text;
    const markup = chat.reply_keyboard;
    this.field.placeholder = markup?.input_field_placeholder || t("message");
    const forced = markup?.force_reply ? chat.messages.findLast((message) => !message.out) : null;
    if (forced && this.forcedId !== forced.message_id) this.aim({ reply: forced });
    if (!forced && this.forcedId) this.aim(null);
    this.forcedId = forced?.message_id ?? null;
  }

  keyboardState(exists, open) {
    this.keyboard.hidden = !exists;
    const label = open ? t("keyboardHide") : t("keyboardShow");
    this.keyboard.setAttribute("aria-label", label);
    this.keyboard.setAttribute("aria-pressed", String(open));
    this.keyboard.title = label;
  }

  fit() {
    this.field.style.setProperty("height", "auto");
    this.field.style.setProperty("height", `${Math.min(this.field.scrollHeight, 132)}px`);
    this.sendButton.disabled = !this.field.value.trim();
    this.sendButton.classList.toggle("ready", !this.sendButton.disabled);
  }

  fill(text) {
    this.field.value = text;
    this.fit();
    if (text) this.field.focus();
  }

  onKey(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.send();
    }
    if (event.key === "Escape" && this.target) this.aim(null);
    if (event.key === "/" && !this.field.value && this.commands?.length) {
      event.preventDefault();
      this.fill("/");
      this.openCommands(this.field);
    }
  }

  onPaste(event) {
    const files = [...event.clipboardData.files];
    if (!files.length) return;
    event.preventDefault();
    this.offerFiles(files);
  }

  async send() {
    const text = this.field.value.trim();
    if (!text) return;
    const target = this.target;
    this.fill("");
    this.aim(null);
    const sent = await this.pane.attempt(() =>
      target?.edit
        ? this.pane.verbs.to("edit", { message_id: target.edit.message_id, text })
        : this.pane.verbs.to("send", target?.reply ? { text, reply_to: target.reply.message_id } : { text }),
    );
    if (!sent) this.fill(text);
  }

  /** target = { reply: message } | { edit: message } | null. */
  aim(target) {
    this.target = target;
    this.targetBar.hidden = !target;
    if (!target) return;
    const message = target.reply ?? target.edit;
    this.targetBar.replaceChildren(
      icon(target.edit ? "edit" : "reply"),
      h(
        "span",
        { class: "target-words" },
        h("b", {}, target.edit ? t("editing") : message.out ? this.pane.personName() : this.pane.botName()),
        h("span", {}, summary(message)),
      ),
      iconButton("close", t("cancel"), () => this.aim(null)),
    );
    if (target.edit) this.fill(message.text ?? "");
    else if (this.pane.isActive()) this.field.focus({ preventScroll: true });
  }

  openCommands(anchor) {
    if (this.menuButton?.type === "web_app" && anchor === this.menu) {
      webApp(this.pane, this.menuButton.web_app.url, this.menuButton.text, false);
      return;
    }
    const send = (command) => {
      this.fill("");
      this.pane.send(`/${command}`);
    };
    openMenu(anchor, [
      { heading: t("commands") },
      ...this.commands.map((item) => ({
        label: `/${item.command}`,
        note: item.description,
        act: () => send(item.command),
      })),
    ]);
  }

  openAttach() {
    const { pane } = this;
    const odd = (label, name, act) => ({ label: t(label), icon: name, act });
    const plain = (verb) => () => pane.attempt(() => pane.verbs.to(verb));
    openMenu(this.attach, [
      odd("photo", "photo", () => this.pick("image/*", false, (files) => this.offerFiles(files))),
      odd("document", "file", () => this.pick("", false, (files) => pane.upload("document", files))),
      odd("scanPicture", "scan", () => pane.chooseScan()),
      { heading: t("oddInputs") },
      odd("ownContact", "contact", plain("contact")),
      odd("otherContact", "contact", () =>
        pane.attempt(() => pane.verbs.to("contact", { of: pane.stranger() })),
      ),
      odd("forwarded", "forward", () => this.forward()),
      odd("sticker", "sticker", plain("sticker")),
      odd("location", "place", plain("location")),
      odd("voice", "mic", plain("voice")),
      odd("dice", "dice", plain("dice")),
      odd("poll", "poll", plain("poll")),
      odd("album", "photo", () => this.pick("image/*", true, (files) => pane.upload("album", files))),
    ]);
  }

  pick(accept, multiple, act) {
    const input = h("input", { type: "file", accept, multiple, class: "off-screen" });
    input.addEventListener("change", () => {
      act([...input.files]);
      input.remove();
    });
    input.addEventListener("cancel", () => input.remove());
    document.body.append(input);
    input.click();
  }

  /** Shows the picture and asks how to send it, with the caption. */
  async offerFiles(files) {
    const [file] = files;
    if (!file) return;
    if (!file.type.startsWith("image/")) {
      await this.pane.upload("document", [file]);
      return;
    }
    const address = URL.createObjectURL(file);
    const caption = h("input", {
      type: "text",
      maxlength: "1024",
      placeholder: t("caption"),
      "aria-label": t("caption"),
    });
    const answer = await this.pane.overlay.ask({
      title: t("photoWord"),
      body: h("div", { class: "preview" }, h("img", { src: address, alt: "" }), caption),
      actions: [
        { label: t("cancel"), value: null },
        { label: t("sendFile"), value: () => ["document", caption.value] },
        { label: t("sendPhoto"), value: () => ["photo", caption.value], main: true },
      ],
    });
    URL.revokeObjectURL(address);
    if (answer) await this.pane.upload(answer[0], [file], { caption: answer[1] });
  }

  async forward() {
    const field = h("textarea", {
      rows: "3",
      "aria-label": t("textToForward"),
      placeholder: t("textToForward"),
    });
    const text = await this.pane.overlay.ask({
      title: t("forwarded"),
      body: field,
      actions: [
        { label: t("cancel"), value: null },
        { label: t("send"), value: () => field.value.trim(), main: true },
      ],
    });
    const [other] = this.pane.app.others(this.pane);
    if (text)
      await this.pane.attempt(() => this.pane.verbs.to("forward", { text, from_person: other?.personId }));
  }
}
