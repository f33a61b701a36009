-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "installation" (
    "id" TEXT NOT NULL DEFAULT 'only',
    "key_check" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "installation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "policy_version" (
    "hash" TEXT NOT NULL,
    "published" TEXT NOT NULL,
    "effective" TEXT NOT NULL,
    "bundle" BYTEA NOT NULL,
    "installed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "policy_version_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "token" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "scopes" TEXT[],
    "kind" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event" (
    "id" TEXT NOT NULL,
    "content_mac" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "subject_ref" TEXT NOT NULL,
    "tenant" TEXT,
    "item_category" TEXT,
    "item_ref" TEXT,
    "purpose" TEXT,

    CONSTRAINT "event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "erasure" (
    "id" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "clause" TEXT NOT NULL,
    "round" INTEGER NOT NULL DEFAULT 0,
    "policy_version" TEXT NOT NULL,
    "source" JSONB NOT NULL,
    "subject_ref" TEXT NOT NULL,
    "tenant" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "due" TIMESTAMPTZ(3) NOT NULL,
    "uncovered" TEXT[],
    "errors" TEXT[],
    "lease_owner" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "fence" BIGINT NOT NULL DEFAULT 0,
    "retry_at" TIMESTAMPTZ(3),
    "blocked_at" TIMESTAMPTZ(3),
    "done_at" TIMESTAMPTZ(3),
    "receipt" BYTEA,

    CONSTRAINT "erasure_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "step" (
    "erasure_id" TEXT NOT NULL,
    "order" INTEGER NOT NULL,
    "after" INTEGER[],
    "store" TEXT NOT NULL,
    "data" TEXT[],
    "plan" JSONB NOT NULL,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "outcome" TEXT,
    "found" INTEGER,
    "erased" INTEGER NOT NULL DEFAULT 0,
    "connector" TEXT,
    "cause" TEXT,
    "started_at" TIMESTAMPTZ(3),
    "done_at" TIMESTAMPTZ(3),
    "intent_leaf" BIGINT,
    "done_leaf" BIGINT,

    CONSTRAINT "step_pkey" PRIMARY KEY ("erasure_id","order")
);

-- CreateTable
CREATE TABLE "retained" (
    "erasure_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "store" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "data" TEXT[],
    "obligation" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "follow_up" TEXT,

    CONSTRAINT "retained_pkey" PRIMARY KEY ("erasure_id","position")
);

-- CreateTable
CREATE TABLE "hold" (
    "id" TEXT NOT NULL,
    "case_ref" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "subject_id" TEXT,
    "subject_ref" TEXT,
    "tenant" TEXT,
    "data" TEXT[],
    "placed_by" TEXT NOT NULL,
    "placed_at" TIMESTAMPTZ(3) NOT NULL,
    "released_by" TEXT,
    "released_at" TIMESTAMPTZ(3),

    CONSTRAINT "hold_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "hold_epoch" (
    "id" TEXT NOT NULL DEFAULT 'only',
    "epoch" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "hold_epoch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tombstone" (
    "ref" TEXT NOT NULL,
    "clause" TEXT NOT NULL,
    "erasure_id" TEXT NOT NULL,
    "erased_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "tombstone_pkey" PRIMARY KEY ("ref","clause","erasure_id")
);

-- CreateTable
CREATE TABLE "audit_leaf" (
    "index" BIGINT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "audit_leaf_pkey" PRIMARY KEY ("index")
);

-- CreateTable
CREATE TABLE "audit_head" (
    "id" TEXT NOT NULL DEFAULT 'only',
    "size" BIGINT NOT NULL DEFAULT 0,
    "frontier" BYTEA[],

    CONSTRAINT "audit_head_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "decision_log" (
    "id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "policy_version" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "data" TEXT[],
    "purpose" TEXT NOT NULL,
    "recipient" TEXT,
    "subject_ref" TEXT,
    "actor_ref" TEXT,
    "effect" TEXT NOT NULL,
    "reasons" TEXT[],

    CONSTRAINT "decision_log_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "decision_writer" (
    "id" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "flushed" BIGINT NOT NULL DEFAULT 0,
    "lost" BIGINT NOT NULL DEFAULT 0,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "decision_writer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subject_state" (
    "subject_ref" TEXT NOT NULL,
    "restricted" BOOLEAN NOT NULL DEFAULT false,
    "accepted_policy" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "subject_state_pkey" PRIMARY KEY ("subject_ref")
);

-- CreateTable
CREATE TABLE "consent" (
    "subject_ref" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "withdrawn" BOOLEAN NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "consent_pkey" PRIMARY KEY ("subject_ref","purpose")
);

-- CreateIndex
CREATE UNIQUE INDEX "token_hash_key" ON "token"("hash");

-- CreateIndex
CREATE INDEX "event_subject_ref_idx" ON "event"("subject_ref");

-- CreateIndex
CREATE INDEX "erasure_subject_ref_idx" ON "erasure"("subject_ref");

-- CreateIndex
CREATE INDEX "erasure_done_at_starts_at_idx" ON "erasure"("done_at", "starts_at");

-- CreateIndex
CREATE UNIQUE INDEX "erasure_event_id_clause_round_key" ON "erasure"("event_id", "clause", "round");

-- CreateIndex
CREATE INDEX "hold_released_at_idx" ON "hold"("released_at");

-- CreateIndex
CREATE INDEX "decision_log_at_idx" ON "decision_log"("at");

-- CreateIndex
CREATE INDEX "subject_state_updated_at_idx" ON "subject_state"("updated_at");

-- CreateIndex
CREATE INDEX "consent_updated_at_idx" ON "consent"("updated_at");

-- AddForeignKey
ALTER TABLE "erasure" ADD CONSTRAINT "erasure_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "step" ADD CONSTRAINT "step_erasure_id_fkey" FOREIGN KEY ("erasure_id") REFERENCES "erasure"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "retained" ADD CONSTRAINT "retained_erasure_id_fkey" FOREIGN KEY ("erasure_id") REFERENCES "erasure"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The rows that are locked instead of created: one epoch of holds, one head of the log.
INSERT INTO "hold_epoch" ("id", "epoch") VALUES ('only', 0) ON CONFLICT DO NOTHING;
INSERT INTO "audit_head" ("id", "size", "frontier") VALUES ('only', 0, ARRAY[]::BYTEA[]) ON CONFLICT DO NOTHING;

-- A leaf is written once. Whoever can still rewrite it is found by the proofs.
CREATE FUNCTION "refuse_rewriting_the_log"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit log is append-only';
END
$$;
CREATE TRIGGER "audit_leaf_is_append_only" BEFORE UPDATE OR DELETE ON "audit_leaf"
  FOR EACH ROW EXECUTE FUNCTION "refuse_rewriting_the_log"();
CREATE TRIGGER "audit_leaf_is_never_truncated" BEFORE TRUNCATE ON "audit_leaf"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_rewriting_the_log"();
