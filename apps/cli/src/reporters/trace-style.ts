/** Styles of a trace, inline: the page is a file that is opened, sent and printed by itself. */
export const traceStyle: string = `:root {
  color-scheme: light dark;
  --ink: #1d2327; --soft: #525c64; --paper: #f5f4f1; --sheet: #fffefb; --line: #dcd9d2; --link: #1a4f8b; --bad: #9b2c1f; --good: #22614f;
}
@media (prefers-color-scheme: dark) {
  :root { --ink: #e5e3de; --soft: #a9adb0; --paper: #15181a; --sheet: #1c2023; --line: #343a3e; --link: #9cc4f2; --bad: #f2a297; --good: #8fcab8; }
}
*, *::before, *::after { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif; overflow-wrap: anywhere; }
a { color: var(--link); text-underline-offset: 0.16em; }
:focus-visible { outline: 0.16rem solid var(--link); outline-offset: 0.16rem; }
header, main, footer { max-width: 60rem; margin: 0 auto; padding: 1.25rem 1.5rem; }
header, footer { color: var(--soft); font-size: 0.9375rem; }
header { border-bottom: 1px solid var(--line); }
header p, footer p { margin: 0; }
header b { color: var(--ink); margin-right: 0.5rem; }
h1 { font-size: clamp(1.6rem, 1.3rem + 1.5vw, 2.1rem); line-height: 1.2; margin: 1rem 0; }
h2 { font-size: 1.1875rem; line-height: 1.35; margin: 2.25rem 0 0.75rem; }
h2.section { margin-top: 3.5rem; font-size: 1.375rem; }
.part { font-size: 0.8125rem; color: var(--soft); margin: 0; font-weight: 600; }
ul { list-style: none; margin: 0; padding: 0; }
code { font: 0.875em ui-monospace, Menlo, Consolas, monospace; }
.counts { display: flex; flex-wrap: wrap; gap: 0.5rem 1.5rem; }
.badge { display: inline-block; padding: 0.05rem 0.5rem; border: 1px solid currentColor; border-radius: 0.25rem; font-size: 0.8125rem; font-weight: 400; }
.enforced { color: var(--good); border-left-width: 0.35rem; }
.evidenced { color: var(--good); border-style: double; border-width: 3px; }
.informational { color: var(--soft); border-color: var(--line); }
.gap { color: var(--bad); border-style: dashed; }
.bad { color: var(--bad); }
article { background: var(--sheet); border: 1px solid var(--line); border-radius: 0.4rem; padding: clamp(1rem, 4vw, 2rem); margin: 1.25rem 0; scroll-margin-top: 1rem; }
article:target { border-color: var(--link); box-shadow: 0 0 0 1px var(--link); }
.clause { margin: 0; font-size: 1.125rem; line-height: 1.35; display: flex; flex-wrap: wrap; gap: 0.25rem 0.75rem; align-items: baseline; }
.place { margin: 0.15rem 0 0; color: var(--soft); font: 0.8125rem ui-monospace, Menlo, Consolas, monospace; }
blockquote { margin: 1rem 0 1.25rem; padding-left: 1rem; border-left: 0.2rem solid var(--line); }
blockquote p { margin: 0; font: 1.125rem/1.55 Charter, Cambria, Georgia, serif; max-width: 66ch; }
section { padding: 0.75rem 0; border-top: 1px solid var(--line); }
section li { margin-bottom: 0.4rem; max-width: 72ch; }
section li:last-child { margin-bottom: 0; }
.detail { display: block; color: var(--soft); font-size: 0.875rem; }
details ul { padding: 0.25rem 0 0.25rem 1.1rem; }
summary { cursor: pointer; }
table { width: 100%; border-collapse: collapse; font-size: 0.9375rem; margin-bottom: 1.5rem; }
caption { text-align: left; font-weight: 600; padding: 0.5rem 0; }
th, td { text-align: left; vertical-align: top; padding: 0.45rem 1rem 0.45rem 0; border-bottom: 1px solid var(--line); font-weight: 400; }
thead th { color: var(--soft); font-size: 0.8125rem; }
tbody th { width: 32%; }
.gaps tbody th { width: 24%; }
.gaps th:nth-child(2) { width: 32%; }
.overview td { width: 17%; }
.spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
@media (min-width: 44.01rem) {
  section { display: grid; grid-template-columns: 9.5rem minmax(0, 1fr); gap: 1.25rem; }
  .part { line-height: 1.5rem; }
}
@media (max-width: 44rem) {
  header, main, footer { padding-left: 1rem; padding-right: 1rem; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table, caption, tbody, tr, tbody th, td, .overview td { display: block; width: auto; }
  tr { padding: 0.5rem 0; border-bottom: 1px solid var(--line); }
  tbody th, td { border: 0; padding: 0.1rem 0; }
  .overview td { display: inline-block; margin-right: 0.75rem; }
  .gaps td::before { content: attr(data-label) ": "; color: var(--soft); }
  .gaps tbody th { width: auto; }
  .part { margin-bottom: 0.35rem; }
}
@media print {
  :root { --ink: #000; --soft: #333; --paper: #fff; --sheet: #fff; --line: #999; --link: #000; --bad: #000; --good: #000; color-scheme: light; }
  article, tr, section li { break-inside: avoid; }
}
`;
