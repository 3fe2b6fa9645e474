alert-silence = ⚠️ Bot { $since } dan beri javob bermadi. Telegram xabarlarni bir kun saqlaydi: undan oldin yozilganlari yoʻqoldi. Yetishmayotgan cheklarni kassada kiriting.
