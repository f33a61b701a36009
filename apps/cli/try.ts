import { readFileSync, readdirSync } from 'node:fs';
import { compilePolicy } from '@troth/compiler';
const files = readdirSync('policy', { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.yaml')).sort().map((f) => ({ path: `policy/${f}`, text: readFileSync(`policy/${f}`, 'utf8') }));
let seed = Number(process.argv[2] ?? 1);
const rnd = (n: number) => { seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0; return seed % n; };
const bits = ['{{', '}}', ': ', '- ', '\t', '\n', '&a ', '*a', '!!x ', '"', "'", '[', ']', '{', '}', '|', '>', '#', '\u0000', '\uFEFF', '\r', '---', '...', '<<: ', '__proto__', '30 days', '💥', '%', '@', '`', '? '];
let n = 0, ok = 0, slow = 0; const end = Date.now() + Number(process.argv[3] ?? 20) * 1000;
while (Date.now() < end) {
  const i = rnd(files.length); const f = files[i]!; let t = f.text;
  for (let k = 0; k <= rnd(3); k++) { const p = rnd(t.length + 1); const m = rnd(4); if (m === 0) t = t.slice(0, p) + bits[rnd(bits.length)] + t.slice(p); else if (m === 1) t = t.slice(0, p) + t.slice(p + 1 + rnd(10)); else if (m === 2) { const q = rnd(t.length + 1); t = t.slice(0, p) + t.slice(q, q + rnd(40)) + t.slice(p); } else { const lines = t.split('\n'); const a = rnd(lines.length); const [l] = lines.splice(a, 1); lines.splice(rnd(lines.length + 1), 0, l!); t = lines.join('\n'); } }
  const s = performance.now();
  try { const r = compilePolicy(files.map((x, j) => (j === i ? { path: x.path, text: t } : x))); if (r.policy) ok++; else if (!r.diagnostics.some((d) => d.severity === 'error')) { console.log('NO POLICY NO ERROR', f.path, JSON.stringify(t).slice(0, 300)); process.exit(1); } }
  catch (e: any) { console.log('THROW', f.path, e.stack.split('\n').slice(0, 6).join('\n')); require('fs').writeFileSync('/tmp/fuzz-fail.yaml', t); process.exit(1); }
  const d = performance.now() - s; if (d > 1000) slow++; n++;
}
console.log(n, 'inputs', ok, 'compiled', slow, 'slow');
