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
.tag {
  display: inline-block; padding: 0.0625rem 0.5rem; border-radius: 1rem; background: var(--accent-ground); color: var(--accent);
  font-size: 0.75rem; font-weight: 600; line-height: 1.5; letter-spacing: 0; vertical-align: middle;
}
.soft { color: var(--soft); font-size: 0.8125rem; }
.face {
  display: grid; flex: none; place-items: center; width: 2.25rem; height: 2.25rem; border-radius: 50%;
  background: var(--accent-ground); color: var(--accent); font-weight: 650;
}
.who { display: flex; flex-direction: column; min-width: 0; line-height: 1.35; }
.who b { font-weight: 600; }
.who span { overflow: hidden; color: var(--soft); font-size: 0.8125rem; text-overflow: ellipsis; }

.card {
  width: min(28rem, 100% - 2rem); margin: clamp(1rem, 8vh, 5rem) auto 2rem; padding: clamp(1.25rem, 5vw, 2rem);
  border: 1px solid var(--line); border-radius: 1rem; background: var(--surface); overflow-wrap: anywhere;
}
.card .vendor { display: flex; align-items: center; gap: 0.5rem; margin-bottom: 1rem; color: var(--soft); font-weight: 600; }
.card h1 { margin-bottom: 1.25rem; font-size: 1.375rem; letter-spacing: -0.015em; text-wrap: balance; }
.card fieldset { margin-bottom: 1.25rem; min-width: 0; }
.card legend { margin-bottom: 0.5rem; padding: 0; color: var(--soft); font-size: 0.8125rem; font-weight: 600; }
.choice {
  display: flex; align-items: center; gap: 0.75rem; padding: 0.625rem 0.75rem; border: 1px solid var(--line); cursor: pointer;
}
.choice:first-of-type { border-radius: 0.625rem 0.625rem 0 0; }
.choice:last-of-type { border-radius: 0 0 0.625rem 0.625rem; }
.choice + .choice { border-top: 0; }
.choice:hover { background: var(--sunken); }
.choice:has(:checked) { background: var(--accent-ground); }
.choice:has(:checked) .face { background: var(--surface); }
.choice:has(:focus-visible) { outline: 2px solid var(--accent); outline-offset: 2px; }
.choice .who { flex: 1; }
input[type='radio'], input[type='checkbox'] { flex: none; width: 1.0625rem; height: 1.0625rem; margin: 0; accent-color: var(--accent); }
.scopes { display: grid; gap: 0.625rem; }
.scopes li, .scopes label { display: flex; gap: 0.625rem; }
.scopes li:not(:has(label))::before { flex: none; width: 1.0625rem; color: var(--good); content: '✓'; text-align: center; }
.scopes label { cursor: pointer; }
.scopes input { margin-top: 0.25rem; }
.scopes code { display: block; color: var(--soft); font-size: 0.75rem; line-height: 1.4; overflow-wrap: anywhere; }
.buttons { display: flex; justify-content: flex-end; gap: 0.625rem; margin-top: 1.5rem; }
.note { margin-top: 1.5rem; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--soft); font-size: 0.8125rem; }

.top {
  display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem 1.5rem; padding: 0.75rem clamp(1rem, 4vw, 2rem);
  border-bottom: 1px solid var(--line); background: var(--surface);
}
.top h1 { display: flex; align-items: center; gap: 0.625rem; font-size: 1.0625rem; font-weight: 650; letter-spacing: -0.01em; }
.top nav { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; }
.top nav a { color: var(--soft); text-decoration: none; }
.top nav a:hover { color: var(--ink); text-decoration: underline; }
.home { width: min(52rem, 100%); margin: 0 auto; padding: 1.25rem clamp(1rem, 4vw, 2rem) 4rem; }
.intro { color: var(--soft); }
.home section { margin-top: 2rem; }
.home h2 { display: flex; align-items: baseline; gap: 0.5rem; margin-bottom: 0.625rem; font-size: 1rem; }
.count { color: var(--soft); font-weight: 500; }
.empty { padding: 1rem; border: 1px dashed var(--strong-line); border-radius: 0.75rem; color: var(--soft); }
.entries { border: 1px solid var(--line); border-radius: 0.75rem; background: var(--surface); overflow: hidden; }
.entries > li + li { border-top: 1px solid var(--line); }
.entry:not(details), .entry > summary {
  display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0.125rem 1rem; padding: 0.75rem 1rem;
}
.entry > summary { cursor: pointer; list-style: none; }
.entry > summary::-webkit-details-marker { display: none; }
.entry > summary .line::before {
  flex: none; width: 0.4375rem; height: 0.4375rem; margin-right: 0.125rem; border: solid var(--soft); border-width: 0 1.5px 1.5px 0; content: '';
  transform: rotate(-45deg);
}
.entry[open] > summary .line::before { transform: rotate(45deg); }
.entry > summary:hover { background: var(--sunken); }
.entry > summary:focus-visible { outline-offset: -2px; }
.entry:target { background: var(--accent-ground); }
.line { display: flex; flex-wrap: wrap; align-items: center; gap: 0.25rem 0.5rem; min-width: 0; overflow-wrap: anywhere; }
.line b { font-weight: 600; }
.about { grid-column: 1; color: var(--soft); font-size: 0.8125rem; overflow-wrap: anywhere; }
.entry time { grid-column: 2; grid-row: 1; color: var(--soft); font-size: 0.8125rem; font-variant-numeric: tabular-nums; white-space: nowrap; }
.entry dl { display: grid; gap: 0.25rem; padding: 0 1rem 0.75rem; font-size: 0.8125rem; }
.entry dl div { display: flex; gap: 0.75rem; }
.entry dt { flex: none; width: 3.5rem; color: var(--soft); }
.entry dd { min-width: 0; overflow-wrap: anywhere; }
.entry pre {
  margin: 0 1rem 1rem; padding: 0.75rem; border-radius: 0.5rem; background: var(--sunken); font-family: inherit; font-size: 0.875rem;
  white-space: pre-wrap; overflow-wrap: anywhere;
}
.entry.person { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem 0.75rem; }
.person .who { flex: 0 1 12rem; }
.person .agreed { flex: 1 1 14rem; color: var(--soft); font-size: 0.8125rem; }
.person button, .expire button { min-height: 2rem; padding: 0.125rem 0.75rem; font-size: 0.8125rem; }
.expire { margin-top: 0.75rem; }
@media (max-width: 34rem) {
  .entry:not(details), .entry > summary { grid-template-columns: minmax(0, 1fr); }
  .entry time { grid-column: 1; grid-row: auto; }
  .buttons { flex-direction: column; }
}
`;
