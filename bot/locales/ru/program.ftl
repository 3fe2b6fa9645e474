program-title = ⚙️ <b>Правила «{ $shop }»</b>
  Нажмите на правило, чтобы поменять. Сначала покажем, что изменится.
program-rule-percent = Начисляем: { $value }
program-rule-max-percent = Списание: до { $value }
program-rule-expiry = Сгорают: { $value }
program-rule-value = { $value }
program-rule-min-points = Мин. списание: { $value }
program-rule-hold = Доступны: { $value }
program-rule-rounding = Округление: { $value }
program-point-value = { $point } = { $value }
program-min-points = { $points }
program-hold = { $days ->
    [0] сразу
    [one] через { $days } день
    [few] через { $days } дня
   *[other] через { $days } дней
  }
program-rounding-down = вниз
program-rounding-nearest = до ближайшего
program-rounding-up = вверх
program-none = нет
program-percent = { $percent }
program-never = никогда
program-other-expiry = по правилу из файла
program-days = { $days ->
    [one] через { $days } день
    [few] через { $days } дня
   *[other] через { $days } дней
  }
program-fast-on = Касса без вопросов: да
program-fast-off = Касса без вопросов: нет
program-unit = Название: { $unit }
program-versions = 🕓 Кто и что менял
program-file = 📄 Файл правил
program-ask-percent = Сколько начислять с покупки? Выберите или напишите своё число.
program-ask-max-percent = Какую часть чека можно оплатить баллами? Выберите или напишите своё число.
program-ask-expiry = Через сколько дней сгорают баллы? Выберите или напишите своё число.
program-ask-value = Сколько стоит один балл, когда им платят? Выберите или напишите своё число.
program-ask-min-points = От скольких баллов можно списывать? Выберите или напишите своё число.
program-ask-hold = Через сколько дней после покупки баллы можно тратить? Если товар часто возвращают, пусть подождут.
program-ask-rounding = Как округлять баллы за чек до целых?
program-ask-unit = Как назовём баллы?
program-was-becomes = Было: { $before } → станет: <b>{ $after }</b>
program-effect-percent = Чек { $amount }: { $before } → <b>{ $after }</b>
program-effect-max-percent = С чека { $amount } можно списать: { $before } → <b>{ $after }</b>
program-effect-expiry = Баллы, которые уже начислены, сохранят свой срок. Новый срок — у начисленных позже.
program-effect-value = Сейчас у гостей { $points }. Ими можно оплатить: { $before } → <b>{ $after }</b>
program-effect-min-points = У кого баллов меньше, тот копит дальше: касса списать не предложит.
program-effect-hold = Баллы, которые уже начислены, сохранят свой день. Новый срок — у начисленных позже.
program-effect-rounding = Дробные баллы чека складываются и округляются один раз, в самом конце.
program-from-now = Действует с этой минуты.
program-no-button = ⚠️ На кассе не поместятся кнопки: { $names }. Отметить их в чеке не получится.
program-type-again = Это щедро: { $percent }. Чтобы сохранить, напишите это число ещё раз.
program-save = Сохранить
program-cancel = Отмена
program-saved = Сохранено
program-versions-title = 🕓 <b>Последние версии правил</b>
program-changed = { $what }: { $before } → { $after }
program-added = + { $what }
program-removed = убрано: { $what }
program-yes = да
program-no = нет
program-file-caption = Все правила одним файлом. Его читает и применяет команда <code>kopilka program</code>.
