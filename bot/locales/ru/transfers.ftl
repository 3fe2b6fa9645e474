# Подарки между гостями: дарящий, получатель, правила владельца.
transfer-button = 💝 Подарить баллы
transfer-title = 💝 <b>Подарок другу</b>
  На карте: { $balance }
transfer-how-many = Сколько дарим? Не меньше: { $least }. Не больше: { $most }. Выберите или напишите число.
transfer-nothing-balance = Пока мало. Самый маленький подарок: { $least }.
transfer-nothing-limit = Сейчас предел подарков исчерпан. Он снова откроется завтра или в начале месяца.
transfer-waiting = 🔗 { $points } — ссылка ждёт до { $until }
transfer-choice = { $points }
transfer-link-again = 🔗 Ещё раз: { $points }
transfer-link-withdraw = Отозвать
transfer-to-whom = Дарим: <b>{ $points }</b>. Кому?
  Напишите номер карты друга: он под кодом на его карте.
  Или пришлите его контакт: 📎 → «Контакт».
  Или сделайте ссылку и отправьте её сами.
transfer-by-link = 🔗 Подарить ссылкой
transfer-unknown = Карты гостя с таким номером нет. Проверьте номер или отправьте ссылку.
  Осталось попыток: { $left }
transfer-ask = Дарим: <b>{ $points }</b>
  Кому: <b>{ $name }</b>, карта { $number }
transfer-ask-link = Ссылка: <b>{ $points }</b>
  Сработает один раз, у первого, кто её откроет. Живёт три дня. Баллы уйдут с карты, когда их заберут; до этого ссылку можно отозвать.
transfer-left = Останется: { $left }
transfer-ends = Срок у баллов прежний: первые сгорят после { DAY($on) }.
transfer-ends-never = Срока у этих баллов нет.
transfer-no-undo = ❗ Вернуть подарок будет нельзя.
transfer-no-undo-link = ❗ То, что уже забрали, вернуть нельзя.
transfer-yes = ✅ Подарить: { $points }
transfer-make-link = ✅ Сделать ссылку
transfer-done = Подарено: { $points }
transfer-link = 🔗 Ссылка готова: <b>{ $points }</b>. Ждёт до { $until }, сработает один раз.
transfer-share = 📤 Отправить другу
transfer-copy = Скопировать
transfer-share-words = Подарок тебе: { $points }! Открой ссылку и забери.
transfer-withdrawn = Ссылка отозвана
transfer-given = 💝 Подарено: <b>{ $points }</b> · { $name }
  Баланс: <b>{ $balance }</b>.
transfer-got = 💝 { $name } дарит вам: <b>{ $points }</b>!
  Баланс: <b>{ $balance }</b>. { $ends }
transfer-got-repaid = 💝 { $name } дарит вам: <b>{ $points }</b>! На долг после возврата ушло: { $repaid }.
  Баланс: <b>{ $balance }</b>.
transfer-found = 💝 { $name } дарит вам: <b>{ $points }</b>!
  Забрать можно до { $until }.
transfer-found-later = 💝 { $name } дарит вам: <b>{ $points }</b>!
  Новая карта получает подарки не сразу: забрать можно с { $at }. Подарок уже ваш, мы напомним.
transfer-ready = 💝 Подарок ждёт вас: <b>{ $points }</b> · { $name }
transfer-take = 💝 Забрать
transfer-taken = Получено: { $points }
history-transfer-got = подарок · { $name }
history-transfer-given = подарок другу · { $name }
transfers-open = 💝 Подарки между гостями
transfers-about-off = 💝 <b>Подарки между гостями</b>
  Гость дарит свои баллы другу: по номеру карты, контакту или ссылке. Сейчас выключено.
transfers-about = 💝 <b>Подарки между гостями</b>
  Срок баллов не меняется, отменить подарок нельзя. Кто у вас работает, подарков не получает. Если на одну карту дарят многие, вы узнаете.
transfers-on = Включено: выключить
transfers-off = Включить
transfers-min-points = Подарок от: { $value }
transfers-per-day = Один гость в день: { $value }
transfers-per-month = Один гость в месяц: { $value }
transfers-newcomer-days = Новая карта получает { $value }
transfers-days = { $days ->
    [0] сразу
    [one] через { $days } день
    [few] через { $days } дня
   *[other] через { $days } дней
  }
transfers-buyers = Дарят только купившие: да
transfers-anybody = Дарят только купившие: нет
transfers-value = { $value }
transfers-choose = { $line }
  Выберите или напишите число.
guessed-card = номера карт
guessed-coupon = коды купонов
guessed-promo = промокоды
alert-guesses = ⚠️ { $name }: за час не подошли { $what } ({ $count }). На час ввод остановлен. Похоже на подбор.
suspicion-gather = ⚠️ { $name }: дарят баллы с многих карт. За месяц карт: { $cards }, получено: { $points }. Взгляните на их чеки?
refusal-transfers-off = Сейчас гости не дарят друг другу баллы.
refusal-transfer-needs-purchase = Дарить можно после первой покупки.
refusal-not-to-yourself = Это ваша карта. Подарить можно другому.
refusal-staff-takes-nothing = Тем, кто здесь работает, баллы не дарят.
refusal-taker-too-new = Эта карта совсем новая: ей можно дарить с { $ready_at }. Или отправьте ссылку, она подождёт.
refusal-taker-gone = Этой карты больше нет.
refusal-transfer-closed = Эта ссылка или кнопка уже не действует.
refusal-transfer-expired = Время вышло, баллы на месте. Начните заново.
refusal-not-your-transfer = Эта кнопка не для вас.
refusal-transfer-too-small = Самый маленький подарок: { POINTS($least) }.
refusal-transfer-limit-reached =
    { $per ->
        [day] Предел подарков в день: { POINTS($most) }. На сегодня осталось: { POINTS($left) }.
       *[month] Предел подарков в месяц: { POINTS($most) }. До конца месяца осталось: { POINTS($left) }.
    }
refusal-too-many-links = Ссылок ждёт уже { $most }. Отзовите одну или подождите, пока её откроют.
refusal-giver-short = Подарить это сейчас не получается. Спросите друга.
refusal-guesses-paused = Слишком много попыток. Ввод остановлен, повторите через { $minutes } мин.
refusal-points-expected = Напишите целое число. Пример: 100
refusal-card-number-expected = Нужен номер карты друга (цифры под кодом) или его контакт. Пример: 4820 1337
refusal-transfer-out-of-range = Нужно целое число от { $low } до { $high }.
refusal-transfer-limits-cross = Предел в месяц не меньше предела в день, а он не меньше самого маленького подарка.
refusal-transfer-needs-debts = В правилах возвратов стоит «прощать». С ним подаренное не вернуть: в файле поставьте unpaid = "deficit".
