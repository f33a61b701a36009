/** Something a subject said, or that was said of one, that later decisions turn on. */
export interface SubjectWord {
  readonly subjectRef: string;
  readonly about: 'purpose' | 'restriction' | 'acceptance';
  /** The purpose's id, or the hash of the accepted version; absent for a restriction. */
  readonly object?: string;
  readonly word: 'given' | 'withdrawn' | 'restricted' | 'lifted' | 'accepted';
  readonly source: 'event' | 'program' | 'unsubscribe-link' | 'browser-signal';
  /** Name of the machine token; absent where a link stood for it. */
  readonly by: string | null;
  /** When it was said; words count in this order. */
  readonly at: Date;
  readonly recordedAt: Date;
}
