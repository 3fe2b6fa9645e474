# Любимые категории.
favourites-button = ❤️ Любимое
favourites-title = ❤️ <b>Любимые категории</b>
favourites-chosen = Выбрано: <b>{ $names }</b>
favourites-none = Ничего не выбрано.
favourites-locked = Следующий выбор: { DAY($on) }
favourites-on = ✅ { $name }
favourites-off-mark = { $name }
favourites-ask = Отметьте не больше: { $most }. Выбор раз в месяц.
favourites-keep = Сохранить на этот месяц
favourites-saved = Сохранено
refusal-favourites-off = Любимые категории здесь сейчас не выбирают.
refusal-favourites-locked = Выбор на этот месяц уже сделан. Следующий: { DAY($next_on) }.
refusal-too-many-favourites = Можно выбрать не больше: { $most }.
refusal-unknown-favourite = Такой категории в списке нет.
favouring-open = ❤️ Любимое
favouring-title = ❤️ <b>Любимые категории</b>
favouring-about-off = Раз в месяц гость выбирает любимые категории из вашего списка и получает на них больше. Сейчас выключено.
favouring-about = Раз в месяц гость выбирает до { $most } из списка и получает на любимое { $percent } вместо { $usual }.
favouring-about-money = Раз в месяц гость выбирает до { $most } из списка, на любимое — скидка { $percent }, на остальное { $usual }.
favouring-about-file = Раз в месяц гость выбирает до { $most } из списка. Что это даёт, сказано в файле правил.
favouring-list = Список: <b>{ $names }</b>
favouring-list-empty = Список пуст: выбирать не из чего.
favouring-on = Включено: выключить
favouring-off = Включить
favouring-of = Категорий в списке: { $count }
favouring-choose = Можно выбрать: { $most }
favouring-percent = На любимое: { $value }
favouring-by-file = по файлу
favouring-ask-of = Из чего выбирают гости? Отметьте категории или напишите новую: на кассе появится кнопка с этим словом.
favouring-ask-first = Из чего будут выбирать гости? Напишите категорию одним словом, например «Десерты»: на кассе появится такая кнопка.
favouring-ask-choose = Сколько категорий гость может выбрать на месяц? Выберите или напишите число.
favouring-ask-percent = Сколько процентов давать на любимое? Выберите или напишите своё число.
favouring-go-on = Дальше
favouring-effect = Чек { $amount } из любимого: { $before } → <b>{ $after }</b>
favouring-effect-money = Чек { $amount } из любимого, к оплате: { $before } → <b>{ $after }</b>
favouring-better = ⚠️ На уровне «{ $tier }» обычный процент больше: там любимое даст меньше, чем остальное.
refusal-favourites-need-categories = Сначала составьте список: из чего выбирать.
refusal-too-many-categories = В списке помещается не больше: { $most }.
refusal-favourite-out-of-range = Нужно число от 1 до { $high }.
favouring-nobody = Никто ещё не выбирал: на прошлых чеках этого не посчитать.
favouring-picked = { $count ->
    [0] В этом месяце ещё никто не выбирал.
    [one] В этом месяце выбрал { $count } гость.
    [few] В этом месяце выбрали { $count } гостя.
   *[other] В этом месяце выбрали { $count } гостей.
  }
favouring-lead = { $name } — { $count }
favouring-leading = Чаще всего: { $names }
favouring-points = За 30 дней за любимое: <b>+{ $points }</b>
favouring-taken-off = За 30 дней скидок на любимое: <b>{ $off }</b>
favourites-gave = любимое +{ $points }
favourites-invite = ❤️ Выберите любимые категории на этот месяц{ TAIL($gives) }
favourites-gives = На любимое: <b>{ $gives }</b>
