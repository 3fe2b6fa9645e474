# Приведи друга: приглашающий, друг, владелец.
referral-button = 👥 Друзья
referral-title = 👥 <b>Пригласите друга</b>
referral-friend-least = Другу: +{ $points } за первую покупку от { $least }.
referral-friend-any = Другу: +{ $points } за первую покупку.
referral-you-least = Вам: +{ $points } сразу после такой покупки.
referral-you-any = Вам: +{ $points } сразу после неё.
referral-alone-least = Вам: +{ $points }, когда друг впервые купит от { $least }.
referral-alone-any = Вам: +{ $points }, когда друг впервые купит.
referral-nobody = Пока никто не пришёл. Отправьте ссылку тому, кто ещё не был у нас.
referral-came = { $count ->
    [one] Пришёл: { $count } друг
    [few] Пришли: { $count } друга
   *[many] Пришли: { $count } друзей
  }
referral-waiting = { $count ->
    [one] Ждём покупку: { $count } друг
    [few] Ждём покупку: { $count } друга
   *[many] Ждём покупку: { $count } друзей
  }
referral-earned = Вам за друзей: <b>+{ $points }</b>
referral-held-yet = { $count ->
    [one] На проверке у владельца: { $count } друг
    [few] На проверке у владельца: { $count } друга
   *[many] На проверке у владельца: { $count } друзей
  }
referral-share = 📤 Отправить другу
referral-copy = 📋 Скопировать
referral-code = QR для друга
referral-code-caption = Друг наводит камеру на код, и у него открывается карта гостя.
referral-share-words = { $shop }: заведи карту гостя, за первую покупку придёт +{ $points }.
referral-share-words-plain = { $shop }: заведи карту гостя прямо в Telegram.
referral-words = { $said }
referral-invited = 👥 { $name } приглашает вас!
referral-invited-nameless = 👥 Вас приглашает друг!
referral-awaits-least = За первую покупку от { $least } придёт +{ $points }. Срок: { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[many] { $days } дней
  }.
referral-awaits-any = За первую покупку придёт +{ $points }. Срок: { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[many] { $days } дней
  }.
referral-thanks = 👥 Ваш друг сделал первую покупку. Спасибо: <b>+{ $points }</b>!
  Баланс: <b>{ $balance }</b>.
referral-kept = 👥 Подарок по приглашению: <b>+{ $points }</b>
  Баланс: <b>{ $balance }</b>.
referral-undone = ↩️ Покупку, за которую пришёл подарок по приглашению, вернули. Списано: { $points }.
  Баланс: <b>{ $balance }</b>.
referral-held = 👥 { $name } приводит друзей сверх предела ({ $most } в месяц). Друг: { $friend }.
  Начислить приглашающему: { $points }? Другу баллы уже пришли.
referral-give = ✅ Начислить
referral-decline = Не начислять
referral-given = ✅ Начислено: { $points } · { $name }
referral-declined = Решено: приглашающему не начислять · { $name }
referrals-open = 👥 Приведи друга
referrals-about-off = 👥 <b>Приведи друга</b>
  Гость отправляет другу ссылку или QR. Когда друг впервые купит на нужную сумму, баллы получат оба. Сейчас выключено.
referrals-about = 👥 <b>Приведи друга</b>
  Баллы приходят, когда друг впервые купит на нужную сумму. Покупку вернули — баллы ушли. Друзья новые: по телефону и Telegram. Кто у вас работает, не участвует.
referrals-on = Включено: выключить
referrals-off = Включить
referrals-referrer = Пригласившему: { $value }
referrals-invitee = Другу: { $value }
referrals-min-amount = Покупка от: { $value }
referrals-within-days = Друг покупает за: { $value }
referrals-per-month = В месяц без вашего «да»: { $value }
referrals-days = { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[many] { $days } дней
  }
referrals-friends = { $count ->
    [one] { $count } друг
    [few] { $count } друга
   *[many] { $count } друзей
  }
referrals-any = любая
referrals-nothing = ничего
referrals-choose = { $line }
  Выберите или напишите число.
referrals-value = { $value }
referrals-words = ✏️ Слова приглашения
referrals-words-ask = <b>✏️ Слова приглашения</b> · { $language }
  { $saved ->
    [yes] ✅ Сохранено. Так прочтёт друг:
   *[no] Так прочтёт друг:
  }
  <blockquote>{ $said }</blockquote>
  Напишите новый текст одним сообщением, до 200 знаков. Нажмите на нынешний, чтобы скопировать.
  <code>{ $words }</code>
  Вставки: { $allowed }
referrals-results = Всего пришло: { $came }, купили: { $bought }
  Начислено пригласившим: { $referrers }, друзьям: { $invitees }
referrals-results-none = По ссылкам ещё никто не пришёл.
referrals-held = ⏳ Ждут вашего решения: { $count }
referrals-held-title = ⏳ <b>Ждут вашего решения</b>
referrals-held-empty = Никто не ждёт.
referrals-held-line = { $name } → { $friend }: { $points }, { DAY($on) }
referrals-held-give = ✅ { $name }: { $points }
referrals-held-decline = Нет
refusal-referrals-off = Приглашения друзей здесь сейчас выключены.
refusal-staff-invites-nobody = Кто здесь работает, за друзей баллов не получает.
refusal-referral-decided = Это уже решено, или покупку вернули.
refusal-referrer-gone = У пригласившего больше нет карты, или он теперь работает у вас.
refusal-referral-out-of-range = Нужно целое число от { $low } до { $high }.
refusal-referral-needs-points = Хотя бы одна сторона должна что-то получать.
