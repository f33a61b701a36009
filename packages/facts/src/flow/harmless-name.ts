/** Whether the last word of a path is an id, a measure or a claim about the thing before it. */
export function harmlessName(path: readonly string[]): boolean {
  const last = path.at(-1) ?? '';
  if (disguises.test(last) || /^(length|size|byteLength|count|total)$/.test(last)) return true;
  if (path.length > 1 && claims.test(last)) return true;
  // An id stands for a person only to who holds the table; a device's id is the device's own name.
  return (
    /^(_?id|uuid|guid|cuid)$/.test(last) &&
    !/device|browser|advert|visitor/i.test(path.at(-2) ?? '')
  );
}

/** Whether what is called so is an id: a name such as `customerId`, unless what it is made of tells more. */
export function isId(name: string, madeOf: readonly string[]): boolean {
  return /(^i|I)ds?$/.test(name) && !/mail|phone|name|address|ip$/i.test(madeOf.at(-1) ?? '');
}

/** Names of what says whether, and nothing else. */
export const claims: RegExp =
  /^(is|has|can|should|was|are|will|did|does|validate|check|verify|compare|assert|ensure|exists|match(es)?)([A-Z_]\w*)?$|^(includes|some|every|test|startsWith|endsWith|Boolean|isNaN|localeCompare|hasOwnProperty|hasOwn|equals)$/;

/** Names of what makes a value unreadable. */
export const disguises: RegExp =
  /hash|redact|encrypt|cipher|anonymi[sz]|pseudonymi|obfuscat|hmac|digest|bcrypt|argon2|scrypt|^mask|mask(ed)?$|^sha\d|^md5$|tokeni[sz]e|censor|sanitize(Log|Pii|Sensitive)|strip(Pii|Sensitive)|scrub/i;
