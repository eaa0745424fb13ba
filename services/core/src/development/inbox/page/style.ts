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
  --accent-ground: #eceefd;
  --good: #13713f;
  --good-ground: #e6f5ec;
  --bad: #96500a;
  --bad-ground: #fdf1df;
  --name: #3446c4;
  --string: #13713f;
  --number: #a3410f;
  --word: #8a2f9a;
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
    --accent-ground: #23274a;
    --good: #66d79a;
    --good-ground: #15301f;
    --bad: #f3ba66;
    --bad-ground: #35270f;
    --name: #a9b4ff;
    --string: #7fd6a4;
    --number: #f0a578;
    --word: #d99be6;
  }
}

*, ::before, ::after { box-sizing: border-box; }
[hidden] { display: none !important; }
html { background: var(--ground); -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  display: flex; flex-direction: column; min-height: 100dvh; margin: 0;
  color: var(--ink); font: 0.9375rem/1.5 system-ui, -apple-system, 'Segoe UI', sans-serif;
}
h1, h2, h3, p, ol, dl, dd, pre { margin: 0; padding: 0; }
h1, h2, h3 { font-size: inherit; line-height: 1.3; }
code, pre, .id, .method, .summary { font-family: var(--mono); font-size: 0.8125rem; }
a { color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.unseen {
  position: absolute; width: 1px; height: 1px; margin: -1px; padding: 0; border: 0;
  overflow: hidden; clip-path: inset(50%); white-space: nowrap;
}

button {
  min-height: 2rem; min-width: 4.5rem; padding: 0.25rem 0.75rem; border: 1px solid var(--strong-line); border-radius: 0.5rem;
  background: var(--surface); color: inherit; font: inherit; font-size: 0.8125rem; font-weight: 500; cursor: pointer;
}
button:hover { background: var(--sunken); }
button.quiet { min-width: 0; padding-inline: 0.625rem; border-color: transparent; background: none; color: var(--soft); }
button.quiet:hover { background: var(--sunken); color: var(--ink); }
button[data-state='copied'] { border-color: var(--good); background: var(--good-ground); color: var(--good); }
button[data-state='failed'] { border-color: var(--bad); background: var(--bad-ground); color: var(--bad); }

.top {
  display: flex; flex-wrap: wrap; align-items: center; gap: 0.25rem 1rem; padding: 0.625rem 1rem;
  border-bottom: 1px solid var(--line); background: var(--surface);
}
.top h1 { display: flex; align-items: center; gap: 0.625rem; font-size: 1.0625rem; font-weight: 650; letter-spacing: -0.01em; }
.top img { display: block; }
.address { display: flex; flex: 1; align-items: center; gap: 0.25rem; min-width: 0; color: var(--soft); }
.address code { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.connection { display: flex; align-items: center; gap: 0.5rem; color: var(--soft); font-size: 0.8125rem; font-weight: 500; white-space: nowrap; }
.connection::before { width: 0.5rem; height: 0.5rem; border-radius: 50%; background: var(--strong-line); content: ''; }
.connection[data-state='live']::before { background: var(--good); animation: breathe 3s ease-in-out infinite; }
.connection[data-state='away'] { color: var(--bad); }
.connection[data-state='away']::before { background: var(--bad); }
.trouble:not(:empty) {
  padding: 0.625rem 1rem; border-bottom: 1px solid var(--line); background: var(--bad-ground); color: var(--bad); font-weight: 500;
}

main { display: flex; flex: 1; flex-direction: column; min-height: 0; }
.loading, .empty, .messages, .detail { display: none; }
[data-view='loading'] .loading {
  display: block; margin: auto; padding: 4rem 1rem; color: var(--soft);
  animation: appear 0.3s 0.4s both; /* most loads are done before */
}
[data-view='empty'] .empty { display: block; }
[data-view='messages'] .messages { display: flex; }
[data-view='messages'][data-open] .messages { display: none; }
[data-view='messages'][data-open] .detail { display: block; }

.empty { width: 100%; max-width: 42rem; margin: auto; padding: 2.5rem 1.25rem 4rem; }
.tray { display: block; width: 6rem; margin: 0 auto 1.25rem; fill: none; stroke: var(--strong-line); stroke-width: 3; stroke-linecap: round; stroke-linejoin: round; }
.falling { stroke: var(--accent); animation: fall 2.4s ease-in-out infinite; }
.empty h2 { font-size: 1.375rem; letter-spacing: -0.015em; text-align: center; }
.empty h2:focus { outline: none; }
.lead { margin: 0.375rem 0 2rem; color: var(--soft); text-align: center; text-wrap: balance; }
.steps { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.625rem; margin: 0.75rem 0 2rem; list-style: none; counter-reset: step; }
.steps li { position: relative; padding: 0.75rem 1rem 0.75rem 3.25rem; border: 1px solid var(--line); border-radius: 0.75rem; background: var(--surface); counter-increment: step; }
.steps li::before {
  position: absolute; top: 0.75rem; left: 1rem; width: 1.5rem; border-radius: 50%; background: var(--accent-ground);
  color: var(--accent); font-size: 0.8125rem; font-weight: 650; line-height: 1.5rem; text-align: center; content: counter(step);
}
.steps strong { display: block; font-weight: 600; }
.steps code { display: block; color: var(--soft); overflow-wrap: anywhere; }
.prompt { color: var(--accent); }
.command { display: flex; flex-wrap: wrap; align-items: flex-start; gap: 0.75rem; margin-top: 0.75rem; padding: 0.75rem; border: 1px solid var(--line); border-radius: 0.75rem; background: var(--sunken); }
.command code { flex: 1 1 16rem; min-width: 0; padding: 0.3rem 0.25rem; border-radius: 0.25rem; overflow-wrap: anywhere; }

.messages { flex: 1; flex-direction: column; min-height: 0; background: var(--surface); }
.messages > header, article section > header { display: flex; align-items: center; gap: 0.5rem; }
.messages > header { position: sticky; z-index: 1; top: 0; padding: 0.5rem 0.5rem 0.5rem 1rem; border-bottom: 1px solid var(--line); background: var(--surface); }
.messages h2, article h3 { font-size: 0.875rem; font-weight: 650; }
.count { padding: 0 0.5rem; border-radius: 1rem; background: var(--sunken); color: var(--soft); font-size: 0.75rem; font-weight: 600; line-height: 1.25rem; font-variant-numeric: tabular-nums; }
header > button:last-child { margin-left: auto; }
#list { list-style: none; }
#list li { border-bottom: 1px solid var(--line); }
#list li.fresh { animation: arrive 1.6s ease-out; }
#list a {
  display: grid; grid-template-columns: auto minmax(0, 1fr) auto; gap: 0.125rem 0.75rem; align-items: center;
  padding: 0.6875rem 1rem; border-left: 3px solid transparent; color: inherit; text-decoration: none;
}
#list a:hover { background: var(--sunken); }
#list a:focus-visible { outline-offset: -2px; }
#list a[aria-current] { border-left-color: var(--accent); background: var(--accent-ground); }
#list .mark { grid-row: span 2; }
.summary, .under .id { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.bare .summary { color: var(--soft); font-family: inherit; font-style: italic; }
#list time, .size, .under { color: var(--soft); font-size: 0.75rem; text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.under { display: flex; align-items: center; gap: 0.5rem; min-width: 0; }
.under .id { font-size: 0.75rem; }
.mark {
  display: grid; place-items: center; width: 1.375rem; height: 1.375rem; border-radius: 50%;
  background: var(--bad-ground); color: var(--bad); font-size: 0.8125rem; font-weight: 700; line-height: 1;
}
[data-verified='true'] .mark { background: var(--good-ground); color: var(--good); }
.method { padding: 0 0.375rem; border: 1px solid var(--line); border-radius: 0.3125rem; background: var(--surface); font-size: 0.6875rem; font-weight: 600; line-height: 1.25rem; letter-spacing: 0.03em; }

.detail { flex: 1; min-width: 0; }
article { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.5rem; max-width: 60rem; padding: 1rem 1rem 3rem; }
.back { justify-self: start; padding: 0.25rem 0; font-weight: 500; text-decoration: none; }
.title { display: grid; grid-template-columns: minmax(0, auto) auto; justify-content: start; align-items: center; gap: 0.5rem 0.25rem; }
.title p { display: flex; grid-column: 1 / -1; flex-wrap: wrap; align-items: center; gap: 0.5rem; }
.title h2 { border-radius: 0.25rem; letter-spacing: -0.01em; overflow-wrap: anywhere; font: 650 1.0625rem/1.4 var(--mono); }
[data-bare] .title h2 { color: var(--soft); font: italic 500 1.0625rem/1.4 system-ui, -apple-system, 'Segoe UI', sans-serif; }
.title > button { margin: 0; }
.number { color: var(--soft); font-size: 0.8125rem; }
.badge { padding: 0 0.5rem; border-radius: 1rem; background: var(--bad-ground); color: var(--bad); font-size: 0.75rem; font-weight: 650; line-height: 1.375rem; }
[data-verified='true'] .badge { background: var(--good-ground); color: var(--good); }
.verdict { display: flex; gap: 0.75rem; padding: 0.75rem 1rem; border-radius: 0.75rem; background: var(--bad-ground); }
.verdict strong { color: var(--bad); font-weight: 650; }
.verdict .mark { flex: none; background: var(--bad) !important; color: var(--surface) !important; }
[data-verified='true'] .verdict { background: var(--good-ground); }
[data-verified='true'] .verdict strong { color: var(--good); }
[data-verified='true'] .verdict .mark { background: var(--good) !important; }
.facts { display: flex; flex-wrap: wrap; gap: 1rem 2.5rem; }
.facts div { min-width: 0; }
.facts dt { color: var(--soft); font-size: 0.75rem; }
.facts dd { overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
.exact { color: var(--soft); font-size: 0.8125rem; }
article section { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.625rem; }
article section > header { flex-wrap: wrap; min-height: 2rem; }
.choice { display: flex; gap: 2px; padding: 2px; border-radius: 0.5rem; background: var(--sunken); }
.choice button { min-width: 0; min-height: 1.75rem; padding: 0 0.625rem; border: 0; border-radius: 0.375rem; background: none; color: var(--soft); }
.choice button[aria-pressed='true'] { background: var(--surface); color: var(--ink); box-shadow: 0 0 0 1px var(--line); }
pre {
  max-height: min(36rem, 70vh); padding: 0.875rem 1rem; border: 1px solid var(--line); border-radius: 0.75rem; background: var(--surface);
  overflow: auto; overflow-wrap: anywhere; white-space: pre-wrap; tab-size: 2; line-height: 1.6;
}
.json-name { color: var(--name); }
.json-string { color: var(--string); }
.json-number { color: var(--number); }
.json-word { color: var(--word); }
.note { color: var(--soft); font-size: 0.8125rem; }
.note:empty { display: none; }
table { width: 100%; border: 1px solid var(--line); border-radius: 0.75rem; background: var(--surface); border-collapse: separate; border-spacing: 0; table-layout: fixed; font-family: var(--mono); font-size: 0.8125rem; }
tbody :is(th, td) { padding: 0.4375rem 1rem; border-top: 1px solid var(--line); overflow-wrap: anywhere; text-align: left; vertical-align: top; }
tbody tr:first-child > * { border-top: 0; }
col.names { width: 16rem; }
tbody th { color: var(--soft); font-weight: 400; }
tbody .signed th { color: var(--accent); font-weight: 600; }

@media (max-width: 35.99rem) {
  .address { flex-basis: 100%; order: 1; }
  .connection { margin-left: auto; }
  tbody tr { display: block; padding: 0.5rem 1rem; }
  tbody tr + tr { border-top: 1px solid var(--line); }
  tbody :is(th, td) { display: block; width: auto; padding: 0; border: 0; }
}

@media (min-width: 56rem) {
  body { height: 100dvh; }
  main { flex-direction: row; }
  [data-view='messages'][data-open] .messages { display: flex; }
  .messages { flex: 0 0 min(24rem, 36vw); border-right: 1px solid var(--line); overflow-y: auto; }
  .empty { overflow-y: auto; }
  .detail { overflow-y: auto; }
  article { padding: 1.5rem 2rem 4rem; }
  .back { display: none; }
}

@media (prefers-reduced-motion: no-preference) {
  button, #list a { transition: background-color 0.12s, color 0.12s, border-color 0.12s; }
}
@media (prefers-reduced-motion: reduce) {
  *, ::before, ::after { animation-duration: 0s !important; animation-iteration-count: 1 !important; }
}
@keyframes breathe { 50% { opacity: 0.35; } }
@keyframes appear { from { opacity: 0; } }
@keyframes fall { 0%, 100% { transform: translateY(-3px); } 50% { transform: translateY(3px); } }
@keyframes arrive { from { background: var(--accent-ground); opacity: 0; transform: translateY(-0.5rem); } 25% { opacity: 1; transform: none; } }
`;
