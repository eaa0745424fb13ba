export const STYLE = `:root {
  color-scheme: light dark;
  --ground: #f6f6f8;
  --surface: #ffffff;
  --sunken: #f2f2f5;
  --ink: #1b1c22;
  --soft: #5f626e;
  --line: #e2e3e8;
  --strong-line: #c9cbd3;
  --accent: #4353d8;
  --accent-ink: #ffffff;
  --accent-ground: #eceefd;
  --good: #13713f;
  --good-ground: #e6f5ec;
  --bad: #96500a;
  --bad-ground: #fdf1df;
  --mono: ui-monospace, SFMono-Regular, 'SF Mono', Menlo, Consolas, 'Liberation Mono', monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #111216;
    --surface: #18191e;
    --sunken: #1f2127;
    --ink: #e9eaee;
    --soft: #a0a3af;
    --line: #2a2c34;
    --strong-line: #434651;
    --accent: #9aa6ff;
    --accent-ink: #14162c;
    --accent-ground: #23274a;
    --good: #66d79a;
    --good-ground: #15301f;
    --bad: #f3ba66;
    --bad-ground: #35270f;
  }
}
*, ::before, ::after { box-sizing: border-box; }
html { background: var(--ground); -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; min-height: 100dvh; color: var(--ink); font: 0.9375rem/1.5 system-ui, -apple-system, 'Segoe UI', sans-serif; }
h1, h2, h3, p, ul, ol, dl, dd, pre, fieldset { margin: 0; padding: 0; border: 0; }
ul, ol { list-style: none; }
h1, h2, h3, legend { line-height: 1.3; }
a { color: var(--accent); }
code, pre { font-family: var(--mono); font-size: 0.8125rem; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
button {
  min-height: 2.5rem; padding: 0.375rem 1.25rem; border: 1px solid var(--strong-line); border-radius: 0.5rem;
  background: var(--surface); color: inherit; font: inherit; font-weight: 550; cursor: pointer;
}
button:hover { background: var(--sunken); }
button.primary { border-color: var(--accent); background: var(--accent); color: var(--accent-ink); }
button.primary:hover { filter: brightness(1.08); }
`;
