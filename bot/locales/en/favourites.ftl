# Favourite categories.
refusal-favourites-off = There are no favourites to choose here now.
refusal-favourites-locked = This month's choice is made. The next: { DAY($next_on) }.
refusal-too-many-favourites = No more than { $most } can be chosen.
refusal-unknown-favourite = This category is not on the list.
