"""The planted bugs: each is a mistake somebody could make, in one place, with its witnesses."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Mutant:
    """Replace `old`, which stands once in `file`, by `new`: `tests` must turn red."""

    name: str
    bug: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]


MACHINE = "tests/services/machine/test_machine.py"

RULES = (
    Mutant(
        name="wrong-draw-order",
        bug="the newest points pay first",
        file="services/domain/book.py",
        old="return lot.expires_on is None, lot.expires_on or date.max, lot.number",
        new="return lot.expires_on is None, date.max, -lot.number",
        tests=("tests/domain/test_lots.py",),
    ),
    Mutant(
        name="rounded-up",
        bug="an award is rounded in the guest's favour",
        file="services/domain/exact.py",
        old="return numerator // denominator",
        new="return -(-numerator // denominator)",
        tests=("tests/domain/test_earning.py",),
    ),
    Mutant(
        name="rounded-on-the-way",
        bug="each line is rounded through a float before the sum",
        file="services/domain/earning.py",
        old="lines = bases.times(numerator, over)",
        new="lines = Shares.of([round(one * numerator / over) for one in bases.each()])",
        tests=("tests/domain/test_earning.py", "tests/domain/test_properties.py"),
    ),
    Mutant(
        name="refund-sign",
        bug="points that could not be taken back are given instead",
        file="services/domain/clawing.py",
        old="book.deficit += unpaid",
        new="book.deficit -= unpaid",
        tests=("tests/domain/test_refunds.py",),
    ),
    Mutant(
        name="clawback-of-other-lots",
        bug="a refund takes other points before those of its own purchase",
        file="services/domain/clawing.py",
        old="book.take(points - expired, own + others)",
        new="book.take(points - expired, others + own)",
        tests=("tests/domain/test_refunds.py",),
    ),
    Mutant(
        name="clawback-rounds-halves-up",
        bug="a refund takes half a point too much",
        file="services/domain/refunds.py",
        old="clawed=half_down(",
        new="clawed=half_up(",
        tests=("tests/domain/test_refunds.py",),
    ),
    Mutant(
        name="restores-the-first-draw-first",
        bug="points come back into the lot that was drawn first",
        file="services/domain/restoring.py",
        old="for draw in reversed(draws):",
        new="for draw in draws:",
        tests=("tests/domain/test_refunds.py",),
    ),
    Mutant(
        name="a-day-too-short",
        bug="points end a day early",
        file="services/domain/expiry.py",
        old="return activation + timedelta(days=expiry.n)",
        new="return activation + timedelta(days=expiry.n - 1)",
        tests=("tests/domain/test_lots.py",),
    ),
    Mutant(
        name="tier-one-short",
        bug="a tier is reached one purchase too early",
        file="services/domain/ladder.py",
        old="reached(need, figures) >= need.need",
        new="reached(need, figures) + 1 >= need.need",
        tests=("tests/domain/test_tiers.py",),
    ),
    Mutant(
        name="cap-keeps-the-room",
        bug="what was refunded still counts against the cap",
        file="services/domain/refunds.py",
        old="EVERYTHING: -due.clawed,",
        new="EVERYTHING: 0,",
        tests=("tests/domain/test_caps.py",),
    ),
    Mutant(
        name="held-points-pay",
        bug="points pay before their hold is over",
        file="services/domain/book.py",
        old="return [lot for lot in self.open_lots() if not lot.held]",
        new="return self.open_lots()",
        tests=("tests/domain/test_redeeming.py",),
    ),
    Mutant(
        name="debt-not-repaid",
        bug="what arrives does not repay what is owed",
        file="services/domain/book.py",
        old="self.deficit -= sum(draw.points for draw in draws)",
        new="self.deficit -= 0",
        tests=("tests/domain/test_lots.py",),
    ),
)

BOOKS = (
    Mutant(
        name="member-not-locked",
        bug="two transactions decide on the same balance",
        file="services/store/ledger.py",
        old=".with_for_update(of=Member)",
        new="",
        tests=("tests/services/test_purchases.py", "-k", "four_hundred and postgresql"),
    ),
    Mutant(
        name="begin-without-a-lock",
        bug="a write transaction begins as a reader",
        file="services/database/writer.py",
        old='self._driver.execute("BEGIN IMMEDIATE")',
        new='self._driver.execute("BEGIN")',
        tests=("tests/services/database/test_sqlite_door.py", "-k", "between"),
    ),
    Mutant(
        name="refusal-half-kept",
        bug="what a refused use case wrote stays",
        file="services/database/writer.py",
        old="self._undo(error)",
        new="error.__traceback__ = None",
        tests=("tests/services/database/test_door.py", "-k", "sqlite"),
    ),
    Mutant(
        name="key-of-another-operation",
        bug="the same key with other parameters gets the first answer",
        file="services/operations.py",
        old="if found.fingerprint != fingerprint:",
        new='if found.fingerprint == b"":',
        tests=("tests/services/test_operations.py", "-k", "sqlite"),
    ),
    Mutant(
        name="quote-not-binding",
        bug="other figures are booked than were shown",
        file="services/purchases.py",
        old="if expected is not None and expected != _digest(made):",
        new='if expected == "":',
        tests=("tests/services/test_purchases.py", "-k", "quote and sqlite"),
    ),
    Mutant(
        name="receipt-not-queued",
        bug="the guest hears nothing of his purchase",
        file="services/receipts.py",
        old='reason=f"receipt:{made.purchase.key}"',
        new='reason="receipt"',
        tests=(MACHINE,),
    ),
    Mutant(
        name="receipt-of-yesterday",
        bug="the receipt prints the balance before the purchase",
        file="services/receipts.py",
        old='"balance": Points(made.state.balance)',
        new='"balance": Points(account.state.balance)',
        tests=(MACHINE,),
    ),
    Mutant(
        name="chain-not-linked",
        bug="an entry's mark does not cover the one before",
        file="services/store/entries.py",
        old="head = keys.chain(head, signed_text(row))",
        new='head = keys.chain(b"", signed_text(row))',
        tests=("tests/services/test_audit.py", "-k", "sqlite and (chain or busy)"),
    ),
    Mutant(
        name="head-not-moved",
        bug="the member's row forgets the last mark",
        file="services/store/ledger.py",
        old='"head": rows[-1]["mark"] if rows else account.head',
        new='"head": account.head',
        tests=(MACHINE,),
    ),
    Mutant(
        name="tier-end-forgotten",
        bug="no job ever looks at a tier reached by a quiet purchase",
        file="services/store/ledger.py",
        old="earliest(account.next_due_on, due_on)",
        new="account.next_due_on",
        tests=("tests/services/test_points.py", "-k", "reviewed and sqlite"),
    ),
    Mutant(
        name="phone-outlives-its-person",
        bug="erasing leaves the row with the phone",
        file="services/erasing.py",
        old="people_store.drop_person(tx, person.id)",
        new='people_store.save_person(tx, person.id, {"member_id": None})',
        tests=("tests/services/test_erasing.py", "-k", "byte"),
    ),
    Mutant(
        name="bytes-stay-in-the-file",
        bug="what was deleted can still be read in the file",
        file="services/database/sqlite.py",
        old="PRAGMA secure_delete=ON",
        new="PRAGMA secure_delete=OFF",
        tests=("tests/services/database/test_sqlite_door.py", "-k", "scrub"),
    ),
)

PEOPLE = (
    Mutant(
        name="anybody-confirms",
        bug="another guest's tap spends the points",
        file="services/redemptions.py",
        old=(
            "    if row.member_id != member_id:\n"
            "        raise NotYourRequest\n"
            "    if row.state == State.CONFIRMED:"
        ),
        new="    if row.state == State.CONFIRMED:",
        tests=("tests/services/test_redemptions.py", "-k", "nobody_else and sqlite"),
    ),
    Mutant(
        name="spent-without-a-yes",
        bug="a request that was declined can still be confirmed",
        file="services/spend_requests.py",
        old="    if row.state != State.OPEN:\n        raise RequestClosed",
        new="    if row.state is None:\n        raise RequestClosed",
        tests=("tests/services/test_redemptions.py", "-k", "sqlite"),
    ),
    Mutant(
        name="wrong-codes-not-counted",
        bug="the four digits can be tried without end",
        file="services/redemptions.py",
        old="wrong = row.wrong_codes + 1",
        new="wrong = row.wrong_codes",
        tests=("tests/services/test_redemptions.py", "-k", "wrong_codes and sqlite"),
    ),
    Mutant(
        name="own-card-served",
        bug="a cashier credits the own card",
        file="services/desk.py",
        old="if desk.row.own_member_id == member_id:",
        new="if desk.row.own_member_id == -member_id:",
        tests=("tests/services/test_purchases.py", "-k", "own_card and sqlite"),
    ),
    Mutant(
        name="cashiers-give-points",
        bug="the role is not asked before points move by hand",
        file="services/points.py",
        old="if not actor.is_chief:",
        new="if actor.member_id:",
        tests=("tests/services/test_points.py", "-k", "chiefs and sqlite"),
    ),
    Mutant(
        name="undo-for-hours",
        bug="a cashier takes a bill back long after the guest left",
        file="services/refunds.py",
        old="timedelta(minutes=UNDO_MINUTES)",
        new="timedelta(hours=UNDO_MINUTES)",
        tests=("tests/services/test_refunds.py", "-k", "five_minutes and sqlite"),
    ),
)

OFFERS = (
    Mutant(
        name="coupon-not-paid",
        bug="a coupon costs a point less than its price",
        file="services/domain/coupons.py",
        old="entry = lose(book, EntryKind.REDEEM, offer.price_points, today, [part])",
        new="entry = lose(book, EntryKind.REDEEM, offer.price_points - 1, today, [part])",
        tests=("tests/domain/test_coupons.py",),
    ),
    Mutant(
        name="paused-goods-taken",
        bug="an offer on pause can still be taken",
        file="services/domain/coupons.py",
        old="if not (offer.on and offer.when.matches(now)):",
        new="if not offer.when.matches(now):",
        tests=("tests/domain/test_coupons.py", "-k", "runs"),
    ),
    Mutant(
        name="cancelled-in-part",
        bug="only the first lot gets its points back",
        file="services/domain/coupons.py",
        old="for draw in reversed(coupon.draws))",
        new="for draw in coupon.draws[:1])",
        tests=("tests/domain/test_coupons.py",),
    ),
    Mutant(
        name="ended-points-come-back",
        bug="taking a coupon and giving it back makes points outlive their date",
        file="services/domain/coupons.py",
        old="expired = -sum(entry.points for entry in expire_lots(book, today))",
        new="expired = 0",
        tests=("tests/domain/test_coupons.py",),
    ),
    Mutant(
        name="coupon-used-and-cancelled",
        bug="a coupon that was handed over stays open",
        file="services/domain/coupons.py",
        old="book.close_coupon(coupon, CouponState.USED)",
        new="book.put_coupon(coupon)",
        tests=("tests/services/test_coupons.py", "-k", "handed_over_once and sqlite"),
    ),
    Mutant(
        name="handed-over-unseen",
        bug="the till hands over what the guest does not show",
        file="services/coupons.py",
        old="if row.shown_until <= now:",
        new="if row.shown_until is None:",
        tests=("tests/services/test_coupons.py", "-k", "quarter and sqlite"),
    ),
    Mutant(
        name="anybodys-coupon",
        bug="a member shows and gives back somebody else's coupon",
        file="services/coupons.py",
        old="if row.member_id != member_id:",
        new="if row.member_id == -member_id:",
        tests=("tests/services/test_coupons.py", "-k", "own_coupons and sqlite"),
    ),
    Mutant(
        name="paused-bonus-earns",
        bug="a paused offer still gives points",
        file="services/program/offers.py",
        old="if isinstance(offer, OfferBonus) and offer.on",
        new="if isinstance(offer, OfferBonus)",
        tests=("tests/services/test_program_offers.py",),
    ),
)

GIFTS = (
    Mutant(
        name="gifts-without-a-limit",
        bug="what was given today is not counted",
        file="services/store/transfers.py",
        old="return Given(day=int(row.day or 0), month=int(row.month or 0))",
        new="return Given(day=0, month=int(row.month or 0))",
        tests=("tests/services/test_transfers.py", "-k", "at_once and sqlite"),
    ),
    Mutant(
        name="given-twice",
        bug="a second tap gives the points again",
        file="services/transfers.py",
        old='key = f"transfer:{row.id}"',
        new='key = f"transfer:{row.id}:{now.timestamp()}:{id(row)}"',
        tests=("tests/services/test_transfers.py", "-k", "once and sqlite"),
    ),
    Mutant(
        name="younger-by-a-gift",
        bug="points that were given away live longer",
        file="services/domain/transferring.py",
        old="taking.open_lot(draw.points, today, giving.lots[draw.lot].expires_on)",
        new="taking.open_lot(draw.points, today, None)",
        tests=("tests/domain/test_transferring.py", "tests/domain/test_members.py"),
    ),
    Mutant(
        name="anybodys-link",
        bug="any mark opens a link",
        file="services/transfer_links.py",
        old="if parsed is None or not hmac.compare_digest(_mark(tx, int(parsed[1])), parsed[2]):",
        new="if parsed is None:",
        tests=("tests/services/test_transfer_links.py", "-k", "another_mark and sqlite"),
    ),
    Mutant(
        name="one-use-too-many",
        bug="a promo code outlives its last use",
        file="services/domain/promos.py",
        old="if promo.total is not None and used.all >= promo.total:",
        new="if promo.total is not None and used.all > promo.total:",
        tests=("tests/domain/test_promos.py",),
    ),
    Mutant(
        name="codes-without-a-pause",
        bug="promo codes can be guessed without end",
        file="services/promos.py",
        old="guesses.refuse_paused(tx, Guessed.PROMO, actor, now=now)",
        new="guesses.WINDOW",
        tests=("tests/services/test_promos.py", "-k", "guessing and sqlite"),
    ),
    Mutant(
        name="coupon-of-another-day",
        bug="the till hands over a coupon that has ended, by its code",
        file="services/coupons.py",
        old="or not _lasts(row, programs.local_day(program, now))",
        new="or row.points < 0",
        tests=("tests/services/test_coupon_codes.py", "-k", "one_and_the_same and sqlite"),
    ),
    Mutant(
        name="empty-cards-give",
        bug="a card without a purchase gives its welcome points away",
        file="services/transfer_guards.py",
        old="if rules.buyers_only and not store.has_bought(tx, member_id):",
        new="if rules.buyers_only and member_id < 0:",
        tests=("tests/services/test_transfers.py", "-k", "only_who_has_bought and sqlite"),
    ),
)

MESSAGES = (
    Mutant(
        name="sent-while-being-sent",
        bug="a message under way is taken again",
        file="services/store/outbox.py",
        old='"state": OutboxState.SENDING,',
        new='"state": OutboxState.WAITING,',
        tests=("tests/services/test_outbox.py", "-k", "sqlite"),
    ),
    Mutant(
        name="repeated-without-end",
        bug="a receipt whose answer was lost is sent again and again",
        file="services/outbox.py",
        old="if lane < Lane.MARKETING and tries <= 1:",
        new="if lane < Lane.MARKETING:",
        tests=("tests/services/test_outbox.py", "-k", "sqlite"),
    ),
    Mutant(
        name="offset-before-the-store",
        bug="Telegram forgets an update that never reached the disk",
        file="bot/inbox.py",
        old="        await self._handling.store(arrivals)",
        new=(
            '        self._offset = updates[-1]["update_id"] + 1\n'
            "        await self._handling.store(arrivals)"
        ),
        tests=("tests/bot/test_polling.py",),
    ),
    Mutant(
        name="person-in-the-ledger",
        bug="the Telegram id stands in keys that nobody can erase",
        file="bot/front.py",
        old='return base64.urlsafe_b64encode(keys.digest("operation", moment)[:9]).decode()',
        new='return moment.replace(" ", ".")',
        tests=("tests/bot/test_front.py",),
    ),
    Mutant(
        name="webhook-takes-anybody",
        bug="the secret of the webhook is not compared",
        file="bot/web.py",
        old='return hmac.compare_digest(given, self._secret.encode("ascii"))',
        new="return bool(given)",
        tests=("tests/bot/test_web.py",),
    ),
    Mutant(
        name="guard-skipped",
        bug="a screen answers people of another role",
        file="bot/switchboard.py",
        old="for check in (*route.guards, route.handler):",
        new="for check in (route.handler,):",
        tests=("tests/bot/test_switchboard.py",),
    ),
    Mutant(
        name="escape-removed",
        bug="a guest's name is read as markup",
        file="handlers/texts.py",
        old="return html.escape(text, quote=False) if markup else text",
        new="return text",
        tests=("tests/bot/test_texts.py",),
    ),
    Mutant(
        name="secrets-in-the-log",
        bug="the token and phones stand in the log",
        file="bot/redaction.py",
        old="return redact(super().format(record))",
        new="return super().format(record)",
        tests=("tests/bot/test_redaction.py",),
    ),
)

SAFEKEEPING = (
    Mutant(
        name="points-without-a-yes",
        bug="any request lets points pay any bill",
        file="services/spend_agreements.py",
        old="if asked != (member_id, amount_minor, points, State.OPEN):",
        new="if asked is None:",
        tests=("tests/services/test_limits.py", "-k", "sqlite and without_the_members_yes"),
    ),
    Mutant(
        name="one-bill-too-many",
        bug="a cap lets one more bill through",
        file="services/limits.py",
        old="today.bills >= caps.card_day_bills",
        new="today.bills > caps.card_day_bills",
        tests=("tests/services/test_limits.py", "-k", "sqlite and so_many_bills_a_day"),
    ),
    Mutant(
        name="excuse-forgotten",
        bug="what the owner called fine is told again",
        file="services/suspicions.py",
        old="(row.fine_at is None and row.told_at <= now - AGAIN)",
        new="row.told_at <= now - AGAIN",
        tests=("tests/services/test_watch.py", "-k", "sqlite and told_again"),
    ),
    Mutant(
        name="chunks-without-a-place",
        bug="parts of a backup can be exchanged unnoticed",
        file="services/backups/sealing.py",
        old='number.to_bytes(11, "big")',
        new="bytes(11)",
        tests=("tests/services/backups/test_sealing.py",),
    ),
    Mutant(
        name="damaged-copy-counts",
        bug="a copy of books out of order counts as a backup",
        file="services/backups/making.py",
        old="    if checked.difference is not None:",
        new="    if checked.members < 0:",
        tests=("tests/services/backups/test_backups.py",),
    ),
    Mutant(
        name="erased-come-back",
        bug="a restore on an empty machine brings the erased back",
        file="services/backups/restoring.py",
        old="erased_in(target) | listed_erasures(copy.parent, target, keys)",
        new="erased_in(target)",
        tests=("tests/services/backups/test_backups.py",),
    ),
)

FAULTS = (
    Mutant(
        name="hurried-disk",
        bug="a cashier is answered before the disk has confirmed",
        file="services/database/sqlite.py",
        old="synchronous=FULL",
        new="synchronous=NORMAL",
        tests=("tests/services/database/test_power_cut.py", "-k", "forty"),
    ),
    Mutant(
        name="claimed-is-told",
        bug="a message that was only claimed when the sender died counts as sent",
        file="services/outbox.py",
        old="if tries <= (1 if lane == Lane.MARKETING else MAX_TRIES):",
        new="if tries < 1:",
        tests=("tests/services/test_outbox.py", "-k", "dead_sender"),
    ),
    Mutant(
        name="empty-shop",
        bug="an empty shop is opened in the place of a lost one",
        file="services/schema.py",
        old="if revision is None and was_used(path):",
        new="if revision == '' and was_used(path):",
        tests=("tests/services/test_damage.py",),
    ),
    Mutant(
        name="silence-unheard",
        bug="the owner does not hear that messages were lost",
        file="services/silence.py",
        old="if before is None or now - before <= KEPT:",
        new="if before is None or now >= before:",
        tests=("tests/services/test_silence.py", "-k", "sqlite"),
    ),
)

MUTANTS: tuple[Mutant, ...] = (
    *SAFEKEEPING,
    *RULES,
    *BOOKS,
    *PEOPLE,
    *OFFERS,
    *GIFTS,
    *MESSAGES,
    *FAULTS,
)
