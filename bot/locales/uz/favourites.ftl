# Sevimli turkumlar.
favourites-button = ❤️ Sevimlilar
favourites-title = ❤️ <b>Sevimli turkumlar</b>
favourites-chosen = Tanlangan: <b>{ $names }</b>
favourites-none = Hech narsa tanlanmagan.
favourites-locked = Keyingi tanlov: { DAY($on) }
favourites-on = ✅ { $name }
favourites-off-mark = { $name }
favourites-ask = Koʻpi bilan { $most } tasini belgilang. Tanlov oyda bir marta.
favourites-keep = Shu oyga saqlash
favourites-saved = Saqlandi
refusal-favourites-off = Sevimli turkumlar hozir tanlanmaydi.
refusal-favourites-locked = Bu oy tanlov qilingan. Keyingisi: { DAY($next_on) }.
refusal-too-many-favourites = Koʻpi bilan { $most } ta tanlash mumkin.
refusal-unknown-favourite = Bunday turkum roʻyxatda yoʻq.
