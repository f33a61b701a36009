/** What the clients saw. */
export class Tally {
  readonly statuses = new Map<number, number>();
  readonly wrongs: string[] = [];
  permits = 0;
  denials = 0;
  lates = 0;
  nobody = 0;
  /** Longest that an answer was by a version which had been replaced. */
  stalestMs = 0;

  answered(status: number): void {
    this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
  }

  /** Cut off, or nobody listened. */
  unanswered(): void {
    this.nobody += 1;
  }

  judged(effect: 'permit' | 'deny', staleMs: number): void {
    if (effect === 'permit') this.permits += 1;
    else this.denials += 1;
    this.stalestMs = Math.max(this.stalestMs, staleMs);
  }

  wrong(what: string): void {
    this.wrongs.push(what);
  }

  /** Right by what was known before; the stated second was over. */
  late(): void {
    this.lates += 1;
  }

  /** Answers that are neither what was asked for nor a refusal for a while. */
  get failures(): number {
    return [...this.statuses]
      .filter(([status]) => ![200, 202, 429, 503].includes(status))
      .reduce((sum, [, count]) => sum + count, 0);
  }
}
