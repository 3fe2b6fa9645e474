poster-drawing = Plakat chizilmoqda…
poster-sentence = Har bir xariddan { $percent } ball boʻlib qaytadi
poster-sentence-plain = Mehmon kartasi toʻgʻridan-toʻgʻri Telegramda
poster-step-1 = Telefon kamerasini tuting
poster-step-2 = «Start»ni bosing va raqamingizni ulashing
poster-step-3 = Kassada kartani koʻrsating
poster-caption = A4 qogʻozga chop eting va kassa yoniga osing.
