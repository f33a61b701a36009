import type { Span } from '@troth/diagnostics';

/**
 * What a file says, without an opinion. Facts know languages and no policy; they are plain values,
 * so they can be cached and sent between workers. A value the extractor could not read is `unknown`.
 */
export type Fact =
  | TlsFact
  | CertificateCheckFact
  | CleartextFact
  | CipherFact
  | StorageFact
  | RetentionFact
  | DataSentFact
  | PackageFact
  | HostFact
  | ModelFact
  | InputFact
  | ExposureFact
  | AccessFact
  | RecordFact
  | RemovalFact
  | ScheduleFact
  | MailFact
  | LinkFact
  | LayoutFact;

export type FactKind = Fact['kind'];

export type Known<T> = T | 'unknown';

interface FactBase {
  /** The expression, field or resource the fact is about. */
  readonly at: Span;
  /** Stable words for the fingerprint: what the fact is about, without its position (`aws_s3_bucket.runs`). */
  readonly subject: string;
}

/** A listener or client that allows TLS from this version on. */
export interface TlsFact extends FactBase {
  readonly kind: 'tls';
  readonly end: 'server' | 'client';
  readonly minimum: Known<'1.0' | '1.1' | '1.2' | '1.3' | 'ssl'>;
  /** The value as written, for the message. */
  readonly written: string;
}

/** A client that does not check the peer's certificate (`enabled: false`). */
export interface CertificateCheckFact extends FactBase {
  readonly kind: 'certificate-check';
  readonly enabled: Known<boolean>;
  readonly written: string;
}

/** A connection without encryption to a host that is not loopback. */
export interface CleartextFact extends FactBase {
  readonly kind: 'cleartext';
  readonly protocol: string;
  /** Where it goes; nothing where the protocol is chosen for whatever host. */
  readonly host?: Known<string>;
  /**
   * Set where a host is named that is not on the internet: a name without a dot, a
   * cluster's service, a private address; `unknown` when the host is made up at run time.
   */
  readonly network?: 'internal' | 'unknown';
  /** Set where a build only fetches something, and sends nothing: software, and nobody's data. */
  readonly carries?: 'software';
  readonly written: string;
}

export interface CipherFact extends FactBase {
  readonly kind: 'cipher';
  /** `AES`, `DES`, `RC4`, … upper case. */
  readonly algorithm: Known<string>;
  readonly bits: Known<number>;
  /** `GCM`, `CBC`, `ECB`, … upper case. */
  readonly mode: Known<string>;
  readonly written: string;
}

/** A store of infrastructure and whether it encrypts what it holds. */
export interface StorageFact extends FactBase {
  readonly kind: 'storage';
  /** Resource type, `aws_db_instance`. */
  readonly resource: string;
  readonly encrypted: Known<boolean>;
}

/** How long a store keeps what it holds. */
export interface RetentionFact extends FactBase {
  readonly kind: 'retention';
  readonly resource: string;
  /** What the window is: entries of a log, current objects, old versions, backups, waiting messages. */
  readonly what: 'log' | 'objects' | 'versions' | 'backups' | 'messages';
  /** Days; `never` when nothing is ever removed. */
  readonly days: Known<number | 'never'>;
  /** Days that the same data was kept before this window began: objects, before they are old versions. */
  readonly after?: number;
  /** Name of the store, matched with the data map (`troth-snapshots`), and the prefix it is limited to. */
  readonly store?: string;
  readonly prefix?: string;
}

/** Values that leave the program: into a log, to a package's client, to a host. */
export interface DataSentFact extends FactBase {
  readonly kind: 'data-sent';
  readonly sink:
    | { readonly kind: 'log'; readonly name: string }
    | { readonly kind: 'package'; readonly name: string; readonly call: string }
    /** `called` is what the setting of an unknown host is named, `SLACK_WEBHOOK_URL`. */
    | { readonly kind: 'host'; readonly name: Known<string>; readonly called?: string }
    /** A place outside every store: `cookie`, `browser storage`, `file`. */
    | { readonly kind: 'place'; readonly name: string };
  readonly values: readonly SentValue[];
  /** The calls through which they go on, from inside this one's function to the one that sends; none when this one sends. */
  readonly hops: readonly Hop[];
  /** Purpose tag on the call or function (`@purpose`), where there is one. */
  readonly purpose?: string;
}

/** One property path that is sent, `user.email`. */
export interface SentValue {
  readonly path: readonly string[];
  /** The model or type of what the last property stands on; of the value itself when it has `fields` or `path` is one name. */
  readonly type?: string;
  /** What a value that is sent whole holds, where its type or its query says. */
  readonly fields?: readonly string[];
  /** The key it is given under, `email` of `{ email: to }`. */
  readonly key?: string;
  readonly at: Span;
  /** What the functions it goes through call it; where one of them knows what it is, the flow is theirs. */
  readonly inside?: readonly Pick<SentValue, 'path' | 'type' | 'fields' | 'key'>[];
}

/** A step on the way of a value: where it passes, and the words of the code there. */
export interface Hop {
  readonly at: Span;
  readonly written: string;
}

/** A package that is imported, depended on, or whose client is made or started (`set-up`). */
export interface PackageFact extends FactBase {
  readonly kind: 'package';
  readonly name: string;
  readonly how: 'import' | 'dependency' | 'set-up';
  /** Every use of the client that is set up is in this file, and gives constants, ids and measures alone. */
  readonly gets?: 'nothing';
}

/** A host that is named in a request. */
export interface HostFact extends FactBase {
  readonly kind: 'host';
  readonly host: string;
}

/** A table as its schema declares it. */
export interface ModelFact extends FactBase {
  readonly kind: 'model';
  readonly model: string;
  readonly table: string;
  readonly primaryKey: readonly string[];
  /** `/// @subject account` (the primary key is the subject's id) or `/// @subject account by column`. */
  readonly subjectOf?: { readonly class: string; readonly column: string };
  /** `/// @item training.runs`. */
  readonly item?: string;
  readonly fields: readonly FieldFact[];
  readonly relations: readonly RelationFact[];
  /** Fields that are rows of another model, `user` of a membership. */
  readonly links?: readonly { readonly name: string; readonly model: string }[];
  /** Columns by which rows are found without reading the whole table, where the schema tells. */
  readonly indexes?: readonly (readonly string[])[];
  /** The store removes rows by itself this long after they were written. */
  readonly expiresAfterDays?: number;
  /** The column by which rows are marked as deleted, where a decorator or a plugin makes it one. */
  readonly softDelete?: string;
  /** Set where only migrations say it; a model of the same table says more. */
  readonly source?: 'migration';
}

export interface FieldFact {
  readonly name: string;
  readonly column: string;
  readonly type: string;
  readonly nullable: boolean;
  readonly at: Span;
  /** `/// @data account.email, account.name`. */
  readonly data: readonly string[];
  /** `/// @data none -- reason`. */
  readonly none?: string;
}

export interface RelationFact {
  readonly columns: readonly string[];
  /** Model on the other side. */
  readonly model: string;
  readonly references: readonly string[];
  readonly onDelete: 'cascade' | 'set-null' | 'restrict' | 'no-action';
  readonly at: Span;
}

/** A field that the program takes from outside: a DTO, a validation schema, a form, an OAuth scope. */
export interface InputFact extends FactBase {
  readonly kind: 'input';
  readonly form: 'dto' | 'schema' | 'form' | 'oauth-scope';
  readonly container: string;
  readonly field: string;
}

/** A resource that the public internet can reach. */
export interface ExposureFact extends FactBase {
  readonly kind: 'exposure';
  readonly resource: string;
  readonly public: Known<boolean>;
  readonly written: string;
}

/** A policy that lets persons in, and whether it demands a second factor. */
export interface AccessFact extends FactBase {
  readonly kind: 'access';
  readonly resource: string;
  readonly mfa: Known<boolean>;
}

/** A call of an ORM that reads or writes records of a model. */
export interface RecordFact extends FactBase {
  readonly kind: 'record';
  /** As the client spells it: `user` for the model `User`. */
  readonly model: string;
  readonly act: 'read' | 'create' | 'update' | 'delete';
  /** Fields that are written. */
  readonly fields: Known<readonly string[]>;
  /** The route whose handler makes the call itself, `GET /users`; absent in any other function. */
  readonly route?: string;
  /** Whether the function, or its class, asks whether it may. */
  readonly asks: boolean;
  /** Whether the function is limited to whoever is signed in: it names their id or session. */
  readonly own: boolean;
}

/** Code that takes rows of a table away, or a client that only marks them as deleted. */
export interface RemovalFact extends FactBase {
  readonly kind: 'removal';
  /** Model or table as the code spells it; `*` for all that a client marks. */
  readonly model: string;
  readonly how: 'erase' | 'mark';
  /** Whose method it is: what turns Prisma's deletes into updates turns no others. */
  readonly by: 'prisma' | 'model' | 'table' | 'sql';
  /** Only rows that are older: by which column, and by how many days at the most. */
  readonly older?: {
    readonly column: string;
    readonly days: Known<number>;
    /** The age as it is written, where that is in months or years. */
    readonly months?: number;
    readonly at: Span;
  };
  /** Whether its words speak of rows that were deleted or closed before, by whatever condition. */
  readonly ofDeleted: boolean;
  /** Days between two runs at the most, where a schedule of the program runs it. */
  readonly everyDays?: Known<number>;
  /** What a schedule elsewhere may call it: the functions around, and the file. */
  readonly names: readonly string[];
}

/** Something that infrastructure runs again and again. */
export interface ScheduleFact extends FactBase {
  readonly kind: 'schedule';
  readonly resource: string;
  readonly everyDays: Known<number>;
  /** Its name, and the words of what it runs. */
  readonly words: readonly string[];
}

/** A mail that is sent. */
export interface MailFact extends FactBase {
  readonly kind: 'mail';
  /** What the call and the function around it say of the mail: subject, stream, tag, template, name. */
  readonly words: readonly string[];
  /** Whether it holds a way to say no to more of its kind. */
  readonly optOut: Known<boolean>;
  /** Purpose tag on the call or function (`@purpose`), where there is one. */
  readonly purpose?: string;
}

/** A link that a page holds; `target` as written. */
export interface LinkFact extends FactBase {
  readonly kind: 'link';
  readonly target: string;
}

/** The frame that every page of an application stands in. */
export interface LayoutFact extends FactBase {
  readonly kind: 'layout';
  /** Whether parts of it stand in other files of the application. */
  readonly hasParts: boolean;
}
