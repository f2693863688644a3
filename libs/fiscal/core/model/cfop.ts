/** Sales to consumers of other states who pay no ICMS have codes of their own. */
const TO_CONSUMERS_ELSEWHERE: Readonly<Record<string, string>> = { '5101': '6107', '5102': '6108', '5405': '6404' };

/** The code of the same sale to another state. */
export const interstateCfop = (cfop: string): string =>
  TO_CONSUMERS_ELSEWHERE[cfop] ?? (cfop.startsWith('5') ? `6${cfop.slice(1)}` : cfop);
