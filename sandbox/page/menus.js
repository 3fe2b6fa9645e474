/** The menus of one chat: of a message, of the chat, of the person it belongs to. */
import { api } from "./api.js";
import { copyText, fullName } from "./dom.js";
import { openMenu } from "./overlay.js";
import { phone, t } from "./words.js";

const LANGUAGES = [
  ["ru", "Русский"],
  ["en", "English"],
  ["uz", "Oʻzbekcha"],
  ["kk", "Қазақша"],
  ["de", "Deutsch"],
];

export function messageMenu(pane, message, row, at) {
  if (!message) return;
  const text = message.text ?? message.caption;
  const links = linksOf(message).filter((address) => pane.links.payload(address) !== null);
  openMenu(
    row,
    [
      { label: t("reply"), icon: "reply", act: () => pane.composer.aim({ reply: message }) },
      text
        ? {
            label: t("copyMessage"),
            icon: "copy",
            act: async () => {
              if (await copyText(text)) pane.overlay.toast(t("copied"));
            },
          }
        : null,
      message.out && message.text
        ? { label: t("edit"), icon: "edit", act: () => pane.composer.aim({ edit: message }) }
        : null,
      ...(message.photo ? scanItems(pane, message) : []),
      ...links.slice(0, 1).flatMap((address) =>
        pane.app.others(pane).map((other) => ({
          label: t("openAs", { title: other.title }),
          icon: "external",
          act: () => other.openLink(address),
        })),
      ),
    ],
    { at },
  );
}

export function scanItems(pane, message) {
  return pane.app.others(pane).map((other) => ({
    label: t("scanIn", { title: other.title }),
    icon: "scan",
    act: () => other.scan(pane, message),
  }));
}

export function chatMenu(pane) {
  const blocked = pane.chat?.blocked;
  const speaks = pane.person.language_code ?? "";
  openMenu(pane.more, [
    { label: `${t("person")} ${pane.personName()}`, icon: "person", act: () => personMenu(pane, pane.more) },
    { label: t("scanPicture"), icon: "scan", act: () => pane.chooseScan() },
    { label: t("restart"), icon: "restart", act: () => pane.start("") },
    blocked
      ? { label: t("unblock"), icon: "check", act: () => pane.attempt(() => pane.verbs.to("unblock")) }
      : {
          label: t("block"),
          icon: "ban",
          danger: true,
          act: () => pane.attempt(() => pane.verbs.to("block")),
        },
    { heading: t("language") },
    ...[...LANGUAGES, [null, t("noLanguage")]].map(([code, label]) => ({
      label,
      checked: speaks === (code ?? ""),
      act: () => speak(pane, code),
    })),
  ]);
}

function speak(pane, code) {
  return pane.attempt(async () => {
    await api.patch(`people/${pane.personId}`, { language_code: code });
    await pane.app.readState();
  });
}

export function personMenu(pane, anchor) {
  openMenu(anchor, [
    { heading: t("person") },
    ...pane.app.state.people.map((person) => ({
      label: fullName(person),
      note: phone(person.phone),
      checked: person.id === pane.personId,
      act: () => pane.become(person.id),
    })),
    { label: t("newPerson"), icon: "person", act: () => pane.app.newPerson(pane) },
  ]);
}

function linksOf(message) {
  const text = message.text ?? message.caption ?? "";
  const inText = (message.entities ?? message.caption_entities ?? []).map(
    (entity) =>
      entity.url ?? (entity.type === "url" ? text.slice(entity.offset, entity.offset + entity.length) : null),
  );
  const buttons = (message.reply_markup?.inline_keyboard ?? []).flat().map((button) => button.url);
  return [...inText, ...buttons]
    .filter(Boolean)
    .map((address) => (/^[a-z]+:/i.test(address) ? address : `https://${address}`));
}
