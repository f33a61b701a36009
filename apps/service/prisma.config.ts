import { defineConfig } from 'prisma/config';

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  // `prisma migrate deploy` reads it; generating needs no database.
  ...(process.env['DATABASE_URL'] === undefined
    ? {}
    : { datasource: { url: process.env['DATABASE_URL'] } }),
});
