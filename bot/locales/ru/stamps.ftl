# Карты со штампами: строки чека и карты, касса, подарок.
stamps-lines = { $first }{ LINE($rest) }
stamps-line = 🔖 { $title }: <b>{ $count } из { $needed }</b> (+{ $added }) · ещё { $left } — и подарок
stamps-full = { $full ->
    [one] 🎉 { $title }: <b>карта заполнена</b> (+{ $added }). На новой: { $count } из { $needed }
   *[other] 🎉 { $title }: <b>заполнено карт: { $full }</b> (+{ $added }). На новой: { $count } из { $needed }
  }
stamps-owed = 🔖 { $title }: +{ $added } · после возврата не хватает: { $owed }
stamps-too-soon = 🔖 { $title }: без штампа — с прошлого не прошло { $minutes } мин.
stamps-card = 🔖 { $title }: <b>{ $count } из { $needed }</b> · ещё { $left } — и подарок
stamps-card-owed = 🔖 { $title }: после возврата не хватает: { $owed }
card-face-stamps = { $count } из { $needed }
stamps-complete = 🎉 Карта заполнена! Ваш подарок: <b>{ $reward }</b>.
  Покажите его кассиру, когда захотите.
stamps-complete-until = 🎉 Карта заполнена! Ваш подарок: <b>{ $reward }</b>. Ждёт вас до { DAY($until) }.
stamps-back = 🔖 { $title }: −{ $taken }, на карте { $count }
stamps-back-owed = 🔖 { $title }: −{ $taken }, не хватает: { $owed }
stamps-withdrawn = 🎟 Купон «{ $reward }» снят: карта снова не заполнена.
stamps-how-many = Чек <b>{ $amount }</b> · { $name }
  Сколько всего: <b>{ $title }</b>?
stamps-none = Нет
reason-stamped-open = { $title }: +{ $stamps }, стало { $have } из { $needed }
reason-stamped-full = { $title }: +{ $stamps }, карта заполнена, на новой { $have } из { $needed }
reason-stamped-owed = { $title }: +{ $stamps }, не хватает { $owed }
reason-stamped-too-soon = { $title }: с прошлого штампа не прошло { $gap } мин.
reason-card-complete = карта заполнена: { $title }
reason-stamps-back-open = { $title }: −{ $stamps }, осталось { $have }
reason-stamps-back-owed = { $title }: −{ $stamps }, не хватает { $owed }
reason-coupon-withdrawn = купон снят: { $title }
history-card-complete = карта заполнена, купон «{ $title }»
refusal-coupon-withdrawn = Купон снят: товар, за который он был дан, вернули.
# Карты со штампами у владельца.
stamping-button = 🔖 Карты со штампами
stamping-title = 🔖 <b>Карты со штампами</b>
  Гость собирает штампы, полная карта — подарок. Новая карта:
stamping-empty = 🔖 <b>Карты со штампами</b>
  Гость собирает штампы, полная карта — подарок. Выберите, за что:
stamping-new-coffee = ☕ { $needed } чашек — одна в подарок
stamping-new-visit = 💅 { $needed } визитов — следующий в подарок
stamping-new-purchase = 🧾 { $needed } покупок — подарок
stamping-usual-coffee = Кофе
stamping-usual-visit = Процедура
stamping-usual-purchase = Подарок
stamping-ask-title = Что гость получит за полную карту? Напишите коротко, например: Капучино.
stamping-draft = Так увидит гость:
stamping-each-item = Штамп за каждую штуку: кассир нажмёт, сколько их в чеке.
stamping-each-visit = Штамп за визит: первую покупку дня.
stamping-each-purchase = Штамп за каждую покупку.
stamping-number = { $chosen ->
    [yes] ✓ { $number }
   *[no] { $number }
  }
stamping-launched = Карта работает
stamping-row = { $title } · { $needed }
stamping-on = ✅ Карта работает
stamping-off = ⏸ Карта выключена: новых штампов нет, собранные остаются
stamping-line = 🔖 <b>{ $title }</b>: штампов { $needed } — «{ $reward }» в подарок
stamping-result = За 30 дней заполнено карт: { $completed }, выдано подарков: { $handed }. Ждут выдачи: { $waiting }
stamping-needed = Штампов на карте: { $value }
stamping-reward-days = Подарок ждёт: { $value }
stamping-gap-minutes = Между штампами: { $value }
stamping-value-reward-days = { $number } дн.
stamping-value-gap-minutes = { $number } мин.
stamping-none-reward-days = как другие баллы
stamping-none-gap-minutes = без перерыва
stamping-choose-needed = Сколько штампов на карте? Собранные останутся, карта дополнится со следующим.
stamping-choose-reward-days = Сколько дней подарок ждёт гостя?
stamping-choose-gap-minutes = Не чаще, чем раз в столько минут (0 — без перерыва):
stamping-switch-off = ⏸ Выключить
stamping-switch-on = ▶️ Включить
stamping-rename = ✏️ Назвать иначе
refusal-unknown-stamp-card = Такой карты больше нет.
refusal-stamp-title-needed = Напишите словами, что получит гость.
refusal-too-many-stamp-cards = Сразу работают не больше { $most } карт: гость запутается. Выключите одну.
refusal-stamp-out-of-range = Выберите одно из чисел на кнопках.
