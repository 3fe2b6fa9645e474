owner-replaced = The bot has a new owner. Your access is closed. If it was not you who handed it over, change the token at @BotFather.
alert-not-me = ⚠️ { $name }: the guest says that somebody asked to spend the points without them. Cashier: { $cashier }. This cashier can't spend from this card today.
alert-wrong-codes = ⚠️ Many wrong guest codes today. Cashier: { $cashier }. Spending by code is closed for them today.
alert-lookups = ⚠️ { $cashier } has looked guests up { $count } times today. Have a look whether that is right.
alert-books = ⚠️ The books do not add up ({ $rule }). Change nothing: stop the bot and run kopilka audit.
alert-backup = ⚠️ No backup was made: { $problem }
alert-disk = ⚠️ { $megabytes } MB are left on the disk. Make room, or sales will stop.
alert-parked = ⚠️ Messages put aside: { $count }. Something went wrong with them, the codes are in the server's log.
