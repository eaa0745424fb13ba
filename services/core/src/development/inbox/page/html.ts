// What the script shows of a message goes into the <template>s below, as text.
export const HTML = `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>Inbox · Relay</title>
  <link rel="icon" href="/dev/inbox/icon.svg" type="image/svg+xml">
  <link rel="stylesheet" href="/dev/inbox/style.css">
  <script type="module" src="/dev/inbox/main.js"></script>
</head>
<body data-view="loading">
  <header class="top">
    <h1><img src="/dev/inbox/icon.svg" alt="" width="28" height="28"> Relay inbox</h1>
    <p class="address"><code id="address"></code><button type="button" id="copy-address" class="quiet" aria-label="Copy the address of this inbox">Copy</button></p>
    <p id="connection" class="connection" data-state="connecting">Connecting</p>
  </header>

  <p id="announcement" class="unseen" role="status"></p>
  <div id="trouble" class="trouble" role="alert"></div>
  <noscript><p class="trouble">This page needs JavaScript. The messages are also at <a href="/dev/inbox/messages">/dev/inbox/messages</a>.</p></noscript>

  <main>
    <p class="loading">Looking for messages …</p>

    <section class="empty" aria-labelledby="empty-title">
      <svg class="tray" viewBox="0 0 96 72" aria-hidden="true">
        <path d="M6 42h22l6 10h28l6-10h22M6 42 20 12h56l14 30v22a4 4 0 0 1-4 4H10a4 4 0 0 1-4-4z"/>
        <path class="falling" d="M48 4v26m-9-9 9 9 9-9"/>
      </svg>
      <h2 id="empty-title" tabindex="-1">No webhook yet</h2>
      <p class="lead">Webhooks to this address appear here by themselves, signature checked.</p>
      <p>Relay printed two commands in the terminal that it was started from. Paste them there, one after the other:</p>
      <ol class="steps">
        <li><strong>Preview a webhook to the inbox</strong><code><span class="prompt">$ </span>curl -sS <span data-origin></span>/api/actions/preview …</code></li>
        <li><strong>Execute that preview</strong><code><span class="prompt">$ </span>curl -sS <span data-origin></span>/api/actions/execute …</code></li>
      </ol>
      <p>Or post one yourself. That needs no key; nobody signs it, so it arrives as not verified:</p>
      <div class="command">
        <code id="command" tabindex="0" role="region" aria-label="Command that sends a message"></code>
        <button type="button" id="copy-command" aria-label="Copy the command">Copy</button>
      </div>
    </section>

    <nav class="messages" aria-labelledby="messages-title">
      <header>
        <h2 id="messages-title">Messages</h2>
        <span id="count" class="count"></span>
        <button type="button" id="clear" class="quiet" aria-label="Clear all messages">Clear</button>
      </header>
      <ol id="list"></ol>
    </nav>

    <div id="detail" class="detail"></div>
  </main>

  <template id="item-template">
    <li>
      <a>
        <span class="mark" data-field="mark"></span>
        <span class="summary" data-field="summary"></span>
        <time data-time="short"></time>
        <span class="under"><span class="method" data-field="method"></span><span class="id" data-field="id"></span></span>
        <span class="size" data-field="size"></span>
      </a>
    </li>
  </template>

  <template id="message-template">
    <article aria-labelledby="message-title">
      <a class="back" href="#"><span aria-hidden="true">←</span> All messages</a>
      <header class="title">
        <p><span class="method" data-field="method"></span> <span class="badge" data-field="badge"></span> <span class="number" data-field="number"></span></p>
        <h2 id="message-title" tabindex="-1"><span data-field="id"></span></h2>
        <button type="button" class="quiet" data-copy="id" aria-label="Copy the webhook-id">Copy</button>
      </header>
      <div class="verdict">
        <span class="mark" data-field="mark" aria-hidden="true"></span>
        <p><strong data-field="verdict"></strong> <span data-field="explanation"></span></p>
      </div>
      <dl class="facts">
        <div><dt>Received</dt><dd><time data-time="long"></time><br><time class="exact" data-time="exact"></time></dd></div>
        <div><dt>Size</dt><dd data-field="size"></dd></div>
        <div><dt>Content type</dt><dd data-field="type"></dd></div>
      </dl>
      <section aria-labelledby="body-title">
        <header>
          <h3 id="body-title">Body</h3>
          <div class="choice" role="group" aria-label="Show the body">
            <button type="button" data-show="pretty">Pretty</button>
            <button type="button" data-show="raw">Raw</button>
          </div>
          <button type="button" data-copy="body" aria-label="Copy the body exactly as it was received">Copy</button>
        </header>
        <pre tabindex="0" role="region" aria-labelledby="body-title"><code data-field="body"></code></pre>
        <p class="note" data-field="note"></p>
      </section>
      <section aria-labelledby="headers-title">
        <header>
          <h3 id="headers-title">Headers</h3>
          <span class="count" data-field="headerCount"></span>
          <button type="button" data-copy="headers" aria-label="Copy the headers">Copy</button>
        </header>
        <table aria-labelledby="headers-title">
          <colgroup><col class="names"><col></colgroup>
          <thead class="unseen"><tr><th scope="col">Name</th><th scope="col">Value</th></tr></thead>
          <tbody></tbody>
        </table>
      </section>
    </article>
  </template>
</body>
</html>
`;
