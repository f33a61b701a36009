/** Senders remembered; when there are more, all start afresh. */
const MOST_SENDERS = 10_000;

/** A bucket a sender: it fills at the sender's rate, and holds one second's worth. */
export class Allowances {
  readonly #senders = new Map<string, { readonly left: number; readonly at: number }>();

  /**
   * Whether one more request is within the rate. One that is not costs nothing, so who asks without
   * a pause still gets the rate.
   */
  take(sender: string, perSecond: number, nowMs: number): boolean {
    const known = this.#senders.get(sender) ?? { left: perSecond, at: nowMs };
    const refilled = known.left + (Math.max(nowMs - known.at, 0) / 1000) * perSecond;
    const left = Math.min(refilled, perSecond);
    const isWithin = left >= 1;
    if (this.#senders.size >= MOST_SENDERS) this.#senders.clear();
    this.#senders.set(sender, { left: isWithin ? left - 1 : left, at: nowMs });
    return isWithin;
  }
}
