/** What of `package-lock.json` (lockfile version 3) is read or written here. */
export interface LockFile {
  readonly packages: Record<string, LockEntry>;
}

export interface LockEntry {
  readonly version?: string;
  readonly link?: boolean;
  readonly optional?: boolean;
  readonly dev?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** An optional dependency that some package names and the lock file has no entry for. */
export interface Missing {
  /** Path of the package that names it, `node_modules/oxlint`. */
  readonly parent: string;
  readonly name: string;
  readonly version: string;
}

/**
 * Binaries of other platforms that a registry mirror did not have when the lock file was written.
 * npm then leaves their entries out, and `npm ci` refuses the file on every machine.
 */
export function missingBinaries(lock: LockFile): readonly Missing[] {
  return Object.entries(lock.packages).flatMap(([parent, entry]) =>
    Object.entries(entry.optionalDependencies ?? {})
      .filter(([name, version]) => isExact(version) && !isResolved(lock, parent, name, version))
      .map(([name, version]) => ({ parent, name, version })),
  );
}

/** Adds an entry for each: beside the others, or below its parent where another version stands there. */
export function completeLock(lock: LockFile): LockFile {
  const packages = { ...lock.packages };
  for (const { parent, name, version } of missingBinaries(lock)) {
    const top = `node_modules/${name}`;
    const path = packages[top] === undefined ? top : `${parent}/node_modules/${name}`;
    const isDev = packages[parent]?.dev === true;
    packages[path] = { version, ...platformOf(name), optional: true, ...(isDev && { dev: true }) };
  }
  const sorted = Object.entries(packages).toSorted(([a], [b]) => a.localeCompare(b, 'en'));
  return { ...lock, packages: Object.fromEntries(sorted) };
}

function isExact(version: string): boolean {
  return /^\d/.test(version);
}

/** Node's own way up: the nearest folder that has the package decides. */
function isResolved(lock: LockFile, parent: string, name: string, version: string): boolean {
  for (let folder = parent; ; folder = above(folder)) {
    const found = lock.packages[`${folder === '' ? '' : `${folder}/`}node_modules/${name}`];
    if (found !== undefined) return found.version === version;
    if (folder === '') return false;
  }
}

function above(folder: string): string {
  const at = folder.lastIndexOf('/node_modules/');
  return at < 0 ? '' : folder.slice(0, at);
}

const systems = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32', 'windows'];
const processors = ['arm64', 'arm', 'x64', '64', 'ia32', 'ppc64', 'riscv64', 's390x', 'wasm32'];

/** Native packages name their platform at the end: `@oxlint/binding-linux-arm64-musl`, `@turbo/darwin-64`. */
function platformOf(name: string): Pick<LockEntry, 'os' | 'cpu' | 'libc'> {
  const words = name.split(/[/-]/);
  const system = systems.find((each) => words.includes(each));
  const processor = processors.find((each) => words.includes(each));
  if (processor === undefined) throw new Error(`${name} names no platform: complete it by hand`);
  const libc = libcOf(words.at(-1) ?? '');
  return {
    cpu: [processor === '64' ? 'x64' : processor],
    ...(system && { os: [system === 'windows' ? 'win32' : system] }),
    ...(libc && { libc: [libc] }),
  };
}

function libcOf(ending: string): string | undefined {
  if (ending.startsWith('musl')) return 'musl';
  return ending.startsWith('gnu') ? 'glibc' : undefined;
}
