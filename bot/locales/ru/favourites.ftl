# Любимые категории.
refusal-favourites-off = Любимые категории здесь сейчас не выбирают.
refusal-favourites-locked = Выбор на этот месяц уже сделан. Следующий: { DAY($next_on) }.
refusal-too-many-favourites = Можно выбрать не больше: { $most }.
refusal-unknown-favourite = Такой категории в списке нет.
