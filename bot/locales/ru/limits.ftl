limits-title = 🚦 <b>Пределы кассы</b>
  Сверх предела чек ждёт вашего подтверждения. Вас и менеджеров пределы не касаются.
limits-open = 🚦 Пределы кассы
limits-card-day-bills = Чеков одной карты в день: { $most }
limits-card-day-points = Одной карте в день: { $most }
limits-cashier-hour-bills = Чеков кассира в час: { $most }
limits-cashier-day-bills = Чеков кассира за сутки: { $most }
limits-none = без предела
limits-line = { $line }
limits-value = { $most }
limits-choose = { $line }
  Какой предел поставить? Выберите или напишите число.
limits-wrong = Нужно целое число от 1. Например: 10
cap-card-day-bills = Чеков одной карты в день: не больше { $most }.
cap-card-day-points = Одной карте в день: не больше { POINTS($most) }.
cap-cashier-hour-bills = Чеков кассира в час: не больше { $most }.
cap-cashier-day-bills = Чеков кассира за сутки: не больше { $most }.
bill-over-cap = 🚦 { $cashier } просит провести чек <b>{ $amount }</b>, гость: { $name }
  { $why }
purchase-over-cap = ⏳ Чек <b>{ $amount }</b> ({ $name }) подтверждает владелец. { $why } Запрос отправлен, ответ придёт сюда.
refusal-cap-reached = { $limit ->
    [card-day-bills] Чеков одной карты в день: не больше { $most }. Дальше решает владелец: проведите чек без списания, запрос уйдёт ему.
    [card-day-points] Одной карте в день: не больше { POINTS($most) }. Дальше решает владелец: проведите чек без списания, запрос уйдёт ему.
    [cashier-hour-bills] Чеков кассира в час: не больше { $most }. Дальше решает владелец: проведите чек без списания, запрос уйдёт ему.
   *[other] Чеков кассира за сутки: не больше { $most }. Дальше решает владелец: проведите чек без списания, запрос уйдёт ему.
  }
refusal-spend-not-agreed = Гость не подтвердил списание. Нажмите «Списать» и спросите его ещё раз.
