"""The threats of docs/reliability.md and the tests that show each answer.

A row without a test needs a reason why the threat does not exist here yet;
tests/house/test_threats.py reads both lists.
"""

ROLES = "tests/threats/test_roles.py"
FUZZ = "tests/threats/test_fuzz.py"
CODES = "tests/threats/test_codes.py"
COUPON_CODES = "tests/services/test_coupon_codes.py"
GIFTS = "tests/threats/test_gifts.py"
FRIENDS = "tests/threats/test_friends.py"
PICTURES = "tests/e2e/test_bad_pictures.py"
TAPS = "tests/e2e/test_bad_taps.py"
HOOK = "tests/e2e/test_webhook.py"
UPDATES = "tests/e2e/test_updates.py"
WEB = "tests/bot/test_web.py"
LIVES = "tests/e2e/test_lives.py"
PACKAGING = "tests/house/test_packaging.py"
QUERIES = "tests/house/test_queries.py"
REDEMPTIONS = "tests/services/test_redemptions.py"
COLLUSION = "tests/services/test_collusion.py"
LIMITS = "tests/services/test_limits.py"
WATCH = "tests/services/test_watch.py"
TILL = "tests/services/test_till.py"
STAFF = "tests/services/test_staff.py"

SHOWN: dict[str, tuple[str, ...]] = {
    "T1": (
        f"{TILL}::test_nobody_serves_the_own_card",
        f"{WATCH}::test_t1_t3_every_planted_pattern_is_found_and_honest_guests_are_left_alone",
        f"{WATCH}::test_t1_no_month_of_honest_guests_raises_more_than_one_in_a_hundred",
        f"{GIFTS}::test_a_cashier_is_given_no_points_by_cards_of_his_own_making",
    ),
    "T2": (
        f"{LIMITS}::test_t2_a_card_has_so_many_bills_a_day",
        f"{LIMITS}::test_t2_an_undone_bill_does_not_count",
        f"{LIMITS}::test_t2_a_card_gets_so_many_points_a_day",
    ),
    "T3": (
        f"{COLLUSION}::test_t3_a_made_up_purchase_pays_for_nothing_today",
        f"{COLLUSION}::test_t3_points_pay_for_a_part_of_a_bill_only",
        f"{COLLUSION}::test_t3_a_cashier_never_answers_for_the_guest",
        f"{COLLUSION}::test_t3_a_bill_whose_points_were_spent_needs_a_second_person",
        f"{COLLUSION}::test_t3_a_big_refund_needs_a_second_person",
    ),
    "T4": (
        f"{COLLUSION}::test_t4_points_of_returned_goods_go_back",
        f"{COLLUSION}::test_t4_spent_points_of_returned_goods_are_owed",
        f"{COLLUSION}::test_t4_points_spent_on_returned_goods_come_back_once",
    ),
    "T5": (
        f"{CODES}::test_a_copied_card_shows_the_cashier_no_code_to_spend_with",
        f"{PICTURES}::test_a_picture_of_an_old_card_earns_and_never_spends",
        f"{FUZZ}::test_no_made_up_code_is_a_card",
    ),
    "T6": (
        f"{FRIENDS}::test_fifty_sock_puppets_earn_nothing",
        f"{FRIENDS}::test_bills_of_a_friend_at_the_same_moment_pay_once",
        f"{FRIENDS}::test_bills_of_many_friends_at_the_same_moment_keep_the_months_limit",
        f"{FRIENDS}::test_somebody_who_was_here_before_is_nobodys_friend",
        f"{FRIENDS}::test_a_guest_with_a_card_from_the_till_is_nobodys_friend",
        f"{FRIENDS}::test_ones_own_link_is_no_invitation",
        f"{FRIENDS}::test_a_cashiers_link_brings_nobody_anything",
        f"{FRIENDS}::test_a_made_up_link_names_nobody",
    ),
    "T7": (
        f"{PICTURES}::test_the_contact_of_somebody_else_opens_no_card",
        f"{PICTURES}::test_a_contact_without_an_account_opens_no_card",
        f"{PICTURES}::test_a_forwarded_contact_opens_no_card",
        f"{PICTURES}::test_a_phone_of_another_account_is_not_merged",
    ),
    "T8": (
        f"{CODES}::test_ten_thousand_guesses_at_a_code_are_stopped_at_the_fifth_and_told_once",
        f"{REDEMPTIONS}::test_ten_wrong_codes_lock_the_cashier_for_every_guest",
        f"{FUZZ}::test_no_made_up_link_gives_a_role_or_a_card",
        f"{GIFTS}::test_a_guessed_link_opens_nothing",
        f"{GIFTS}::test_numbers_of_cards_are_not_walked_through",
        "tests/services/test_promos.py::test_guessing_pauses_at_the_sixth_and_is_told_once",
        f"{COUPON_CODES}::test_a_cashier_who_guesses_has_to_pause_and_others_have_not",
    ),
    "T9": (
        f"{ROLES}::test_every_handler_is_declared_with_the_roles_its_guards_let_pass",
        f"{ROLES}::test_a_button_of_another_role_is_answered_and_changes_nothing",
        f"{ROLES}::test_a_button_that_passes_may_still_ask_for_too_much",
        f"{FUZZ}::test_no_forged_button_changes_anything",
        f"{GIFTS}::test_a_forged_yes_gives_nobodys_points",
    ),
    "T10": (
        f"{CODES}::test_twenty_taps_at_the_same_moment_spend_once_and_say_the_same",
        f"{CODES}::test_two_cashiers_with_one_button_make_one_bill",
        f"{TAPS}::test_twenty_taps_on_a_bill_are_one_bill",
    ),
    "T11": (
        f"{CODES}::test_of_three_who_open_an_invitation_at_once_one_comes_in",
        f"{CODES}::test_the_very_next_tap_after_being_let_go_does_nothing",
        f"{CODES}::test_nobody_is_known_by_a_name_that_can_change_hands",
        f"{ROLES}::test_a_message_for_another_role_changes_nothing",
        f"{STAFF}::test_the_last_owner_stays",
    ),
    "T12": (
        f"{CODES}::test_a_card_of_another_shop_is_nobody_here",
        f"{CODES}::test_no_table_holds_two_shops",
    ),
    "T13": (
        f"{WEB}::test_who_does_not_know_the_secret_is_turned_away",
        f"{WEB}::test_what_is_no_update_is_refused_and_not_stored",
        f"{WEB}::test_a_body_above_one_megabyte_is_not_read_to_its_end",
        f"{HOOK}::test_a_webhook_without_a_secret_is_refused_before_anything_starts",
    ),
    "T15": (
        "tests/house/test_leaks.py::test_a_secret_in_a_log_fails_the_test_that_said_it",
        "tests/bot/test_redaction.py::test_what_nobody_caught_is_redacted_too",
    ),
    "T16": (
        f"{LIVES}::test_a_revoked_token_ends_the_program_with_one_sentence",
        f"{UPDATES}::test_a_second_program_on_the_same_file_is_refused_in_one_sentence",
    ),
    "T17": (
        "tests/threats/test_injection.py::test_a_name_is_words_and_nothing_else",
        "tests/threats/test_injection.py::test_a_text_that_no_message_could_hold_is_refused",
        "tests/bot/test_texts.py::test_no_text_becomes_markup",
    ),
    "T19": (
        f"{QUERIES}::test_no_statement_is_put_together_from_text",
        f"{QUERIES}::test_nothing_a_person_typed_is_a_format",
    ),
    "T20": ("tests/threats/test_flood.py::test_a_thousand_messages_of_one_person_hold_nobody_up",),
    "T21": (
        "tests/threats/test_mistakes.py::test_a_slip_in_the_rules_is_refused_or_means_what_it_says",
        "tests/threats/test_mistakes.py::test_ten_taps_on_save_are_one_version",
    ),
    "T22": (
        "tests/threats/test_edits.py::test_one_changed_value_is_found",
        "tests/services/test_audit.py::test_a_forged_entry_breaks_the_chain",
    ),
    "T23": (f"{PICTURES}::test_a_file_that_is_no_photo_is_refused_before_it_is_drawn",),
    "T24": (
        f"{PACKAGING}::test_the_container_is_read_only_without_powers_and_opens_no_port",
        f"{PACKAGING}::test_the_image_runs_as_nobody_in_particular_and_is_asked_how_it_is",
        f"{PACKAGING}::test_the_image_takes_dependencies_by_hash_and_compiles_nothing",
    ),
    "T25": (
        f"{CODES}::test_a_guest_is_never_asked_to_type_what_opens_his_own_card",
        f"{PICTURES}::test_a_code_of_somebody_else_is_named_and_the_way_in_is_a_tap",
    ),
    "T26": (
        f"{CODES}::test_a_hundred_look_ups_of_a_day_are_told_to_the_owner_once",
        f"{CODES}::test_numbers_behind_buttons_cannot_be_counted_through_unseen",
        f"{CODES}::test_a_guest_is_found_by_nothing_less_than_a_card_or_the_end_of_a_phone",
    ),
}

NOT_HERE = {
    "T14": "no page of ours takes initData: what the scanner sends is read as typed text",
    "T18": "nothing is written as a table: a person's own data is JSON, the rules are TOML",
}
"""Threats that cannot happen yet, and why; the feature that makes one possible brings its test."""
