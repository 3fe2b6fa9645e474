language-ru = 🌐 Русский
language-en = 🌐 English
language-uz = 🌐 Oʻzbekcha
start-promise = 👋 <b>{ $shop }</b> — ваша карта гостя прямо в Telegram.
  С каждой покупки возвращаем { $percent } баллами.
start-promise-plain = 👋 <b>{ $shop }</b> — ваша карта гостя прямо в Telegram.
start-conditions = Правила
start-rules = С покупки возвращается { $percent } баллами. Ими можно оплатить до { $most } чека. { $days ->
    [one] Баллы живут { $days } день.
    [few] Баллы живут { $days } дня.
   *[other] Баллы живут { $days } дней.
  } Возврат товара возвращает и баллы.
start-rules-no-expiry = С покупки возвращается { $percent } баллами. Ими можно оплатить до { $most } чека. Возврат товара возвращает и баллы.
start-consent = Чтобы завести карту, нужен номер телефона и ваше <b>согласие на обработку данных</b> (/privacy). Номер увидит только магазин. Удалить всё можно в настройках.
start-agree = ✅ Согласен, отправить номер
start-not-ready = Карту гостя здесь ещё настраивают. Загляните чуть позже.
start-back = С возвращением, { $name }! Ваша карта на месте.
start-claimed = Нашли ваши покупки до Telegram: <b>{ $points }</b> уже на карте.
start-offers = Присылать акции и поздравления? Не чаще раза в неделю.
start-offers-yes = Да, присылайте
start-offers-no = Только чеки
start-offers-on = Хорошо, будем писать редко и по делу.
start-offers-off = Хорошо, только чеки. Поменять можно в настройках.
