import { parseWaivers } from '@troth/scanner';
import { posix } from 'node:path';
import type { Project } from './project.ts';

/** The waivers of a policy at an instant; a policy without `waivers.yaml` has none. */
export function waiversOf(project: Project, now: Date): ReturnType<typeof parseWaivers> {
  const file = project.files.find(({ path }) => path === posix.join(project.name, 'waivers.yaml'));
  return file === undefined
    ? { waivers: [], unreadable: [], diagnostics: [] }
    : parseWaivers(file, dayOf(now));
}

/** `YYYY-MM-DD`, UTC. */
export function dayOf(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}
