import type {
  BucketStore,
  Category,
  Column,
  CompiledClause,
  CompiledPolicy,
  DataMap,
  DatabaseStore,
  ForeignKey,
  LogStore,
  ProcessorStore,
  Rule,
  Store,
  Table,
} from '@troth/compiler';
import type { ErasureEvent } from '../event.ts';

/**
 * Northwind, a shop for albums: an album has photos, an account has orders. Albums are gone 30 days
 * after deletion, accounts 90 days after closing, orders stay seven years for the tax office.
 */
export function policy(changes: Partial<CompiledPolicy> = {}): CompiledPolicy {
  return {
    language: 1,
    hash: '00'.repeat(32),
    controller: { name: 'Northwind, Inc.', shortName: 'Northwind', aliases: [] },
    contact: { email: 'privacy@northwind.example' },
    version: { published: '2026-01-01', effective: '2026-01-01', reviewed: '2026-01-01' },
    noticeDays: 30,
    approvals: { loosens: [], tightens: [] },
    page: { path: '/privacy', status: 'internal' },
    acknowledgedGaps: [],
    vocabulary: {
      categories: CATEGORIES,
      purposes: [],
      recipients: [],
      events: [
        { id: 'account.closed', name: 'an account is closed', about: 'subject' },
        { id: 'item.deleted', name: 'an album is deleted', about: 'item' },
      ],
      regions: [],
      obligations: [
        {
          id: 'tax',
          name: 'tax records',
          law: 'Example Tax Code, section 7',
          data: ['orders'],
          period: { amount: 7, unit: 'year' },
        },
      ],
    },
    sections: [],
    clauses: [DELETED_ALBUMS, CLOSED_ACCOUNT, TAX_EXCEPTION],
    ...changes,
  };
}

const CATEGORIES: readonly Category[] = [
  category('account'),
  category('account.email', 'account'),
  category('account.name', 'account'),
  category('albums'),
  category('albums.title', 'albums'),
  category('orders'),
  category('photos'),
  category('faces', 'photos'),
  category('visits'),
];

export const DELETED_ALBUMS: CompiledClause = clause('retention.albums', {
  verb: 'erase',
  data: ['albums', 'photos'],
  after: 'item.deleted',
  within: { amount: 30, unit: 'day' },
});

export const CLOSED_ACCOUNT: CompiledClause = clause('retention.accounts', {
  verb: 'erase',
  data: ['account', 'albums', 'orders', 'photos', 'visits'],
  after: 'account.closed',
  within: { amount: 90, unit: 'day' },
});

export const TAX_EXCEPTION: CompiledClause = {
  ...clause('retention.tax', { verb: 'retain', data: ['orders'], obligations: ['tax'] }),
  exceptTo: ['retention.accounts'],
};

export function clause(id: string, ...rules: readonly Rule[]): CompiledClause {
  return {
    id,
    section: 'retention',
    layout: 'paragraph',
    text: [],
    rules,
    exceptTo: [],
    narrows: [],
    formerly: [],
  };
}

export function category(id: string, parent?: string): Category {
  return {
    id,
    name: id,
    sensitivity: 'ordinary',
    inCode: [],
    ...(parent !== undefined && { parent }),
  };
}

export function closed(subject = 'u1', at = '2026-03-01T10:00:00.000Z'): ErasureEvent {
  return { id: 'event-1', type: 'account.closed', at, subject: { id: subject } };
}

export function deleted(album = 'a1', subject = 'u1'): ErasureEvent {
  return {
    id: 'event-2',
    type: 'item.deleted',
    at: '2026-03-01T10:00:00.000Z',
    subject: { id: subject },
    item: { category: 'albums', id: album },
  };
}

export function dataMap(...stores: readonly Store[]): DataMap {
  return { application: 'shop', stores };
}

export function database(...tables: readonly Table[]): DatabaseStore {
  return { kind: 'database', id: 'main', tables };
}

export function table(name: string, parts: Partial<Table> = {}): Table {
  return { name, primaryKey: ['id'], columns: [], foreignKeys: [], ...parts };
}

/** A column that holds the categories, not nullable. */
export function column(name: string, ...data: readonly string[]): Column {
  return { name, nullable: false, data };
}

export function nullable(name: string, ...data: readonly string[]): Column {
  return { name, nullable: true, data };
}

export function key(
  columnName: string,
  parent: string,
  onDelete: ForeignKey['onDelete'] = 'restrict',
): ForeignKey {
  return { columns: [columnName], table: parent, references: ['id'], onDelete };
}

export const USER: Table = table('User', {
  columns: [column('id'), column('email', 'account.email')],
  subjectColumn: 'id',
});

export const ALBUM: Table = table('Album', {
  columns: [column('id'), column('ownerId'), column('title', 'albums.title')],
  foreignKeys: [key('ownerId', 'User')],
  item: 'albums',
});

export const PHOTO: Table = table('Photo', {
  columns: [column('id'), column('albumId'), column('objectKey', 'photos')],
  foreignKeys: [key('albumId', 'Album')],
});

export const PICTURES: BucketStore = {
  kind: 'bucket',
  id: 'pictures',
  bucket: 'northwind-pictures',
  objects: [
    {
      data: ['photos'],
      prefix: 'accounts/{subject}/',
      keys: { store: 'main', table: 'Photo', column: 'objectKey' },
    },
  ],
};

export function log(expiresAfterDays: number): LogStore {
  return { kind: 'log', id: 'access-log', data: ['visits'], expiresAfterDays };
}

export const MAILER: ProcessorStore = {
  kind: 'processor',
  id: 'mailer',
  recipient: 'parcelpost',
  data: ['account.email'],
};
