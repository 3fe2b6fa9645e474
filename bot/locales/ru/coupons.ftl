coupon-used = 🎁 Получено на кассе: <b>{ $title }</b>{ TAIL($location) }
coupon-not-me = Это не я
alert-coupon-not-me = ⚠️ { $name }: гость говорит, что не получал «{ $title }» по купону. Выдал: { $cashier }. Посмотрите, что случилось.
history-offer = купон «{ $title }»
history-offer-cancelled = купон «{ $title }» отменён
reason-offer = «{ $title }»
