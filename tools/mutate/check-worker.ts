import { readFileSync } from 'node:fs';
import { registerHooks, stripTypeScriptTypes } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import type { CheckScript, Checked } from './checker.ts';

// Loads the code below a folder again and again, each time with one file read as another text, and
// asks a program whether it notices. All else, the cases above all, is loaded and made once.
const { script } = workerData as { readonly script: string };
const scriptUrl = pathToFileURL(script);
const loaded: unknown = await import(scriptUrl.href);
const { below, entry, prepared } = loaded as CheckScript;
const folder = new URL(below, scriptUrl).href;
const stripped = new Map<string, string>();
let asked: Checked | undefined;
let times = 0;

registerHooks({
  resolve(specifier, context, next) {
    const resolved = next(specifier, context);
    const round = /\?round=\d+$/.exec(context.parentURL ?? '')?.[0];
    if (round === undefined || !resolved.url.startsWith(folder)) return resolved;
    return { ...resolved, url: resolved.url + round };
  },
  load(url, context, next) {
    if (!/\?round=\d+$/.test(url)) return next(url, context);
    return { format: 'module', source: textOf(fileURLToPath(url)), shortCircuit: true };
  },
});

function textOf(path: string): string {
  if (path === asked?.path) return stripTypeScriptTypes(asked.text);
  const known = stripped.get(path) ?? stripTypeScriptTypes(readFileSync(path, 'utf8'));
  stripped.set(path, known);
  return known;
}

const check = prepared();
parentPort?.on('message', (question: Checked) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  void answer(question).then((passed) => parentPort?.postMessage(passed));
});

async function answer(question: Checked): Promise<boolean> {
  asked = question;
  times += 1;
  try {
    check(await import(`${new URL(entry, scriptUrl).href}?round=${times}`));
    return true;
  } catch {
    return false;
  }
}
