claimed = You own this bot now. Launch the program in three minutes?
invite-accepted = Welcome! Your role: { $role }{ TAIL($location) }
invite-waits = Thank you! Your role: { $role }. The owner has been asked and needs to confirm.
