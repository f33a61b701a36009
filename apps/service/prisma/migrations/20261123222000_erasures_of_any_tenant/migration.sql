-- AlterTable
ALTER TABLE "erasure" ADD COLUMN     "subject_key" TEXT NOT NULL DEFAULT '';

-- CreateIndex
CREATE INDEX "erasure_subject_key_idx" ON "erasure"("subject_key");
