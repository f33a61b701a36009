import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CompiledPolicy } from '@troth/compiler';
import { sealBundle } from '@troth/compiler';
import { compileDecider } from '@troth/decisions';
import type { Decider } from '@troth/decisions';
import { northwindFiles, northwindPolicy } from '../northwind.ts';
import { openSigningKey } from '../../runtime/keys.ts';

/** So many before the first comes round again: by its hash an answer says when its policy was the newest. */
const EDITIONS = 40;

interface Edition {
  readonly policy: CompiledPolicy;
  readonly decider: Decider;
  /** When another was put in its place, `performance.now()`; while it is the newest: never. */
  replacedAt: number;
}

/** The policy in many editions which permit different things, one after the other the newest. */
export class Editions {
  readonly #editions: readonly Edition[];
  readonly #byHash: ReadonlyMap<string, Edition>;
  #newest: Edition;
  #starting = false;
  reloads = 0;

  constructor() {
    this.#editions = Array.from({ length: EDITIONS }, (_, number) => {
      const policy = northwindPolicy(clausesOf(number));
      return { policy, decider: compileDecider(policy), replacedAt: Number.POSITIVE_INFINITY };
    });
    this.#byHash = new Map(this.#editions.map((edition) => [edition.policy.hash, edition]));
    this.#newest = this.#edition(0);
  }

  /** The folder from which a process that starts makes its bundle: the first edition. */
  writePolicyFolder(folder: string): void {
    for (const [path, text] of Object.entries(northwindFiles(clausesOf(0)))) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  }

  /** Signs the next edition. @returns the text of its bundle */
  next(keyFile: string): string {
    this.reloads += 1;
    this.#renew(this.#edition(this.reloads % EDITIONS));
    const { privateKey } = openSigningKey(keyFile);
    return sealBundle(this.#newest.policy, [], privateKey, { issuedAt: new Date() });
  }

  /** A process that starts installs the first edition, at some time before it serves. */
  starting(): void {
    this.#starting = true;
  }

  started(): void {
    this.#starting = false;
    this.#renew(this.#edition(0));
  }

  #edition(number: number): Edition {
    const edition = this.#editions[number];
    if (edition === undefined) throw new Error(`there is no edition ${number}`);
    return edition;
  }

  #renew(edition: Edition): void {
    if (edition === this.#newest) return;
    this.#newest.replacedAt = performance.now();
    edition.replacedAt = Number.POSITIVE_INFINITY;
    this.#newest = edition;
  }

  deciderOf(hash: string): Decider | undefined {
    return this.#byHash.get(hash)?.decider;
  }

  /** How long a version had been replaced at an instant, milliseconds; 0 where it had not. */
  staleMs(hash: string, at: number): number {
    const edition = this.#byHash.get(hash);
    if (this.#starting && edition === this.#editions[0]) return 0;
    return Math.max(0, at - (edition?.replacedAt ?? 0));
  }
}

/** Every second edition permits names, every third has no news. */
function clausesOf(number: number): Readonly<Record<string, string>> {
  const text = northwindFiles()['clauses/all.yaml'] ?? '';
  const named =
    number % 2 === 0
      ? text
      : text.replace('[account.email, account.name], for', '[account.email], for');
  const news = number % 3 === 0 ? named : named.replace('for: [news]', 'for: [support]');
  return {
    'clauses/all.yaml': news.replace('to run the shop', `to run the shop (edition ${number})`),
  };
}

/** Whole or not at all, as a deployment should. */
export function replaceFile(file: string, text: string): void {
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}
