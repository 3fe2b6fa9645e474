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
