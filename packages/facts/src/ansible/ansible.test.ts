import { expect, test } from 'vitest';

import { saidOfFile } from '../testing/said.ts';

/** A play with one task. */
function said(task: string): readonly string[] {
  const text = `- hosts: all\n  tasks:\n    - name: a\n${task.replaceAll(/^/gm, '      ')}\n`;
  return saidOfFile('site.yml', text);
}

test('a download in the clear, or from anybody, is said where it stands', () => {
  expect(said('get_url:\n  url: http://example.com/a\n  validate_certs: no')).toEqual([
    'cleartext 5 http://example.com',
    'certificate-check 6 validate_certs: no',
  ]);
  expect(said('ansible.builtin.uri:\n  url: https://example.com')).toEqual([]);
  expect(said('yum: { name: a, sslverify: false }')).toEqual([
    'certificate-check 4 sslverify: false',
  ]);
});

test('variables of a task are read as elsewhere', () => {
  expect(said('environment: { PYTHONHTTPSVERIFY: "0" }')).toEqual([
    'certificate-check 4 PYTHONHTTPSVERIFY=0',
  ]);
});

test('what is filled in at run time is unknown', () => {
  expect(said('get_url: { url: "http://{{ host }}/a" }')).toEqual(['cleartext 4 http://… unknown']);
});

test('a list of something else is no playbook', () => {
  expect(saidOfFile('list.yml', '- name: a\n  url: http://example.com\n')).toEqual([]);
});
