/** Terraform and OpenTofu, in their own syntax and in JSON. */
const configuration = /\.(?:tf|tofu)(?:\.json)?$/u;
const values = /\.tfvars(?:\.json)?$/u;

/** Whether a file is one of Terraform's, which mean something only together with those of their folder. */
export function isTerraformPath(path: string): boolean {
  return configuration.test(path) || values.test(path);
}

/** Of the files that set variables Terraform itself loads these; the others wait to be named. */
export function isLoadedPath(path: string): boolean {
  return configuration.test(path) || isLoadedValues(path);
}

/**
 * The order in which files that set a variable are heard: what comes later wins.
 * @see https://developer.hashicorp.com/terraform/language/values/variables#variable-definition-precedence
 */
export function inOrderOfPrecedence<T extends { readonly path: string }>(
  files: readonly T[],
): readonly T[] {
  return files
    .filter(({ path }) => isLoadedValues(path))
    .toSorted((a, b) => rankOf(a.path) - rankOf(b.path) || compare(a.path, b.path));
}

/** The file of the same name that OpenTofu reads in the place of this one: `main.tofu` of `main.tf`. */
export function replacementOf(path: string): string | undefined {
  return /\.tf(?:\.json)?$/u.test(path)
    ? path.replace(/\.tf(?<end>\.json)?$/u, '.tofu$1')
    : undefined;
}

function isLoadedValues(path: string): boolean {
  return /(?:^|\/)terraform\.tfvars(?:\.json)?$|\.auto\.tfvars(?:\.json)?$/u.test(path);
}

function rankOf(path: string): number {
  if (path.endsWith('terraform.tfvars')) return 0;
  return path.endsWith('terraform.tfvars.json') ? 1 : 2;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
