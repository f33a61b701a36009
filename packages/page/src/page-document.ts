import type { CompiledPolicy } from '@troth/compiler';
import { sectionBlocks } from './blocks.ts';
import { wordsOfHeading, type Edition } from './edition.ts';
import { changesPath } from './changes-page.ts';
import { formatDate } from './formats/date.ts';
import { html, nothing, type Html } from './html.ts';
import { howLong } from './overview/how-long.ts';
import { statusTable } from './overview/status-table.ts';
import { summary } from './overview/summary.ts';
import { withWhom } from './overview/with-whom.ts';
import { yourRights } from './overview/your-rights.ts';
import { langOf } from './lang.ts';
import { pageShell, titleOf } from './page-shell.ts';
import { mailLink } from './mail-link.ts';
import type { EarlierVersion, PageOptions } from './page-options.ts';
import { policyText } from './policy-text.ts';
import type { Words } from './words/words.ts';

/** A whole HTML document: overview, binding text, colophon. */
export function pageDocument(
  edition: Edition,
  base: string,
  { status, earlier = [] }: Pick<PageOptions, 'status' | 'earlier'>,
): string {
  const { policy, words } = edition;
  const parts: readonly Part[] = [
    { id: '_summary', title: words.summary.title, markup: summary(edition) },
    { id: '_how-long', title: words.howLong.title, markup: howLong(policy, words) },
    { id: '_with-whom', title: words.withWhom.title, markup: withWhom(policy, words) },
    { id: '_your-rights', title: words.rights.title, markup: yourRights(policy, words) },
    {
      id: '_status',
      title: words.status.title,
      markup: status ? statusTable(policy, status.clauses, status.now, words) : nothing,
    },
  ].filter((part) => part.markup.markup !== '');
  const body = html`<div class="columns">
${contents(edition, parts)}
<main>${translationNote(edition, base)}${overview(parts, words)}${policyText(edition)}</main>
</div>
${colophon(edition, base, earlier)}`;
  return pageShell({ edition, base, title: titleOf(edition) }, body);
}

interface Part {
  readonly id: string;
  readonly title: string;
  readonly markup: Html;
}

/** What a translation is, before anything else is said in it, and the way to the text that binds. */
function translationNote({ translated }: Edition, base: string): Html {
  if (translated === undefined) return nothing;
  const { language, name } = translated.source;
  return html`<p class="translation-note">
    ${translated.note}
    <a href="${base}${language}/index.html" hreflang="${language}" lang="${language}">${name}</a>
  </p>`;
}

function contents(edition: Edition, parts: readonly Part[]): Html {
  const { policy, words } = edition;
  const sections = sectionBlocks(policy).flatMap(({ section }) =>
    section.title === undefined
      ? []
      : [item(section.id, section.title, langOf(words, wordsOfHeading(edition, section.id)))],
  );
  return html`<nav class="contents" aria-label="${words.contents}">
    ${
      parts.length === 0
        ? nothing
        : html`<p class="label">${words.overview}</p>
            <ul>
              ${parts.map(({ id, title }) => item(id, title))}
            </ul>`
    }
    <p class="label"><a href="#_text">${words.fullText}</a></p>
    <ul>
      ${sections}
    </ul>
  </nav>`;
}

function item(id: string, title: string, lang: Html = nothing): Html {
  return html`<li><a href="#${id}"${lang}>${title}</a></li>`;
}

function overview(parts: readonly Part[], words: Words): Html {
  if (parts.length === 0) return nothing;
  return html`<div class="overview">
    ${parts.map(({ markup }) => markup)}
    <p class="note">${words.overviewNote}</p>
  </div>`;
}

function colophon(
  { policy, words }: Edition,
  base: string,
  earlier: readonly EarlierVersion[],
): Html {
  const { published, effective } = policy.version;
  return html`<footer class="colophon">
    <dl>
      <div>
        <dt>${words.published}</dt>
        <dd><time datetime="${published}">${formatDate(published, words.locale)}</time></dd>
      </div>
      <div>
        <dt>${words.effective}</dt>
        <dd><time datetime="${effective}">${formatDate(effective, words.locale)}</time></dd>
      </div>
      ${
        earlier.length === 0
          ? nothing
          : html`<div>
              <dt>${words.changes.title}</dt>
              ${earlier.map(({ policy: from }) => changesSince(from, policy, base, words))}
            </div>`
      }
      <div>
        <dt>${words.questions}</dt>
        <dd>${mailLink(policy.contact.email)}</dd>
      </div>
      <div>
        <dt>${words.machineCopy}</dt>
        <dd><a href="${base}privacy.json">privacy.json</a></dd>
      </div>
      <div>
        <dt>${words.fingerprint}</dt>
        <dd><code>${policy.hash}</code></dd>
      </div>
    </dl>
  </footer>`;
}

function changesSince(from: CompiledPolicy, to: CompiledPolicy, base: string, words: Words): Html {
  const date = formatDate(from.version.published, words.locale);
  return html`<dd><a href="${base}${changesPath(from, to)}">${words.changes.since(date)}</a></dd>`;
}
