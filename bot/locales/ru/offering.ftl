# Акции у владельца: список, одна, новая.
home-offers = 🎁 Акции
offering-title = 🎁 <b>Акции</b>
  Гость видит их на своей карте. Нажмите на акцию, чтобы посмотреть результат.
offering-empty = 🎁 <b>Акций пока нет</b>
  Выберите вид: до запуска останется четыре нажатия.
offering-draft-goods = 🎁 <b>Подарок за накопленное</b>
  Напишите число — это будет цена, слова — новое название.
offering-draft-multiplier = ✖️ <b>Больше по дням</b>
offering-draft-bonus = ➕ <b>Бонус за чек</b>
offering-new-multiplier = ✖️ Больше по дням
offering-new-goods = 🎁 Подарок за накопленное
offering-new-bonus = ➕ Бонус за чек от …
offering-on = ✅ Работает
offering-paused = ⏸ На паузе
offering-ended = ⏹ Закончилась
offering-guest = Гость видит:
offering-result-none = За 30 дней ещё никто не воспользовался.
offering-result-goods = За 30 дней взяли: { $times } · выдано: { $used }
offering-result-earned = За 30 дней чеков: { $times } · начислено сверху: { $points }
offering-pause = ⏸ Пауза
offering-resume = ▶️ Возобновить
offering-end = ⏹ Завершить
offering-end-ask = Завершить акцию навсегда? Взятые купоны доживут свой срок.
offering-without = Без неё:
offering-end-yes = Да, завершить
offering-has-ended = Акция завершена
offering-is-paused = Акция на паузе
offering-is-on = Акция работает
offering-ask-title = 🎁 Что дарим? Напишите коротко, как увидит гость. Например: Круассан
offering-cost-goods = Взять могут: { $guests ->
    [one] { $guests } гость
    [few] { $guests } гостя
   *[other] { $guests } гостей
  }. Обойдётся не дороже: { $cost } в месяц.
offering-cost = Обойдётся примерно: { $cost } в месяц (чеков за 30 дней: { $bills }).
offering-cost-none = За последние 30 дней под неё не подошёл бы никто.
offering-cost-unknown = Сколько обойдётся, станет видно после первых покупок.
offering-launch = 🚀 Запустить
offering-launched = Акция работает
offering-price = { $chosen ->
    [yes] ● { $points }
   *[no] { $points }
  }
offering-factor = { $chosen ->
    [yes] ● ×{ $factor }
   *[no] ×{ $factor }
  }
offering-amount = { $chosen ->
    [yes] ● от { $amount }
   *[no] от { $amount }
  }
offering-gift = { $chosen ->
    [yes] ● +{ $points }
   *[no] +{ $points }
  }
offering-day = { $chosen ->
    [yes] ● { $day }
   *[no] { $day }
  }
offering-hours-all = 🕐 Весь день
offering-hours = 🕐 { $begins }–{ $ends }
offering-until-none = 📅 Без срока
offering-until = 📅 До { DAY($on) }
offering-lives = 🎟 Купон: { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[other] { $days } дней
  }
offering-tip = 🎁 Включить ×2 { $days }
