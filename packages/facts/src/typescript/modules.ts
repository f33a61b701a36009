/** Where a module specifier leads. */
export type ModuleName =
  | {
      readonly kind: 'package';
      readonly name: string;
      /** Below the package, `des` of `crypto-js/des`. */ readonly path: string;
    }
  | { readonly kind: 'builtin'; readonly name: string }
  | { readonly kind: 'local' };

/**
 * A bare specifier is a package unless it is Node's own or written as an alias of the project's own
 * files. An alias that looks like a package (`src/db`) is told apart by who knows the dependencies.
 */
export function moduleName(specifier: string): ModuleName {
  const known = names.get(specifier);
  if (known !== undefined) return known;
  const name = readName(specifier);
  names.set(specifier, name);
  return name;
}

// A program has few specifiers and asks for each many thousand times.
const names = new Map<string, ModuleName>();

function readName(specifier: string): ModuleName {
  if (specifier === '' || /^([./~#]|@\/|@@|\$|[a-z]+:\/\/)/.test(specifier))
    return { kind: 'local' };
  if (specifier.startsWith('node:')) return { kind: 'builtin', name: specifier.slice(5) };
  if (builtins.has(specifier.split('/')[0] ?? '')) return { kind: 'builtin', name: specifier };
  if (/^(npm|jsr):/.test(specifier)) return moduleName(specifier.slice(4).replace(/^\//, ''));
  if (/^(bun|cloudflare|virtual|astro|data|https?):/.test(specifier)) return { kind: 'local' };
  const words = specifier.split('/');
  const size = specifier.startsWith('@') ? 2 : 1;
  const name = words
    .slice(0, size)
    .join('/')
    .replace(/(?<=.)@[\d^~].*$/, '');
  return { kind: 'package', name, path: words.slice(size).join('/') };
}

// https://nodejs.org/api/ — the modules that can be required without `node:`.
const builtins = new Set(
  [
    'assert async_hooks buffer child_process cluster console constants crypto dgram',
    'diagnostics_channel dns domain events fs http http2 https inspector module net os',
    'path perf_hooks process punycode querystring readline repl stream string_decoder sys',
    'timers tls trace_events tty url util v8 vm wasi worker_threads zlib',
  ].flatMap((line) => line.split(' ')),
);
