# Уровни: список, один уровень, правила, новый.
levels-open = 🏅 Уровни
levels-title = 🏅 <b>Уровни</b>
levels-nothing = Уровней пока нет: процент одинаков для всех. Добавьте первый, и постоянные гости увидят, к чему идут.
levels-line = <b>{ $name }</b> · { $needs } · { $percent } · { $guests ->
    [one] { $guests } гость
    [few] { $guests } гостя
   *[other] { $guests } гостей
  }
levels-one = ✏️ { $name }
levels-start = с первого дня
levels-from = от { $needs }
levels-need = { $need }
levels-join-any = {" "}или{" "}
levels-join-all = {" "}и{" "}
levels-need-purchases = { $count } { $count ->
    [one] покупки
   *[other] покупок
  }
levels-need-visits = { $count } { $count ->
    [one] визита
   *[other] визитов
  }
levels-need-spend-in = { $amount } на «{ $category }»
levels-none = нет
levels-without = Без этого
levels-base-rate = Как у всех
levels-gives = Даёт: { $perks }
levels-set-name = ✏️ Название
levels-set-perks = 🎁 Что даёт
levels-set-spend = Сумма: { $value }
levels-set-purchases = Покупки: { $value }
levels-set-visits = Визиты: { $value }
levels-set-points = Баллы: { $value }
levels-set-spend-in = В категории: { $value }
levels-set-percent = Кешбэк: { $value }
levels-remove = 🗑 Убрать уровень
levels-new = ➕ Новый уровень
levels-how = ⚙️ Как считаем
levels-how-title = ⚙️ <b>Как считаем уровни</b>
  Правила общие для всех уровней.
levels-rule-match = Порогов нужно: { $value }
levels-rule-window = Считаем: { $value }
levels-rule-grace-days = Отсрочка: { $value }
levels-rule-warn-days = Напомнить до срока: { $value }
levels-rule-down = Потом: { $value }
levels-match-any = хватит одного
levels-match-all = все
levels-window-rolling = последние 12 месяцев
levels-window-calendar-year = календарный год
levels-window-lifetime = за всё время
levels-grace-value = { $days ->
    [0] нет
    [one] { $days } день
    [few] { $days } дня
   *[other] { $days } дней
  }
levels-down-step = на уровень ниже
levels-down-fit = сразу по итогам
levels-down-never = не снижаем
levels-ask-name = ✏️ Название · { $language }
  Сейчас: { $now }. Напишите новое.
levels-ask-perks = 🎁 Что даёт, кроме кешбэка · { $language }
  Сейчас: { $now }
  Напишите список, каждое с новой строки. Его увидят гость и кассир.
levels-ask-spend = От какой суммы покупок? Выберите или напишите своё число.
levels-ask-purchases = От скольких покупок? Выберите или напишите своё число.
levels-ask-visits = От скольких визитов? Визит — день с покупкой. Выберите или напишите своё число.
levels-ask-points = От скольких начисленных баллов? Выберите или напишите своё число.
levels-ask-spend-in = От какой суммы на «{ $category }»? Выберите или напишите своё число.
levels-ask-category = Покупки в какой категории считаем? Выберите или напишите новую: кассир увидит её кнопкой под чеком.
levels-ask-first-category = Покупки в какой категории считаем? Напишите, например «кофе»: кассир увидит её кнопкой под чеком.
levels-ask-percent = Какой кешбэк на этом уровне? Выберите или напишите своё число.
levels-ask-match = Если порогов несколько: хватит одного или нужны все?
levels-ask-window = За какое время считаем покупки?
levels-ask-grace-days = Сколько дней сверх срока гость может донабрать? Выберите или напишите число.
levels-ask-warn-days = За сколько дней до конца срока напомнить, чего не хватает? Выберите или напишите число.
levels-ask-down = Что будет, если не донабрал?
levels-language = { $language }
levels-new-name = ➕ <b>Новый уровень</b>
  Как он называется? Напишите.
levels-new-spend = ➕ <b>{ $name }</b>
  От какой суммы покупок? Выберите или напишите своё число.
levels-new-percent = ➕ <b>{ $name }</b>
  Какой кешбэк? Выберите или напишите своё число.
levels-change = <b>{ $name }</b>
  { $what }
levels-change-add = ➕ <b>{ $name }</b>: от { $spend }, кешбэк { $percent }
levels-change-remove = 🗑 Убрать уровень <b>{ $name }</b>?
levels-guests = Сейчас попадут: <b>{ $guests }</b> { $guests ->
    [one] гость
    [few] гостя
   *[other] гостей
  }.
levels-moves = Если пересчитать: ниже станут { $falls }, выше { $rises }.
levels-choice = Можно оставить им уровень до конца его срока: сам он никому не снизится.
levels-choice-below = Без пересчёта гости уровня получат «{ $name }».
levels-below = Гости уровня получат «{ $name }».
levels-leave = Оставить им уровень
levels-leave-below = Дать им «{ $name }»
levels-anew = Пересчитать
refusal-unknown-level = Такого уровня больше нет. Откройте «Уровни» ещё раз.
refusal-level-out-of-range = Нужно число от { $low } до { $high }.
refusal-level-too-low = Порог ниже уровня «{ $level }» ({ $least }). Поставьте больше.
refusal-level-too-high = Порог выше уровня «{ $level }» ({ $most }). Поставьте меньше.
refusal-level-needs-threshold = Уровню нужен хотя бы один порог, иначе на нём окажутся все.
refusal-level-like-other = Так уровень просил бы не больше соседнего. Поставьте другой порог.
refusal-first-level = С первого уровня начинают все: у него нет порога, и он остаётся.
refusal-level-used = Уровень называет правило { $rule }. Сначала измените его.
refusal-too-many-levels = Уровней уже { $most }, больше не поместится. Уберите лишний.
refusal-level-nameless = Напишите название хотя бы из одной буквы.
refusal-category-nameless = Какая категория? Выберите её ещё раз или напишите название.
refusal-perks-too-long = Слишком длинно: до { $most } строк, в каждой до { $letters } букв.
