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
