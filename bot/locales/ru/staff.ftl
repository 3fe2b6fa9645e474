staff-role-cashier = кассир
staff-role-manager = менеджер
staff-role-owner = владелец
staff-title = 🏪 <b>Точки и люди</b>
staff-line = { $state ->
    [waiting] ⏳ { $name } · { $role }
    [off] ⏸ { $name } · { $role }
   *[on] { $name } · { $role }
  }
staff-add-cashier = + Кассир
staff-add-manager = + Менеджер
staff-add-location = + Точка
staff-person = <b>{ $name }</b> · { $role }{ TAIL($location) }
  За 30 дней чеков: { $bills }, отмен: { $undone }
staff-where = На какой точке?
staff-link = Приглашение: { $role }{ TAIL($location) }. Сработает один раз, в течение суток:
  { $link }
staff-share = 📤 Отправить
staff-copy = 📋 Скопировать
staff-off = Отключить
staff-off-ask = Отключить: { $name }? Открытая смена закроется, кнопки перестанут работать сразу.
staff-off-yes = Да, отключить
staff-is-off = { $name }: доступ отключён
staff-switch-on = Включить снова
staff-admit = ✅ Впустить
staff-refuse = Отказать
staff-admitted = ✅ { $name }: доступ открыт
staff-location-ask = Как называется точка? Например: Ленина, 5
staff-joined = 👋 { $name } теперь у вас на кассе{ TAIL($location) }
manager-waiting = ⏳ { $name } хочет войти как менеджер. Впустить?
