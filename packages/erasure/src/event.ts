/** An event that starts a clock, as the service stores it. */
export interface ErasureEvent {
  readonly id: string;
  /** Id of an event type of the vocabulary. */
  readonly type: string;
  /** ISO 8601 with an offset. */
  readonly at: string;
  readonly subject: { readonly id: string; readonly tenant?: string };
  readonly item?: { readonly category: string; readonly id: string };
}
