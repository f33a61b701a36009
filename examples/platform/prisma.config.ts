import { defineConfig } from 'prisma/config';

/** For `prisma migrate deploy`, which runs where the database's address is known. */
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env['DATABASE_URL'] ?? '' },
});
