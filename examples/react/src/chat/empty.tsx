interface EmptyProps {
  /** A receiver to try things out with. */
  inbox: string | null;
  onPick(text: string): void;
}

/** What can be said, before anything is said. */
export function Empty({ inbox, onPick }: EmptyProps) {
  const url = inbox ?? 'https://hooks.example.com/orders';
  const examples = [
    `Send a webhook to ${url} with payload {"event":"order.shipped","orderId":"4711"}`,
    'Send an email to Grace with subject Lunch saying "See you at noon"',
    'Schedule a meeting called Review tomorrow at 15:00',
    'Show my unread emails',
  ];
  return (
    <section className="card empty" aria-labelledby="empty-title">
      <h3 id="empty-title">Say what should happen</h3>
      <p className="note">You see exactly what would be sent, and nothing is sent before you confirm it.</p>
      <div className="examples">
        {examples.map((text) => (
          <button key={text} type="button" className="chip" onClick={() => onPick(text)}>
            {text}
          </button>
        ))}
      </div>
    </section>
  );
}
