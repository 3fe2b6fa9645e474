card-key = 💳 Карта
card-role = Ваша карта гостя.
card-caption = карта гостя
card-hint = Покажите код на кассе
card-face-worth = = { $worth } скидки · { $reward }
card-to-next = До уровня «{ $tier }»
card-left = ещё { $what }
card-missing = { $what }
card-missing-spend-in = { $amount } на «{ $category }»
card-missing-purchases = { $count ->
    [one] { $count } покупка
    [few] { $count } покупки
   *[other] { $count } покупок
  }
card-missing-visits = { $count ->
    [one] { $count } визит
    [few] { $count } визита
   *[other] { $count } визитов
  }
card-join-any = {" "}или{" "}
card-join-all = {" "}и{" "}
card-note-deficit = За возвратом остался долг: { $points }
card-note-top = Вы на вершине. Спасибо!
card-note-first = Первая покупка — и баллы появятся: { $percent }
card-balance-worth = <b>{ $points }</b> = { $worth }
card-first = Первая покупка — и они появятся: { $percent } от чека.
card-tier = { $tier }, { $reward }.
card-next = До уровня «{ $tier }»: ещё { $missing }.
card-expiring = ⏳ { DAY($on) } сгорит: { $points }.
card-pending = Станут доступны { DAY($on) }: { $points }.
card-deficit = После возврата остался долг: { $points }. Его закроют следующие начисления.
card-number = Номер карты: <code>{ $number }</code>
card-history = 📜 История
card-level = 📈 Уровень
card-settings = ⚙️ Настройки
