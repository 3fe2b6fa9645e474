/** The page's own words in English, Russian and Uzbek; the bot's words come from the bot. */

const EN = {
  title: "Telegram on this computer",
  starting: "The bot is starting…", startingLong: "The bot is starting. It takes a few seconds.",
  offline: "the bot is not running", bot: "bot", typing: "typing…", sendingPhoto: "sending a photo…", sendingFile: "sending a file…",
  reconnecting: "Connection lost. Reconnecting…", noServer: "The local Telegram does not answer. Is it running?",
  start: "START", restart: "Restart bot", block: "Block bot", unblock: "Unblock bot", restartBig: "RESTART BOT",
  whatCan: "What can this bot do?", advice: "Press START: the bot answers here as it would in Telegram.",
  adviceNext: "Later, drag a card picture from one chat onto another: it will be scanned.",
  adviceTouch: "Later, open a card picture and choose in whose chat to scan it.",
  adviceEmpty: "Nothing here yet. Write something or press a button below.",
  message: "Message", send: "Send", sendAs: "Send…", oddInputs: "Odd inputs, for testing",
  photo: "Photo…", document: "File…", sticker: "Sticker", location: "Location", voice: "Voice message", dice: "Dice", poll: "Poll",
  ownContact: "Own contact", otherContact: "Someone else’s contact", forwarded: "Forwarded text…", album: "Album…",
  keyboardShow: "Show the bot’s keyboard", keyboardHide: "Hide the bot’s keyboard", menu: "Menu", chatMenu: "Chat menu", commands: "Commands",
  language: "Language of this person", noLanguage: "not told", person: "Who is this?", newPerson: "New person…", newPersonTitle: "A new person",
  firstName: "First name", lastName: "Last name", phone: "Phone number", create: "Create", cancel: "Cancel", ok: "OK", close: "Close",
  shareAsk: "Share your number with {name}?", shareText: "{name} will see the number {phone}.", share: "Share",
  locationAsk: "Share your location with {name}?", copied: "Copied", copy: "Copy", copyMessage: "Copy text", reply: "Reply", edit: "Edit", editing: "Editing",
  scanIn: "Scan in {title}’s chat", scanPicture: "Scan a picture…", scanElsewhere: "Scan in another chat: press or drag", scanHint: "Choose a picture that shows a code.", scanFile: "From a file…",
  dropScan: "Drop a card here to scan it", dropLink: "Drop the link here to open it", dropPhoto: "Drop here to send a photo",
  scanned: "Scanned", codeSays: "The code says: {text}", dragHint: "Drag onto another chat to scan", enlarge: "Enlarge the photo",
  openAs: "Open in {title}’s chat", openHere: "Open here", openNew: "Open as a new person", openLink: "Open the link?", open: "Open", openWhere: "Where to open this link?",
  shareTitle: "Share with…", miniApp: "Mini App", miniAppText: "Telegram would open this page over the chat.",
  miniAppData: "What the page sends back to the bot", sendData: "Send data", openTab: "Open in a new tab",
  noInline: "Inline mode is not part of this local Telegram.", notHere: "This button does nothing here.",
  nextDay: "Next day", clockNow: "The bot’s clock", behind: "Behind the scenes", calls: "Calls to the Bot API", noCalls: "No calls yet.", filter: "Filter",
  quiet: "Hide getUpdates", onlyErrors: "Errors only", clearList: "Clear the list", faults: "Make it fail", clearAll: "Clear all",
  down: "Telegram is down", many: "Too many requests", slow: "Slow", lost: "Answer lost", duplicate: "Duplicate updates", blocked: "{title} blocked the bot",
  downHint: "Every call answers 502 with a page instead of JSON.", manyHint: "The next 3 calls answer 429: wait 3 seconds.",
  slowHint: "Every call takes 2 seconds longer.", lostHint: "The next message arrives, but the bot is not told so.",
  duplicateHint: "Every update is delivered twice.", blockedHint: "Messages to this person answer 403.",
  edited: "edited", service: "service message", forwardedFrom: "Forwarded from {name}", pinned: "Pinned message", pinnedLine: "{name} pinned a message",
  dataLine: "Data from the “{button}” button was sent to the bot", spoiler: "Hidden text, press to show", toBottom: "To the newest message",
  caption: "Caption", sendPhoto: "Send as a photo", sendFile: "Send as a file", textToForward: "Text to forward",
  photoWord: "Photo", fileWord: "File", contactWord: "Contact", unread: "{count} new",
  arguments: "Arguments", lint: "Noticed", removeFault: "Remove: {name}", disabled: "not available",
  switchPerson: "{title}: {name}. Change person",
};

const RU = {
  title: "Telegram на этом компьютере",
  starting: "Бот запускается…", startingLong: "Бот запускается. Это займёт несколько секунд.",
  offline: "бот не запущен", bot: "бот", typing: "печатает…", sendingPhoto: "отправляет фото…", sendingFile: "отправляет файл…",
  reconnecting: "Связь потеряна. Восстанавливаем…", noServer: "Локальный Telegram не отвечает. Он запущен?",
  start: "СТАРТ", restart: "Перезапустить бота", block: "Заблокировать бота", unblock: "Разблокировать бота", restartBig: "ПЕРЕЗАПУСТИТЬ БОТА",
  whatCan: "Что умеет этот бот?", advice: "Нажмите «Старт»: бот ответит здесь так же, как в Telegram.",
  adviceNext: "Потом перетащите картинку карты из одного чата в другой: она отсканируется.",
  adviceTouch: "Потом откройте картинку карты и выберите, в чьём чате её отсканировать.",
  adviceEmpty: "Пока пусто. Напишите что-нибудь или нажмите кнопку ниже.",
  message: "Сообщение", send: "Отправить", sendAs: "Отправить…", oddInputs: "Необычное, для проверки",
  photo: "Фото…", document: "Файл…", sticker: "Стикер", location: "Геопозиция", voice: "Голосовое", dice: "Кубик", poll: "Опрос",
  ownContact: "Свой контакт", otherContact: "Чужой контакт", forwarded: "Пересланный текст…", album: "Альбом…",
  keyboardShow: "Показать клавиатуру бота", keyboardHide: "Скрыть клавиатуру бота", menu: "Меню", chatMenu: "Меню чата", commands: "Команды",
  language: "Язык этого человека", noLanguage: "не сообщает", person: "Кто это?", newPerson: "Новый человек…", newPersonTitle: "Новый человек",
  firstName: "Имя", lastName: "Фамилия", phone: "Телефон", create: "Создать", cancel: "Отмена", ok: "Понятно", close: "Закрыть",
  shareAsk: "Отправить свой номер: {name}?", shareText: "{name} увидит номер {phone}.", share: "Отправить",
  locationAsk: "Отправить геопозицию: {name}?", copied: "Скопировано", copy: "Скопировать", copyMessage: "Скопировать текст", reply: "Ответить", edit: "Изменить", editing: "Изменение",
  scanIn: "Сканировать в чате «{title}»", scanPicture: "Сканировать картинку…", scanElsewhere: "Сканировать в другом чате: нажмите или перетащите", scanHint: "Выберите картинку с кодом.", scanFile: "Из файла…",
  dropScan: "Бросьте карту сюда — отсканируем", dropLink: "Бросьте ссылку сюда — откроем", dropPhoto: "Бросьте сюда — отправим фото",
  scanned: "Отсканировано", codeSays: "В коде: {text}", dragHint: "Перетащите в другой чат, чтобы отсканировать", enlarge: "Увеличить фото",
  openAs: "Открыть в чате «{title}»", openHere: "Открыть здесь", openNew: "Открыть новым человеком", openLink: "Открыть ссылку?", open: "Открыть", openWhere: "Где открыть ссылку?",
  shareTitle: "Поделиться…", miniApp: "Мини-приложение", miniAppText: "Telegram открыл бы эту страницу поверх чата.",
  miniAppData: "Что страница вернёт боту", sendData: "Отправить данные", openTab: "Открыть в новой вкладке",
  noInline: "Инлайн-режима в локальном Telegram нет.", notHere: "Здесь эта кнопка ничего не делает.",
  nextDay: "Следующий день", clockNow: "Часы бота", behind: "За кулисами", calls: "Вызовы Bot API", noCalls: "Вызовов ещё не было.", filter: "Фильтр",
  quiet: "Скрыть getUpdates", onlyErrors: "Только ошибки", clearList: "Очистить список", faults: "Сломать", clearAll: "Убрать все",
  down: "Telegram лежит", many: "Слишком много запросов", slow: "Медленно", lost: "Ответ потерян", duplicate: "Повторы обновлений", blocked: "{title}: бот заблокирован",
  downHint: "На любой вызов приходит 502 и страница вместо JSON.", manyHint: "Следующие 3 вызова получат 429: подождите 3 секунды.",
  slowHint: "Каждый вызов идёт на 2 секунды дольше.", lostHint: "Следующее сообщение дойдёт, но бот об этом не узнает.",
  duplicateHint: "Каждое обновление приходит дважды.", blockedHint: "Сообщения этому человеку получают 403.",
  edited: "изм.", service: "служебное сообщение", forwardedFrom: "Переслано от {name}", pinned: "Закреплённое сообщение", pinnedLine: "{name}: сообщение закреплено",
  dataLine: "Данные кнопки «{button}» отправлены боту", spoiler: "Скрытый текст, нажмите, чтобы показать", toBottom: "К новым сообщениям",
  caption: "Подпись", sendPhoto: "Отправить как фото", sendFile: "Отправить как файл", textToForward: "Текст для пересылки",
  photoWord: "Фото", fileWord: "Файл", contactWord: "Контакт", unread: "новых: {count}",
  arguments: "Аргументы", lint: "Замечено", removeFault: "Убрать: {name}", disabled: "недоступно",
  switchPerson: "{title}: {name}. Сменить человека",
};

const UZ = {
  title: "Shu kompyuterdagi Telegram",
  starting: "Bot ishga tushmoqda…", startingLong: "Bot ishga tushmoqda. Bu bir necha soniya oladi.",
  offline: "bot ishlamayapti", bot: "bot", typing: "yozmoqda…", sendingPhoto: "rasm yubormoqda…", sendingFile: "fayl yubormoqda…",
  reconnecting: "Aloqa uzildi. Qayta ulanmoqda…", noServer: "Mahalliy Telegram javob bermayapti. U ishga tushganmi?",
  start: "BOSHLASH", restart: "Botni qayta ishga tushirish", block: "Botni bloklash", unblock: "Botni blokdan chiqarish", restartBig: "BOTNI QAYTA BOSHLASH",
  whatCan: "Bu bot nima qila oladi?", advice: "«Boshlash»ni bosing: bot bu yerda Telegramdagidek javob beradi.",
  adviceNext: "Keyin karta rasmini bir chatdan boshqasiga torting: u skanerlanadi.",
  adviceTouch: "Keyin karta rasmini oching va kimning chatida skanerlashni tanlang.",
  adviceEmpty: "Hozircha bo‘sh. Biror narsa yozing yoki pastdagi tugmani bosing.",
  message: "Xabar", send: "Yuborish", sendAs: "Yuborish…", oddInputs: "Sinov uchun g‘ayrioddiy xabarlar",
  photo: "Rasm…", document: "Fayl…", sticker: "Stiker", location: "Joylashuv", voice: "Ovozli xabar", dice: "Kubik", poll: "So‘rovnoma",
  ownContact: "O‘z kontakti", otherContact: "Boshqa odamning kontakti", forwarded: "Uzatilgan matn…", album: "Albom…",
  keyboardShow: "Bot klaviaturasini ko‘rsatish", keyboardHide: "Bot klaviaturasini yashirish", menu: "Menyu", chatMenu: "Chat menyusi", commands: "Buyruqlar",
  language: "Bu odamning tili", noLanguage: "aytilmagan", person: "Bu kim?", newPerson: "Yangi odam…", newPersonTitle: "Yangi odam",
  firstName: "Ism", lastName: "Familiya", phone: "Telefon raqami", create: "Yaratish", cancel: "Bekor qilish", ok: "Tushunarli", close: "Yopish",
  shareAsk: "Raqamingizni yuborasizmi: {name}?", shareText: "{name} {phone} raqamini ko‘radi.", share: "Yuborish",
  locationAsk: "Joylashuvni yuborasizmi: {name}?", copied: "Nusxalandi", copy: "Nusxalash", copyMessage: "Matnni nusxalash", reply: "Javob berish", edit: "Tahrirlash", editing: "Tahrirlash",
  scanIn: "«{title}» chatida skanerlash", scanPicture: "Rasmni skanerlash…", scanElsewhere: "Boshqa chatda skanerlash: bosing yoki torting", scanHint: "Kodli rasmni tanlang.", scanFile: "Fayldan…",
  dropScan: "Kartani shu yerga tashlang — skanerlaymiz", dropLink: "Havolani shu yerga tashlang — ochamiz", dropPhoto: "Shu yerga tashlang — rasm yuboriladi",
  scanned: "Skanerlandi", codeSays: "Kodda: {text}", dragHint: "Skanerlash uchun boshqa chatga torting", enlarge: "Rasmni kattalashtirish",
  openAs: "«{title}» chatida ochish", openHere: "Shu yerda ochish", openNew: "Yangi odam sifatida ochish", openLink: "Havola ochilsinmi?", open: "Ochish", openWhere: "Havola qayerda ochilsin?",
  shareTitle: "Ulashish…", miniApp: "Mini ilova", miniAppText: "Telegram bu sahifani chat ustida ochgan bo‘lardi.",
  miniAppData: "Sahifa botga nima qaytaradi", sendData: "Ma’lumotni yuborish", openTab: "Yangi oynada ochish",
  noInline: "Mahalliy Telegramda inline rejim yo‘q.", notHere: "Bu tugma bu yerda hech narsa qilmaydi.",
  nextDay: "Keyingi kun", clockNow: "Bot soati", behind: "Parda ortida", calls: "Bot API chaqiruvlari", noCalls: "Hali chaqiruvlar yo‘q.", filter: "Saralash",
  quiet: "getUpdates yashirilsin", onlyErrors: "Faqat xatolar", clearList: "Ro‘yxatni tozalash", faults: "Buzib ko‘rish", clearAll: "Hammasini olib tashlash",
  down: "Telegram ishlamayapti", many: "So‘rovlar juda ko‘p", slow: "Sekin", lost: "Javob yo‘qoldi", duplicate: "Takroriy yangilanishlar", blocked: "{title}: bot bloklangan",
  downHint: "Har bir chaqiruvga JSON o‘rniga 502 sahifasi keladi.", manyHint: "Keyingi 3 chaqiruv 429 oladi: 3 soniya kuting.",
  slowHint: "Har bir chaqiruv 2 soniya uzoqroq davom etadi.", lostHint: "Keyingi xabar yetib boradi, lekin bot buni bilmaydi.",
  duplicateHint: "Har bir yangilanish ikki marta keladi.", blockedHint: "Bu odamga xabarlar 403 oladi.",
  edited: "tahrirlandi", service: "xizmat xabari", forwardedFrom: "{name} dan uzatildi", pinned: "Qadalgan xabar", pinnedLine: "{name} xabarni qadadi",
  dataLine: "«{button}» tugmasi ma’lumoti botga yuborildi", spoiler: "Yashirin matn, ko‘rsatish uchun bosing", toBottom: "Yangi xabarlarga",
  caption: "Izoh", sendPhoto: "Rasm sifatida yuborish", sendFile: "Fayl sifatida yuborish", textToForward: "Uzatiladigan matn",
  photoWord: "Rasm", fileWord: "Fayl", contactWord: "Kontakt", unread: "yangi: {count}",
  arguments: "Argumentlar", lint: "E’tibor bering", removeFault: "Olib tashlash: {name}", disabled: "mavjud emas",
  switchPerson: "{title}: {name}. Odamni almashtirish",
};

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
const SECOND = new Intl.DateTimeFormat(LOCALE, { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false });
const DAY = new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "long" });
const LONG_DAY = new Intl.DateTimeFormat(LOCALE, { weekday: "short", day: "numeric", month: "short", year: "numeric" });
// Browsers ship without Uzbek dates.
const UZ_MONTHS = ["yanvar", "fevral", "mart", "aprel", "may", "iyun", "iyul", "avgust", "sentabr", "oktabr", "noyabr", "dekabr"];
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
  return language === "uz" ? `${UZ_DAYS[date.getDay()]}, ${uzDay(date)} ${date.getFullYear()}` : LONG_DAY.format(date);
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
  const groups = digits.startsWith("998") ? /^(998)(\d{2})(\d{3})(\d{2})(\d{2})$/ : /^(7)(\d{3})(\d{3})(\d{2})(\d{2})$/;
  const found = groups.exec(digits);
  return found ? `+${found.slice(1).join(" ")}` : digits ? `+${digits}` : "";
}
