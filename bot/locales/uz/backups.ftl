backups-week = { $word }
backups-fine = 💾 Zaxira nusxalar ishlayapti. Nusxalar: { $copies }, oxirgisi: { $newest }. Hammasi ochiladi; oxirgisida tekshirilgan yozuvlar: { $entries }, xaridlar: { $purchases }.
backups-trouble = ⚠️ Zaxira nusxalarda muammo bor. Ochiladigan nusxalar: { $copies }, oxirgisi: { $newest }, ochilmaydiganlari: { $broken }. Serverga qaraydigan kishi kopilka backup ni ishga tushirsin.
backups-none = ⚠️ Bitta ham butun zaxira nusxa yoʻq. Serverga qaraydigan kishi bugunoq kopilka backup ni ishga tushirsin.
backups-postgresql = 💾 Hisob-kitob tekshirildi. Yozuvlar: { $entries }, xaridlar: { $purchases }. Baza PostgreSQL da: nusxalarini oʻzingiz olasiz (pg_dump), bot ularni koʻrmaydi va tekshirmaydi.
alert-restored = 💾 Baza zaxira nusxadan tiklandi. Nusxada yoʻq cheklar: { $bills }. Qayta oʻchirilgan mehmonlar: { $erased }.
