/** Links: to this bot they start it in a chat, to share they ask with whom, to others they ask first. */
import { copyText, h, iconButton, icon } from "./dom.js";
import { openMenu } from "./overlay.js";
import { t } from "./words.js";

/** → the START payload ("" when there is none) of a link to this bot, or null for any other link. */
export function startPayload(address, username) {
  let url;
  try {
    url = new URL(address);
  } catch {
    return null;
  }
  const name = (username ?? "").toLowerCase();
  if (url.protocol === "tg:" && url.pathname.replace(/^\/+/, "") + url.host === "resolve") {
    return url.searchParams.get("domain")?.toLowerCase() === name
      ? (url.searchParams.get("start") ?? "")
      : null;
  }
  if (!["t.me", "telegram.me", "telegram.dog"].includes(url.host)) return null;
  return url.pathname.slice(1).toLowerCase() === name ? (url.searchParams.get("start") ?? "") : null;
}

/** → what a "share" link wants to share, or null. */
export function sharedLink(address) {
  try {
    const url = new URL(address);
    const isShare =
      (url.host === "t.me" && url.pathname === "/share/url") ||
      (url.protocol === "tg:" && address.startsWith("tg://msg_url"));
    return isShare
      ? { url: url.searchParams.get("url") ?? "", text: url.searchParams.get("text") ?? "" }
      : null;
  } catch {
    return null;
  }
}

export class Links {
  constructor(pane, app) {
    this.pane = pane;
    this.app = app;
  }

  payload(address) {
    return startPayload(address, this.app.state.bot.username);
  }

  /** A link inside a text. */
  node(address, inner) {
    if (this.payload(address) === null && !sharedLink(address)) {
      const safe = /^(https?|mailto|tel|tg):/i.test(address);
      return h("a", { href: safe ? address : null, target: "_blank", rel: "noopener noreferrer" }, inner);
    }
    const button = h("button", { type: "button", class: "link", onclick: () => this.open(address) }, inner);
    if (this.payload(address) === null) return button;
    this.makeDraggable(button, address);
    const more = iconButton("chevron", t("openWhere"), () => this.chooseChat(more, address), {
      class: "link-more",
      "aria-haspopup": "menu",
    });
    return h("span", { class: "link-group" }, button, more);
  }

  makeDraggable(node, address) {
    node.draggable = true;
    node.addEventListener("dragstart", (event) => this.app.drag.startLink(event, this.pane, address));
  }

  async open(address) {
    const payload = this.payload(address);
    if (payload !== null) {
      await this.pane.start(payload);
      return;
    }
    const shared = sharedLink(address);
    if (shared) {
      await this.share(shared);
      return;
    }
    const yes = await this.pane.overlay.ask({
      title: t("openLink"),
      text: address,
      actions: [
        { label: t("cancel"), value: null },
        { label: t("open"), value: true, main: true },
      ],
    });
    if (yes) window.open(address, "_blank", "noopener,noreferrer");
  }

  chooseChat(anchor, address) {
    const payload = this.payload(address);
    openMenu(anchor, [
      { heading: t("openWhere") },
      { label: t("openHere"), icon: "check", act: () => this.pane.start(payload) },
      ...this.app.others(this.pane).map((other) => ({
        label: t("openAs", { title: other.title }),
        icon: "forward",
        act: () => other.start(payload),
      })),
      { label: t("openNew"), icon: "person", act: () => this.app.newPerson(this.app.panes[0], { payload }) },
      { label: t("copy"), icon: "copy", act: () => this.copy(address) },
    ]);
  }

  async copy(text) {
    if (await copyText(text)) this.pane.overlay.toast(t("copied"));
  }

  /** "Send to a friend": another chat or a new person opens the shared link, or it is copied. */
  async share({ url, text }) {
    const payload = this.payload(url);
    const opens =
      payload === null
        ? []
        : [
            ...this.app.others(this.pane).map((other) => ({
              label: t("openAs", { title: other.title }),
              value: () => () => other.start(payload),
            })),
            { label: t("openNew"), value: () => () => this.app.newPerson(this.app.panes[0], { payload }) },
          ];
    const act = await this.pane.overlay.ask({
      title: t("shareTitle"),
      body: h("p", { class: "shared" }, text, text ? h("br") : null, h("span", { class: "mention" }, url)),
      actions: [
        ...opens,
        {
          label: t("copy"),
          value: () => () => this.copy([text, url].filter(Boolean).join("\n")),
          main: !opens.length,
        },
        { label: t("cancel"), value: null },
      ],
    });
    await act?.();
  }
}

/** The page a web_app button opens: its address, and a way to answer as the page would. */
export async function webApp(pane, address, buttonText, canAnswer) {
  const field = h("textarea", { rows: "3", placeholder: t("miniAppData"), "aria-label": t("miniAppData") });
  const body = h(
    "div",
    { class: "web-app" },
    h("p", { class: "muted" }, t("miniAppText")),
    h(
      "a",
      {
        class: "address",
        href: /^https?:/i.test(address) ? address : null,
        target: "_blank",
        rel: "noopener noreferrer",
      },
      icon("external"),
      h("span", {}, address),
    ),
    canAnswer ? field : null,
  );
  const actions = [
    { label: t("cancel"), value: null },
    canAnswer ? { label: t("scanPicture"), value: { scan: true } } : null,
    canAnswer
      ? { label: t("sendData"), value: () => ({ data: field.value }), main: true }
      : { label: t("openTab"), value: { open: true }, main: true },
  ].filter(Boolean);
  const answer = await pane.overlay.ask({ title: `${t("miniApp")}: ${buttonText}`, body, actions });
  if (answer?.scan) pane.chooseScan();
  if (answer?.open && /^https?:/i.test(address)) window.open(address, "_blank", "noopener,noreferrer");
  if (answer?.data)
    await pane.attempt(() => pane.verbs.to("webapp", { data: answer.data, button_text: buttonText }));
}
