poster-drawing = Drawing the poster…
poster-sentence = { $percent } of every purchase comes back in points
poster-sentence-plain = Your guest card, right in Telegram
poster-step-1 = Point your phone's camera
poster-step-2 = Press Start and share your number
poster-step-3 = Show the card at the till
poster-caption = Print it on A4 and put it up at the till.
