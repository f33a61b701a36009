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

const deepest = 8;

/** Types by the names that files call them, over all files; each is looked up once. */
export class TypeTable {
  readonly #linker: Linker;
  readonly #models: ReadonlyMap<string, Shape>;
  readonly #known: Map<FileFlow | undefined, Map<string, Shape | undefined>> = new Map();

  constructor(models: readonly ModelFact[], linker: Linker) {
    this.#linker = linker;
    this.#models = new Map(models.map((model) => [plain(model.model), shapeOfModel(model)]));
  }

  /** The value with the type of what its last property stands on, as far as types are written. */
  meant({ path, type, only, file }: PlacedValue): Meant {
    if (type === undefined) return { path };
    const { words, holder } = this.#walk(path, this.#shapeOf(file, type));
    const name = holder?.name ?? type.replace(/^model:/, '');
    if (words.length > 2) return { path: words };
    if (words.length === 2) return { path: words, type: name };
    const isRow = words.length === path.length;
    const fields = (isRow ? only : undefined) ?? this.#fieldsOf(holder);
    if (fields !== undefined) return { path: path.slice(-2), type: name, fields };
    return isRow ? { path, type: name } : { path: path.slice(-2) };
  }

  /** As far down a path as the types of its properties are known. */
  #walk(path: readonly string[], from: Shape | undefined): Walked {
    let [words, holder] = [path, from];
    while (holder !== undefined && words[1] !== undefined) {
      const next: Shape | undefined = this.#shapeOf(holder.file, holder.fields.get(words[1]) ?? '');
      if (next === undefined) break;
      words = words.slice(1);
      holder = next;
    }
    return { words, holder };
  }

  #shapeOf(file: FileFlow | undefined, name: string, depth = 0): Shape | undefined {
    const ofFile = this.#known.get(file) ?? new Map<string, Shape | undefined>();
    this.#known.set(file, ofFile);
    if (!ofFile.has(name)) {
      ofFile.set(name, undefined);
      ofFile.set(name, this.#found(file, name, depth));
    }
    return ofFile.get(name);
  }

  #found(file: FileFlow | undefined, written: string, depth: number): Shape | undefined {
    const name = written.replace(/[?[\]]/g, '');
    const row = /^model:(.*)$/.exec(name)?.[1];
    if (row !== undefined) {
      return this.#modelOf(row) ?? (file && this.#declared(file, row, depth));
    }
    return (file && this.#declared(file, name, depth)) ?? this.#modelOf(name);
  }

  #modelOf(name: string): Shape | undefined {
    const key = plain(name);
    return this.#models.get(key) ?? this.#models.get(key.replace(/s$/, ''));
  }

  #declared(file: FileFlow, name: string, depth: number): Shape | undefined {
    if (depth > deepest) return undefined;
    const own = file.types.filter((type) => type.name === name);
    if (own.length === 0) return this.#imported(file, name, depth);
    const parents = own
      .flatMap((type) => type.parents)
      .filter((parent) => parent !== name)
      .flatMap((parent) => this.#shapeOf(file, parent, depth + 1) ?? []);
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

  #imported(file: FileFlow, name: string, depth: number): Shape | undefined {
    const from = file.imports[name];
    const there = from && this.#linker.exported(file, from.module, from.name);
    return there === undefined || (there.file === file && there.name === name)
      ? undefined
      : this.#declared(there.file, there.name, depth + 1);
  }

  #fieldsOf(shape: Shape | undefined): readonly string[] | undefined {
    if (shape === undefined) return undefined;
    return [...shape.fields].flatMap(([field, type]) => {
      const inner = this.#shapeOf(shape.file, type);
      if (inner === undefined) return [field];
      // A row holds no other rows, unless its query joins them.
      const isModel = shape.file === undefined;
      return isModel ? [] : [...inner.fields.keys()].map((below) => `${field}.${below}`);
    });
  }
}

interface Walked {
  readonly words: readonly string[];
  readonly holder: Shape | undefined;
}

function shapeOfModel({ model, fields, links = [] }: ModelFact): Shape {
  const types = [
    ...fields.map(({ name, type }) => [name, type] as const),
    ...links.map((link) => [link.name, link.model] as const),
  ];
  return { name: model, file: undefined, fields: new Map(types) };
}

function joined(shapes: readonly Shape[]): Map<string, string> {
  return new Map(shapes.flatMap(({ fields }) => [...fields]));
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}
