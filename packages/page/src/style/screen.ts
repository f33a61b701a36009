/** Screen styles. Sizes are relative, so that a reader's own font size and 400 % zoom hold. */
export const screenStyle: string = `:root {
  color-scheme: light dark;
  --ink: #1d2327; --soft: #525c64; --paper: #f5f4f1; --sheet: #fffefb; --line: #dcd9d2;
  --link: #1a4f8b; --mark: #fbeeb8; --accent: #2c6b5b;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  --serif: "Iowan Old Style", Charter, "Source Serif 4", Cambria, Georgia, serif;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e5e3de; --soft: #a9adb0; --paper: #15181a; --sheet: #1c2023; --line: #343a3e;
    --link: #9cc4f2; --mark: #4a4218; --accent: #8fcab8;
  }
}
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.55 var(--sans); overflow-wrap: break-word; }
a { color: var(--link); text-underline-offset: 0.16em; text-decoration-thickness: from-font; }
a:hover { text-decoration-thickness: 0.12em; }
:focus-visible { outline: 0.16rem solid var(--link); outline-offset: 0.16rem; border-radius: 0.15rem; }
[id] { scroll-margin-top: 1.5rem; }
.skip { position: absolute; left: 1rem; top: -4rem; padding: 0.6rem 1rem; background: var(--sheet); border: 1px solid var(--line); z-index: 1; }
.skip:focus { top: 1rem; }

.masthead { border-bottom: 1px solid var(--line); }
.masthead p { max-width: 69rem; margin: 0 auto; padding: 1.1rem 1.5rem; color: var(--soft); font-size: 0.9375rem; }
.company { color: var(--ink); font-weight: 600; margin-right: 0.4rem; }
.document::before { content: "/"; margin-right: 0.6rem; color: var(--line); }

.languages ul { max-width: 69rem; margin: 0 auto; padding: 0 1.5rem 1.1rem; display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; font-size: 0.9375rem; }
.languages a { display: inline-block; min-height: 1.5rem; }
.languages a[aria-current] { color: inherit; font-weight: 600; text-decoration: none; }
.translation-note { margin: 0 0 2rem; padding: 0.8rem 1rem; border: 1px solid var(--line); border-left: 0.35rem solid var(--accent); border-radius: 0.25rem; background: var(--sheet); max-width: 69ch; }
.untranslated-note { color: var(--soft); font: italic 0.85em/1.4 var(--sans); }

.columns { max-width: 69rem; margin: 0 auto; padding: 2rem 1.5rem 3rem; }
main { min-width: 0; }
ul { list-style: none; margin: 0; padding: 0; }

.contents { font-size: 0.9375rem; margin-bottom: 2.5rem; }
.contents .label { margin: 0 0 0.35rem; color: var(--soft); font-size: 0.8125rem; font-weight: 600; letter-spacing: 0.02em; }
.contents .label a { color: inherit; }
.contents ul { margin-bottom: 1.25rem; border-left: 1px solid var(--line); }
.contents li a { display: block; padding: 0.3rem 0 0.3rem 0.9rem; color: var(--ink); text-decoration: none; }
.contents li a:hover { text-decoration: underline; }

h2 { font: 600 1.1875rem/1.3 var(--sans); margin: 0 0 0.8rem; text-wrap: balance; }
.overview-part { margin-bottom: 2.5rem; }
.summary { margin: 0; }
.summary > div { padding: 0.6rem 0; border-bottom: 1px solid var(--line); }
.summary dt { font-weight: 600; font-size: 0.9375rem; }
.summary dd { margin: 0; max-width: 62ch; }
.summary a { color: inherit; text-decoration-color: var(--line); }
.summary a:hover { text-decoration-color: currentColor; }
.note { color: var(--soft); font-size: 0.875rem; margin: 0 0 2.5rem; max-width: 62ch; }

table { width: 100%; border-collapse: collapse; font-size: 0.9375rem; line-height: 1.45; }
th, td { text-align: left; vertical-align: top; padding: 0.65rem 1rem 0.65rem 0; border-bottom: 1px solid var(--line); font-weight: 400; }
thead th { color: var(--soft); font-size: 0.8125rem; padding-top: 0; vertical-align: bottom; }
tbody th { font-weight: 600; width: 25%; }
th:last-child, td:last-child { padding-right: 0; width: 10.5rem; }
tbody th::first-letter { text-transform: uppercase; }
.detail { display: block; color: var(--soft); font-size: 0.8125rem; font-weight: 400; }
.clause-links a { font-size: 0.8125rem; display: inline-block; min-height: 1.5rem; }
.badge { display: inline-block; padding: 0.05rem 0.5rem; border: 1px solid currentColor; border-radius: 0.25rem; font-size: 0.8125rem; }
.badge-enforced { border-style: solid; border-left-width: 0.35rem; }
.badge-evidenced { border-style: double; border-width: 3px; }
.badge-informational { border-color: var(--line); color: var(--soft); }
.badge-gap { border-style: dashed; }

.policy { background: var(--sheet); border: 1px solid var(--line); border-radius: 0.4rem; padding: clamp(1.4rem, 5vw, 3.5rem); font: 1.0938rem/1.65 var(--serif); }
.policy:focus { outline: none; }
.policy h1 { font: 600 clamp(1.75rem, 1.3rem + 2.2vw, 2.5rem)/1.15 var(--serif); letter-spacing: -0.012em; margin: 0 0 0.6rem; text-wrap: balance; }
.policy h2 { font: 600 1.3125rem/1.3 var(--serif); margin: 0 0 0.7rem; }
.policy section { margin-top: 2.4rem; }
.policy p { margin: 0 0 0.95rem; max-width: 66ch; hanging-punctuation: first; text-wrap: pretty; }
.policy p.dateline { color: var(--soft); font: 0.9375rem/1.5 var(--sans); margin-bottom: 1.4rem; }
.policy section > :last-child { margin-bottom: 0; }
.clause { border-radius: 0.15rem; -webkit-box-decoration-break: clone; box-decoration-break: clone; }
.clause:target, .clause:has(> :target) { background: var(--mark); box-shadow: 0 0 0 0.18em var(--mark); outline: 2px solid transparent; }
.permalink { color: var(--soft); text-decoration: none; font: 0.72em/1 var(--sans); }
.permalink::after { content: "#"; padding: 0.1em 0.3em; }
@media (hover: hover) {
  .permalink { position: relative; }
  .permalink::after { position: absolute; left: 0; bottom: 0.55em; padding: 0.3em 0.45em; border-radius: 0.25em; background: var(--sheet); box-shadow: 0 0 0 1px var(--line); opacity: 0; }
  .clause:hover > .permalink::after { opacity: 0.75; }
  .permalink:hover::after, .permalink:focus-visible::after { opacity: 1; color: var(--ink); z-index: 1; }
  .permalink:focus-visible { outline: none; }
  .permalink:focus-visible::after { outline: 0.16rem solid var(--link); }
}

.changes main { max-width: 52rem; margin: 0 auto; }
.changes .policy h2 { font: 600 1rem/1.4 var(--sans); margin-bottom: 0.5rem; }
.changes .policy section p { margin-bottom: 0.6rem; }
.badge { font-family: var(--sans); }
.badge-loosens { border-style: dashed; border-left-width: 0.35rem; }
.badge-tightens { border-left-width: 0.35rem; }
.badge-editorial { color: var(--soft); border-color: var(--line); }
.policy p.detail { font: 0.875rem/1.45 var(--sans); }
.sentence del { text-decoration-thickness: 0.1em; color: var(--soft); }
.sentence ins { text-decoration: underline; background: var(--mark); }
.spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

.colophon { border-top: 1px solid var(--line); color: var(--soft); font-size: 0.875rem; }
.colophon dl { max-width: 69rem; margin: 0 auto; padding: 1.5rem; display: flex; flex-wrap: wrap; gap: 0.75rem 2.5rem; }
.colophon div { min-width: 0; max-width: 100%; }
.colophon dt { font-size: 0.8125rem; }
.colophon dd { margin: 0; color: var(--ink); }
.colophon code { font: 0.8125rem ui-monospace, Menlo, Consolas, monospace; overflow-wrap: anywhere; }

@media (min-width: 44.01rem) {
  .summary > div { display: grid; grid-template-columns: 11rem minmax(0, 1fr); gap: 1.25rem; }
}
@media (min-width: 62rem) {
  .columns { display: grid; grid-template-columns: 13rem minmax(0, 1fr); gap: 3.25rem; padding-top: 2.75rem; }
  .contents { position: sticky; top: 1.5rem; align-self: start; max-height: calc(100vh - 3rem); overflow-y: auto; margin: 0; }
}
@media (max-width: 44rem) {
  .columns, .masthead p, .languages ul, .colophon dl { padding-left: 1rem; padding-right: 1rem; }
  table, tbody, tr, tbody th, td, tr > :last-child { display: block; width: auto; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tr { padding: 0.8rem 0; border-bottom: 1px solid var(--line); }
  tbody th, td { border: 0; padding: 0.1rem 0; }
  td::before { content: attr(data-label) ": "; color: var(--soft); font-size: 0.875rem; }
  td > ul, td > ul li { display: inline; }
}
@media (forced-colors: active) {
  .clause:target, .clause:has(> :target) { outline: 2px solid Highlight; }
  .permalink::after { border: 1px solid; }
}
`;
