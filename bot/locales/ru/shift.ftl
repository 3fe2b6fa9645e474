shift-key-scan = 📷 Сканировать
shift-key-find = 🔢 Код / телефон
shift-key-bills = 🧾 Чеки
shift-key-open = ▶️ Открыть смену
shift-key-close = 🔚 Закрыть смену
shift-closed = Смена закрыта. Откроем?
shift-ready = Смена идёт. Отсканируйте карту или сразу напишите сумму чека.
shift-opened = Смена с { TIME($at) }{ TAIL($location) }
  Отсканируйте карту или сразу напишите сумму чека.
shift-report = 🔚 <b>{ TIME($opened) }–{ TIME($closed) }</b>
  Чеков: { $bills } · { $amount }
  Начислено: { $earned }
  Списано: { $redeemed }
  Новых гостей: { $new } · отмен: { $undone }
