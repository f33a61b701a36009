import { denialIn } from '../denial.ts';
import { runIn } from '../scope.ts';
import { Traces } from '../traces.ts';

/** Work for a purpose that has met some values, each of a category. */
export function scoped<T>(purpose: string, work: () => T, values: [string, string][] = []): T {
  const traces = new Traces();
  for (const [value, category] of values) traces.add(value, [category]);
  return runIn({ mode: 'enforce', where: 'a job', purpose, traces, subject: { id: 'u1' } }, work);
}

/** What is denied; any other fault by its own words. */
export function denialOf(act: () => unknown) {
  try {
    act();
    return undefined;
  } catch (error) {
    return denialIn(error) ?? { rule: String(error) };
  }
}
