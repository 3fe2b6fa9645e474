/** The form for a new person. */
import { h, iconButton } from "./dom.js";
import { pageDialog } from "./overlay.js";
import { language, t } from "./words.js";

const NAMES = {
  ru: ["Мария", "Тимур", "Ольга", "Денис", "Алия", "Павел"],
  en: ["Maria", "Timur", "Olga", "Denis", "Aliya", "Paul"],
  uz: ["Dilnoza", "Jasur", "Malika", "Sardor", "Aziza", "Bobur"],
};

/** Asks who the new person is; `create` gets the facts. A name and a number are there already. */
export function askNewcomer(create) {
  const spare = NAMES[language][Math.floor(Math.random() * NAMES[language].length)];
  const number = `+99890${String(Math.floor(Math.random() * 1e7)).padStart(7, "0")}`;
  const first = h("input", { type: "text", value: spare, required: true, maxlength: "64" });
  const last = h("input", { type: "text", maxlength: "64" });
  const line = h("input", { type: "tel", value: number, required: true });
  const speaks = h(
    "select",
    {},
    ["ru", "en", "uz"].map((code) => h("option", { value: code, selected: code === language }, code)),
  );
  const label = (text, field) => h("label", {}, h("span", {}, text), field);
  const form = h(
    "form",
    { class: "person-form" },
    h(
      "div",
      { class: "dialog-head" },
      h("h2", {}, t("newPersonTitle")),
      iconButton("close", t("close"), () => dialog.close()),
    ),
    label(t("firstName"), first),
    label(t("lastName"), last),
    label(t("phone"), line),
    label(t("language"), speaks),
    h(
      "div",
      { class: "modal-actions" },
      h("button", { type: "button", onclick: () => dialog.close() }, t("cancel")),
      h("button", { type: "submit", class: "main" }, t("create")),
    ),
  );
  const dialog = pageDialog(t("newPersonTitle"), "small", form);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    dialog.close();
    create({
      first_name: first.value,
      last_name: last.value || undefined,
      phone: line.value,
      language_code: speaks.value,
    });
  });
}
