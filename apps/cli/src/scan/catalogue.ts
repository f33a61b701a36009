import { hasErrors } from '@troth/diagnostics';
import type { Catalogue } from '@troth/scanner';
import { parseCatalogue } from '@troth/scanner';
import { readPolicyFolder } from '@troth/sources';
import { fileURLToPath } from 'node:url';

/**
 * General knowledge of vendors and of the names of personal data, as the scanner's package ships it.
 * @throws Error when it cannot be read: a broken installation, under which a scan would find too little
 */
export async function loadCatalogue(): Promise<Catalogue> {
  const folder = fileURLToPath(new URL('../catalogue/', import.meta.resolve('@troth/scanner')));
  const { files, diagnostics } = await readPolicyFolder(folder);
  const parsed = parseCatalogue(files);
  const [problem] = [...diagnostics, ...parsed.diagnostics];
  if (hasErrors([...diagnostics, ...parsed.diagnostics])) {
    throw new Error(`the scanner's catalogue is broken: ${problem?.at.file}: ${problem?.message}`);
  }
  return parsed.catalogue;
}
