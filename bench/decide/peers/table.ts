import type { FlatRule, Peer } from '../flat-rules.ts';

interface Row {
  isForbidden: boolean;
  readonly open: Set<string>;
  readonly unlessObjected: Set<string>;
}

/** Written by hand for these rules alone: a row an action and category, and in it sets of purpose and recipient. */
export function tablePeer(rules: readonly FlatRule[]): Peer {
  const rows = new Map<string, Map<string, Row>>();
  for (const rule of rules) {
    const places = rule.actions.flatMap((action) =>
      rule.categories.map((category) => rowOf(rows, action, category)),
    );
    for (const row of places) write(rule, row);
  }
  return {
    name: 'table by hand',
    permits: ({ action, category, purpose, recipient, objects }) => {
      const row = rows.get(action)?.get(category);
      if (row === undefined || row.isForbidden) return false;
      const key = purpose + '|' + (action === 'share' ? recipient : '');
      return row.open.has(key) || (!objects && row.unlessObjected.has(key));
    },
  };
}

function write({ effect, purpose = '', recipient = '', optOut }: FlatRule, row: Row): void {
  if (effect === 'deny') row.isForbidden = true;
  else (optOut ? row.unlessObjected : row.open).add(purpose + '|' + recipient);
}

function rowOf(rows: Map<string, Map<string, Row>>, action: string, category: string): Row {
  const ofAction = rows.get(action) ?? new Map<string, Row>();
  rows.set(action, ofAction);
  const row = ofAction.get(category) ?? {
    isForbidden: false,
    open: new Set<string>(),
    unlessObjected: new Set<string>(),
  };
  ofAction.set(category, row);
  return row;
}
