claimed = Endi bu bot egasisiz. Dasturni uch daqiqada ishga tushiramizmi?
invite-accepted = Xush kelibsiz! Vazifangiz: { $role }{ TAIL($location) }
invite-waits = Rahmat! Vazifangiz: { $role }. Egasiga soʻrov yuborildi, tasdiqlashi qoldi.
