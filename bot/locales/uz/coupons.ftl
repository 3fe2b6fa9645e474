coupon-used = 🎁 Kassada berildi: <b>{ $title }</b>{ TAIL($location) }
coupon-not-me = Bu men emas
alert-coupon-not-me = ⚠️ { $name }: mehmon kupon boʻyicha «{ $title }» olmaganini aytdi. Bergan: { $cashier }. Nima boʻlganini tekshiring.
history-offer = «{ $title }» kuponi
history-offer-cancelled = «{ $title }» kuponi bekor qilindi
reason-offer = «{ $title }»
