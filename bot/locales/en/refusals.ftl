refusal-amount-is-percent = I need the bill amount, not a percent. Example: 450 or 450.50
refusal-amount-negative = The amount must be above zero. To give money back, open the bill in Bills.
refusal-amount-not-understood = I can't read the amount. Example: 450 or 450.50
refusal-amount-other-currency = The amount must be in { $expected }, but you wrote { $typed }.
refusal-amount-too-big = That is more than one bill can be: at most { MONEY($limit_minor) }. Check the amount.
refusal-amount-too-long = Too long for an amount. Example: 450 or 450.50
refusal-amount-too-precise =
    { $digits ->
        [0] The amount must be whole. Example: 45 000
       *[other] At most two digits after the point. Example: 450.50
    }
refusal-amount-zero = The amount must be above zero. Example: 450
refusal-card-not-ours =
    { $kind ->
        [wifi] This is a Wi-Fi code, not a guest card.
        [payment] This is a payment code, not a guest card.
        [contact] This is a contact, not a guest card.
        [other-bot] This card belongs to another shop.
       *[other] This is not our card.
    } Ask the guest to open the card in this bot.
refusal-phone-not-understood = I can't read the number. Example: +7 900 123-45-67
refusal-phone-too-long = The number has too many digits. Example: +7 900 123-45-67
refusal-phone-too-short = The number has too few digits. Example: +7 900 123-45-67
refusal-photo-not-picture = This is not a picture. Send the code as an ordinary photo.
refusal-photo-too-heavy = The file is too big: 5 MB at most. Send it as an ordinary photo.
refusal-photo-too-large = The picture is too big: { $limit_megapixels } megapixels at most. Send it as an ordinary photo.
refusal-photo-without-code = I see no code on the photo. Take it closer and straighter, or type the card number.
