/** A request or a reply that the vendor's published schema does not allow. */
export interface Violation {
  of: 'request' | 'reply';
  operation: string;
  /** In words. */
  problems: string[];
}

export class Violations {
  readonly list: Violation[] = [];

  add(violation: Violation): void {
    this.list.push(violation);
  }

  clear(): void {
    this.list.length = 0;
  }
}
