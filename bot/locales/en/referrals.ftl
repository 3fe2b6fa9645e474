# Bring a friend: who invites, the friend, the owner.
referral-button = 👥 Friends
referral-title = 👥 <b>Invite a friend</b>
referral-friend-least = The friend gets +{ $points } on the first purchase from { $least }.
referral-friend-any = The friend gets +{ $points } on the first purchase.
referral-you-least = You get +{ $points } right after such a purchase.
referral-you-any = You get +{ $points } right after it.
referral-alone-least = You get +{ $points } when the friend first buys from { $least }.
referral-alone-any = You get +{ $points } when the friend first buys.
referral-nobody = Nobody has come yet. Send the link to somebody who has not been here.
referral-came = { $count ->
    [one] Joined: { $count } friend
   *[other] Joined: { $count } friends
  }
referral-waiting = { $count ->
    [one] Purchase awaited: { $count } friend
   *[other] Purchase awaited: { $count } friends
  }
referral-earned = You got for friends: <b>+{ $points }</b>
referral-held-yet = { $count ->
    [one] With the owner for a look: { $count } friend
   *[other] With the owner for a look: { $count } friends
  }
referral-share = 📤 Send to a friend
referral-copy = 📋 Copy
referral-code = QR for a friend
referral-code-caption = The friend points the camera at the code, and a guest card opens.
referral-share-words = { $shop }: open a guest card, the first purchase brings +{ $points }.
referral-share-words-plain = { $shop }: open a guest card right in Telegram.
referral-words = { $said }
referral-invited = 👥 { $name } invites you!
referral-invited-nameless = 👥 A friend invites you!
referral-awaits-least = The first purchase from { $least } brings +{ $points }. Time for it: { $days ->
    [one] { $days } day
   *[other] { $days } days
  }.
referral-awaits-any = The first purchase brings +{ $points }. Time for it: { $days ->
    [one] { $days } day
   *[other] { $days } days
  }.
referral-thanks = 👥 Your friend made the first purchase. Thank you: <b>+{ $points }</b>!
  Balance: <b>{ $balance }</b>.
referral-kept = 👥 For coming by invitation: <b>+{ $points }</b>
  Balance: <b>{ $balance }</b>.
referral-undone = ↩️ The purchase that brought the invitation's points was refunded. Taken back: { $points }.
  Balance: <b>{ $balance }</b>.
referral-held = 👥 { $name } brings more friends than the limit ({ $most } a month). Friend: { $friend }.
  Give the inviter { $points }? The friend's points have come already.
referral-give = ✅ Give them
referral-decline = Don't give
referral-given = ✅ Given: { $points } · { $name }
referral-declined = Decided: nothing for the inviter · { $name }
referrals-open = 👥 Bring a friend
referrals-about-off = 👥 <b>Bring a friend</b>
  A guest sends a friend a link or a QR. When the friend first buys for enough, both get points. Off now.
referrals-about = 👥 <b>Bring a friend</b>
  Points come when the friend first buys for enough. If that purchase is refunded, they go. Friends are new by phone and by Telegram. Staff take no part.
referrals-on = On: switch off
referrals-off = Switch on
referrals-referrer = For the inviter: { $value }
referrals-invitee = For the friend: { $value }
referrals-min-amount = Purchase from: { $value }
referrals-within-days = The friend buys within: { $value }
referrals-per-month = A month without your yes: { $value }
referrals-days = { $days ->
    [one] { $days } day
   *[other] { $days } days
  }
referrals-friends = { $count ->
    [one] { $count } friend
   *[other] { $count } friends
  }
referrals-any = any
referrals-nothing = nothing
referrals-choose = { $line }
  Choose, or type a number.
referrals-value = { $value }
referrals-words = ✏️ Words of the invitation
referrals-words-ask = <b>✏️ Words of the invitation</b> · { $language }
  { $saved ->
    [yes] ✅ Saved. The friend reads:
   *[no] The friend reads:
  }
  <blockquote>{ $said }</blockquote>
  Type the new text in one message, up to 200 characters. Tap the present one to copy it.
  <code>{ $words }</code>
  You may insert: { $allowed }
referrals-results = Joined in all: { $came }, bought: { $bought }
  Given to inviters: { $referrers }, to friends: { $invitees }
referrals-results-none = Nobody has come by a link yet.
referrals-held = ⏳ Waiting for your decision: { $count }
referrals-held-title = ⏳ <b>Waiting for your decision</b>
referrals-held-empty = Nobody is waiting.
referrals-held-line = { $name } → { $friend }: { $points }, { DAY($on) }
referrals-held-give = ✅ { $name }: { $points }
referrals-held-decline = No
refusal-referrals-off = Inviting friends is switched off here now.
refusal-staff-invites-nobody = Whoever works here gets no points for friends.
refusal-referral-decided = This was decided already, or the purchase was refunded.
refusal-referrer-gone = The inviter has no card any more, or works for you now.
refusal-referral-out-of-range = A whole number from { $low } to { $high } is needed.
refusal-referral-needs-points = At least one side has to get something.
