# Промокоды и коды купонов: гость, касса, владелец.
promo-button = 🔑 Ввести промокод
promo-ask = 🔑 Напишите промокод. Большие или маленькие буквы, пробелы и дефисы не важны.
promo-points = 🔑 Промокод принят: <b>+{ $points }</b>
  Баланс: <b>{ $balance }</b>.
promo-coupon = 🔑 Промокод принят. Ваш подарок: <b>{ $title }</b>
promo-unknown = Такого кода нет, или он уже не действует.
  Осталось попыток: { $left }
history-free = { SHORT($on) } · { $what }
reason-promo = промокод
coupon-code = Не читается карта? Назовите код: <code>{ $code }</code>
coupon-code-unknown = Такого купона нет, или он уже не действует.
  Осталось попыток: { $left }
coupon-code-found = 🎟 <b>{ $title }</b> · { $name }
offer-promo = код { $code }
offer-total = всего раз: { $total }
offering-new-promo_code = 🔑 Промокод
offering-ask-code = 🔑 Какой код? Напишите слово или сочетание: от 4 до 20 букв и цифр. Например: ВЕСНА 26
  Простое слово угадать легко: для дорогих подарков лучше придуманный ботом.
offering-code-wrong = Нужно от 4 до 20 букв и цифр, можно с пробелами и дефисами. Например: ВЕСНА 26
offering-promo-make-up = 🎲 Придумать код
offering-draft-promo_code = 🔑 <b>Промокод</b> <code>{ $code }</code>
  Напишите число, если нужно другое, процент скидки («15 %») или название подарка вместо баллов.
offering-draft-promo_code-off = 🔑 <b>Промокод</b> <code>{ $code }</code>
  Напишите другой процент скидки или название подарка.
offering-guest-promo = Кто введёт код, получит один раз:
offering-cost-promo = Если введут все, обойдётся не больше чем в { $cost }.
offering-cost-promo-off = Если введут все, обойдётся примерно в { $cost }, по среднему чеку.
offering-promo-goods = Гость получит купон. Сколько стоит подарок, знаете только вы.
offering-promo-total = 👥 Всего раз: { $total }
offering-promo-no-total = 👥 Без предела
offering-promo-share = 📤 Отправить ссылку
offering-result-promo = За 30 дней ввели: { $times }
offering-result-promo-off = За 30 дней ввели: { $times }, скидок на { $off }
refusal-promo-used-already = Этот код уже использован.
refusal-promo-used-up = Этот код больше не действует.
