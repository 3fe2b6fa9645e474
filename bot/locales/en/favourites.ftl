# Favourite categories.
favourites-button = ❤️ Favourites
favourites-title = ❤️ <b>Favourite categories</b>
favourites-chosen = Chosen: <b>{ $names }</b>
favourites-none = Nothing is chosen.
favourites-locked = The next choice: { DAY($on) }
favourites-on = ✅ { $name }
favourites-off-mark = { $name }
favourites-ask = Mark no more than { $most }. One choice a month.
favourites-keep = Keep for this month
favourites-saved = Saved
refusal-favourites-off = There are no favourites to choose here now.
refusal-favourites-locked = This month's choice is made. The next: { DAY($next_on) }.
refusal-too-many-favourites = No more than { $most } can be chosen.
refusal-unknown-favourite = This category is not on the list.
favouring-open = ❤️ Favourites
favouring-title = ❤️ <b>Favourite categories</b>
favouring-about-off = Once a month a guest picks favourite categories from your list and gets more on them. Off now.
favouring-about = Once a month a guest picks up to { $most } from the list and gets { $percent } on favourites instead of { $usual }.
favouring-about-money = Once a month a guest picks up to { $most } from the list: { $percent } off favourites, { $usual } off the rest.
favouring-about-file = Once a month a guest picks up to { $most } from the list. What that gives stands in the rules file.
favouring-list = The list: <b>{ $names }</b>
favouring-list-empty = The list is empty: there is nothing to pick from.
favouring-on = On: switch off
favouring-off = Switch on
favouring-of = Categories on the list: { $count }
favouring-choose = May pick: { $most }
favouring-percent = On favourites: { $value }
favouring-by-file = by the file
favouring-ask-of = What do guests pick from? Mark categories, or type a new one: the till gets a button with that word.
favouring-ask-first = What will guests pick from? Type a category in a word, such as “Desserts”: the till gets such a button.
favouring-ask-choose = How many categories may a guest pick for a month? Choose, or type a number.
favouring-ask-percent = How many percent on favourites? Choose, or type a number.
favouring-go-on = Next
favouring-effect = A bill of { $amount }, all favourites: { $before } → <b>{ $after }</b>
favouring-effect-money = A bill of { $amount }, all favourites, to pay: { $before } → <b>{ $after }</b>
favouring-better = ⚠️ At the level “{ $tier }” the everyday share is bigger: favourites bring less there than the rest.
refusal-favourites-need-categories = Make the list first: what to pick from.
refusal-too-many-categories = The list holds no more than { $most }.
refusal-favourite-out-of-range = A number from 1 to { $high } is needed.
favouring-nobody = Nobody has picked yet: past bills cannot say what this costs.
favouring-picked = { $count ->
    [0] Nobody has picked this month yet.
    [one] This month { $count } guest has picked.
   *[other] This month { $count } guests have picked.
  }
favouring-lead = { $name } — { $count }
favouring-leading = Most often: { $names }
favouring-points = For favourites in 30 days: <b>+{ $points }</b>
favouring-taken-off = Off favourites in 30 days: <b>{ $off }</b>
favourites-gave = favourites +{ $points }
favourites-invite = ❤️ Pick your favourite categories for this month{ TAIL($gives) }
favourites-gives = On favourites: <b>{ $gives }</b>
