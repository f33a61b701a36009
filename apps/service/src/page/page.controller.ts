import { createHash } from 'node:crypto';
import { Controller, Get, Headers, Param, Query, Res } from '@nestjs/common';
import type { CompiledPolicy } from '@troth/compiler';
import { renderPage } from '@troth/page';
import type { PageFile } from '@troth/page';
import type { FastifyReply } from 'fastify';
import { Open } from '../auth/scopes.ts';
import { PolicyStore } from '../policies/policy-store.ts';
import { Problem } from '../problems/problem.ts';
import { Clock } from '../runtime/clock.ts';

/** No script, no other host, no cookie, no frame. */
const HEADERS = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-cache',
} as const;

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
};

/** The policy as its readers see it, of the version in force. */
@Controller()
@Open()
export class PageController {
  readonly #policies: PolicyStore;
  readonly #clock: Clock;
  readonly #rendered = new WeakMap<CompiledPolicy, readonly PageFile[]>();

  constructor(policies: PolicyStore, clock: Clock) {
    this.#policies = policies;
    this.#clock = clock;
  }

  @Get('privacy')
  index(
    @Headers('if-none-match') known: string | undefined,
    @Query('since') since: string | undefined,
    @Res() reply: FastifyReply,
  ): void {
    if (since !== undefined) return this.#toChanges(since, reply);
    return this.#send('index.html', known, reply);
  }

  @Get('privacy/:file')
  file(
    @Param('file') file: string,
    @Headers('if-none-match') known: string | undefined,
    @Res() reply: FastifyReply,
  ): void {
    return this.#send(file, known, reply);
  }

  @Get('privacy/:folder/:file')
  nested(
    @Param('folder') folder: string,
    @Param('file') file: string,
    @Headers('if-none-match') known: string | undefined,
    @Res() reply: FastifyReply,
  ): void {
    return this.#send(`${folder}/${file}`, known, reply);
  }

  #send(path: string, known: string | undefined, reply: FastifyReply): void {
    const files = this.#files();
    const file =
      files.find((candidate) => candidate.path === path) ??
      files.find((candidate) => candidate.path === `${path}/index.html`);
    if (file === undefined) throw new Problem(404, 'The page set has no such file.');
    // One tag for all readers: it depends on the text alone.
    const etag = `"${createHash('sha256').update(file.text).digest('hex')}"`;
    const type = MEDIA_TYPES[file.path.split('.').at(-1) ?? ''] ?? 'text/plain; charset=utf-8';
    void reply.headers({ ...HEADERS, etag, 'content-type': type });
    if (known === etag) void reply.status(304).send();
    else void reply.send(file.text);
  }

  #toChanges(since: string, reply: FastifyReply): void {
    const known = this.#policies
      .all()
      .some(({ policy }) => policy.version.published === since || policy.hash === since);
    if (!known) throw new Problem(404, 'There is no such version.');
    const { policy } = this.#current();
    const path = `changes/${since}..${policy.version.published}.html`;
    const exists = this.#files().some((file) => file.path === path);
    void reply.redirect(exists ? `/privacy/${path}` : '/privacy', 302);
  }

  #files(): readonly PageFile[] {
    const { policy, translations = [] } = this.#current();
    const known = this.#rendered.get(policy);
    if (known !== undefined) return known;
    const files = renderPage(policy, { base: '/privacy/', translations });
    this.#rendered.set(policy, files);
    return files;
  }

  #current() {
    const current = this.#policies.inForce(this.#clock.now());
    if (current === undefined) throw new Problem(404, 'No policy version is in force.');
    return current;
  }
}
