import type { Command } from 'commander';
import { UsageError } from './failures.ts';

/** What a policy says of the company that speaks. */
export function datedOption(command: Command): Command {
  return command
    .option('--name <name>', 'legal name of the company, "Example, Inc."')
    .option('--email <address>', 'address for questions')
    .option('--url <url>', 'where the page stands, https://example.com/privacy (default: /privacy)')
    .option('--date <date>', 'day of publication, YYYY-MM-DD');
}

/** The path of a page's address; a path alone will do. */
export function urlPath(url: string | undefined): string {
  if (url === undefined) return '/privacy';
  const parsed = URL.parse(url, 'https://example.com');
  if (parsed === null || !/^https?:$/.test(parsed.protocol))
    throw new UsageError(`\`${url}\` is no address of a page, such as https://example.com/privacy`);
  return parsed.pathname;
}

/** The day so many days after an instant, UTC, `YYYY-MM-DD`. */
export function daysFrom(now: Date, days: number): string {
  return new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10);
}
