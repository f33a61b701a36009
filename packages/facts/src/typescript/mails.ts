import type { Node } from 'oxc-parser';

import type { Known, MailFact } from '../facts.ts';
import type { Detector } from './detector.ts';
import { enclosingName, subjectOf } from './detector.ts';
import { isFrom, originOf } from './origins.ts';
import { purposeOf } from './purpose.ts';
import type { Scope } from './scope.ts';
import { bare, calleeName } from './syntax.ts';
import type { ObjectReading } from './values.ts';
import { readObject, textsOf } from './values.ts';

/** A mail that is sent, and whether it can be declined. */
export const mails: Detector = {
  types: ['CallExpression'],
  detect: (site, file): readonly MailFact[] => {
    const { node, scope } = site;
    if (node.type !== 'CallExpression') return [];
    const letter = letterOf(node, scope);
    if (letter === undefined) return [];
    const purpose = purposeOf(site, file);
    const words = [enclosingName(site), ...labels.flatMap((label) => textsIn(letter, label))];
    return [
      {
        kind: 'mail',
        at: file.at(node),
        subject: subjectOf('mail', ...words),
        words: words.filter((word) => word !== ''),
        optOut: optOutIn(letter, file.text.slice(node.start, node.end)),
        ...(purpose !== undefined && { purpose }),
      },
    ];
  },
};

const mailers =
  /^(nodemailer|postmark|resend|mailgun\.js|mailgun-js|@sendgrid\/mail|@aws-sdk\/client-ses(v2)?|mailersend|@getbrevo\/brevo|mailtrap|emailjs|node-mailjet|plunk|@plunk\/node|loops|@nestjs-modules\/mailer)$/;
const sending =
  /^(send|sendMail|sendEmail|sendEmailBatch|sendEmailWithTemplate|sendTransactionalEmail)$/;

/** What a mail says of itself. */
const labels =
  'subject Subject tag Tag tags messageStream MessageStream template templateId TemplateAlias templateName category categories stream kind type'.split(
    ' ',
  );
const bodies =
  'text html react TextBody HtmlBody body template templateId TemplateAlias Content'.split(' ');

/** The letter of a call that sends one: of a known mailer, or by its name and an address with a subject. */
function letterOf(call: Node, scope: Scope): ObjectReading | undefined {
  if (call.type !== 'CallExpression' || !sending.test(calleeName(call.callee) ?? ''))
    return undefined;
  const isMailer = isFrom(originOf(call.callee, scope), mailers);
  return call.arguments
    .map((argument) => readObject(argument, scope))
    .find((object) => {
      const has = (...names: readonly string[]): boolean =>
        names.some((name) => object?.properties.has(name));
      const isAddressed = has('to', 'To', 'Destination', 'personalizations');
      return isAddressed && (isMailer || has('subject', 'Subject', 'html', 'HtmlBody'));
    });
}

const declining =
  /unsubscri|opt[-_ ]?out|abbestellen|manage.{0,12}(?:preferences|notifications)|\basm\b/i;

// A part of the letter that stands elsewhere and may hold the way out.
const borrowed = /\$\{[^}]*(?:footer|layout|content|body|html|template)[^}]*\}/i;

/** Known where the whole letter stands in the call, or where a word for declining does. */
function optOutIn(letter: ObjectReading, written: string): Known<boolean> {
  if (declining.test(written)) return true;
  const texts = bodies.flatMap((body) => textsIn(letter, body));
  if (texts.some((text) => declining.test(text))) return true;
  const present = bodies.filter((body) => letter.properties.has(body));
  const isWhole =
    !letter.open &&
    present.length > 0 &&
    present.every((body) => isPlain(letter.properties.get(body)?.value)) &&
    !letter.properties.has('headers');
  return isWhole && !borrowed.test(written) ? false : 'unknown';
}

function isPlain(value: Node | undefined): boolean {
  const type = value === undefined ? undefined : bare(value).type;
  return type === 'Literal' || type === 'TemplateLiteral';
}

function textsIn(letter: ObjectReading, name: string): readonly string[] {
  const property = letter.properties.get(name);
  return property === undefined ? [] : textsOf(property.value, property.scope);
}
