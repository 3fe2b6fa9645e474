/** The page's own words in the reader's language, dates and sizes; the bot's words come from the bot. */
import { EN } from "./words/en.js";
import { RU } from "./words/ru.js";
import { UZ } from "./words/uz.js";

const WORDS = { en: EN, ru: RU, uz: UZ };

/** The first of the reader's languages that the page speaks; `?lang=ru` decides for screenshots. */
function choose() {
  const asked = new URLSearchParams(location.search).get("lang");
  const wishes = [asked, ...(navigator.languages ?? [navigator.language])].filter(Boolean);
  return wishes.map((wish) => wish.slice(0, 2).toLowerCase()).find((code) => WORDS[code]) ?? "en";
}

export const language = choose();
const LOCALE = { en: "en-GB", ru: "ru-RU", uz: "uz-UZ" }[language];

export function t(key, values = {}) {
  return (WORDS[language][key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

const TIME = new Intl.DateTimeFormat(LOCALE, { hour: "2-digit", minute: "2-digit", hour12: false });
const SECOND = new Intl.DateTimeFormat(LOCALE, {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hour12: false,
});
const DAY = new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "long" });
const LONG_DAY = new Intl.DateTimeFormat(LOCALE, {
  weekday: "short",
  day: "numeric",
  month: "short",
  year: "numeric",
});
// Browsers ship without Uzbek dates.
const UZ_MONTHS = [
  "yanvar",
  "fevral",
  "mart",
  "aprel",
  "may",
  "iyun",
  "iyul",
  "avgust",
  "sentabr",
  "oktabr",
  "noyabr",
  "dekabr",
];
const UZ_DAYS = ["yak", "dush", "sesh", "chor", "pay", "jum", "shan"];
const uzDay = (date) => `${date.getDate()}-${UZ_MONTHS[date.getMonth()]}`;

export const time = (unix) => TIME.format(unix * 1000);
export const second = (date) => SECOND.format(date);

/** "23 November" of a message's second. */
export function day(unix) {
  const date = new Date(unix * 1000);
  return language === "uz" ? uzDay(date) : DAY.format(date);
}

/** "Mon, 23 Nov 2026" of a Date. */
export function dayOf(date) {
  return language === "uz"
    ? `${UZ_DAYS[date.getDay()]}, ${uzDay(date)} ${date.getFullYear()}`
    : LONG_DAY.format(date);
}

export function size(bytes) {
  if (bytes === undefined || bytes === null) return "";
  const units = ["B", "KB", "MB"];
  const step = bytes < 1024 ? 0 : bytes < 1024 * 1024 ? 1 : 2;
  const value = bytes / 1024 ** step;
  return `${value < 10 && step ? value.toFixed(1) : Math.round(value)} ${units[step]}`;
}

/** A phone number as people read it: "+998 90 123 45 67", "+7 916 123 45 67"; others keep their digits. */
export function phone(raw) {
  const digits = String(raw ?? "").replace(/\D/g, "");
  const groups = digits.startsWith("998")
    ? /^(998)(\d{2})(\d{3})(\d{2})(\d{2})$/
    : /^(7)(\d{3})(\d{3})(\d{2})(\d{2})$/;
  const found = groups.exec(digits);
  return found ? `+${found.slice(1).join(" ")}` : digits ? `+${digits}` : "";
}
