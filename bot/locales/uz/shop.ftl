shop-title = 🏷 <b>{ $shop }</b>
  Mehmonlar uchun aloqa: { $contact }
  Yuridik nomi: { $legal }
  { $limit } dan katta chekni siz tasdiqlaysiz.
shop-contact = Mehmonlar uchun aloqa
shop-legal = Yuridik nomi
shop-limit = Chek chegarasi
shop-ask-contact = Mehmon qayerga yozadi yoki qoʻngʻiroq qiladi? Telefon, @nom yoki pochta manzili.
shop-ask-legal = Kompaniyangizning yuridik nomi nima? U /privacy da koʻrinadi.
shop-ask-limit = Qaysi summadan katta chek sizni kutsin? Masalan: 20000
