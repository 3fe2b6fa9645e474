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
