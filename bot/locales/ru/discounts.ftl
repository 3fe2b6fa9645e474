# Скидки деньгами: чек до и после, купон на скидку, магазин без баллов.
discount-one = скидка { $percent }: −{ $off }
discount-several = скидки: −{ $off }
reason-discount = скидка { $percent } от { $basis }
draft-bill = Чек <b>{ $amount }</b> · { $name }
draft-to-pay = <b>К оплате: { $to_pay }</b> · { $discount }
draft-earned = Начислим: <b>+{ $earned }</b>{ TAIL($favourite) }
draft-stamps = { $stamps }
draft-coupon-idle = 🎟 Купон на этот чек ничего не добавит и останется у гостя.
draft-ask-goods = Что в чеке? Одно нажатие — весь чек.
draft-ask-part = Не всё? Напишите сумму этой части, остаток отметьте следующей кнопкой.
draft-category = { $name }
draft-share = ● { $name } · { $amount }
draft-coupon = 🎟 Применить: { $title }
draft-coupon-taken = ● 🎟 { $title }
draft-ask-amount = 🎟 Купон применим к этому чеку. Сумма чека?
purchase-record = ✅ Провести
purchase-spend = 💰 Списать до { $most }
purchase-late = Это сообщение пришло с опозданием. Провести чек сейчас?
purchase-receipt-less = ✅ { $name } · { $amount } · { $discount } · <b>к оплате { $to_pay }</b> · +{ $earned } · баланс: { $balance }{ TAIL($favourite) }{ LINE($stamps) }
purchase-receipt-plain = ✅ { $name } · { $amount }{ TAIL($discount) } · <b>к оплате { $to_pay }</b>{ LINE($stamps) }
receipt-less = ✅ Чек <b>{ $to_pay }</b> · { $discount }{ TAIL($location) }{ TAIL($offer) }{ TAIL($favourite) }
  Начислено: <b>+{ $earned }</b>. Баланс: <b>{ $balance }</b>. { $to_next }{ LINE($stamps) }
  Чек № { $number }
receipt-plain = ✅ Чек <b>{ $to_pay }</b>{ TAIL($discount) }{ TAIL($location) }{ TAIL($offer) }{ LINE($stamps) }
  Чек № { $number }{ TAIL($to_next) }
undo-notice-plain = ↩️ Чек { $amount } отменён на кассе. Деньгами: { $to_return }{ LINE($stamps) }
refund-notice-plain = ↩️ Возврат товаров на { $amount }. Деньгами: { $to_return }{ LINE($stamps) }
undo-ask-plain = Отменить чек { $amount } ({ $name })?
undo-kept-plain = ✅ { $name } · { $amount }
bills-one-plain = 🧾 <b>№ { $number }</b> · { TIME($at) } · { $name }
  Оплачено: <b>{ $amount }</b>, не возвращено: { $left }
bills-less = Скидка: { $discount }
bills-refund-ask-plain = Возврат товаров на <b>{ $goods }</b>.
  Отдать деньгами: <b>{ $back }</b>
bills-refunded-plain = ↩️ Возврат на { $goods } проведён. Отдать деньгами: <b>{ $back }</b>. Гость предупреждён.
bill-approved-plain = ✅ Владелец подтвердил чек { $amount } ({ $name }): <b>к оплате { $to_pay }</b>{ TAIL($discount) }
guest-discount = скидка { $percent }
guest-tier-name = { $tier }
guest-percent = { $percent }
reward-back = кешбэк { $percent }
reward-off = скидка { $percent }
card-face-off = скидка
card-face-off-note = на каждый чек
card-discount = <b>Скидка { $percent }</b> на каждый чек
card-discount-none = Покажите карту на кассе — она считает покупки.
start-promise-off = 👋 <b>{ $shop }</b> — ваша карта гостя прямо в Telegram.
  Скидка { $percent } уже с первой покупки.
start-rules-off = По карте — скидка { $percent } на каждый чек, с уровнем она растёт. Возврат товара возвращает то, что вы за него заплатили.
start-rules-card = Карта считает ваши покупки. Возврат товара возвращает то, что вы за него заплатили.
history-bought = { SHORT($on) } · чек { $amount }{ TAIL($discount) }
history-gave = <b>+{ $points }</b>
offer-percent = Скидка { $percent }
offer-free = бесплатно
offer-get-free = 🎟 Взять: { $title }
coupon-ask-free = 🎟 <b>{ $title }</b>
  Купон бесплатный, скидку посчитает касса.
coupon-ask-free-term = Купон живёт до { DAY($on) }.
coupon-ask-free-no-term = Срок будет на купоне.
coupon-take = ✅ Взять купон
offering-draft-percent_off = 🏷 <b>Скидка</b>
offering-new-percent_off = 🏷 Скидка в процентах
offering-percent = { $chosen ->
    [yes] ● −{ $percent }
   *[no] −{ $percent }
  }
offering-no-coupon = 🎟 Без купона
offering-result-off = За 30 дней чеков: { $times } · скидок на { $off }
refusal-offer-taken-already = Этот купон вы уже брали.
refusal-coupon-for-bill = Этот купон применяют к чеку. Напишите сумму чека и нажмите «Применить».
home-new = Новых гостей: { $new }
home-off = Скидок на: { $off }
summary-day-off = скидок на: { $off }
summary-off = Скидок дано
summary-day-plain =
    <b>Итоги дня, { DAY($on) }</b>
    По картам: <b>{ $amount }</b> · чеков: { $bills }{ TAIL($versus) }
    Новых гостей: { $new }{ TAIL($off) }
discounts-open = 🏷 Скидки
discounts-title = 🏷 <b>Скидки</b>
  Скидка уровня — с каждого чека. Из нескольких скидок на товар действует лучшая.
discounts-line = { $name }: { $value }
discounts-birthday = 🎂 День рождения
discounts-ask = { $name }: сколько процентов скидки? Выберите или напишите своё число.
discounts-effect = Чек { $amount }, к оплате: { $before } → <b>{ $after }</b>
refusal-discount-out-of-range = Нужно число от 0 до { $high }.
refusal-unknown-discount = Этой скидки больше нет.
wizard-template-discount = 🏷 Скидки
wizard-launch-off = Шаг 4 из 4. Так карту увидит гость.
  Чек { $amount } → скидка <b>{ $percent }</b> с первой покупки, дальше растёт с уровнем.
