claimed = Endi bu bot egasisiz. Dasturni uch daqiqada ishga tushiramizmi?
invite-accepted = { $location ->
    [""] Xush kelibsiz! Vazifangiz: { $role }.
   *[other] Xush kelibsiz! Vazifangiz: { $role }, { $location }.
  }
invite-waits = Rahmat! Vazifangiz: { $role }. Egasiga so‘rov yuborildi, tasdiqlashi qoldi.
