/** Parts that several bodies share. Lengths are in UTF-16 code units. */
export const idSchema = { type: 'string', minLength: 1, maxLength: 256 };

/** An instant with an offset, RFC 3339. */
export const instantSchema = { type: 'string', format: 'date-time', maxLength: 64 };

export const categoriesSchema = { type: 'array', minItems: 1, maxItems: 100, items: idSchema };
