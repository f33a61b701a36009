import { createHash } from 'node:crypto';
import { Controller, Get, Headers, Param, Query, Res } from '@nestjs/common';
import type { CompiledPolicy } from '@troth/compiler';
import { renderPage } from '@troth/page';
import type { PageFile } from '@troth/page';
import { earlierVersions } from '@troth/versions';
import type { FastifyReply } from 'fastify';
import { Open } from '../auth/scopes.ts';
import type { InstalledVersion } from '../policies/policy-store.ts';
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

interface Rendered {
  readonly of: readonly InstalledVersion[];
  readonly files: readonly PageFile[];
}

/** The policy as its readers see it, of the version in force. */
@Controller()
@Open()
export class PageController {
  readonly #policies: PolicyStore;
  readonly #clock: Clock;
  /** What was rendered of a policy, and of which versions it told the changes. */
  readonly #rendered = new WeakMap<CompiledPolicy, Rendered>();

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

  /** To what changed since the version a reader knows, by its day or hash; to the page where that is the version in force. */
  #toChanges(since: string, reply: FastifyReply): void {
    const known = this.#policies
      .all()
      .find(({ policy }) => policy.version.published === since || policy.hash === since);
    if (known === undefined) throw new Problem(404, 'There is no such version.');
    const ending = `changes/${known.policy.version.published}..`;
    const page = this.#files().find(({ path }) => path.startsWith(ending));
    void reply.redirect(page === undefined ? '/privacy' : `/privacy/${page.path}`, 302);
  }

  #files(): readonly PageFile[] {
    const { policy, translations = [] } = this.#current();
    const all = this.#policies.all();
    const known = this.#rendered.get(policy);
    if (known?.of === all) return known.files;
    const earlier = earlierVersions(policy, all);
    const files = renderPage(policy, { base: '/privacy/', translations, earlier });
    this.#rendered.set(policy, { of: all, files });
    return files;
  }

  #current() {
    const current = this.#policies.inForce(this.#clock.now());
    if (current === undefined) throw new Problem(404, 'No policy version is in force.');
    return current;
  }
}
