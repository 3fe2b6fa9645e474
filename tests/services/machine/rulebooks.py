"""Programs that differ where the books could go wrong: holds, expiry, caps, tiers, debts."""

from datetime import date

from services.domain.program import Program
from services.program import load_program

_HEAD = """
version = 1
name = "Zerno"
timezone = "Europe/Moscow"
currency = "RUB"
"""

SHORT_LIVED = f"""{_HEAD}
[points]
expiry = {{ model = "days", n = 20 }}
[redeem]
max_percent = 50
[refund]
unpaid = "deficit"
restore_days = 4
[[earn]]
id = "base"
type = "percent"
percent = "5"
[tiers]
window = "rolling"
grace_days = 5
[[tier]]
id = "new"
percent = "5"
[[tier]]
id = "friend"
percent = "7"
purchases = 3
[[tier]]
id = "gold"
percent = "11"
spend = "1500"
[welcome]
points = 30
[birthday]
points = 17
before = 30
after = 30
known_days = 5
expires_days = 3
[[offer]]
id = "bun"
kind = "goods"
price_points = 20
expires_days = 6
[[offer]]
id = "spring"
kind = "promo_code"
code = "SPRING 26"
points = 11
expires_days = 4
per_member = 1000
[transfer]
on = true
min_points = 3
per_day = 40
per_month = 90
newcomer_days = 2
[referral]
referrer = 23
invitee = 19
min_amount = "120"
within_days = 20
per_month = 1
expires_days = 12
"""

HELD = f"""{_HEAD}
[points]
value = "0.50"
rounding = "nearest"
hold_days = 3
expiry = {{ model = "months", n = 1 }}
[redeem]
max_percent = 30
step = 5
min_points = 10
earn_on_redeemed = true
exclude = ["tobacco"]
[refund]
unpaid = "clamp"
restore_days = 2
[[earn]]
id = "base"
type = "percent"
percent = "7.5"
[[earn]]
id = "cakes"
type = "percent"
percent = "15"
exclusive = true
when = {{ categories = ["cake"] }}
[[earn]]
id = "liked"
type = "percent"
percent = "20"
exclusive = true
priority = 1
when = {{ favourite = true }}
[favourites]
choose = 1
of = ["tea", "cake"]
[[multiplier]]
id = "tuesday"
factor = "2"
when = {{ weekdays = ["tue"] }}
[[bonus]]
id = "big"
points = 15
when = {{ amount_min = "300" }}
[[discount]]
id = "sale"
percent = "7.5"
when = {{ not_categories = ["tobacco"] }}
[[discount]]
id = "more"
percent = "3"
stack = true
when = {{ amount_min = "200" }}
[[cap]]
points = 60
per = "day"
[[cap]]
points = 400
per = "month"
budget = true
[tiers]
match = "all"
window = "calendar_year"
grace_days = 10
down = "fit"
[[tier]]
id = "new"
[[tier]]
id = "friend"
percent = "9"
purchases = 2
spend = "200"
[welcome]
points = 25
[[offer]]
id = "bun"
kind = "goods"
price_points = 15
[[offer]]
id = "cake"
kind = "goods"
price_points = 5
expires_days = 0
when = {{ weekdays = ["mon", "tue", "wed"], tiers = ["friend"] }}
[[offer]]
id = "less"
kind = "percent_off"
percent = "12.5"
price_points = 3
expires_days = 4
when = {{ categories = ["tea", "tobacco"] }}
[[bonus]]
id = "thanks"
points = 5
when = {{ coupon = "less" }}
[[offer]]
id = "double"
kind = "multiplier"
factor = "1.5"
when = {{ hours = ["10:00", "22:00"] }}
[referral]
referrer = 14
invitee = 0
min_amount = "90"
per_month = 2
"""

SLIDING = f"""{_HEAD}
[points]
rounding = "up"
expiry = {{ model = "sliding", n = 15 }}
[redeem]
max_percent = 80
exclude = ["tobacco"]
[refund]
unpaid = "deficit"
restore_days = 30
[[earn]]
id = "base"
type = "blocks"
points = 3
per = "50"
[[earn]]
id = "visit"
type = "fixed"
points = 4
each = "visit"
[[cap]]
points = 12
per = "receipt"
rule = "base"
[welcome]
points = 40
expires_days = 10
[birthday]
points = 9
before = 20
known_days = 0
[[offer]]
id = "bun"
kind = "goods"
price_points = 12
expires_days = 2
[[stamp_card]]
id = "tea"
each = "item"
needed = 3
reward = "bun"
reward_days = 4
when = {{ categories = ["tea"] }}
[[stamp_card]]
id = "days"
each = "visit"
needed = 2
reward = "free"
gap_minutes = 120
[[multiplier]]
id = "with-free"
factor = "2"
when = {{ coupon = "free" }}
[transfer]
on = true
"""

ENDLESS = f"""{_HEAD}
[points]
value = "3.33"
expiry = {{ model = "never" }}
[redeem]
max_percent = 100
[refund]
unpaid = "deficit"
restore_days = 0
[[earn]]
id = "base"
type = "percent"
percent = "10"
[[earn]]
id = "cups"
type = "fixed"
points = 2
each = "item"
when = {{ categories = ["tea"] }}
[[multiplier]]
id = "liked"
factor = "3"
when = {{ favourite = true }}
[[bonus]]
id = "unliked"
points = 1
when = {{ favourite = false }}
[favourites]
choose = 2
of = ["cake", "tobacco", "tea"]
[[cap]]
points = 200
per = "ever"
rule = "cups"
[[cap]]
points = 150
per = "week"
[[stamp_card]]
id = "tea"
each = "item"
needed = 4
reward = "bun"
[[stamp_card]]
id = "bills"
needed = 2
reward = "free"
reward_days = 3
gap_minutes = 1
[tiers]
window = "lifetime"
grace_days = 0
down = "never"
[[tier]]
id = "new"
[[tier]]
id = "friend"
percent = "12"
points = 40
visits = 4
[welcome]
points = 10
[[offer]]
id = "bun"
kind = "goods"
price_points = 9
on = false
[[offer]]
id = "cake"
kind = "goods"
price_points = 7
[[offer]]
id = "spring"
kind = "promo_code"
code = "SPRING 26"
points = 6
expires_days = 0
per_member = 1000
[transfer]
on = true
buyers_only = false
newcomer_days = 0
[referral]
referrer = 8
invitee = 6
"""

TEXTS = {
    "short-lived": SHORT_LIVED,
    "held": HELD,
    "sliding": SLIDING,
    "endless": ENDLESS,
}
TIERS = ("new", "friend", "gold")


def rules(text: str, today: date) -> Program:
    """Return a program file as the pure rules see it."""
    return load_program(text, today=today)
