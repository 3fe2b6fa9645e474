# Гости по группам и подборки владельца.
home-guests = 👥 Гости
segment-new = 🌱 Новые
segment-regular = ⭐ Постоянные
segment-active = 🙂 Активные
segment-dormant = 😴 Спящие
segment-lost = 🍂 Потерянные
segment-vip = 👑 VIP
segment-new-means = с нами меньше { $days } { $days ->
    [one] дня
   *[other] дней
  }
segment-regular-means = за год пришли от { $visits } { $visits ->
    [one] раза
   *[other] раз
  }
segment-active-means = остальные, кто был за { $days } { $days ->
    [one] день
    [few] дня
   *[other] дней
  }
segment-dormant-means = не были { $days } { $days ->
    [one] день
    [few] дня
   *[other] дней
  } и дольше
segment-lost-means = не были { $days } { $days ->
    [one] день
    [few] дня
   *[other] дней
  } и дольше
segment-vip-means = из них: от { $amount } за год
segment-vip-means-tier = из них: верхний уровень
segment-vip-means-both = из них: верхний уровень или от { $amount } за год
segment-vip-means-nobody = граница не задана
guests-title = 👥 <b>Гости: { $guests }</b>
guests-segment = { $name }: <b>{ $guests }</b> — { $means }
guests-counted = { $name }: { $guests }
guests-new-audience = 🎯 Новая подборка
guests-bounds = ⚙️ Границы групп
bounds-title = ⚙️ <b>Границы групп</b>
  Каждый гость ровно в одной из пяти групп, VIP отмечается ещё и сверху. Новая граница действует сразу.
bound-new-days = 🌱 Новые: первые дни: { $value }
bound-regular-visits = ⭐ Постоянные: визитов за год: { $value }
bound-dormant-days = 😴 Спящие: дней без визита: { $value }
bound-lost-days = 🍂 Потерянные: дней без визита: { $value }
bound-vip-spend = 👑 VIP, траты за год: { $value }
bound-vip-top-tier = 👑 VIP, верхний уровень: { $value }
bound-yes = да
bound-no = нет
bound-choice = { $value } · { $guests ->
    [one] { $guests } гость
    [few] { $guests } гостя
   *[other] { $guests } гостей
  }
bound-ask = { $line }
  { $name } сейчас: <b>{ $guests }</b>. Выберите новую границу или напишите число.
bound-ask-yes-no = { $line }
  { $name } сейчас: <b>{ $guests }</b>. Считать верхний уровень?
bound-saved = Граница сохранена
audience-title = 🎯 <b>{ $name }</b>
audience-new = 🎯 <b>Новая подборка гостей</b>
audience-line = • { $line }
audience-guests = Подходит гостей: <b>{ $guests }</b>
audience-everybody = Условий пока нет: подходят все.
audience-hint = Выберите условие. Если их несколько, подойдут те, кто отвечает каждому.
audience-name-hint = Чтобы назвать по-своему, напишите название.
audience-used-by = Используется в правилах: { $rules }
audience-edit = ✏️ Изменить
audience-delete = 🗑 Удалить
audience-delete-ask = Удалить подборку? Гости и их баллы останутся как есть.
audience-delete-yes = Да, удалить
audience-deleted = Подборка удалена
audience-save = ✅ Сохранить
audience-saved = Подборка сохранена
audience-field-segments = 👥 Группа
audience-field-absent = 😴 Давно ли были
audience-field-visits = 🔁 Как часто
audience-field-spend = 💰 Траты за год
audience-field-tiers = 🏅 Уровень
audience-field-bought = 🛍 Брали
audience-field-not-bought = 🚫 Не брали
audience-field-mostly = ❤️ Любимое
audience-field-birthday = 🎂 День рождения
audience-field-locations = 🏪 Точка
audience-field-languages = 🌐 Язык
audience-ask-segments = 👥 Из каких групп? Можно несколько.
audience-ask-absent = 😴 Когда были в последний раз?
audience-ask-visits = 🔁 Сколько дней с покупкой за последний год?
audience-ask-spend = 💰 Сколько потратили деньгами за последний год?
audience-ask-tiers = 🏅 На каких уровнях?
audience-ask-bought = 🛍 Что брали и за какой срок?
audience-ask-not-bought = 🚫 Чего не брали и за какой срок?
audience-ask-mostly = ❤️ На что тратят больше всего?
audience-ask-birthday = 🎂 В каких месяцах день рождения?
audience-ask-locations = 🏪 Где была последняя покупка?
audience-ask-languages = 🌐 На каком языке читают бота?
audience-in-days = за { $number } { $number ->
    [one] день
    [few] дня
   *[other] дней
  }
audience-is-absent-min = не были { $number } { $number ->
    [one] день
    [few] дня
   *[other] дней
  } и дольше
audience-is-absent-max = были за { $number } { $number ->
    [one] день
    [few] дня
   *[other] дней
  }
audience-is-visits-min = от { $number } { $number ->
    [one] визита
   *[other] визитов
  } за год
audience-is-visits-max = до { $number } { $number ->
    [one] визита
   *[other] визитов
  } за год
audience-is-spend-min = от { $amount } за год
audience-is-spend-max = до { $amount } за год
audience-is-tiers = уровень: { $names }
audience-is-bought = брали за { $number } дн.: { $name }
audience-is-not-bought = не брали за { $number } дн.: { $name }
audience-is-mostly = любимое: { $names }
audience-is-birthday = месяц рождения: { $names }
audience-is-locations = последний раз: { $names }
offering-who-all = 👥 Кому: всем
offering-who = 👥 Кому: { $name }
offering-who-ask = 👥 Кто увидит и получит акцию?
offering-all = Все гости
offering-for = 👥 Только { $name }: сейчас { $guests }
offering-only-for = 👥 Только: { $name }
refusal-boundary-out-of-range = Нужно целое число от { $low } до { $high }.
refusal-unknown-audience = Такой подборки больше нет. Откройте «Гости» ещё раз.
refusal-audience-asks-nothing = В подборке нет условий: подошли бы все. Выберите хотя бы одно.
refusal-audience-contradicts-itself = Так не подойдёт никто: «от» больше, чем «до». Поправьте одно из двух.
refusal-audience-used = Подборку использует правило { $rule }. Завершите или измените его, потом удаляйте.
refusal-too-many-audiences = Подборок уже { $most }, больше не поместится. Удалите лишнюю.
