/**
 * Whether a file tests others or shows them: what it sends was made up for it, and is nobody's. Told by
 * its name together with what it does, so that code which only borrows the name is read in full.
 */
export function isTest(path: string, text: string): boolean {
  return (
    (/[._-](test|spec)\.[cm]?[jt]sx?$/.test(path) && runs.test(text)) ||
    (/\.stories\.[cm]?[jt]sx?$/.test(path) && shows.test(text))
  );
}

const runs = /^(describe|it|test|suite|context)(\.\w+)*\s*[(`]/m;
const shows = /^export default\b/m;
