import type { CompiledPolicy } from '@troth/compiler';

/** Sheets that stand alone: each says which version it is, and links say where they lead. */
export function printStyle({ version, hash }: CompiledPolicy): string {
  return `
@media print {
  :root { --ink: #000; --soft: #333; --paper: #fff; --sheet: #fff; --line: #999; --link: #000; color-scheme: light; }
  @page {
    margin: 20mm 18mm 22mm;
    @bottom-left { content: ${cssString(`${version.published} · ${hash.slice(0, 16)}`)}; font: 8pt sans-serif; }
    @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; }
  }
  body { font-size: 10.5pt; background: #fff; }
  .skip, .contents, .permalink { display: none; }
  .columns { display: block; max-width: none; padding: 0; }
  .policy { border: 0; padding: 0; box-shadow: none; }
  .overview-part, .policy p, tr { break-inside: avoid; }
  h2 { break-after: avoid; }
}
`;
}

/** A CSS string of text that a policy holds: everything but letters, digits and plain marks is escaped. */
function cssString(text: string): string {
  const escaped = text.replaceAll(
    /[^A-Za-z0-9 .:-]/gu,
    (character) => `\\${(character.codePointAt(0) ?? 0).toString(16)} `,
  );
  return `"${escaped}"`;
}
