claimed = You own this bot now. Launch the program in three minutes?
invite-accepted = { $location ->
    [""] Welcome! Your role: { $role }.
   *[other] Welcome! Your role: { $role }, { $location }.
  }
invite-waits = Thank you! Your role: { $role }. The owner has been asked and needs to confirm.
