# Sevimli turkumlar.
refusal-favourites-off = Sevimli turkumlar hozir tanlanmaydi.
refusal-favourites-locked = Bu oy tanlov qilingan. Keyingisi: { DAY($next_on) }.
refusal-too-many-favourites = Koʻpi bilan { $most } ta tanlash mumkin.
refusal-unknown-favourite = Bunday turkum roʻyxatda yoʻq.
