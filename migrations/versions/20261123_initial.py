"""All tables of the first release, and the triggers that guard the ledger."""

import sqlalchemy as sa
from alembic import op

from migrations.triggers import APPEND_ONLY, allow_changes, refuse_changes
from models.base import Day, Flag, Instant, Int

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_log",
        sa.Column("id", Int, nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("actor_role", sa.Text(), nullable=False),
        sa.Column("staff_id", Int, nullable=True),
        sa.Column("member_id", Int, nullable=True),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_log")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_audit_log_at"), "audit_log", ["at"], unique=False)
    op.create_index(
        op.f("ix_audit_log_member_id_at"), "audit_log", ["member_id", "at"], unique=False
    )
    op.create_index(
        op.f("ix_audit_log_staff_id_what_at"),
        "audit_log",
        ["staff_id", "what", "at"],
        unique=False,
    )
    op.create_table(
        "budget_usage",
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("per", sa.Text(), nullable=False),
        sa.Column("start", Day(), nullable=False),
        sa.Column("points", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("rule", "per", "start", name=op.f("pk_budget_usage")),
        sqlite_strict=True,
    )
    op.create_table(
        "conversations",
        sa.Column("chat_id", Int, autoincrement=False, nullable=False),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("data", sa.LargeBinary(), nullable=True),
        sa.Column("screen_id", Int, nullable=True),
        sa.Column("screen_has_photo", Flag(), nullable=False),
        sa.Column("updated_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_conversations")),
        sqlite_strict=True,
    )
    op.create_table(
        "inbox",
        sa.Column("id", Int, nullable=False),
        sa.Column("update_id", Int, nullable=False),
        sa.Column("chat_id", Int, nullable=False),
        sa.Column("received_at", Instant(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("tries", Int, nullable=False),
        sa.Column("worker", Int, nullable=True),
        sa.Column("payload", sa.LargeBinary(), nullable=True),
        sa.Column("handled_at", Instant(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.CheckConstraint("state <> 'new' OR payload IS NOT NULL", name=op.f("ck_inbox_payload")),
        sa.CheckConstraint("state IN ('new', 'done', 'parked')", name=op.f("ck_inbox_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox")),
        sa.UniqueConstraint("update_id", name=op.f("uq_inbox_update_id")),
        sqlite_strict=True,
    )
    op.create_index("ix_inbox_chat", "inbox", ["chat_id"], unique=False)
    op.create_index("ix_inbox_handled", "inbox", ["handled_at"], unique=False)
    op.create_index(
        "ix_inbox_new",
        "inbox",
        ["chat_id", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'new'"),
        postgresql_where=sa.text("state = 'new'"),
    )
    op.create_table(
        "installation",
        sa.Column("id", Int, nullable=False),
        sa.Column("key_check", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("alive_at", Instant(), nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_installation_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_installation")),
        sqlite_strict=True,
    )
    op.create_table(
        "locations",
        sa.Column("id", Int, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("active", Flag(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_locations")),
        sa.UniqueConstraint("name", name=op.f("uq_locations_name")),
        sqlite_strict=True,
    )
    op.create_table(
        "media",
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("file_id", sa.Text(), nullable=False),
        sa.Column("kept_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_media")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_media_kept_at"), "media", ["kept_at"], unique=False)
    op.create_table(
        "members",
        sa.Column("id", Int, nullable=False),
        sa.Column("card_number", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("joined_at", Instant(), nullable=False),
        sa.Column("joined_on", Day(), nullable=False),
        sa.Column("settled_on", Day(), nullable=False),
        sa.Column("invited_by", Int, nullable=True),
        sa.Column("balance", Int, nullable=False),
        sa.Column("pending", Int, nullable=False),
        sa.Column("deficit", Int, nullable=False),
        sa.Column("tier", sa.Text(), nullable=True),
        sa.Column("tier_since", Day(), nullable=True),
        sa.Column("tier_until", Day(), nullable=True),
        sa.Column("grace_until", Day(), nullable=True),
        sa.Column("manual_tier", sa.Text(), nullable=True),
        sa.Column("manual_until", Day(), nullable=True),
        sa.Column("counters", sa.Text(), nullable=False),
        sa.Column("last_purchase_at", Instant(), nullable=True),
        sa.Column("last_purchase_on", Day(), nullable=True),
        sa.Column("last_amount_minor", Int, nullable=True),
        sa.Column("last_location_id", Int, nullable=True),
        sa.Column("year_after", Day(), nullable=False),
        sa.Column("year_spend_minor", Int, nullable=False),
        sa.Column("year_visits", Int, nullable=False),
        sa.Column("mostly", sa.Text(), nullable=True),
        sa.Column("birthday_gift_on", Day(), nullable=True),
        sa.Column("next_due_on", Day(), nullable=True),
        sa.Column("next_expiry_on", Day(), nullable=True),
        sa.Column("next_lot", Int, nullable=False),
        sa.Column("next_entry", Int, nullable=False),
        sa.Column("head", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "status IN ('active', 'unclaimed', 'erased')", name=op.f("ck_members_status")
        ),
        sa.CheckConstraint("balance >= 0", name=op.f("ck_members_balance")),
        sa.CheckConstraint(
            "deficit = 0 OR balance = 0", name=op.f("ck_members_deficit_is_repaid_first")
        ),
        sa.CheckConstraint("deficit >= 0", name=op.f("ck_members_deficit")),
        sa.CheckConstraint("next_entry >= 1 AND next_lot >= 1", name=op.f("ck_members_numbers")),
        sa.CheckConstraint("pending >= 0", name=op.f("ck_members_pending")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_members")),
        sa.UniqueConstraint("card_number", name=op.f("uq_members_card_number")),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_members_due",
        "members",
        ["next_due_on", "id", "status"],
        unique=False,
        sqlite_where=sa.text("next_due_on IS NOT NULL"),
        postgresql_where=sa.text("next_due_on IS NOT NULL"),
    )
    op.create_index(
        "ix_members_expiring",
        "members",
        ["next_expiry_on"],
        unique=False,
        sqlite_where=sa.text("next_expiry_on IS NOT NULL"),
        postgresql_where=sa.text("next_expiry_on IS NOT NULL"),
    )
    op.create_index(op.f("ix_members_joined_at"), "members", ["joined_at"], unique=False)
    op.create_index("ix_members_last_purchase_at", "members", ["last_purchase_at"], unique=False)
    op.create_index(
        "ix_members_segments",
        "members",
        [
            "last_purchase_on",
            "joined_on",
            "year_visits",
            "year_spend_minor",
            "year_after",
            "tier",
            "manual_tier",
            "manual_until",
            "status",
            "id",
        ],
        unique=False,
    )
    op.create_table(
        "occasion_runs",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("on", Day(), nullable=False),
        sa.Column("finished_at", Instant(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('welcome', 'birthday', 'dormancy', 'expiry_notice')",
            name=op.f("ck_occasion_runs_kind"),
        ),
        sa.PrimaryKeyConstraint("kind", "on", name=op.f("pk_occasion_runs")),
        sqlite_strict=True,
    )
    op.create_table(
        "operations",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("claimed_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_operations")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_operations_claimed_at"), "operations", ["claimed_at"], unique=False)
    op.create_table(
        "outbox",
        sa.Column("id", Int, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("chat_id", Int, nullable=False),
        sa.Column("lane", Int, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("due_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("leased_until", Instant(), nullable=False),
        sa.Column("worker", Int, nullable=True),
        sa.Column("tries", Int, nullable=False),
        sa.Column("message_id", Int, nullable=True),
        sa.Column("finished_at", Instant(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting', 'sending', 'sent', 'unknown', 'refused', 'unreachable', 'expired')",
            name=op.f("ck_outbox_state"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("reason", name=op.f("uq_outbox_reason")),
        sqlite_strict=True,
    )
    op.create_index("ix_outbox_chat", "outbox", ["chat_id", "state"], unique=False)
    op.create_index(
        "ix_outbox_finished",
        "outbox",
        ["finished_at"],
        unique=False,
        sqlite_where=sa.text("finished_at IS NOT NULL"),
        postgresql_where=sa.text("finished_at IS NOT NULL"),
    )
    op.create_index("ix_outbox_open", "outbox", ["state", "lane", "id"], unique=False)
    op.create_table(
        "starts",
        sa.Column("telegram_digest", sa.LargeBinary(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("came_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("telegram_digest", name=op.f("pk_starts")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_starts_came_at"), "starts", ["came_at"], unique=False)
    op.create_table(
        "summary_plans",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("hour", Int, nullable=False),
        sa.Column("since", Instant(), nullable=False),
        sa.CheckConstraint("kind IN ('daily', 'weekly')", name=op.f("ck_summary_plans_kind")),
        sa.CheckConstraint("hour >= 0 AND hour <= 23", name=op.f("ck_summary_plans_hour")),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_summary_plans")),
        sqlite_strict=True,
    )
    op.create_table(
        "summary_runs",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("on", Day(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.CheckConstraint("kind IN ('daily', 'weekly')", name=op.f("ck_summary_runs_kind")),
        sa.PrimaryKeyConstraint("kind", "on", name=op.f("pk_summary_runs")),
        sqlite_strict=True,
    )
    op.create_table(
        "watch_runs",
        sa.Column("on", Day(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("on", name=op.f("pk_watch_runs")),
        sqlite_strict=True,
    )
    op.create_table(
        "consents",
        sa.Column("id", Int, nullable=False),
        sa.Column("member_id", Int, nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("agreed", Flag(), nullable=False),
        sa.Column("text_version", sa.Text(), nullable=False),
        sa.Column("given_at", Instant(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_consents_member_id_members")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_consents_member_id"), "consents", ["member_id"], unique=False)
    op.create_table(
        "erasures",
        sa.Column("id", Int, nullable=False),
        sa.Column("member_id", Int, nullable=False),
        sa.Column("telegram_digest", sa.LargeBinary(), nullable=True),
        sa.Column("phone_digest", sa.LargeBinary(), nullable=True),
        sa.Column("erased_at", Instant(), nullable=False),
        sa.Column("forget_on", Day(), nullable=True),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_erasures_member_id_members")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasures")),
        sa.UniqueConstraint("member_id", name=op.f("uq_erasures_member_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_erasures_forget_on"), "erasures", ["forget_on"], unique=False)
    op.create_index(op.f("ix_erasures_phone_digest"), "erasures", ["phone_digest"], unique=False)
    op.create_index(
        op.f("ix_erasures_telegram_digest"), "erasures", ["telegram_digest"], unique=False
    )
    op.create_table(
        "lots",
        sa.Column("member_id", Int, nullable=False),
        sa.Column("number", Int, nullable=False),
        sa.Column("entry_number", Int, nullable=False),
        sa.Column("amount", Int, nullable=False),
        sa.Column("points_left", Int, nullable=False),
        sa.Column("opened_on", Day(), nullable=False),
        sa.Column("activates_on", Day(), nullable=True),
        sa.Column("expires_on", Day(), nullable=True),
        sa.Column("held", Flag(), nullable=False),
        sa.Column("expired", Int, nullable=False),
        sa.CheckConstraint(
            "expired >= 0 AND expired <= amount - points_left", name=op.f("ck_lots_expired")
        ),
        sa.CheckConstraint(
            "points_left >= 0 AND points_left <= amount", name=op.f("ck_lots_points_left")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_lots_member_id_members")
        ),
        sa.PrimaryKeyConstraint("member_id", "number", name=op.f("pk_lots")),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_lots_open",
        "lots",
        ["member_id"],
        unique=False,
        sqlite_where=sa.text("points_left > 0"),
        postgresql_where=sa.text("points_left > 0"),
    )
    op.create_table(
        "occasions",
        sa.Column("member_id", Int, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("occasion", sa.Text(), nullable=False),
        sa.Column("on", Day(), nullable=False),
        sa.Column("promised_at", Instant(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('welcome', 'birthday', 'dormancy', 'expiry_notice')",
            name=op.f("ck_occasions_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_occasions_member_id_members")
        ),
        sa.PrimaryKeyConstraint("member_id", "kind", "occasion", name=op.f("pk_occasions")),
        sqlite_strict=True,
    )
    op.create_index("ix_occasions_promised_at", "occasions", ["promised_at"], unique=False)
    op.create_table(
        "people",
        sa.Column("id", Int, nullable=False),
        sa.Column("telegram_id", Int, nullable=True),
        sa.Column("member_id", Int, nullable=True),
        sa.Column("name_encrypted", sa.LargeBinary(), nullable=True),
        sa.Column("phone_encrypted", sa.LargeBinary(), nullable=True),
        sa.Column("phone_digest", sa.LargeBinary(), nullable=True),
        sa.Column("last4_encrypted", sa.LargeBinary(), nullable=True),
        sa.Column("last4_digest", sa.LargeBinary(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("reachable", Flag(), nullable=False),
        sa.Column("marketing", Flag(), nullable=True),
        sa.Column("birthday", Int, nullable=True),
        sa.Column("birthday_known_on", Day(), nullable=True),
        sa.Column("birthday_changed_in", Int, nullable=True),
        sa.Column("birth_year_encrypted", sa.LargeBinary(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_people_member_id_members")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("member_id", name=op.f("uq_people_member_id")),
        sa.UniqueConstraint("phone_digest", name=op.f("uq_people_phone_digest")),
        sa.UniqueConstraint("telegram_id", name=op.f("uq_people_telegram_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_people_birthday"), "people", ["birthday"], unique=False)
    op.create_index(op.f("ix_people_last4_digest"), "people", ["last4_digest"], unique=False)
    op.create_table(
        "category_days",
        sa.Column("member_id", Int, nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("on", Day(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_category_days_member_id_members")
        ),
        sa.PrimaryKeyConstraint("member_id", "category", "on", name=op.f("pk_category_days")),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_category_days_on", "category_days", ["category", "on", "member_id"], unique=False
    )
    op.create_table(
        "qualifying_days",
        sa.Column("member_id", Int, nullable=False),
        sa.Column("on", Day(), nullable=False),
        sa.Column("spend_minor", Int, nullable=False),
        sa.Column("purchases", Int, nullable=False),
        sa.Column("visits", Int, nullable=False),
        sa.Column("points", Int, nullable=False),
        sa.Column("categories", sa.Text(), nullable=False),
        sa.Column("stamps", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_qualifying_days_member_id_members")
        ),
        sa.PrimaryKeyConstraint("member_id", "on", name=op.f("pk_qualifying_days")),
        sqlite_strict=True,
    )
    op.create_table(
        "activations",
        sa.Column("member_id", Int, nullable=False),
        sa.Column("lot_number", Int, nullable=False),
        sa.Column("on", Day(), nullable=False),
        sa.Column("points", Int, nullable=False),
        sa.Column("repaid", Int, nullable=False),
        sa.CheckConstraint("repaid >= 0 AND repaid <= points", name=op.f("ck_activations_repaid")),
        sa.ForeignKeyConstraint(
            ["member_id", "lot_number"],
            ["lots.member_id", "lots.number"],
            name="fk_activations_lots",
        ),
        sa.PrimaryKeyConstraint("member_id", "lot_number", name=op.f("pk_activations")),
        sqlite_strict=True,
    )
    op.create_table(
        "draws",
        sa.Column("member_id", Int, nullable=False),
        sa.Column("entry_number", Int, nullable=False),
        sa.Column("position", Int, nullable=False),
        sa.Column("lot_number", Int, nullable=False),
        sa.Column("points", Int, nullable=False),
        sa.CheckConstraint("points <> 0", name=op.f("ck_draws_points")),
        sa.ForeignKeyConstraint(
            ["member_id", "lot_number"], ["lots.member_id", "lots.number"], name="fk_draws_lots"
        ),
        sa.PrimaryKeyConstraint("member_id", "entry_number", "position", name=op.f("pk_draws")),
        sqlite_strict=True,
    )
    op.create_index("ix_draws_lot", "draws", ["member_id", "lot_number"], unique=False)
    op.create_table(
        "staff",
        sa.Column("id", Int, nullable=False),
        sa.Column("person_id", Int, nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("location_id", Int, nullable=True),
        sa.Column("active", Flag(), nullable=False),
        sa.Column("waiting", Flag(), nullable=False),
        sa.Column("joined_at", Instant(), nullable=False),
        sa.Column("last_active_at", Instant(), nullable=True),
        sa.Column("switched_off_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["location_id"], ["locations.id"], name=op.f("fk_staff_location_id_locations")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_staff_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("person_id", name=op.f("uq_staff_person_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "coupons",
        sa.Column("id", Int, nullable=False),
        sa.Column("member_id", Int, nullable=False),
        sa.Column("offer", sa.Text(), nullable=False),
        sa.Column("number", Int, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("points", Int, nullable=False),
        sa.Column("draws", sa.Text(), nullable=False),
        sa.Column("card", sa.Text(), nullable=True),
        sa.Column("stamps", Int, nullable=False),
        sa.Column("claimed_on", Day(), nullable=False),
        sa.Column("claimed_at", Instant(), nullable=False),
        sa.Column("expires_on", Day(), nullable=True),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("shown_until", Instant(), nullable=True),
        sa.Column("closed_at", Instant(), nullable=True),
        sa.Column("staff_id", Int, nullable=True),
        sa.Column("location_id", Int, nullable=True),
        sa.CheckConstraint(
            "(state = 'open') = (closed_at IS NULL)", name=op.f("ck_coupons_closed")
        ),
        sa.CheckConstraint(
            "state IN ('open', 'used', 'cancelled', 'expired', 'withdrawn')",
            name=op.f("ck_coupons_state"),
        ),
        sa.CheckConstraint(
            "(card IS NULL) = (stamps = 0) AND stamps >= 0", name=op.f("ck_coupons_stamps")
        ),
        sa.CheckConstraint("points >= 0 AND number >= 1", name=op.f("ck_coupons_points")),
        sa.ForeignKeyConstraint(
            ["location_id"], ["locations.id"], name=op.f("fk_coupons_location_id_locations")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_coupons_member_id_members")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_coupons_staff_id_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coupons")),
        sa.UniqueConstraint("code", name=op.f("uq_coupons_code")),
        sqlite_strict=True,
    )
    op.create_index("ix_coupons_claimed_at", "coupons", ["claimed_at"], unique=False)
    op.create_index("ix_coupons_closed_at", "coupons", ["closed_at"], unique=False)
    op.create_index(
        "ix_coupons_open",
        "coupons",
        ["member_id"],
        unique=False,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index("uq_coupons_number", "coupons", ["member_id", "offer", "number"], unique=True)
    op.create_table(
        "invites",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("location_id", Int, nullable=True),
        sa.Column("invited_by", Int, nullable=True),
        sa.Column("replaces_owner", Flag(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("used_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["invited_by"], ["staff.id"], name=op.f("fk_invites_invited_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["location_id"], ["locations.id"], name=op.f("fk_invites_location_id_locations")
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_invites")),
        sqlite_strict=True,
    )
    op.create_table(
        "program_versions",
        sa.Column("id", Int, nullable=False),
        sa.Column("number", Int, nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("actor_role", sa.Text(), nullable=False),
        sa.Column("staff_id", Int, nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("starts_on", Day(), nullable=True),
        sa.Column("starts_at", Instant(), nullable=True),
        sa.Column("waiting", Flag(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_program_versions_staff_id_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_program_versions")),
        sa.UniqueConstraint("key", name=op.f("uq_program_versions_key")),
        sa.UniqueConstraint("number", name=op.f("uq_program_versions_number")),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_program_versions_waiting",
        "program_versions",
        ["starts_at"],
        unique=False,
        sqlite_where=sa.text("waiting"),
        postgresql_where=sa.text("waiting"),
    )
    op.create_table(
        "shifts",
        sa.Column("id", Int, nullable=False),
        sa.Column("staff_id", Int, nullable=False),
        sa.Column("location_id", Int, nullable=True),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.Column("closed_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["location_id"], ["locations.id"], name=op.f("fk_shifts_location_id_locations")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_shifts_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shifts")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_shifts_staff_id_opened_at"), "shifts", ["staff_id", "opened_at"], unique=False
    )
    op.create_index(
        "uq_shifts_open",
        "shifts",
        ["staff_id"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "summary_readers",
        sa.Column("staff_id", Int, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("wanted", Flag(), nullable=False),
        sa.CheckConstraint("kind IN ('daily', 'weekly')", name=op.f("ck_summary_readers_kind")),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_summary_readers_staff_id_staff")
        ),
        sa.PrimaryKeyConstraint("staff_id", "kind", name=op.f("pk_summary_readers")),
        sqlite_strict=True,
    )
    op.create_table(
        "suspicions",
        sa.Column("id", Int, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("pattern", sa.Text(), nullable=False),
        sa.Column("member_id", Int, nullable=True),
        sa.Column("staff_id", Int, nullable=True),
        sa.Column("since", Day(), nullable=False),
        sa.Column("until", Day(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("told_at", Instant(), nullable=False),
        sa.Column("fine_at", Instant(), nullable=True),
        sa.Column("fine_by", Int, nullable=True),
        sa.CheckConstraint(
            "pattern IN ('often', 'pair', 'round', 'much', 'only', 'undone', 'gather')",
            name=op.f("ck_suspicions_pattern"),
        ),
        sa.ForeignKeyConstraint(
            ["fine_by"], ["staff.id"], name=op.f("fk_suspicions_fine_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_suspicions_member_id_members")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_suspicions_staff_id_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suspicions")),
        sa.UniqueConstraint("key", name=op.f("uq_suspicions_key")),
        sqlite_strict=True,
    )
    op.create_table(
        "purchases",
        sa.Column("id", Int, nullable=False),
        sa.Column("member_id", Int, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("on", Day(), nullable=False),
        sa.Column("amount_minor", Int, nullable=False),
        sa.Column("discount_minor", Int, nullable=False),
        sa.Column("off_minor", Int, nullable=False),
        sa.Column("discounts", sa.Text(), nullable=True),
        sa.Column("coupon_offer", sa.Text(), nullable=True),
        sa.Column("coupon_number", Int, nullable=True),
        sa.Column("applied", Int, nullable=False),
        sa.Column("value_minor", Int, nullable=False),
        sa.Column("earned", Int, nullable=False),
        sa.Column("lot_number", Int, nullable=True),
        sa.Column("draws", sa.Text(), nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.Column("stamps", sa.Text(), nullable=False),
        sa.Column("tier_before", sa.Text(), nullable=True),
        sa.Column("program_version_id", Int, nullable=False),
        sa.Column("actor_role", sa.Text(), nullable=False),
        sa.Column("staff_id", Int, nullable=True),
        sa.Column("location_id", Int, nullable=True),
        sa.Column("shift_id", Int, nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("stands", Flag(), nullable=False),
        sa.Column("refunded_minor", Int, nullable=False),
        sa.Column("returned_minor", Int, nullable=False),
        sa.Column("restored", Int, nullable=False),
        sa.Column("clawed", Int, nullable=False),
        sa.Column("taken_as_expired", Int, nullable=False),
        sa.Column("off_back_minor", Int, nullable=False),
        sa.CheckConstraint("applied >= 0 AND earned >= 0", name=op.f("ck_purchases_points")),
        sa.CheckConstraint("clawed >= 0 AND clawed <= earned", name=op.f("ck_purchases_clawed")),
        sa.CheckConstraint(
            "discount_minor >= 0 AND discount_minor <= amount_minor",
            name=op.f("ck_purchases_discount"),
        ),
        sa.CheckConstraint(
            "off_minor >= 0 AND off_minor <= discount_minor", name=op.f("ck_purchases_off")
        ),
        sa.CheckConstraint(
            "off_back_minor >= 0 AND off_back_minor <= off_minor",
            name=op.f("ck_purchases_off_back"),
        ),
        sa.CheckConstraint(
            "refunded_minor >= 0 AND refunded_minor <= amount_minor - discount_minor",
            name=op.f("ck_purchases_refunded"),
        ),
        sa.CheckConstraint(
            "restored >= 0 AND restored <= applied", name=op.f("ck_purchases_restored")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_purchases_member_id_members")
        ),
        sa.ForeignKeyConstraint(
            ["program_version_id"],
            ["program_versions.id"],
            name=op.f("fk_purchases_program_version_id_program_versions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purchases")),
        sa.UniqueConstraint("key", name=op.f("uq_purchases_key")),
        sqlite_strict=True,
    )
    op.create_index("ix_purchases_member", "purchases", ["member_id", "at"], unique=False)
    op.create_index("ix_purchases_on", "purchases", ["on"], unique=False)
    op.create_index("ix_purchases_shift", "purchases", ["shift_id"], unique=False)
    op.create_index("ix_purchases_staff", "purchases", ["staff_id", "at"], unique=False)
    op.create_table(
        "settings",
        sa.Column("id", Int, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("digits", Int, nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=True),
        sa.Column("legal_name", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("consent_mode", sa.Text(), nullable=False),
        sa.Column("fast_till", Flag(), nullable=False),
        sa.Column("bill_limit_minor", Int, nullable=False),
        sa.Column("card_day_bills", Int, nullable=True),
        sa.Column("card_day_points", Int, nullable=True),
        sa.Column("cashier_hour_bills", Int, nullable=True),
        sa.Column("cashier_day_bills", Int, nullable=True),
        sa.Column("default_region", sa.Text(), nullable=False),
        sa.Column("program_version_id", Int, nullable=True),
        sa.Column("launched_at", Instant(), nullable=True),
        sa.Column("poster_made_at", Instant(), nullable=True),
        sa.CheckConstraint(
            "card_day_bills > 0 AND card_day_points > 0 AND cashier_hour_bills > 0 AND cashier_day_bills > 0",
            name=op.f("ck_settings_caps"),
        ),
        sa.CheckConstraint("id = 1", name=op.f("ck_settings_one_row")),
        sa.ForeignKeyConstraint(
            ["program_version_id"],
            ["program_versions.id"],
            name=op.f("fk_settings_program_version_id_program_versions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settings")),
        sqlite_strict=True,
    )
    op.create_table(
        "approvals",
        sa.Column("id", Int, nullable=False),
        sa.Column("member_id", Int, nullable=False),
        sa.Column("staff_id", Int, nullable=False),
        sa.Column("location_id", Int, nullable=True),
        sa.Column("amount_minor", Int, nullable=False),
        sa.Column("basket", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.Column("decided_by", Int, nullable=True),
        sa.Column("purchase_id", Int, nullable=True),
        sa.Column("key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["staff.id"], name=op.f("fk_approvals_decided_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["location_id"], ["locations.id"], name=op.f("fk_approvals_location_id_locations")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_approvals_member_id_members")
        ),
        sa.ForeignKeyConstraint(
            ["purchase_id"], ["purchases.id"], name=op.f("fk_approvals_purchase_id_purchases")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_approvals_staff_id_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approvals")),
        sa.UniqueConstraint("key", name=op.f("uq_approvals_key")),
        sqlite_strict=True,
    )
    op.create_table(
        "redemption_requests",
        sa.Column("id", Int, nullable=False),
        sa.Column("member_id", Int, nullable=False),
        sa.Column("staff_id", Int, nullable=False),
        sa.Column("location_id", Int, nullable=True),
        sa.Column("amount_minor", Int, nullable=False),
        sa.Column("points", Int, nullable=False),
        sa.Column("basket", sa.Text(), nullable=True),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("code_digest", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("wrong_codes", Int, nullable=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("settled_at", Instant(), nullable=True),
        sa.Column("purchase_id", Int, nullable=True),
        sa.Column("key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["location_id"],
            ["locations.id"],
            name=op.f("fk_redemption_requests_location_id_locations"),
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_redemption_requests_member_id_members")
        ),
        sa.ForeignKeyConstraint(
            ["purchase_id"],
            ["purchases.id"],
            name=op.f("fk_redemption_requests_purchase_id_purchases"),
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_redemption_requests_staff_id_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_redemption_requests")),
        sa.UniqueConstraint("key", name=op.f("uq_redemption_requests_key")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_redemption_requests_member_id_asked_at"),
        "redemption_requests",
        ["member_id", "asked_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_redemption_requests_staff_id_asked_at"),
        "redemption_requests",
        ["staff_id", "asked_at"],
        unique=False,
    )
    op.create_index(
        "uq_redemption_requests_open",
        "redemption_requests",
        ["member_id"],
        unique=True,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_table(
        "transfers",
        sa.Column("id", Int, nullable=False),
        sa.Column("giver_id", Int, nullable=False),
        sa.Column("taker_id", Int, nullable=True),
        sa.Column("points", Int, nullable=False),
        sa.Column("by_link", Flag(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("settled_at", Instant(), nullable=True),
        sa.Column("on", Day(), nullable=True),
        sa.Column("key", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "state IN ('asked', 'open', 'done', 'withdrawn')", name=op.f("ck_transfers_state")
        ),
        sa.CheckConstraint("points > 0", name=op.f("ck_transfers_points")),
        sa.CheckConstraint("taker_id <> giver_id", name=op.f("ck_transfers_other")),
        sa.CheckConstraint(
            "(state = 'done') = (key IS NOT NULL)", name=op.f("ck_transfers_done")
        ),
        sa.ForeignKeyConstraint(
            ["giver_id"], ["members.id"], name=op.f("fk_transfers_giver_id_members")
        ),
        sa.ForeignKeyConstraint(
            ["taker_id"], ["members.id"], name=op.f("fk_transfers_taker_id_members")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfers")),
        sa.UniqueConstraint("key", name=op.f("uq_transfers_key")),
        sqlite_strict=True,
    )
    op.create_index("ix_transfers_giver", "transfers", ["giver_id", "asked_at"], unique=False)
    op.create_index("ix_transfers_taker", "transfers", ["taker_id", "on"], unique=False)
    op.create_table(
        "referrals",
        sa.Column("friend_id", Int, autoincrement=False, nullable=False),
        sa.Column("referrer_id", Int, nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("times", Int, nullable=False),
        sa.Column("purchase_id", Int, nullable=True),
        sa.Column("on", Day(), nullable=True),
        sa.Column("min_minor", Int, nullable=False),
        sa.Column("invitee_points", Int, nullable=False),
        sa.Column("invitee_lot", Int, nullable=True),
        sa.Column("referrer_points", Int, nullable=False),
        sa.Column("referrer_lot", Int, nullable=True),
        sa.Column("expires_days", Int, nullable=True),
        sa.Column("share", sa.Text(), nullable=False),
        sa.Column("decided_by", Int, nullable=True),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.CheckConstraint(
            "state IN ('refused', 'waiting', 'rewarded', 'closed')",
            name=op.f("ck_referrals_state"),
        ),
        sa.CheckConstraint(
            "share IN ('none', 'given', 'held', 'declined', 'gone')",
            name=op.f("ck_referrals_share"),
        ),
        sa.CheckConstraint("friend_id <> referrer_id", name=op.f("ck_referrals_other")),
        sa.CheckConstraint("times BETWEEN 0 AND 2", name=op.f("ck_referrals_times")),
        sa.CheckConstraint(
            "(state = 'rewarded') = (purchase_id IS NOT NULL)",
            name=op.f("ck_referrals_rewarded"),
        ),
        sa.CheckConstraint(
            "share = 'none' OR state = 'rewarded'", name=op.f("ck_referrals_shared")
        ),
        sa.ForeignKeyConstraint(
            ["friend_id"], ["members.id"], name=op.f("fk_referrals_friend_id_members")
        ),
        sa.ForeignKeyConstraint(
            ["referrer_id"], ["members.id"], name=op.f("fk_referrals_referrer_id_members")
        ),
        sa.ForeignKeyConstraint(
            ["purchase_id"], ["purchases.id"], name=op.f("fk_referrals_purchase_id_purchases")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["staff.id"], name=op.f("fk_referrals_decided_by_staff")
        ),
        sa.PrimaryKeyConstraint("friend_id", name=op.f("pk_referrals")),
        sqlite_strict=True,
    )
    op.create_index("ix_referrals_referrer", "referrals", ["referrer_id", "on"], unique=False)
    op.create_index(
        "ix_referrals_held",
        "referrals",
        ["share"],
        unique=False,
        sqlite_where=sa.text("share = 'held'"),
        postgresql_where=sa.text("share = 'held'"),
    )
    op.create_table(
        "promo_claims",
        sa.Column("id", Int, nullable=False),
        sa.Column("offer", sa.Text(), nullable=False),
        sa.Column("number", Int, nullable=False),
        sa.Column("member_id", Int, nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_promo_claims_member_id_members")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promo_claims")),
        sqlite_strict=True,
    )
    op.create_index(
        "uq_promo_claims_number", "promo_claims", ["offer", "number"], unique=True
    )
    op.create_index("ix_promo_claims_member", "promo_claims", ["member_id"], unique=False)
    op.create_table(
        "guesses",
        sa.Column("id", Int, nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("member_id", Int, nullable=True),
        sa.Column("staff_id", Int, nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.CheckConstraint(
            "what IN ('card', 'coupon', 'promo')", name=op.f("ck_guesses_what")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_guesses_member_id_members")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_guesses_staff_id_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guesses")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_guesses_what_at"), "guesses", ["what", "at"], unique=False)
    op.create_table(
        "favourite_choices",
        sa.Column("id", Int, nullable=False),
        sa.Column("member_id", Int, nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("on", Day(), nullable=False),
        sa.Column("categories", sa.Text(), nullable=False),
        sa.Column("after_entry", Int, nullable=False),
        sa.Column("program_version_id", Int, nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_favourite_choices_member_id_members")
        ),
        sa.ForeignKeyConstraint(
            ["program_version_id"],
            ["program_versions.id"],
            name=op.f("fk_favourite_choices_program_version_id_program_versions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_favourite_choices")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_favourite_choices_member_id"), "favourite_choices", ["member_id"], unique=False
    )
    op.create_index(op.f("ix_favourite_choices_on"), "favourite_choices", ["on"], unique=False)
    op.create_table(
        "refunds",
        sa.Column("id", Int, nullable=False),
        sa.Column("purchase_id", Int, nullable=False),
        sa.Column("member_id", Int, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("on", Day(), nullable=False),
        sa.Column("amount_minor", Int, nullable=False),
        sa.Column("to_return_minor", Int, nullable=False),
        sa.Column("restored", Int, nullable=False),
        sa.Column("clawed", Int, nullable=False),
        sa.Column("off_minor", Int, nullable=False),
        sa.Column("actor_role", sa.Text(), nullable=False),
        sa.Column("staff_id", Int, nullable=True),
        sa.Column("location_id", Int, nullable=True),
        sa.Column("shift_id", Int, nullable=True),
        sa.Column("undone", Flag(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "amount_minor >= 0 AND off_minor >= 0", name=op.f("ck_refunds_amount")
        ),
        sa.CheckConstraint(
            "to_return_minor >= 0 AND restored >= 0 AND clawed >= 0",
            name=op.f("ck_refunds_figures"),
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_refunds_member_id_members")
        ),
        sa.ForeignKeyConstraint(
            ["purchase_id"], ["purchases.id"], name=op.f("fk_refunds_purchase_id_purchases")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refunds")),
        sa.UniqueConstraint("key", name=op.f("uq_refunds_key")),
        sqlite_strict=True,
    )
    op.create_index("ix_refunds_member", "refunds", ["member_id", "at"], unique=False)
    op.create_index(op.f("ix_refunds_on"), "refunds", ["on"], unique=False)
    op.create_index(op.f("ix_refunds_purchase_id"), "refunds", ["purchase_id"], unique=False)
    op.create_index(op.f("ix_refunds_shift_id"), "refunds", ["shift_id"], unique=False)
    op.create_index("ix_refunds_staff", "refunds", ["staff_id", "at"], unique=False)
    op.create_table(
        "entries",
        sa.Column("id", Int, nullable=False),
        sa.Column("member_id", Int, nullable=False),
        sa.Column("number", Int, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("points", Int, nullable=False),
        sa.Column("balance_change", Int, nullable=False),
        sa.Column("pending_change", Int, nullable=False),
        sa.Column("deficit_change", Int, nullable=False),
        sa.Column("balance_after", Int, nullable=False),
        sa.Column("on", Day(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("parts", sa.Text(), nullable=False),
        sa.Column("purchase_id", Int, nullable=True),
        sa.Column("refund_id", Int, nullable=True),
        sa.Column("program_version_id", Int, nullable=False),
        sa.Column("actor_role", sa.Text(), nullable=False),
        sa.Column("staff_id", Int, nullable=True),
        sa.Column("location_id", Int, nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("operation_key", sa.Text(), nullable=True),
        sa.Column("mark", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "actor_role IN ('member', 'cashier', 'manager', 'owner', 'system')",
            name=op.f("ck_entries_actor_role"),
        ),
        sa.CheckConstraint(
            "kind IN ('earn', 'redeem', 'expire', 'clawback', 'restore', 'adjust', 'transfer', 'gift')",
            name=op.f("ck_entries_kind"),
        ),
        sa.CheckConstraint(
            "points = balance_change + pending_change - deficit_change",
            name=op.f("ck_entries_sum"),
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_entries_member_id_members")
        ),
        sa.ForeignKeyConstraint(
            ["program_version_id"],
            ["program_versions.id"],
            name=op.f("fk_entries_program_version_id_program_versions"),
        ),
        sa.ForeignKeyConstraint(
            ["purchase_id"], ["purchases.id"], name=op.f("fk_entries_purchase_id_purchases")
        ),
        sa.ForeignKeyConstraint(
            ["refund_id"], ["refunds.id"], name=op.f("fk_entries_refund_id_refunds")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entries")),
        sqlite_strict=True,
    )
    op.create_index("ix_entries_on", "entries", ["on", "kind"], unique=False)
    op.create_index(
        "ix_entries_purchase",
        "entries",
        ["purchase_id"],
        unique=False,
        sqlite_where=sa.text("purchase_id IS NOT NULL"),
        postgresql_where=sa.text("purchase_id IS NOT NULL"),
    )
    op.create_index("uq_entries_member_number", "entries", ["member_id", "number"], unique=True)
    refuse_changes(op, *APPEND_ONLY)


def downgrade() -> None:
    allow_changes(op)
    op.drop_index("uq_entries_member_number", table_name="entries")
    op.drop_index(
        "ix_entries_purchase",
        table_name="entries",
        sqlite_where=sa.text("purchase_id IS NOT NULL"),
        postgresql_where=sa.text("purchase_id IS NOT NULL"),
    )
    op.drop_index("ix_entries_on", table_name="entries")
    op.drop_table("entries")
    op.drop_index(op.f("ix_favourite_choices_on"), table_name="favourite_choices")
    op.drop_index(op.f("ix_favourite_choices_member_id"), table_name="favourite_choices")
    op.drop_table("favourite_choices")
    op.drop_index(op.f("ix_guesses_what_at"), table_name="guesses")
    op.drop_table("guesses")
    op.drop_index("ix_promo_claims_member", table_name="promo_claims")
    op.drop_index("uq_promo_claims_number", table_name="promo_claims")
    op.drop_table("promo_claims")
    op.drop_index(
        "ix_referrals_held",
        table_name="referrals",
        sqlite_where=sa.text("share = 'held'"),
        postgresql_where=sa.text("share = 'held'"),
    )
    op.drop_index("ix_referrals_referrer", table_name="referrals")
    op.drop_table("referrals")
    op.drop_index("ix_transfers_taker", table_name="transfers")
    op.drop_index("ix_transfers_giver", table_name="transfers")
    op.drop_table("transfers")
    op.drop_index("ix_refunds_staff", table_name="refunds")
    op.drop_index(op.f("ix_refunds_shift_id"), table_name="refunds")
    op.drop_index(op.f("ix_refunds_purchase_id"), table_name="refunds")
    op.drop_index(op.f("ix_refunds_on"), table_name="refunds")
    op.drop_index("ix_refunds_member", table_name="refunds")
    op.drop_table("refunds")
    op.drop_index(
        "uq_redemption_requests_open",
        table_name="redemption_requests",
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.drop_index(
        op.f("ix_redemption_requests_staff_id_asked_at"), table_name="redemption_requests"
    )
    op.drop_index(
        op.f("ix_redemption_requests_member_id_asked_at"), table_name="redemption_requests"
    )
    op.drop_table("redemption_requests")
    op.drop_table("approvals")
    op.drop_table("settings")
    op.drop_index("ix_purchases_staff", table_name="purchases")
    op.drop_index("ix_purchases_shift", table_name="purchases")
    op.drop_index("ix_purchases_on", table_name="purchases")
    op.drop_index("ix_purchases_member", table_name="purchases")
    op.drop_table("purchases")
    op.drop_table("suspicions")
    op.drop_table("summary_readers")
    op.drop_index(
        "uq_shifts_open",
        table_name="shifts",
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.drop_index(op.f("ix_shifts_staff_id_opened_at"), table_name="shifts")
    op.drop_table("shifts")
    op.drop_table("program_versions")
    op.drop_table("invites")
    op.drop_index("uq_coupons_number", table_name="coupons")
    op.drop_index(
        "ix_coupons_open",
        table_name="coupons",
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.drop_index("ix_coupons_closed_at", table_name="coupons")
    op.drop_index("ix_coupons_claimed_at", table_name="coupons")
    op.drop_table("coupons")
    op.drop_table("staff")
    op.drop_index("ix_draws_lot", table_name="draws")
    op.drop_table("draws")
    op.drop_table("activations")
    op.drop_table("qualifying_days")
    op.drop_index("ix_category_days_on", table_name="category_days")
    op.drop_table("category_days")
    op.drop_index(op.f("ix_people_last4_digest"), table_name="people")
    op.drop_index(op.f("ix_people_birthday"), table_name="people")
    op.drop_table("people")
    op.drop_index("ix_occasions_promised_at", table_name="occasions")
    op.drop_table("occasions")
    op.drop_index(
        "ix_lots_open",
        table_name="lots",
        sqlite_where=sa.text("points_left > 0"),
        postgresql_where=sa.text("points_left > 0"),
    )
    op.drop_table("lots")
    op.drop_index(op.f("ix_erasures_telegram_digest"), table_name="erasures")
    op.drop_index(op.f("ix_erasures_phone_digest"), table_name="erasures")
    op.drop_index(op.f("ix_erasures_forget_on"), table_name="erasures")
    op.drop_table("erasures")
    op.drop_index(op.f("ix_consents_member_id"), table_name="consents")
    op.drop_table("consents")
    op.drop_table("watch_runs")
    op.drop_table("summary_runs")
    op.drop_table("summary_plans")
    op.drop_index(op.f("ix_starts_came_at"), table_name="starts")
    op.drop_table("starts")
    op.drop_index("ix_outbox_open", table_name="outbox")
    op.drop_index("ix_outbox_finished", table_name="outbox")
    op.drop_index("ix_outbox_chat", table_name="outbox")
    op.drop_table("outbox")
    op.drop_index(op.f("ix_operations_claimed_at"), table_name="operations")
    op.drop_table("operations")
    op.drop_table("occasion_runs")
    op.drop_index("ix_members_segments", table_name="members")
    op.drop_index("ix_members_last_purchase_at", table_name="members")
    op.drop_index(op.f("ix_members_joined_at"), table_name="members")
    op.drop_index(
        "ix_members_expiring",
        table_name="members",
        sqlite_where=sa.text("next_expiry_on IS NOT NULL"),
        postgresql_where=sa.text("next_expiry_on IS NOT NULL"),
    )
    op.drop_index(
        "ix_members_due",
        table_name="members",
        sqlite_where=sa.text("next_due_on IS NOT NULL"),
        postgresql_where=sa.text("next_due_on IS NOT NULL"),
    )
    op.drop_table("members")
    op.drop_index(op.f("ix_media_kept_at"), table_name="media")
    op.drop_table("media")
    op.drop_table("locations")
    op.drop_table("installation")
    op.drop_index(
        "ix_inbox_new",
        table_name="inbox",
        sqlite_where=sa.text("state = 'new'"),
        postgresql_where=sa.text("state = 'new'"),
    )
    op.drop_index("ix_inbox_handled", table_name="inbox")
    op.drop_index("ix_inbox_chat", table_name="inbox")
    op.drop_table("inbox")
    op.drop_table("conversations")
    op.drop_table("budget_usage")
    op.drop_index(op.f("ix_audit_log_staff_id_what_at"), table_name="audit_log")
    op.drop_index(op.f("ix_audit_log_member_id_at"), table_name="audit_log")
    op.drop_index(op.f("ix_audit_log_at"), table_name="audit_log")
    op.drop_table("audit_log")
