# Words that all screens share.
back = ‹ Back
menu-refreshed = The menu has been refreshed
only-private = I work in a private chat only.
nothing-to-cancel = There is nothing to cancel.
not-understood = I understand buttons. If they are gone, press /start.
unknown-command = There is no such command. All commands: /help.
help-member = This is your guest card.
  Show it at the till: /card.
  Offers and coupons are under the card: show a coupon to the cashier.
  Birthday, language, your data and deletion are in Settings.
  What we keep: /privacy.
help-staff = Type the bill amount or scan the guest's card.
  A coupon that the guest shows is a button on the guest's screen and under the bill.
  Beginning: /start. Leave a step: /cancel.
help-owner = Rules, offers, messages, people and figures: /start.
  To add a bill yourself, press “🏪 Till” below.
  Leave a step: /cancel. What we keep: /privacy.
error-busy = Updating, back in a minute. Your points are safe.
error-ours = Something broke on our side, your points are safe. Code for the shop: { $code }
bot-about = Guest card of { $shop }: points, offers, gifts
bot-description = Guest card of { $shop }, right in Telegram. Press Start to open it in ten seconds.
command-start = Beginning
command-card = My card
command-help = Help
command-privacy = What we keep
command-mydata = Get my data
command-deleteme = Delete card and data
command-cancel = Leave the step
