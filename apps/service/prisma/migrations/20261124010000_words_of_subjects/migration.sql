-- DropIndex
DROP INDEX "consent_updated_at_idx";

-- DropIndex
DROP INDEX "subject_state_updated_at_idx";

-- AlterTable
ALTER TABLE "consent" DROP COLUMN "updated_at";

-- AlterTable
ALTER TABLE "subject_state" DROP COLUMN "updated_at",
ADD COLUMN     "accepted_at" TIMESTAMPTZ(3),
ADD COLUMN     "restricted_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "subject_word" (
    "seq" BIGINT NOT NULL,
    "subject_ref" TEXT NOT NULL,
    "about" TEXT NOT NULL,
    "object" TEXT,
    "word" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "by" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "subject_word_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "subject_feed" (
    "id" TEXT NOT NULL DEFAULT 'only',
    "size" BIGINT NOT NULL DEFAULT 0,
    "epoch" TEXT NOT NULL,

    CONSTRAINT "subject_feed_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "subject_word_subject_ref_seq_idx" ON "subject_word"("subject_ref", "seq");

-- What was recorded before there was a history is its beginning.
INSERT INTO "subject_word" ("seq", "subject_ref", "about", "object", "word", "source", "at", "recorded_at")
SELECT row_number() OVER (ORDER BY "at", "subject_ref", "object"), "subject_ref", "about", "object", "word", 'event', "at", "at"
FROM (
    SELECT "subject_ref", 'purpose' AS "about", "purpose" AS "object",
           CASE WHEN "withdrawn" THEN 'withdrawn' ELSE 'given' END AS "word", "at"
    FROM "consent"
    UNION ALL
    SELECT "subject_ref", 'restriction', NULL, 'restricted', CURRENT_TIMESTAMP FROM "subject_state" WHERE "restricted"
    UNION ALL
    SELECT "subject_ref", 'acceptance', "accepted_policy", 'accepted', CURRENT_TIMESTAMP FROM "subject_state" WHERE "accepted_policy" IS NOT NULL
) AS "known";

INSERT INTO "subject_feed" ("id", "size", "epoch")
SELECT 'only', count(*), gen_random_uuid()::text FROM "subject_word";
