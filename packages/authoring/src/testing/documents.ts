import fc from 'fast-check';

/** Pieces of markup, of YAML and of policies that a reader may stumble over. */
const pieces = [
  '# ¦## ¦- ¦1. ¦\n¦\n\n¦|¦|-|\n¦<p>¦</p>¦<li>¦<ol type=i>¦<table><tr><td>¦<h2>¦</h2>¦<strong>¦</strong>',
  '&amp;¦<br>¦`¦**¦> ¦e.g. ¦Inc. ¦30 days¦TLS 1.3¦a@b.example¦{{¦}}¦Account: ¦.¦. ¦ ¦null¦true¦- a: b',
  '#x¦"¦\'¦\t¦\u0000¦\u2028¦\uFEFF¦\uD800¦é 漢字。¦We keep your name. ¦You can ask. ¦Your rights\n',
  '<<<<<<< ours\n¦=======\n¦---\n¦<main>¦<dl><dt>¦<dd>',
].flatMap((row) => row.split('¦'));

/** Documents nobody would publish, in any format. */
export const documents: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join('')),
);
