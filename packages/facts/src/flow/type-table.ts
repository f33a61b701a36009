import type { ModelFact, SentValue } from '../facts.ts';
import type { FileFlow } from './file-flow.ts';
import type { Linker } from './linker.ts';

/** What is known of a type once all files are: its own fields and those of what it extends. */
export interface Shape {
  readonly name: string;
  /** The file by whose names its fields' types are written; a model's are models. */
  readonly file: FileFlow | undefined;
  readonly fields: ReadonlyMap<string, string>;
}

export type Meant = Omit<SentValue, 'at' | 'inside'>;

/** A value with the file whose words it uses. */
export interface PlacedValue {
  readonly path: readonly string[];
  readonly type?: string;
  readonly only?: readonly string[];
  readonly file: FileFlow;
}

export interface TypeTable {
  /** The value with the type of what its last property stands on, as far as types are written. */
  readonly meant: (value: PlacedValue) => Meant;
}

const deepest = 8;

export function typeTable(models: readonly ModelFact[], linker: Linker): TypeTable {
  const byName = new Map<string, Shape>(
    models.map(({ model, fields, links }) => {
      const types = [
        ...fields.map(({ name, type }) => [name, type] as const),
        ...(links ?? []).map((link) => [link.name, link.model] as const),
      ];
      return [plain(model), { name: model, file: undefined, fields: new Map(types) }] as const;
    }),
  );
  const known = new Map<FileFlow | undefined, Map<string, Shape | undefined>>();

  function shapeOf(file: FileFlow | undefined, name: string, depth = 0): Shape | undefined {
    const ofFile = known.get(file) ?? new Map<string, Shape | undefined>();
    known.set(file, ofFile);
    if (!ofFile.has(name)) {
      ofFile.set(name, undefined);
      ofFile.set(name, found(file, name, depth));
    }
    return ofFile.get(name);
  }

  function found(file: FileFlow | undefined, written: string, depth: number): Shape | undefined {
    const name = written.replace(/[?[\]]/g, '');
    if (name.startsWith('model:')) {
      const row = name.slice('model:'.length);
      return modelOf(row) ?? (file === undefined ? undefined : declared(file, row, depth));
    }
    if (file === undefined) return modelOf(name);
    return declared(file, name, depth) ?? modelOf(name);
  }

  function modelOf(name: string): Shape | undefined {
    const key = plain(name);
    return byName.get(key) ?? byName.get(key.replace(/s$/, ''));
  }

  function declared(file: FileFlow, name: string, depth: number): Shape | undefined {
    if (depth > deepest) return undefined;
    const own = file.types.filter((type) => type.name === name);
    if (own.length === 0) {
      const from = file.imports[name];
      const there = from === undefined ? undefined : linker.exported(file, from.module, from.name);
      return there === undefined || (there.file === file && there.name === name)
        ? undefined
        : declared(there.file, there.name, depth + 1);
    }
    const parents = own
      .flatMap((type) => type.parents)
      .filter((parent) => parent !== name)
      .flatMap((parent) => shapeOf(file, parent, depth + 1) ?? []);
    const [only] = parents;
    if (only !== undefined && own.every(({ fields }) => fields.length === 0)) {
      return parents.length === 1 ? only : { ...only, name, fields: joined(parents) };
    }
    const fields = new Map([
      ...joined(parents),
      ...own.flatMap((type) => type.fields.map((field) => [field.name, field.type] as const)),
    ]);
    return fields.size === 0 ? undefined : { name, file, fields };
  }

  function meant({ path, type, only, file }: PlacedValue): Meant {
    if (type === undefined) return { path };
    let words = path;
    let holder = shapeOf(file, type);
    while (holder !== undefined && words[1] !== undefined) {
      const next: Shape | undefined = shapeOf(holder.file, holder.fields.get(words[1]) ?? '');
      if (next === undefined) break;
      words = words.slice(1);
      holder = next;
    }
    const name = holder?.name ?? type.replace(/^model:/, '');
    if (words.length > 2) return { path: words };
    if (words.length === 2) return { path: words, type: name };
    const isRow = words.length === path.length;
    const fields = (isRow ? only : undefined) ?? fieldsOf(holder);
    const whole = isRow ? path : path.slice(-2);
    return fields === undefined
      ? { path: whole, ...(isRow ? { type: name } : {}) }
      : { path: whole, type: name, fields };
  }

  function fieldsOf(shape: Shape | undefined): readonly string[] | undefined {
    return shape === undefined
      ? undefined
      : [...shape.fields].flatMap(([field, type]) => {
          const inner = shapeOf(shape.file, type);
          if (inner === undefined) return [field];
          return shape.file === undefined
            ? []
            : [...inner.fields.keys()].map((below) => `${field}.${below}`);
        });
  }

  return { meant };
}

function joined(shapes: readonly Shape[]): Map<string, string> {
  return new Map(shapes.flatMap(({ fields }) => [...fields]));
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}
