refusal-already-cancelled = Этот купон уже отменён, баллы вернулись.
refusal-already-member = Карта уже есть.
refusal-already-refunded = По этому чеку возвращать уже нечего.
refusal-already-staff = Вы уже работаете здесь. Нажмите /start.
refusal-amount-in-digits = Напишите сумму цифрами. Пример: 450 или 450,50
refusal-amount-is-percent = Нужна сумма чека, а не процент. Пример: 450 или 450,50
refusal-amount-negative = Сумма должна быть больше нуля. Вернуть деньги за покупку можно в «Чеках».
refusal-amount-not-understood = Не понял сумму. Пример: 450 или 450,50
refusal-amount-other-currency = Сумма нужна в валюте программы ({ $expected }), а указана { $typed }.
refusal-amount-too-big = Это больше, чем бывает в одном чеке: не выше { MONEY($limit_minor) }. Проверьте сумму.
refusal-amount-too-long = Слишком длинно для суммы. Пример: 450 или 450,50
refusal-amount-too-precise =
    { $digits ->
        [0] Сумма нужна целая, без копеек. Пример: 45 000
       *[other] После запятой не больше двух цифр. Пример: 450,50
    }
refusal-amount-zero = Сумма должна быть больше нуля. Пример: 450
refusal-approval-closed = На этот запрос уже ответили.
refusal-approval-expired = Прошло больше получаса. Попросите кассира отправить запрос ещё раз.
refusal-bill-too-big = Чек больше { MONEY($limit_minor) }: его подтверждает владелец.
refusal-birthday-changed-already = День рождения уже меняли в этом году. Снова можно { DAY($next_on) }.
refusal-card-not-ours =
    { $kind ->
        [wifi] Это код Wi-Fi, а не карта гостя.
        [payment] Это код для оплаты, а не карта гостя.
        [contact] Это визитка, а не карта гостя.
        [other-bot] Это карта другого магазина.
       *[other] Это не наша карта.
    } Попросите гостя открыть карту в этом боте.
refusal-card-unknown = Такой карты нет. Гость может завести её за 10 секунд.
refusal-cashier-blocked = Гость отклонил ваш запрос. Сегодня списать баллы этого гостя может другой кассир.
refusal-chiefs-only = Менять баллы вручную может только владелец или управляющий.
refusal-coupon-expired = Срок этого купона вышел.
refusal-coupon-not-shown = Гость сейчас не показывает этот купон. Пусть нажмёт «Показать кассиру» в боте.
refusal-coupon-used = Этот купон уже использован.
refusal-date-unusable = Такого дня в календаре нет. Выберите другой.
refusal-days-fixed = У этого сообщения дней нет.
refusal-days-out-of-range = Дни — целые числа от { $low } до { $high }, без повторов.
refusal-gift-out-of-range = Подарок — целое число от { $low } до { $high }.
refusal-guest-without-telegram = У этой карты нет Telegram, подтвердить списание некому. Пусть гость заведёт карту в боте.
refusal-key-conflict = Эта кнопка уже использована для другой операции. Начните заново.
refusal-last-owner = Вы единственный владелец. Сначала передайте бота другому.
refusal-link-expired = Ссылка устарела. Попросите новую.
refusal-link-used = Ссылка уже сработала. Попросите владельца прислать новую.
refusal-location-name-taken = Точка «{ $location }» уже есть. Назовите иначе.
refusal-name-unusable = Название нужно от 1 до { $limit } знаков. Пример: Зерно на Ленина
refusal-no-card = Карты нет. Завести новую: /start
refusal-no-gift = В этом сообщении подарка нет.
refusal-no-shift = Смена уже закрыта.
refusal-not-enough-points = На балансе { POINTS($available) }, а нужно { POINTS($wanted) }.
refusal-not-serving = Касса для вас отключена. Спросите владельца.
refusal-not-the-same-number = Число другое, правило не изменилось. Напишите то же самое ещё раз или нажмите «Отмена».
refusal-not-your-bill = Этот чек пробил другой кассир. Отменить его может он или владелец.
refusal-not-your-contact = Это номер другого человека. Нажмите кнопку ниже — Telegram отправит ваш.
refusal-not-your-request = Эта кнопка не для вас.
refusal-nothing-to-redeem =
    { $why ->
        [not-enough] На балансе нет доступных баллов.
        [minimum] Баллов меньше, чем можно списать за раз.
        [step] Списать можно только целыми шагами, на шаг не хватает.
        [deficit] Сначала вернётся долг по баллам.
        [nothing-redeemable] За эти товары баллами не платят.
       *[other] Списать баллы за этот чек нельзя.
    } Чек можно провести без списания.
refusal-number-expected = Напишите число. Пример: 7
refusal-offer-ended = Эта акция закончилась. Можно запустить новую.
refusal-offer-ends-before = Последний день акции уже прошёл. Выберите { DAY($today) } или позже.
refusal-offer-incomplete =
    { $field ->
        [title] Напишите название.
        [factor] Выберите, во сколько раз больше.
       *[other] Напишите число. Пример: 50
    }
refusal-offer-not-running = Сейчас эта акция не действует.
refusal-offer-out-of-range = Нужно значение от { $low } до { $high }.
refusal-other-money = В этих правилах валюта { $currency }, а магазин продавал в другой.
refusal-over-refund = Вернуть можно не больше { MONEY($left_minor) }: остальное уже вернули.
refusal-own-card = Свою карту обслужить нельзя. Попросите коллегу.
refusal-owner-exists = У бота уже есть владелец. Передать его можно командой kopilka claim --replace-owner.
refusal-owner-only = Это может только владелец.
refusal-phone-known = Карта с номером { $phone } уже есть. Найдите её по номеру.
refusal-phone-not-understood = Не понял номер. Пример: +7 900 123-45-67
refusal-phone-taken = Этот номер уже на другой карте. Кассир перенесёт её за минуту.
refusal-phone-too-long = В номере лишние цифры. Пример: +7 900 123-45-67
refusal-phone-too-short = В номере не хватает цифр. Пример: +7 900 123-45-67
refusal-phone-unknown = Карты с номером { $phone } нет. Гость может завести её за 10 секунд.
refusal-photo-not-picture = Это не фотография. Пришлите снимок кода обычной фотографией.
refusal-photo-too-heavy = Файл слишком большой: можно до 5 МБ. Пришлите снимок обычной фотографией.
refusal-photo-too-large = Снимок слишком большой: можно до { $limit_megapixels } мегапикселей. Пришлите его обычной фотографией.
refusal-photo-without-code = Не вижу кода на снимке. Сфотографируйте ближе и ровнее или напишите номер карты.
refusal-points-already-spent = Баллы с этого чека гость уже потратил. Отменить чек может владелец.
refusal-price-changed = Цена изменилась: теперь { POINTS($points) }.
refusal-program-changed-meanwhile = Правила только что изменил кто-то другой. Посмотрите новые и повторите.
refusal-program-not-launched = Программа ещё не запущена. Владелец запускает её командой /start.
refusal-quote-changed = Пока вы решали, цифры изменились: теперь списать можно { POINTS($applied) }, к оплате { MONEY($to_pay_minor) }. Проверьте и повторите.
refusal-refund-too-big = Возврат больше { MONEY($limit_minor) } проводит владелец.
refusal-repeated-bill = Такой же чек на { MONEY($amount_minor) } был { $seconds_ago } с назад. Это ещё одна покупка?
refusal-request-closed = На этот запрос уже ответили.
refusal-request-expired = Время вышло, баллы на месте. Запрос можно повторить.
refusal-request-open = Гость ещё не ответил на прошлый запрос. Дождитесь ответа или отмените его.
refusal-rule-out-of-range =
    { $rule ->
        [max-percent] Доля чека баллами.
        [expiry] Срок в днях.
        [value] Цена одного балла.
        [min-points] Наименьшее списание.
        [hold] Сколько дней ждать.
       *[percent] Процент начисления.
    } Нужно число от { $low } до { $high }.
refusal-several-cards = На фото несколько карт: { $numbers }. Снимите одну или напишите её номер.
refusal-shift-closed = Смена закрыта. Откройте её и повторите.
refusal-shop-launched-already = Программа уже работает. Правила меняются в «Программе».
refusal-spend-locked = Сегодня было слишком много неверных кодов, списание закрыто до завтра. Чек можно провести без него.
refusal-unknown-rounding = Выберите округление кнопкой.
refusal-text-empty = Текста нет. Напишите, что прислать гостю.
refusal-text-too-long = Слишком длинно: нужно не больше { $limit } знаков.
refusal-too-many-requests = Три запроса за { $minutes } минут — это предел. Чек можно провести без списания.
refusal-type-it-yourself = Пересланное не считаем. Напишите сумму или номер сами.
refusal-unclaimed-limit = Карта без Telegram копит до { POINTS($points) } за { $purchases } покупок и не тратит. Пусть гость заведёт карту в боте.
refusal-undo-too-late = Отменить чек можно в первые { $minutes } минут. Теперь это делает владелец, или оформите возврат.
refusal-unknown-coupon = Такого купона нет.
refusal-unknown-member = Такой карты больше нет.
refusal-unknown-offer = Такой акции нет.
refusal-unknown-placeholder = Не знаю { $placeholder }. Можно: { $allowed }.
refusal-unknown-purchase = Такого чека нет.
refusal-unknown-staff = Этого человека в списке уже нет. Откройте список заново.
refusal-unknown-tier = Такого уровня в программе нет.
refusal-unknown-version = Такой версии правил нет. Откройте список заново.
refusal-unusual-bill = { MONEY($amount_minor) } — больше чем в десять раз выше обычного (до { MONEY($usual_max_minor) }). Сумма верна?
refusal-window-out-of-range = Выберите от 1 до { $high } дней.
refusal-plan-in-the-way = С { DAY($starts_on) } запланированы другие правила, и это изменение с ними не сходится. Сначала отмените план.
refusal-plan-changes-shop = Название магазина, валюта, часовой пояс и название баллов меняются только сразу, а не с даты.
refusal-plan-too-far = Так далеко планировать нельзя: не дальше чем на { $days } дней вперёд.
