export const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Relay inbox</title></head><body></body></html>`;
export const STYLE = '';
export const SCRIPT = '';
