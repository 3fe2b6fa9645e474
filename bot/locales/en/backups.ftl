backups-week = { $word }
backups-fine = 💾 Backups work. Copies: { $copies }, the newest: { $newest }. Every one of them opens; audited in the newest: { $entries } entries, { $purchases } purchases.
backups-trouble = ⚠️ Something is wrong with the backups. Copies that open: { $copies }, the newest: { $newest }, that do not: { $broken }. Whoever looks after the server should run kopilka backup.
backups-none = ⚠️ There is not one whole backup. Whoever looks after the server should run kopilka backup today.
backups-postgresql = 💾 The books were audited: { $entries } entries, { $purchases } purchases. The database is PostgreSQL: its copies are yours to make (pg_dump); the bot neither sees nor checks them.
alert-restored = 💾 The database was restored from a backup. Bills that are not in the copy: { $bills }. Guests erased once more: { $erased }.
