# Сообщения, которые уходят сами: список, одно, текст, подарок, дни.
home-messages = 💬 Сообщения
triggers-title = 💬 <b>Сообщения, которые уходят сами</b>
  С 10 до 20 часов по часам магазина. Рядом — сколько ушло за 30 дней.
trigger-row = { $mark } { $name } · { $sent }
trigger-name-welcome = Знакомство
trigger-name-birthday = День рождения
trigger-name-dormancy = Давно не виделись
trigger-name-expiry-notice = Скоро сгорит
trigger-state-on = ✅ <b>{ $name }</b> · включено
trigger-state-off = ⏸ <b>{ $name }</b> · выключено
trigger-when-welcome = Каждому новому гостю, сразу.
trigger-when-birthday = { $before ->
    [0] В самый день, тем, кто согласился на акции.
    [one] За { $before } день до праздника, тем, кто согласился на акции.
    [few] За { $before } дня до праздника, тем, кто согласился на акции.
   *[other] За { $before } дней до праздника, тем, кто согласился на акции.
  }
trigger-when-dormancy = { $days ->
    [one] Через { $days } день без покупок, тем, кто согласился на акции.
    [few] Через { $days } дня без покупок, тем, кто согласился на акции.
   *[other] Через { $days } дней без покупок, тем, кто согласился на акции.
  }
trigger-when-expiry-notice = Дней до сгорания: { $days }. Всем, у кого есть что терять.
trigger-gift = Подарок: { $points }
trigger-gift-lives = Подарок: { $points }, живёт { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[other] { $days } дней
  }
trigger-result = За 30 дней ушло: { $sent } · пришли после: { $came }
trigger-switch-on = ▶️ Включить
trigger-switch-off = ⏸ Выключить
trigger-is-on = Включено
trigger-is-off = Выключено
trigger-text-own = ✏️ Текст: свой
trigger-text-built-in = ✏️ Текст: готовый
trigger-gift-button = 🎁 Подарок: { $points }
trigger-days-button = 📅 Дни: { $days }
trigger-view = 👁 Как увидит гость
trigger-send = 📤 Прислать мне
trigger-sent = Отправлено, смотрите ниже
trigger-view-head = 👁 Так увидит гость · { $language }
trigger-saved = Сохранено
trigger-saved-head = ✅ Сохранено. Так увидит гость · { $language }
trigger-text-ask = ✏️ <b>{ $name }</b> · { $language }
  <code>{ $words }</code>
  Напишите новый текст одним сообщением. Нажмите на нынешний, чтобы скопировать.
  Вставки: { $allowed }
trigger-reset = ↩️ Вернуть готовый текст
trigger-gift-ask = 🎁 <b>{ $name }</b>
  Сколько дарим? Выберите или напишите своё число. Действует для следующих сообщений.
trigger-gift-choice = { $points }
trigger-days-ask-birthday = 📅 <b>День рождения</b>
  За сколько дней поздравить? Подарок придёт тогда же. Выберите или напишите число.
trigger-days-ask-dormancy = 📅 <b>Давно не виделись</b>
  После скольких дней без покупок писать? Выберите или напишите число.
trigger-days-ask-expiry-notice = 📅 <b>Скоро сгорит</b>
  За сколько дней до сгорания писать? Выберите или напишите одно-два числа, например: 7 1
trigger-days-choice = { $days }
