# Карта гостя для владельца и управляющего.
guestcard-open = 🔎 Найти гостя
guestcard-find = 🔎 Напишите номер карты, телефон, четыре его последние цифры или имя гостя.
guestcard-found = Кто из них?
guestcard-many = Это первые из многих. Кто из них? Или напишите точнее.
guestcard-nameless = Гость без имени
guestcard-title = 👤 <b>{ $name }</b> · № { $number }{ TAIL($phone) }
guestcard-groups = Группа: { $groups }
guestcard-since = С нами с { DAY($on) }
guestcard-never = Покупок ещё не было
guestcard-visit = { $days ->
    [0] Прошлый визит сегодня
    [1] Прошлый визит вчера
    [one] Прошлый визит { $days } день назад
    [few] Прошлый визит { $days } дня назад
   *[other] Прошлый визит { $days } дней назад
  }
guestcard-balance = Баланс: <b>{ $points }</b>
guestcard-pending = Станут доступны позже: { $points }
guestcard-deficit = Долг: { $points }
guestcard-by-hand = Уровень дан вручную{ $until }.
guestcard-until = {" "}до { DAY($on) }
guestcard-adjust = ➕ Баллы
guestcard-level = 🏅 Уровень
guestcard-history = 📜 Что было с баллами
guestcard-history-title = 📜 <b>{ $name }</b>
guestcard-plus = +{ $points }
guestcard-minus = −{ $points }
guestcard-ask-points = <b>{ $name }</b>. Баланс: { $balance }
  Сколько начислить или списать? Выберите или напишите, например: 100 или −50.
guestcard-ask-reason = <b>{ $name }</b>: { $points }
  Почему? Причину прочтёт гость. Выберите или напишите.
guestcard-why-sorry = Извините нас
guestcard-why-mistake = Исправили ошибку на кассе
guestcard-why-present = Подарок от нас
guestcard-sure = <b>{ $name }</b>: <b>{ $points }</b>
  Причина: { $reason }
  Гостю придёт сообщение.
guestcard-yes = ✅ Да, сделать
guestcard-done = Готово, гость узнает
guestcard-again = Начните с карты гостя
guestcard-ask-level = <b>{ $name }</b>. Какой уровень дать? Ниже заработанного он не станет.
guestcard-end-level = ↩️ Забрать данный вручную
guestcard-ask-until = На сколько даём уровень?
guestcard-months = { $months ->
    [0] Без срока
    [one] { $months } месяц
    [few] { $months } месяца
   *[other] { $months } месяцев
  }
adjusted-plus = ➕ Вам начислено вручную: <b>{ $points }</b>
  Причина: { $reason }
  Баланс: { $balance }
adjusted-minus = ➖ У вас списано вручную: <b>{ $points }</b>
  Причина: { $reason }
  Баланс: { $balance }
level-given = 🏅 Ваш уровень теперь — <b>{ $tier }</b>{ $until }. Кешбэк { $percent }. Это подарок от нас.
level-given-until = {" "}до { DAY($on) }
level-ended = 🏅 Подаренный уровень закончился. Ваш уровень — <b>{ $tier }</b>.
refusal-nobody-found = Никого не нашли. Проверьте номер или напишите имя иначе.
refusal-no-points = Нужно целое число от 1 до { $most }, со знаком «−», чтобы списать.
refusal-reason-missing = Напишите причину словами: её прочтёт гость.
refusal-adjust-too-big = Управляющий может до { $most } за раз. Больше — только владелец.
