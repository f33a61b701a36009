import { Buffer } from 'node:buffer';
import { text } from 'node:stream/consumers';
import { FormData, Response } from 'undici';
import { expect, test } from 'vitest';
import { writtenForm } from './form.ts';

test('a form is written as undici writes it', async () => {
  const form = new FormData();
  form.append('plain', 'Grüße');
  form.append('a "name"\r\nin two lines', 'one\ntwo\rthree\r\nfour');
  form.append('empty', '');
  form.append('file', new File(['half a ', 'page'], 'my "page"\n.txt', { type: 'text/plain' }));
  form.append('unnamed', new Blob([Buffer.from([0, 255, 10])]));
  const theirs = new Response(form);
  const theirType = theirs.headers.get('content-type') ?? '';

  const ours = writtenForm(form, (file) => file.stream());

  const written = await text(ours.parts);
  const boundaryOf = (type: string) => type.split('boundary=')[1] ?? '';
  expect(written.replaceAll(boundaryOf(ours.type), boundaryOf(theirType))).toBe(
    await theirs.text(),
  );
  expect(ours.type.replace(boundaryOf(ours.type), '')).toBe(
    theirType.replace(boundaryOf(theirType), ''),
  );
});

test('its length is known before it is written', async () => {
  const form = new FormData();
  form.append('name', 'Grüße');
  form.append('file', new File(['Grüße'], 'grüße.txt'));

  const { length, parts } = writtenForm(form, (file) => file.stream());

  expect(Buffer.byteLength(await text(parts))).toBe(length);
});
