# Акции и купоны: что видит гость, и касса, и владелец в просмотре.
offers-button = 🎁 Акции · { $count }
offers-button-none = 🎁 Акции
offers-title = 🎁 <b>Акции</b>
offers-page = 🎁 <b>Акции</b> · { $page } из { $pages }
offers-empty = 🎁 Сейчас акций нет. Новые появятся здесь, под картой.
offer-line = 🎁 <b>{ $name }</b>{ TAIL($more) }
offer-automatic = работает сама
offer-multiplier = ×{ $factor } за каждую покупку
offer-bonus = +{ $points }
offer-goods = Подарок · { $price }
offer-price = { $points }
offer-get = { $title } · { $price }
offer-missing = ещё нужно: { $points }
offer-from = с { DAY($on) }
offer-until = до { DAY($on) }
offer-days-left = { $days ->
    [0] последний день
    [one] остался { $days } день
    [few] осталось { $days } дня
   *[other] осталось { $days } дней
  }
offer-more = есть условия
offer-amount = за чек от { $amount }
offer-hours = с { $begins } до { $ends }
offer-days-mon = по понедельникам
offer-days-tue = по вторникам
offer-days-wed = по средам
offer-days-thu = по четвергам
offer-days-fri = по пятницам
offer-days-sat = по субботам
offer-days-sun = по воскресеньям
offer-days-work = по будням
offer-days-rest = по выходным
offer-days-some = по дням: { $days }
weekday-mon = Пн
weekday-tue = Вт
weekday-wed = Ср
weekday-thu = Чт
weekday-fri = Пт
weekday-sat = Сб
weekday-sun = Вс
coupon-line = 🎟 <b>{ $title }</b>{ TAIL($more) }
coupon-until = купон до { DAY($on) }
coupon-at-till = касса видит до { TIME($until) }
coupon-open = 🎟 { $title }
coupon-ask = 🎁 <b>{ $title }</b>
  Спишем сразу: <b>{ $price }</b>. Останется: { $left }
coupon-ask-term = Купон живёт до { DAY($on) }. Не успеете — пропадёт, и списанное не вернётся.
coupon-ask-no-term = Срок купона такой же, как у новых начислений.
coupon-ask-till = Нажимайте у кассы: кассир увидит купон на 15 минут. Показать ещё раз можно в любой день.
coupon-get = ✅ Получить · { $price }
coupon-shown = ✅ <b>{ $title }</b>
  Касса видит купон до { TIME($until) }. Покажите карту кассиру.
coupon-waiting = 🎟 <b>{ $title }</b>
  Будете у кассы — нажмите кнопку: кассир увидит купон на 15 минут.
coupon-term = Купон живёт до { DAY($on) }.
coupon-no-term = У купона нет срока.
coupon-show = Показать кассиру
coupon-show-again = Показать ещё раз
coupon-cancel = ↩️ Отказаться: +{ $price }
coupon-cancelled = Купон отменён: +{ $points }
coupon-cancelled-late = Купон отменён: +{ $points }. Их срок уже прошёл: −{ $expired }
coupon-stopped = Владелец магазина узнал, что это были не вы.
coupon-hand-over = 🎁 Выдать: { $title }
coupon-handed-over = 🎁 Выдано: <b>{ $title }</b> · { $name }
