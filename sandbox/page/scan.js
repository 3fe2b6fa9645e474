/** Dragging cards, links and files onto a chat, choosing what to scan, the enlarged photo. */
import { h, icon, iconButton } from "./dom.js";
import { fileUrl } from "./message.js";
import { pageDialog } from "./overlay.js";
import { t } from "./words.js";

const OURS = "application/x-chat-piece";

export class Drag {
  constructor(app) {
    this.app = app;
    this.piece = null;
    addEventListener("dragend", () => this.end());
    addEventListener("dragenter", (event) => {
      if (!this.piece && hasFiles(event)) this.show(this.app.panes, "files");
    });
    addEventListener("dragleave", (event) => {
      if (!this.piece && !event.relatedTarget) this.end();
    });
    addEventListener("dragover", (event) => {
      if (this.piece || hasFiles(event)) event.preventDefault();
    });
    addEventListener("drop", (event) => {
      if (this.piece || hasFiles(event)) event.preventDefault();
      this.end();
    });
  }

  startPhoto(event, pane, message) {
    this.start(event, { from: pane, message }, "scan");
    const image = event.currentTarget.closest(".row").querySelector(".photo img");
    if (image) event.dataTransfer.setDragImage(thumbnail(image), 60, 40);
  }

  startLink(event, pane, address) {
    this.start(event, { from: pane, address }, "link");
  }

  start(event, piece, kind) {
    event.dataTransfer.setData(OURS, "1");
    event.dataTransfer.effectAllowed = "copy";
    this.piece = piece;
    setTimeout(() => {
      if (this.piece === piece) this.show(this.app.others(piece.from), kind);
    });
  }

  show(panes, kind) {
    for (const pane of panes) pane.drop.show(kind);
  }

  end() {
    this.piece = null;
    for (const pane of this.app.panes) pane.drop.hide();
  }
}

const hasFiles = (event) =>
  event.dataTransfer?.types.includes("Files") && !event.dataTransfer.types.includes(OURS);

function thumbnail(image) {
  const canvas = h("canvas", { width: "120", height: "80", class: "off-screen" });
  canvas.getContext("2d").drawImage(image, 0, 0, 120, 80);
  document.body.append(canvas);
  setTimeout(() => canvas.remove(), 100);
  return canvas;
}

/** The target that covers a chat while something is dragged over the page. */
export class Drop {
  constructor(pane) {
    this.pane = pane;
    this.node = h("div", { class: "drop", hidden: true });
  }

  show(kind) {
    const zones = {
      scan: [["scan", t("dropScan"), () => this.receive()]],
      link: [["external", t("dropLink"), () => this.receive()]],
      files: [
        ["photo", t("dropPhoto"), (files) => this.pane.composer.offerFiles(files)],
        ["scan", t("dropScan"), (files) => this.pane.scanFile(files[0])],
      ],
    }[kind];
    this.node.replaceChildren(...zones.map(([name, label, act]) => this.zone(name, label, act)));
    this.node.hidden = false;
  }

  zone(name, label, act) {
    const node = h(
      "div",
      { class: "drop-zone" },
      h("span", { class: "drop-icon" }, icon(name)),
      h("b", {}, label),
    );
    node.addEventListener("dragover", (event) => {
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
      node.classList.add("over");
    });
    node.addEventListener("dragleave", (event) => {
      if (!node.contains(event.relatedTarget)) node.classList.remove("over");
    });
    node.addEventListener("drop", (event) => {
      event.preventDefault();
      act([...event.dataTransfer.files]);
    });
    return node;
  }

  receive() {
    const piece = this.pane.app.drag.piece;
    if (piece?.message) this.pane.scan(piece.from, piece.message);
    else if (piece?.address) this.pane.openLink(piece.address);
  }

  hide() {
    this.node.hidden = true;
  }
}

/** The newest pictures of the other chats, to scan one of them; also from a file. */
export function chooseScan(pane) {
  const pictures = pane.app.others(pane).flatMap((other) =>
    other.messages
      .filter((message) => message.photo)
      .slice(-3)
      .reverse()
      .map((message) => ({ other, message })),
  );
  const choose = (act) => {
    dialog.close();
    act();
  };
  const cards = pictures.map(({ other, message }) =>
    h(
      "button",
      { type: "button", class: "scan-card", onclick: () => choose(() => pane.scan(other, message)) },
      h("img", {
        src: message.photo.at(-1).url ?? fileUrl(message.photo.at(-1).file_id),
        alt: t("photoWord"),
      }),
      h("span", {}, other.title),
    ),
  );
  const dialog = pageDialog(
    t("scanPicture"),
    "chooser",
    h(
      "div",
      { class: "dialog-head" },
      h("h2", {}, t("scanPicture")),
      iconButton("close", t("close"), () => dialog.close()),
    ),
    h("p", { class: "muted" }, t("scanHint")),
    h("div", { class: "scan-cards" }, cards),
    h(
      "div",
      { class: "modal-actions" },
      h(
        "button",
        {
          type: "button",
          onclick: () =>
            choose(() => pane.composer.pick("image/*", false, (files) => pane.scanFile(files[0]))),
        },
        t("scanFile"),
      ),
    ),
  );
}

/** A photo over the whole page, with the scan actions for touch screens and the keyboard. */
export function viewPhoto(pane, message) {
  const best = message.photo.at(-1);
  const source = best.url ?? fileUrl(best.file_id);
  const act = (run) => {
    dialog.close();
    run();
  };
  const actions = pane.app
    .others(pane)
    .map((other) =>
      h(
        "button",
        { type: "button", onclick: () => act(() => other.scan(pane, message)) },
        icon("scan"),
        h("span", {}, t("scanIn", { title: other.title })),
      ),
    );
  const dialog = pageDialog(
    t("photoWord"),
    "viewer",
    iconButton("close", t("close"), () => dialog.close(), { class: "icon-button viewer-close" }),
    h("img", { src: source, alt: message.caption ?? t("photoWord"), width: best.width, height: best.height }),
    h("div", { class: "viewer-actions" }, actions),
  );
}
