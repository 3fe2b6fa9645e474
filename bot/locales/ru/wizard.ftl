wizard-template = Шаг 1 из 4. Что у вас за заведение? Правила потом можно поменять.
wizard-template-coffee = ☕ Кофейня
wizard-template-beauty = 💅 Салон
wizard-template-retail = 🛍 Магазин
wizard-template-delivery = 🛵 Доставка
wizard-template-plain = Своё
wizard-name = Шаг 2 из 4. Как называется ваше заведение? Напишите название, его увидят гости.
wizard-place = Шаг 3 из 4. { $place }. Верно?
wizard-places = Выберите валюту и время.
wizard-place-ru = ₽, московское время
wizard-place-uz = сум, Ташкент
wizard-place-kz = ₸, Алматы
wizard-place-eu = €, Берлин
wizard-place-us = $, Нью-Йорк
wizard-yes = ✅ Да
wizard-change = Изменить
wizard-launch = Шаг 4 из 4. Так карту увидит гость.
  Чек { $amount } → гость получит <b>{ $points }</b>.
  Баллами можно оплатить до { $most } чека. Это до { $percent } выручки по картам.
wizard-go = 🚀 Запустить
wizard-live = ✅ «{ $shop }» работает! Внизу три кнопки: вы как владелец, касса и ваша карта гостя.
wizard-next = Осталось:
wizard-invite = 👩‍💼 Пригласить кассира
wizard-poster = 🖨 Плакат с QR
wizard-home = ⚙️ На главную
wizard-card-worth = кешбэк { $percent }
wizard-card-unit = баллов
wizard-card-name = Анна К.
