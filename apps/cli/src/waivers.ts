import type { parseWaivers } from '@troth/scanner';
import { posix } from 'node:path';
import type { Project } from './project.ts';

/** The waivers of a policy at an instant; a policy without `waivers.yaml` has none, and needs no scanner to say so. */
export async function waiversOf(
  project: Project,
  now: Date,
): Promise<ReturnType<typeof parseWaivers>> {
  const file = project.files.find(({ path }) => path === posix.join(project.name, 'waivers.yaml'));
  if (file === undefined) return { waivers: [], unreadable: [], diagnostics: [] };
  const scanner = await import('@troth/scanner');
  return scanner.parseWaivers(file, dayOf(now));
}

/** `YYYY-MM-DD`, UTC. */
export function dayOf(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}
