-- DropTable
DROP TABLE "decision_log";

-- CreateTable
CREATE TABLE "decision_segment" (
    "id" TEXT NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "until_at" TIMESTAMPTZ(3) NOT NULL,
    "entries" INTEGER NOT NULL,
    "body" BYTEA NOT NULL,

    CONSTRAINT "decision_segment_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "decision_segment_until_at_idx" ON "decision_segment"("until_at");

-- It is compressed already.
ALTER TABLE "decision_segment" ALTER COLUMN "body" SET STORAGE EXTERNAL;
