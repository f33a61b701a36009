-- AlterTable
ALTER TABLE "token" ADD COLUMN     "tenant" TEXT;
