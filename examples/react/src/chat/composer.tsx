import { type KeyboardEvent, useEffect, useRef, useState } from 'react';

interface ComposerProps {
  /** A reply is under way. */
  busy: boolean;
  onSend(text: string): void;
  onStop(): void;
}

const LONGEST = 8_000;

/** Where a person writes: Enter sends, Shift and Enter begin a new line. */
export function Composer({ busy, onSend, onStop }: ComposerProps) {
  const [text, setText] = useState('');
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => box.current?.focus({ preventScroll: true }), []);
  const canSend = !busy && text.trim() !== '';
  const send = () => {
    if (!canSend) return;
    onSend(text.trim());
    setText('');
    box.current?.focus();
  };
  const press = (event: KeyboardEvent) => {
    // Enter that ends a word of an input method is not meant to send.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <label htmlFor="message" className="unseen">
        Message
      </label>
      <textarea
        id="message"
        ref={box}
        rows={Math.min(6, text.split('\n').length)}
        maxLength={LONGEST}
        placeholder="Send an email to …"
        aria-describedby="message-hint"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={press}
      />
      {busy ? (
        <button type="button" onClick={onStop}>
          Stop
        </button>
      ) : (
        <button type="submit" className="primary" aria-disabled={!canSend}>
          Send
        </button>
      )}
      <p className="note" id="message-hint">
        Enter sends, Shift+Enter begins a new line.
      </p>
    </form>
  );
}
