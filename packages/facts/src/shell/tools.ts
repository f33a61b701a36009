import type { Tool } from './tool.ts';
import { clouds } from './tools/clouds.ts';
import { curl } from './tools/curl.ts';
import { databases } from './tools/databases.ts';
import { openssl } from './tools/openssl.ts';
import { switchTools } from './tools/switches.ts';
import { wget } from './tools/wget.ts';

/** Tools whose other words are names of packages, some of them of tools. */
export const packageManagers: ReadonlySet<string> = new Set(
  (
    'apt apt-get aptitude apk yum dnf dnf5 microdnf tdnf zypper pacman emerge brew port snap choco ' +
    'winget npm pnpm yarn bun pip pip2 pip3 uv conda mamba micromamba poetry gem bundle bundler ' +
    'cargo composer'
  ).split(' '),
);

const all: readonly Tool[] = [
  ...clouds,
  curl,
  ...databases,
  wget,
  openssl,
  ...switchTools,
  { names: [...packageManagers], read: () => [] },
];

/** What is known of each tool by its name. */
export const toolsByName: ReadonlyMap<string, readonly Tool[]> = new Map(
  [...new Set(all.flatMap(({ names }) => names))].map((name) => [
    name,
    all.filter(({ names }) => names.includes(name)),
  ]),
);
