poster-drawing = Plakat chizilmoqda…
poster-sentence = Har bir xariddan { $percent } ball bo‘lib qaytadi
poster-sentence-plain = Mehmon kartasi to‘g‘ridan-to‘g‘ri Telegramda
poster-step-1 = Telefon kamerasini tuting
poster-step-2 = «Start»ni bosing va raqamingizni ulashing
poster-step-3 = Kassada kartani ko‘rsating
poster-caption = A4 qog‘ozga chop eting va kassa yoniga osing.
