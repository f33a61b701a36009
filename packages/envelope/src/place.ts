/** Where a value stands. A ciphertext opens there and nowhere else. */
export interface Place {
  /** Empty where the application has one tenant. */
  readonly tenant: string;
  readonly table: string;
  readonly column: string;
  /** The row's primary key; several columns as a JSON array of texts. */
  readonly row: string;
}

/** Each part with its length before it, so that no two lists of parts give the same bytes. */
export function boundTo(parts: readonly string[]): Buffer {
  return Buffer.concat(
    parts.flatMap((part) => {
      const bytes = Buffer.from(part, 'utf8');
      const length = Buffer.alloc(4);
      length.writeUInt32BE(bytes.length);
      return [length, bytes];
    }),
  );
}
