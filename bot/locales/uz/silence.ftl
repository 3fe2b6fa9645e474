alert-silence = ⚠️ Bot { $since } dan beri javob bermadi. Telegram xabarlarni bir kun saqlaydi: undan oldin yozilganlari yo‘qoldi. Yetishmayotgan cheklarni kassada kiriting.
