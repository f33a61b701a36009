-- AlterTable
ALTER TABLE "token" ADD COLUMN     "expires_at" TIMESTAMPTZ(3),
ADD COLUMN     "per_second" INTEGER,
ADD COLUMN     "previous_hash" TEXT,
ADD COLUMN     "previous_until" TIMESTAMPTZ(3);

-- CreateIndex
CREATE UNIQUE INDEX "token_previous_hash_key" ON "token"("previous_hash");
