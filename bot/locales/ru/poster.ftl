poster-drawing = Рисуем плакат…
poster-sentence = С каждой покупки { $percent } возвращается баллами
poster-sentence-plain = Карта гостя прямо в Telegram
poster-step-1 = Наведите камеру телефона
poster-step-2 = Нажмите «Старт» и поделитесь номером
poster-step-3 = Показывайте карту на кассе
poster-caption = Распечатайте на листе A4 и повесьте у кассы.
