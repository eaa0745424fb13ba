/**
 * A variant of a union that this version does not know, because the server is newer. When every `type` that you know is handled,
 * it is what is left.
 */
export interface UnknownVariant {
  /** Some other string. */
  type: UnknownType;
  [member: string]: unknown;
}

// Were this `string`, comparing `type` with a known name would not leave this variant out. It is no value at run time.
declare enum UnknownType {
  Other = 'other',
}
